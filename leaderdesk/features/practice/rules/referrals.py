"""Which of the invented neighbours brought whom, so that every state of a referral is to be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.features.practice.rules import Neighbourhood, PastRound

_HOUR = dt.timedelta(hours=1)
_MOST_GIVEN, _MOST_DUE, _MOST_WAITING, _MOST_NEW = 12, 4, 5, 7
_BUYING = 3
"""So many of those who never ordered order now; the others are only named."""

_TURNS = (0, 1, 0, 2, 1, 0, 3, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class Brought:
    """That one brought the other (places in the list of people), said at that moment.

    `had_at` is when both had their gifts; `buys` says that her first order is in the round of now, `one_door` that they
    live behind one door.
    """

    referrer: int
    newcomer: int
    said_at: dt.datetime
    had_at: dt.datetime | None = None
    buys: bool = False
    one_door: bool = False


def brought_whom(invented: Neighbourhood, *, now: dt.datetime, window: dt.timedelta) -> tuple[Brought, ...]:
    """Return who brought whom, in the order in which it was said, and last what the rules turn away.

    Nothing where too few rounds are over for anybody to be new.
    """
    firsts = _firsts(invented)
    ordering = {order.person for order in invented.now.orders}
    elders = [person for person, round_ in firsts.items() if round_.number == 1][:4]
    if len(elders) < 4 or len(invented.past) < 2:
        return ()
    never = [person for person in range(len(invented.people)) if person not in firsts and person not in ordering]
    bought = _bought(firsts, elders, latest=invented.past[-1].number, window=window)
    family = _family(bought, never)
    return (*family, *_new(never[1:], elders, now=now), *_refused(elders, now=now))


def _firsts(invented: Neighbourhood) -> dict[int, PastRound]:
    """Return in which round each person bought first, the earliest first."""
    firsts: dict[int, PastRound] = {}
    for round_ in invented.past:
        for order in sorted(round_.orders, key=lambda order: order.person):
            firsts.setdefault(order.person, round_)
    return firsts


def _bought(firsts: dict[int, PastRound], elders: Sequence[int], *, latest: int, window: dt.timedelta) -> list[Brought]:
    """Return those who bought: the newest still wait for the returns or for their gifts, the others have them."""
    later = [(person, round_) for person, round_ in reversed(firsts.items()) if round_.number > 1]
    waiting = [each for each in later if each[1].number == latest][:_MOST_WAITING]
    over = [each for each in later if each[1].number < latest]
    chosen = [*waiting, *over[: _MOST_DUE + _MOST_GIVEN]]
    due = len(waiting) + _MOST_DUE
    found = []
    for place, (person, round_) in enumerate(chosen):
        said = round_.cutoff - dt.timedelta(days=1, hours=1, minutes=place)
        had = round_.pickup_from + 3 * _HOUR + window if place >= due else None
        found.append(Brought(elders[_TURNS[place % len(_TURNS)]], person, said, had_at=had))
    return sorted(found, key=lambda one: one.said_at)


def _family(found: Sequence[Brought], never: Sequence[int]) -> tuple[Brought, ...]:
    """Return the same, but the one before the last was brought by somebody behind her own door."""
    if len(found) < 2 or not never:
        return tuple(found)
    asked = found[-2]
    return (*found[:-2], Brought(never[0], asked.newcomer, asked.said_at, one_door=True), found[-1])


def _new(never: Sequence[int], elders: Sequence[int], *, now: dt.datetime) -> list[Brought]:
    """Return those who never bought before; four are named by one neighbour within an hour, and that is asked about."""
    found = []
    for place, person in enumerate(never[:_MOST_NEW]):
        buys = place < _BUYING
        said = now - (_MOST_NEW - place) * _HOUR / 4
        found.append(Brought(elders[place if buys else 3], person, said, buys=buys))
    return found


def _refused(elders: Sequence[int], *, now: dt.datetime) -> list[Brought]:
    """Return the tricks: somebody names herself, and one who has bought for long is said to be new."""
    return [Brought(elders[0], elders[0], now - _HOUR / 5), Brought(elders[1], elders[2], now - _HOUR / 6)]
