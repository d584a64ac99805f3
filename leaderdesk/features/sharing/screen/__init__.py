"""The page on which a file is looked over before it is taken in."""

from __future__ import annotations

from leaderdesk.features.sharing.screen.import_page import ImportPage

__all__ = ["ImportPage"]
