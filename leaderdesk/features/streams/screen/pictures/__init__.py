"""Pictures for the group: the announcement of a stream, and what came of it."""

from leaderdesk.features.streams.screen.pictures.announcement import announcement_image
from leaderdesk.features.streams.screen.pictures.report import report_image
from leaderdesk.features.streams.screen.pictures.sheet import show_announcement, show_picture

__all__ = ["announcement_image", "report_image", "show_announcement", "show_picture"]
