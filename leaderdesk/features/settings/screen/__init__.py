"""The page of settings: one card for each matter."""

from __future__ import annotations

from leaderdesk.features.settings.screen.page import SettingsPage

__all__ = ["SettingsPage"]
