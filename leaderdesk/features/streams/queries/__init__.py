"""What others may read of streams: the streams, their series, and their cues."""

from __future__ import annotations

from leaderdesk.features.streams.queries.cues import cue_of, cues_of, cues_of_template
from leaderdesk.features.streams.queries.streams import (
    archived_streams,
    cue_counts,
    own_templates,
    series_all,
    series_of,
    slots_of_days,
    stream_of,
    stream_rows,
    streams_between,
    streams_of_round,
)

SHEET_TABLES = frozenset({"stream", "cue", "cue_point", "cue_product", "cue_prop", "cue_media", "product"})
"""The tables that a run-sheet is read from."""

__all__ = [
    "SHEET_TABLES",
    "archived_streams",
    "cue_counts",
    "cue_of",
    "cues_of",
    "cues_of_template",
    "own_templates",
    "series_all",
    "series_of",
    "slots_of_days",
    "stream_of",
    "stream_rows",
    "streams_between",
    "streams_of_round",
]
