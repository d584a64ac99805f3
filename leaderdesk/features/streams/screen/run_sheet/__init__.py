"""The run-sheet of a stream, as it is prepared."""

from __future__ import annotations

from leaderdesk.features.streams.screen.run_sheet.page import RunSheetPage

__all__ = ["RunSheetPage"]
