"""What a run-sheet without cues shows: the templates to begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.durations import length_text
from leaderdesk.features.streams.rules.given import TEMPLATES
from leaderdesk.features.streams.rules.templates import OwnTemplate
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.choices import ChoiceCard
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.icons import HUGE
from leaderdesk.ui.labels import IconLabel, Label

_COLUMNS = 2


class Beginning(QWidget):
    """Tells `given` with the key of a template that comes with the program, `own` with the id of one of the leader's.

    `empty` asks to begin without one. The second argument is the template's name.
    """

    given = Signal(str, str)
    own = Signal(int, str)
    empty = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: tuple[OwnTemplate, ...] | None = None
        self._inside = QWidget()
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._cards: list[ChoiceCard] = []
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(12)
        column.addWidget(IconLabel("video", ink="text3", side=HUGE), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Label(_("Begin with a template"), role="lead", bold=True), 0, Qt.AlignmentFlag.AlignHCenter)
        reason = Label(_("Times and talking points come with it; change what you like"), ink="text2")
        column.addWidget(reason, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._grid)
        blank = Button(_("Begin with one empty cue"), kind="link", icon="plus")
        blank.clicked.connect(self.empty)
        column.addWidget(blank, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(self._inside))

    def cards(self) -> Sequence[ChoiceCard]:
        """Return the cards in order: those that come with the program, then the leader's own."""
        return self._cards

    def show_templates(self, own: Sequence[OwnTemplate]) -> None:
        """Offer these of the leader's own behind those that come with the program."""
        if self._own == tuple(own):
            for card in self._cards:
                card.setAutoExclusive(False)
                card.setChecked(False)
            return
        self._own = tuple(own)
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for template in TEMPLATES:
            card = _card(template.title, template.hint, template.length_s, len(template.given))
            card.clicked.connect(lambda _checked, one=template: self.given.emit(one.key, one.title))
            self._add(card)
        for mine in own:
            card = _card(mine.name, _("Your own template"), mine.length_s, mine.cues)
            card.clicked.connect(lambda _checked, one=mine: self.own.emit(one.id, one.name))
            self._add(card)

    def _add(self, card: ChoiceCard) -> None:
        place = len(self._cards)
        self._cards.append(card)
        self._grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)


def _card(name: str, hint: str, length_s: int, cues: int) -> ChoiceCard:
    result = _("{length}, {count} cues").format(length=length_text(length_s), count=cues)
    card = ChoiceCard(name, hint, result)
    card.setAutoExclusive(False)
    return card
