"""Invents the livestreams of the practice neighbourhood: a month that is over, and the days that come."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leaderdesk.features.practice.rules import Neighbourhood

WEEKS = 4
"""So many weeks back there were streams."""
_DAY = dt.timedelta(days=1)
_UNTIL_CUTOFF = 6


@dataclass(frozen=True, slots=True)
class InventedStream:
    """One evening: series and product by their places, the round it was about by its number, None for none."""

    series: int
    starts_at: dt.datetime
    theme: str
    good: int
    round_number: int | None
    has_sheet: bool = True


@dataclass(frozen=True, slots=True)
class Evenings:
    """The streams that are over, those that come, and the days on which a series paused, by its place."""

    past: tuple[InventedStream, ...]
    coming: tuple[InventedStream, ...]
    paused: tuple[tuple[int, dt.date], ...]
    first_on: dt.date


def invent_streams(invented: Neighbourhood, *, now: dt.datetime) -> Evenings:
    """Return the evenings around `now`; those of the past lie in the rounds there were, none where there was none."""
    series: Sequence[Mapping[str, Any]] = invented.data["series"]
    codes = [product["code"] for product in invented.data["products"]]
    first = now.date() - WEEKS * 7 * _DAY
    past, paused = [], []
    for place, one in enumerate(series):
        held = 0
        for moment in _slots(one, first, now):
            number = _round_of(invented, moment)
            theme, code = one["themes"][held % len(one["themes"])]
            if number is None:
                paused.append((place, moment.date()))
                continue
            held += 1
            past.append(InventedStream(place, moment, theme, codes.index(code), number))
    past.extend(_meeting(series, codes, past))
    return Evenings(
        past=tuple(sorted(past, key=lambda one: one.starts_at)),
        coming=tuple(_coming(invented, series, codes, now)),
        paused=tuple(paused),
        first_on=first,
    )


def used_seconds(chance: random.Random, kind: str, length_s: int) -> int:
    """Return how long a cue of that kind really took: questions run over every other time, the rest hardly."""
    if kind == "questions" and chance.random() < 0.6:
        return length_s + chance.randint(130, 250)
    if kind in ("tour", "tasting") and chance.random() < 0.25:
        return length_s + chance.randint(60, 150)
    return max(30, length_s + chance.randint(-40, 35))


def _slots(one: Mapping[str, Any], first: dt.date, now: dt.datetime) -> Iterator[dt.datetime]:
    starts = dt.time.fromisoformat(one["starts"])
    day = first
    while one["weekday"] and day < now.date():
        if day.isoweekday() == one["weekday"]:
            yield dt.datetime.combine(day, starts)
        day += _DAY


def _round_of(invented: Neighbourhood, moment: dt.datetime) -> int | None:
    """Return the past round that took orders then."""
    for past in invented.past:
        if past.cutoff - _UNTIL_CUTOFF * _DAY <= moment <= past.cutoff:
            return past.number
    return None


def _meeting(
    series: Sequence[Mapping[str, Any]], codes: Sequence[str], past: Sequence[InventedStream]
) -> Iterator[InventedStream]:
    """Give one evening to the series that does not repeat: the Saturday before the first weekend."""
    weekend = next((one for one in past if one.series == 0), None)
    for place, one in enumerate(series):
        if not one["weekday"] and weekend is not None:
            theme, code = one["themes"][0]
            moment = dt.datetime.combine(weekend.starts_at.date() - _DAY, dt.time.fromisoformat(one["starts"]))
            yield InventedStream(place, moment, theme, codes.index(code), weekend.round_number)


def _coming(
    invented: Neighbourhood, series: Sequence[Mapping[str, Any]], codes: Sequence[str], now: dt.datetime
) -> Iterator[InventedStream]:
    for place, one in enumerate(series):
        if not one["weekday"]:
            continue
        starts = dt.time.fromisoformat(one["starts"])
        day = now.date() + ((one["weekday"] - now.isoweekday()) % 7) * _DAY
        theme, code = one["coming"]
        moment = dt.datetime.combine(day, starts)
        about = invented.now.number if moment <= invented.now.cutoff else None
        yield InventedStream(place, moment, theme, codes.index(code), about)
        if place == 0:
            theme, code = one["themes"][-1]
            yield InventedStream(place, moment + 7 * _DAY, theme, codes.index(code), None, has_sheet=False)
