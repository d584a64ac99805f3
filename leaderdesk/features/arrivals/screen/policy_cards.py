"""The five ways of sharing out, each with what it comes to before it is chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.words import POLICY_NAMES, POLICY_RULES
from leaderdesk.ui.choices import ChoiceCard
from leaderdesk.ui.theme import theme

_ONE_ROW = 700
"""From this width on, at 100 % text, all stand side by side."""


class PolicyCards(QWidget):
    """Cards on the keys 1 to 5; `chosen` tells the policy."""

    chosen = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[Policy, ChoiceCard] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._columns = 0
        for number, policy in enumerate(Policy, start=1):
            card = ChoiceCard(_(POLICY_NAMES[policy]), _(POLICY_RULES[policy]), keys=str(number))
            # As high as its words need in the width it gets.
            card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            card.clicked.connect(lambda _checked=False, policy=policy: self.chosen.emit(policy))
            self.cards[policy] = card
        self._place(len(self.cards))

    def choose(self, policy: Policy) -> None:
        """Let that one be chosen, without telling anybody."""
        self.cards[policy].setChecked(True)

    def show_results(self, results: Mapping[Policy, str], *, worrying: Collection[Policy] = ()) -> None:
        """Show under each what it comes to, those `worrying` as such; one without says that it is being worked out."""
        for policy, card in self.cards.items():
            card.show_result(results.get(policy, _("working it out")), worries=policy in worrying)

    def policy_on(self, number: int) -> Policy | None:
        """Return the policy on that key."""
        every = list(Policy)
        return every[number - 1] if 1 <= number <= len(every) else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        roomy = self.width() * 100 >= _ONE_ROW * theme().zoom_percent
        self._place(len(self.cards) if roomy else 3)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
