"""Lists on the screen: the buttons that open them, and the preview in which they are arranged."""

from __future__ import annotations

from leaderdesk.features.lists.screen.list_button import ListButton
from leaderdesk.features.lists.screen.opening import open_list

__all__ = ["ListButton", "open_list"]
