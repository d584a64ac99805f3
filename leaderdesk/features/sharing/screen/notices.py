"""What is said about a file as a whole, above its rows: the round to choose, news, nothing new, what was odd."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.sharing.queries import ImportRound
from leaderdesk.features.sharing.rules.preview import Preview
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.states import CoachStrip

_MOST_ROUNDS = 3
_MOST_NOTICES = 3


class Notices(QWidget):
    """Strips one below the other; nothing to say takes no room."""

    round_chosen = Signal(int)
    done_wanted = Signal()
    """The file brings nothing new, and that is fine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        self.hide()

    def show_preview(self, preview: Preview, *, rounds: Sequence[ImportRound], news: str) -> None:
        """Show what there is to say; `rounds` are those to choose from, none if that is settled."""
        self._clear()
        if rounds:
            self._ask_round(rounds)
        if news:
            self._column.addWidget(CoachStrip("info", news))
        if not preview.writes and not preview.questions:
            self._say_nothing_new(preview)
        if preview.notices:
            said = list(preview.notices[:_MOST_NOTICES])
            if len(preview.notices) > _MOST_NOTICES:
                said.append(_("… and {count} more remarks").format(count=len(preview.notices) - _MOST_NOTICES))
            self._column.addWidget(CoachStrip("info", "\n".join(said)))
        self.setVisible(self._column.count() > 0)

    def focus_round(self) -> None:
        """Give the keyboard to the choice of a round."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask_round(self, rounds: Sequence[ImportRound]) -> None:
        buttons = []
        for each in [each for each in rounds if each.is_open][:_MOST_ROUNDS]:
            button = Button(each.name, kind="warn", size=28)
            button.clicked.connect(lambda _checked=False, id_=each.id: self.round_chosen.emit(id_))
            buttons.append(button)
        self._first = buttons[0] if buttons else None
        words = _("Several rounds take orders now. Which one is this file for?")
        self._column.addWidget(CoachStrip("warn", words, buttons=buttons))

    def _say_nothing_new(self, preview: Preview) -> None:
        done = Button(_("Good"), size=28)
        done.clicked.connect(self.done_wanted)
        if preview.counts.same:
            words = _("All of this is there already. Nothing was added twice.")
            self._column.addWidget(CoachStrip("brand", words, buttons=(done,)))
        else:
            words = _("Nothing of this file can be taken over yet. Each row says why.")
            self._column.addWidget(CoachStrip("warn", words))

    def _clear(self) -> None:
        self._first = None
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.hide()
