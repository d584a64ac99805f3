"""What the audience of a stream sees: a window of its own that any streaming program can capture."""

from leaderdesk.features.streams.screen.audience.button import AudienceButton, AudienceSheet, ask_audience
from leaderdesk.features.streams.screen.audience.window import AudienceWindow, audience_window, open_audience

__all__ = ["AudienceButton", "AudienceSheet", "AudienceWindow", "ask_audience", "audience_window", "open_audience"]
