"""The left of the run-sheet: its sums, the strip, the table of its cues, and the line that adds one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.screen.run_sheet.beginning import Beginning
from leaderdesk.features.streams.screen.run_sheet.book import Sheet, SheetLine, lines_of
from leaderdesk.features.streams.screen.run_sheet.columns import columns_of, look_of
from leaderdesk.features.streams.screen.run_sheet.head import SheetHead
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.row_mover import RowMover
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import ErrorCard, InlineError
from leaderdesk.ui.table_view import TableView


class CueTable(TableView):
    """The table; `removed` tells the id of the cue that Delete was pressed on."""

    removed = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_id()
        if event.key() == Qt.Key.Key_Delete and current is not None:
            self.removed.emit(current)
            return
        super().keyPressEvent(event)


class TableSide(Pane):
    """Tells `looked_at` with the id of a cue, or None; `added` with the kind of one to add at the end."""

    looked_at = Signal(object)
    added = Signal(str)

    def __init__(self, set_length: Callable[[SheetLine, str], None], *, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        self.head = SheetHead()
        self.lines = RowTable(columns_of(set_length), row_id=lambda line: line.cue.id, row_look=look_of)
        self.table = CueTable(self.lines)
        self.table.setAccessibleName(_("Run-sheet"))
        self.mover = RowMover(self.table)
        self.beginning = Beginning()
        self.trouble = ErrorCard(_("The run-sheet could not be read"))
        self._error = InlineError()
        self._filled = QWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.table.current_changed.connect(self.looked_at)
        self.head.strip.chosen.connect(self.table.go_to)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the cues of the sheet, or the templates where it has none."""
        self.head.show_sheet(sheet)
        self.lines.set_rows(lines_of(sheet))
        self.beginning.show_templates(sheet.templates)
        self._stack.setCurrentWidget(self._filled if sheet.cues else self.beginning)

    def show_trouble(self, sentence: str) -> None:
        """Show in place of everything that it could not be read."""
        self.trouble.show_error(_("The run-sheet could not be read"), sentence)
        self._stack.setCurrentWidget(self.trouble)

    def refuse(self, sentence: str) -> None:
        """Say below the table what was not taken; an empty sentence takes it away."""
        if sentence:
            self._error.show_error(sentence)
        else:
            self._error.clear()

    def _lay_out(self) -> None:
        self.kind = Combo(_("Kind of the new cue"), [(kind.value, kind.label) for kind in CueKind], size=28)
        self.kind.choose(CueKind.QUESTIONS.value)
        self.add_button = Button(_("Add a cue"), kind="link", size=28, icon="plus")
        self.add_button.clicked.connect(lambda: self.added.emit(self.kind.current()))
        hint = ElidedLabel(
            _("Drag the dots at the left, or press Alt with the arrow keys; times follow"), role="small", ink="text2"
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 20, 8)
        foot.setSpacing(8)
        foot.addWidget(self.add_button)
        foot.addWidget(self.kind)
        foot.addWidget(hint, 1)
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.table, 1)
        column.addWidget(self._error)
        column.addLayout(foot)
        for part in (self._filled, self.beginning, self.trouble):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
