"""One line above the action bar to find the neighbour a payment is from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries import find_neighbours
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.page import Bar

_MOST_FOUND = 3


class FindingBar(Bar):
    """A field for name, room or initials; who fits stands beside it, and Enter takes the first."""

    chosen = Signal(int, int, str)
    """The line, the neighbour, and how she is called."""
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(52, fill="surface", line_on_top=True, parent=parent)
        self._desk = desk
        self._line_id = 0
        self._found: tuple[tuple[int, str], ...] = ()
        self._words = ElidedLabel("", role="small", ink="warnText", least=80)
        self.field = LineEdit(_("Whose payment it is"), placeholder=_("Name, room, initials"))
        self.field.setMinimumWidth(220)
        self.field.textEdited.connect(self._look_up)
        self._choices = QHBoxLayout()
        self._choices.setSpacing(6)
        leave = Button(_("Leave it for now"), size=28)
        leave.clicked.connect(self.close_bar)
        self.row.addWidget(self._words, 1)
        self.row.addWidget(self.field, 1)
        self.row.addLayout(self._choices)
        self.row.addWidget(leave)
        self.hide()

    def ask(self, line_id: int, words: str) -> None:
        """Open for a payment; `words` say which."""
        self._line_id = line_id
        self._words.setText(_("{payment}: whose is it?").format(payment=words))
        self.field.clear()
        self._show(())
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_bar(self) -> None:
        """Close without an answer."""
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._found:
            self._taker(*self._found[0])()
        else:
            super().keyPressEvent(event)

    def _look_up(self, typed: str) -> None:
        store = self._desk.store

        def work() -> tuple[tuple[int, str], ...]:
            with store.read() as connection:
                people = find_neighbours(connection, typed, limit=_MOST_FOUND) if typed.strip() else ()
            return tuple((each.id, f"{each.name} {each.room}".strip()) for each in people)

        self._desk.tasks.read(self, work, self._show, latest="found")

    def _show(self, found: Sequence[tuple[int, str]]) -> None:
        self._found = tuple(found)
        while (item := self._choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (neighbour_id, name) in enumerate(found):
            button = Button(name, kind="warn", size=28, keys="Enter" if not place else "")
            button.clicked.connect(self._taker(neighbour_id, name))
            self._choices.addWidget(button)

    def _taker(self, neighbour_id: int, name: str) -> Callable[[], None]:
        def take() -> None:
            self.hide()
            self.chosen.emit(self._line_id, neighbour_id, name)

        return take
