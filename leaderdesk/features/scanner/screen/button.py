"""The button of the station's header: opens the panel, and shows while phones may help."""

from __future__ import annotations

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.screen.header_buttons import CloseAside, OpenAside
from leaderdesk.features.scanner.actions import Book
from leaderdesk.features.scanner.queries import Table
from leaderdesk.features.scanner.rules.addresses import Card
from leaderdesk.features.scanner.screen.helping import Cards, Helping
from leaderdesk.features.scanner.screen.phone_panel import PhonePanel
from leaderdesk.ui.buttons import Button


class PhoneButton(Button):
    """Phone helps to scan: off until the leader has chosen an address and pressed start."""

    def __init__(
        self,
        desk: Desk,
        open_aside: OpenAside,
        close_aside: CloseAside,
        *,
        table: Table,
        book: Book | None,
        networks: Cards | None = None,
    ) -> None:
        super().__init__(_("Phone helps"), icon="phone")
        self.setToolTip(_("Let a helper in the yard scan with a phone"))
        self._desk = desk
        self._open_aside = open_aside
        self._close_aside = close_aside
        self.helping = Helping(desk, table=table, book=book, networks=networks or _cards, parent=self)
        self.helping.changed.connect(self._show_state)
        self.clicked.connect(self.open_panel)

    def show_round(self, round_id: int) -> None:
        """Let phones help with this round from now on."""
        self.helping.show_round(round_id)

    def open_panel(self) -> None:
        """Show at the station how to let phones help, or how they do."""
        panel = PhonePanel(self.helping, self._desk.clock)
        panel.closed.connect(self._close_aside)
        self._open_aside(panel)

    def _show_state(self) -> None:
        standing = self.helping.standing()
        if standing is None:
            self.set_text(_("Phone helps"))
        else:
            self.set_text(_("Phones: {count}").format(count=len(standing.phones)))


def _cards() -> tuple[Card, ...]:
    # Qt's part for networks is loaded when somebody wants to use one, and not before.
    from leaderdesk.features.scanner.screen.networks import cards

    return cards()
