"""What is said to the group about streams before they are on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from leaderdesk.core.clock import day_text, short_time
from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import Cue, CueKind
from leaderdesk.features.streams.rules.calendar import Slot

_WEEK = dt.timedelta(days=7)
# What neighbours look forward to; the rest of a run-sheet is the leader's own business.
_PROMISED = frozenset(
    {
        CueKind.UNBOXING, CueKind.TASTING, CueKind.TOUR, CueKind.COOKING, CueKind.STORY, CueKind.QUESTIONS,
        CueKind.POLL, CueKind.DISHES,
    }
)  # fmt: skip
_MOST_PROMISED = 6


def week_of(now: dt.datetime, slots: Sequence[Slot]) -> tuple[dt.date, dt.date]:
    """Return first and last day of the week to announce: this one while something of it is to come, else the next."""
    monday = now.date() - dt.timedelta(days=now.weekday())
    sunday = monday + dt.timedelta(days=6)
    if any(now <= slot.starts_at and slot.starts_at.date() <= sunday for slot in slots):
        return monday, sunday
    return monday + _WEEK, sunday + _WEEK


def week_text(slots: Sequence[Slot], now: dt.datetime, *, leader: str = "") -> str:
    """Return the text for the group about the week at hand; empty while nothing is planned in it.

    `slots` are those of this week and the next, by time.
    """
    first, last = week_of(now, slots)
    coming = [slot for slot in slots if first <= slot.starts_at.date() <= last and slot.starts_at >= now]
    if not coming:
        return ""
    head = _("Live this week:") if first <= now.date() else _("Live next week:")
    return "\n".join((head, *map(_week_line, coming), _closing(leader)))


def stream_text(slot: Slot, cues: Sequence[Cue], now: dt.datetime, *, leader: str = "") -> str:
    """Return the text for the group about one evening: when, what, and what there is to see."""
    time, series = short_time(slot.starts_at, now), slot.series
    head = _("{time}, live: {name}").format(time=time, name=slot.name)
    if series is not None and series.name != slot.name:
        head = _("{time}, {series}: {name}").format(time=time, series=series.name, name=slot.name)
    promised = [cue for cue in cues if cue.kind in _PROMISED and not cue.skipped][:_MOST_PROMISED]
    return "\n".join((head, *map(_promise, promised), _closing(leader)))


def _week_line(slot: Slot) -> str:
    moment = f"{day_text(slot.starts_at.date())} {slot.starts_at:%H:%M}"
    series = "" if slot.series is None or slot.series.name == slot.name else slot.series.name
    words = _("{time} | {name} ({series})") if series else _("{time} | {name}")
    return words.format(time=moment, name=slot.name, series=series)


def _promise(cue: Cue) -> str:
    goods = _(", ").join(product.name for product in cue.products)
    return _("- {cue}: {goods}").format(cue=cue.name, goods=goods) if goods else _("- {cue}").format(cue=cue.name)


def _closing(leader: str) -> str:
    if leader:
        return _("Anything you want to see or ask? Say so in the group, {leader} answers it live.").format(
            leader=leader
        )
    return _("Anything you want to see or ask? Say so in the group, it is answered live.")
