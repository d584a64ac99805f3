"""Streams as a calendar file, so that a phone reminds of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.i18n import _
from leaderdesk.documents.calendar_file import CalendarEvent, write_calendar
from leaderdesk.features.streams.rules.calendar import Slot


def calendar_events(slots: Sequence[Slot], *, shop: str) -> tuple[CalendarEvent, ...]:
    """Return the evenings as events of a calendar; `shop` keeps those of two shops apart."""
    return tuple(
        CalendarEvent(
            uid=f"{_key(slot)}@{shop}.leaderdesk",
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            title=_title(slot),
            note="" if slot.stream is None else slot.stream.note,
        )
        for slot in slots
    )


def write_streams(path: Path, slots: Sequence[Slot], *, shop: str, made_ms: int) -> int:
    """Write the evenings to `path`, whole or not at all, and return how many they are."""
    events = calendar_events(slots, shop=shop)
    write_calendar(path, events, name=_("Livestreams"), made_ms=made_ms)
    return len(events)


def _title(slot: Slot) -> str:
    series = slot.series
    if series is None or series.name == slot.name:
        return slot.name
    return _("{series}: {name}").format(series=series.name, name=slot.name)


def _key(slot: Slot) -> str:
    # A slot that nobody touched keeps its name once somebody does: the calendar moves it instead of showing it twice.
    if slot.series is not None:
        return f"series-{slot.series.id}-{slot.slot_on.isoformat()}"
    return f"stream-{0 if slot.stream is None else slot.stream.id}"
