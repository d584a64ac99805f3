"""The page of livestreams, and the step of a round that shows its streams."""

from __future__ import annotations

from leaderdesk.features.streams.screen.console.slots import ConsoleSlots
from leaderdesk.features.streams.screen.page import StreamsPage
from leaderdesk.features.streams.screen.round_page import RoundStreams

__all__ = ["ConsoleSlots", "RoundStreams", "StreamsPage"]
