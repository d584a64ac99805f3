"""Before phones may help: what it is, on which network, and the button that begins it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.scanner.rules.addresses import Card
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import CoachStrip


class StartPane(QWidget):
    """`started` tells the address on which phones may come in; `again` asks for the networks once more."""

    started = Signal(str)
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.networks = Combo(_("Network"))
        self.start_button = Button(_("Let phones help"), kind="primary", size=44, icon="phone")
        self.start_button.clicked.connect(self._start)
        self.again_button = Button(_("Look for networks again"), icon="refresh")
        self.again_button.clicked.connect(self.again)
        self._field = Field(_("Network that the phones are in"), self.networks)
        self._none = CoachStrip("warn", _("This laptop is in no network of a home just now. Join your Wi-Fi first."))
        self._lay_out()
        self.show_cards(())

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Offer these networks, the likeliest first."""
        self.networks.set_choices([(card.address, f"{card.name} · {card.address}") for card in cards])
        self.start_button.setEnabled(bool(cards))
        show_if(self._field, bool(cards))
        show_if(self._none, not cards)

    def _start(self) -> None:
        address = self.networks.current()
        if address:
            self.started.emit(address)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.start_button)
        foot.addWidget(self.again_button)
        foot.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        how = _(
            "A helper in the yard opens a page on a phone, types the room or pickup code or photographs a label, and"
            " hands over. Everything is done here on the laptop; the phone keeps nothing."
        )
        column.addWidget(Label(how, wrap=True))
        column.addWidget(IconLine("shield", _("Names are shortened on the phone; no phone numbers, no notes.")))
        rule = _("Only in your own Wi-Fi, never in a café's; close it when you are done.")
        column.addWidget(CoachStrip("info", rule, icon="lock"))
        for part in (self._field, self._none):
            column.addWidget(part)
        firewall = _("If the system asks whether LeaderDesk may be reached, allow it for private networks only.")
        column.addWidget(Label(firewall, role="small", ink="text2", wrap=True))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(Scroll(inside), 1)
        outer.addLayout(foot)
        self._field.setMaximumWidth(520)
        column.setAlignment(self._field, Qt.AlignmentFlag.AlignLeft)
