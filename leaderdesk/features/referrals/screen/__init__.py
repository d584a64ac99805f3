"""The page of referral gifts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.features.referrals.screen.circle_box import CircleBox
from leaderdesk.features.referrals.screen.page import Referrals, Thanks

__all__ = ["CircleBox", "ReferralsPage", "Thanks"]


class ReferralsPage:
    """Who brought whom and where it stands, the stock of gifts, and the roll of honour."""

    def __init__(self, desk: Desk, *, thanks: Thanks | None = None) -> None:
        self.page = Referrals(desk, thanks=thanks)

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self.page

    def arrive(self, place: Place) -> None:
        """Show where everything stands; a place that wants something new begins a referral."""
        self.page.load()
        self.page.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if place.wants_new:
            self.page.begin_referral(newcomer_id=place.neighbour_id)

    def print_page(self) -> None:
        """Show the certificate of the first on the roll before it is printed."""
        self.page.print_certificate()
