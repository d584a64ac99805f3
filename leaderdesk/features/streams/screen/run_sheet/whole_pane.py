"""What concerns the run-sheet as a whole, at its right when no cue is looked at: its theme, templates, and files."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.text import MOST_NAME
from leaderdesk.features.streams.screen.run_sheet.book import Sheet
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.drawer import Pane, Scroll
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.page import Bar


class WholePane(Pane):
    """Tells what is wanted; `renamed` and `kept` carry the new theme, and the name of a template to keep."""

    closed = Signal()
    renamed = Signal(str)
    kept = Signal(str)
    written = Signal()
    read = Signal()
    emptied = Signal()
    announced = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._sheet: Sheet | None = None
        self.theme = LineEdit(_("Theme"), placeholder=_("such as: strawberries and yoghurt"))
        self.theme.setMaxLength(MOST_NAME)
        self.theme.editingFinished.connect(self._rename)
        self.template = LineEdit(_("Name of the template"), placeholder=_("such as: my Wednesday kitchen"))
        self.template.setMaxLength(MOST_NAME)
        self.template.returnPressed.connect(self._keep)
        self.keep_button = Button(_("Keep as a template"), size=28, icon="archive")
        self.keep_button.clicked.connect(self._keep)
        self.write_button = Button(_("Save as Excel"), size=28, icon="download")
        self.write_button.clicked.connect(self.written)
        self.read_button = Button(_("Read back from Excel"), size=28, icon="upload")
        self.read_button.clicked.connect(self.read)
        self.empty_button = Button(_("Empty it and begin anew"), kind="dangerQuiet", size=28)
        self.empty_button.clicked.connect(self.emptied)
        self.picture_button = Button(_("Picture for the group"), size=28, icon="image")
        self.picture_button.clicked.connect(self.announced)
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the theme of this stream; what is being typed stays."""
        self._sheet = sheet
        if not self.theme.hasFocus():
            self.theme.setText(sheet.stream.theme)
        if not self.template.isModified():
            self.template.setText(sheet.name)
        for button in (self.keep_button, self.write_button, self.empty_button):
            button.setEnabled(bool(sheet.cues))

    def _lay_out(self) -> None:
        close = IconButton("close", _("Close the drawer"), size=28)
        close.clicked.connect(self.closed)
        head = Bar(52, fill="surface")
        head.row.setContentsMargins(16, 4, 8, 4)
        head.row.addWidget(Label(_("The whole run-sheet"), role="lead", bold=True))
        head.row.addStretch(1)
        head.row.addWidget(close)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        column.addWidget(Field(_("Theme"), self.theme))
        column.addWidget(self.picture_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(Field(_("Keep it for next time"), self.template))
        left = Qt.AlignmentFlag.AlignLeft
        column.addWidget(self.keep_button, 0, left)
        column.addSpacing(8)
        hint = _("Change it in WPS or Excel and read it back; you see what changes before anything is saved.")
        column.addWidget(Label(hint, role="small", ink="text2", wrap=True))
        column.addWidget(self.write_button, 0, left)
        column.addWidget(self.read_button, 0, left)
        column.addSpacing(8)
        column.addWidget(self.empty_button, 0, left)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(Scroll(inside), 1)

    def _rename(self) -> None:
        if self._sheet is not None and self.theme.plain_text() != self._sheet.stream.theme:
            self.renamed.emit(self.theme.plain_text())

    def _keep(self) -> None:
        self.kept.emit(self.template.plain_text())
