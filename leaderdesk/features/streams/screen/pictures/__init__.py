"""Pictures for the group that announce a stream."""

from leaderdesk.features.streams.screen.pictures.announcement import announcement_image
from leaderdesk.features.streams.screen.pictures.sheet import show_announcement, show_picture

__all__ = ["announcement_image", "show_announcement", "show_picture"]
