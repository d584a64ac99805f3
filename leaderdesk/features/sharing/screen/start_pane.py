"""Where an import begins: choose a file, or save a template to fill in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.sharing.rules.preview import FileKind
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.states import EmptyState, ErrorCard


class StartPane(Pane):
    """Choose or drop a file; what was wrong with the last one stands above."""

    file_wanted = Signal()
    template_wanted = Signal(object)
    """The FileKind of the template."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        self.error = ErrorCard("", button=_("Choose another file"))
        self.error.retried.connect(self.file_wanted)
        self.error.hide()
        self.choose_button = Button(_("Choose a file"), kind="primary", icon="upload")
        self.choose_button.clicked.connect(self.file_wanted)
        empty = EmptyState(
            "file",
            _("Drop a file here, or choose one"),
            _(
                "A workbook of 快团团 or 群接龙, a list of products or neighbours, or orders of the past, as .xlsx or"
                " .csv. You see it all before anything is saved."
            ),
            buttons=(self.choose_button,),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        column.addWidget(self.error)
        column.addStretch(1)
        column.addWidget(empty)
        column.addWidget(self._templates(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_start(self) -> None:
        """Show where to begin."""
        self.error.hide()

    def show_error(self, sentence: str) -> None:
        """Say why the last file could not be read."""
        self.error.show_error(_("This file could not be read"), sentence)
        self.error.show()

    def _templates(self) -> QWidget:
        box = Box(padding=14)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Label(_("No file yet? Save a template and fill it in:"), role="small", ink="text2"))
        self.template_buttons: dict[FileKind, Button] = {}
        for kind, words in ((FileKind.PRODUCTS, _("Products")), (FileKind.NEIGHBOURS, _("Neighbours"))):
            button = Button(words, size=28, icon="download")
            button.setAccessibleName(_("Save a template for {what}").format(what=words))
            button.clicked.connect(lambda _checked=False, kind=kind: self.template_wanted.emit(kind))
            self.template_buttons[kind] = button
            row.addWidget(button)
        box.body.addLayout(row)
        return box
