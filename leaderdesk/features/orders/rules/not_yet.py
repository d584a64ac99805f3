"""Who has not ordered in a round yet, who of them usually does, and what to say to the group."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.text import compare_key

ROUNDS_BACK = 6
"""So many rounds before the one in work say who usually orders."""

NEW_DAYS = 30
"""So long a neighbour is new in the group."""

RESTING_TAG = N_("resting")
RESTING_WORDS = frozenset({"resting", "歇着"})
"""A neighbour with one of these tags does not want to be asked."""

_PHONE = re.compile(r"\+?\d[\d\- ]{5,}\d")
_EDGES = " -_,，、|｜()（）:："


class Part(StrEnum):
    """Which of those who have not ordered are meant."""

    REGULAR = "regular"
    ALL = "all"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class NotYet:
    """A neighbour who has not ordered: `ordered` counts the rounds before in which she did, `last` names the latest."""

    id: int
    name: str
    room: str
    building: str
    ordered: int
    last: str
    is_new: bool
    is_regular: bool
    search_key: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who has not ordered, in walking order: `looked_at` rounds before count, from `least` on somebody is a regular.

    `resting` are left out because they do not want to be asked. `round_name` and `cutoff` are words, `closed` says
    that the list takes nothing any more.
    """

    round_name: str
    cutoff: str
    closed: bool
    looked_at: int
    least: int
    people: tuple[NotYet, ...]
    buildings: tuple[str, ...]
    resting: int

    def of(self, part: Part, building: str = "") -> tuple[NotYet, ...]:
        """Return those of one part and, with `building`, of one building."""
        return tuple(one for one in self.people if _belongs(one, part) and building in ("", one.building))

    @property
    def definition(self) -> str:
        """Who is meant by a regular, in a sentence."""
        if not self.looked_at:
            return _("This is the first round: who usually orders shows from the next one on.")
        said = ngettext(
            "Regulars ordered in at least {least} of the last {count} round.",
            "Regulars ordered in at least {least} of the last {count} rounds.",
            self.looked_at,
        ).format(least=self.least, count=self.looked_at)
        new = _("New: in the group for {days} days at most.").format(days=NEW_DAYS)
        return _("{regulars} {new} {resting}").format(regulars=said, new=new, resting=self._resting()).strip()

    def _resting(self) -> str:
        if not self.resting:
            return ""
        return ngettext(
            "{count} neighbour tagged as resting is left out.",
            "{count} neighbours tagged as resting are left out.",
            self.resting,
        ).format(count=self.resting)


def least_of(rounds: int) -> int:
    """Return in how many of so many rounds a regular ordered: half of them, rounded up, and one at least."""
    return max(1, (rounds + 1) // 2)


def rests(tags: Iterable[str]) -> bool:
    """Return whether one of the tags says that she does not want to be asked."""
    return any(compare_key(tag) in RESTING_WORDS for tag in tags)


def is_new(joined_on: str, *, today: dt.date) -> bool:
    """Return whether somebody who joined on that day (ISO, may be empty) is new."""
    return bool(joined_on) and (today - dt.date.fromisoformat(joined_on)).days <= NEW_DAYS


def times_ordered(orders: Iterable[tuple[int, int]], merged: Mapping[int, int]) -> dict[int, set[int]]:
    """Return the rounds in which each neighbour ordered, from pairs of round and neighbour; the merged are one."""
    found: dict[int, set[int]] = {}
    for round_id, neighbour_id in orders:
        found.setdefault(merged.get(neighbour_id, neighbour_id), set()).add(round_id)
    return found


def name_in_group(name: str, room: str) -> str:
    """Return the name as the group may read it: a room or a phone number that is part of it is left out."""
    said = _PHONE.sub("", name)
    for way in (room, room.replace("-", "")):
        if len(way) > 2:
            said = said.replace(way, "")
    said = " ".join(said.split()).strip(_EDGES)
    return said or _("a neighbour")


def group_text(waiting: Waiting, people: Sequence[NotYet]) -> str:
    """Return what to say to the group about these people: names only, and nobody is pressed."""
    names = "、".join(dict.fromkeys(name_in_group(one.name, one.room) for one in people))
    return _(
        "{round} takes orders until {cutoff}. Not in the list yet: {names}. Join if you like something; if not this"
        " time, that is fine too."
    ).format(round=waiting.round_name, cutoff=waiting.cutoff, names=names)


def personal_text(waiting: Waiting, one: NotYet, goods: Sequence[str]) -> str:
    """Return what to say to one of them; `goods` of this round are what she likes."""
    fields = {"name": name_in_group(one.name, one.room), "round": waiting.round_name, "cutoff": waiting.cutoff}
    if not goods:
        return _(
            "{name}, {round} takes orders until {cutoff}. If you would like something, join the list; if not this"
            " time, that is fine too."
        ).format(**fields)
    return _(
        "{name}, there is {goods} this time, and {round} takes orders until {cutoff}. If you like, join the list; if"
        " not this time, that is fine too."
    ).format(goods="、".join(goods), **fields)


def _belongs(one: NotYet, part: Part) -> bool:
    return part is Part.ALL or (one.is_regular if part is Part.REGULAR else one.is_new)
