"""Who may be the same neighbour twice; only ever proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key

_REASONS = {
    "phone": N_("same phone"),
    "alias": N_("one is known by the other's name"),
    "door": N_("same door, similar name"),
    "homeless": N_("same name, one without a room"),
}
_CALLED = (
    "阿姨", "叔叔", "奶奶", "爷爷", "老师", "师傅", "大姐", "大哥", "妈妈", "爸爸", "女士", "先生", "太太", "大爷",
    "大妈", "大叔", "大婶", "大娘", "婆婆", "伯伯", "外婆", "姨", "叔", "姐", "哥", "妈", "爸", "妹", "弟", "总",
)  # fmt: skip
_LEAST_SPELLED = 5
"""Spellings shorter than this are alike by accident."""

_MOST_ALIKE = 12
"""A phone or a name that more people share than this says nothing about who is who."""


@dataclass(frozen=True, slots=True)
class Resident:
    """What two neighbours are compared by; `search_key` holds how the name is read."""

    id: int
    name: str
    room: str
    phone: str
    aliases: tuple[str, ...]
    search_key: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Two who may be the same; `first` came earlier. `reason` is a key; `why` says it."""

    first: Resident
    second: Resident
    reason: str

    @property
    def why(self) -> str:
        """Why they may be the same, in the language in force."""
        return _(_REASONS[self.reason])


def alike(people: Sequence[Resident], apart: Collection[tuple[int, int]] = ()) -> tuple[Alike, ...]:
    """Return who may be the same, the surest reason first; pairs of ids in `apart` (lower id first) are left out.

    Two of one name behind two doors are two people; so are two of one family name behind one door.
    """
    found: dict[tuple[int, int], Alike] = {}
    for reason, one, other in _candidates(people):
        first, second = sorted((one, other), key=lambda each: each.id)
        key = (first.id, second.id)
        if first.id != second.id and key not in apart and key not in found:
            found[key] = Alike(first, second, reason)
    return tuple(found.values())


def _candidates(people: Sequence[Resident]) -> Iterator[tuple[str, Resident, Resident]]:
    for group in _groups((one.phone, one) for one in people if one.phone):
        yield from (("phone", *pair) for pair in combinations(group, 2))
    named = _groups((compare_key(one.name), one) for one in people)
    by_name = {compare_key(group[0].name): group for group in named}
    by_name |= {compare_key(one.name): [one] for one in people if compare_key(one.name) not in by_name}
    for one in people:
        for alias in one.aliases:
            yield from (("alias", one, other) for other in by_name.get(compare_key(alias), ())[:_MOST_ALIKE])
    for group in _groups((one.room, one) for one in people if one.room):
        yield from (("door", *pair) for pair in combinations(group, 2) if similar(*pair))
    for group in named:
        yield from (("homeless", *pair) for pair in combinations(group, 2) if _one_is_homeless(*pair))


def _groups(keyed: Iterable[tuple[str, Resident]]) -> list[list[Resident]]:
    groups: dict[str, list[Resident]] = defaultdict(list)
    for key, one in keyed:
        groups[key].append(one)
    return [group for group in groups.values() if 1 < len(group) <= _MOST_ALIKE]


def _one_is_homeless(first: Resident, second: Resident) -> bool:
    return bool(first.room) != bool(second.room)


def similar(first: Resident, second: Resident) -> bool:
    """Return whether two names may be two ways to call one person: contained, read alike, or family name and title."""
    one, other = compare_key(first.name), compare_key(second.name)
    if one == other or (min(len(one), len(other)) > 1 and (one in other or other in one)):
        return True
    if _spellings(first) & _spellings(second):
        return True
    title, name = (one, other) if _is_title(one) else (other, one)
    return _is_title(title) and not _is_title(name) and name[:1] == title[:1]


def _is_title(name: str) -> bool:
    """Return whether it is a family name with a title only: 王阿姨."""
    return len(name) > 1 and name[1:] in _CALLED


def _spellings(one: Resident) -> set[str]:
    return {
        part for part in one.search_key.split(" ") if len(part) >= _LEAST_SPELLED and part.isascii() and part.isalpha()
    }
