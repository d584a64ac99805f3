"""The page of the community."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leaderdesk.features.community.screen.page import Community
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place

__all__ = ["CommunityPage"]


class CommunityPage:
    """Polls and sign-ups; a pasted text makes one, or brings newer answers to the one it belongs to."""

    def __init__(self, desk: Desk) -> None:
        self.page = Community(desk)

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self.page

    def arrive(self, place: Place) -> None:
        """Show the polls; a text to paste is taken at once."""
        self.page.load()
        self.page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if place.paste is not None:
            self.page.take_text(place.paste)

    def print_page(self) -> None:
        """Show the list of the chosen poll on paper."""
        self.page.print_list()
