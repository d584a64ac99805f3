"""The icon of each of the eight things that are told of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from leaderdesk.features.batches.rules import Trace
from leaderdesk.ui.icons import IconName

TRACE_ICONS: Mapping[Trace, IconName] = MappingProxyType(
    {
        Trace.ORIGIN: "pin",
        Trace.GROWER: "person",
        Trace.MADE: "calendar",
        Trace.SHELF: "clock",
        Trace.INSPECTION: "shield",
        Trace.COLD: "snowflake",
        Trace.DISTANCE: "truck",
        Trace.PACKAGING: "box",
    }
)
