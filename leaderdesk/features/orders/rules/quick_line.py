"""One line typed at the keyboard: whose it is, what it orders, and what is not clear in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.jielong.match import match
from leaderdesk.features.orders.jielong.model import Code, Known, Rules
from leaderdesk.features.orders.jielong.read import read
from leaderdesk.features.orders.rules.asks import ask_entry
from leaderdesk.features.orders.rules.ground import Ground, goods_for_reader
from leaderdesk.features.orders.rules.once import once_words
from leaderdesk.features.orders.rules.settling import Settled, settle, sums

LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class QuickLine:
    """What a typed line says: `amounts` is all she would have, thousandths by offer id; `said` is what is new in it.

    `doubts` are sentences; while there is one nothing is saved. `candidates` are those who may be meant. With `is_new`
    name and room make a new neighbour. `repeats` asks about goods that came from a list or a file already, `once` about
    a second pack of what each household gets once.
    """

    text: str
    neighbour_id: int | None = None
    name: str = ""
    room: str = ""
    is_new: bool = False
    said: tuple[tuple[int, int], ...] = ()
    amounts: Mapping[int, int] | None = None
    candidates: tuple[KnownNeighbour, ...] = ()
    doubts: tuple[str, ...] = ()
    repeats: str = ""
    once: str = ""

    @property
    def asks(self) -> str:
        """What is asked before it is saved; empty if nothing is."""
        return self.repeats or self.once

    @property
    def clear(self) -> bool:
        """Whether it can be saved as it stands."""
        return not self.doubts and not self.asks and bool(self.said) and (self.neighbour_id is not None or self.is_new)


@dataclass(frozen=True, slots=True)
class GoodsRead:
    """Goods read from a few words: thousandths by offer id, and what is not clear."""

    amounts: Mapping[int, int]
    doubts: tuple[str, ...]


def read_quick_line(text: str, ground: Ground, found: Sequence[KnownNeighbour]) -> QuickLine:
    """Return what the line says; `found` are the neighbours whom its first word finds (initials, room, phone tail)."""
    line = " ".join(text[:LONGEST_LINE].split())
    if not line:
        return QuickLine(text)
    head, _space, rest = line.partition(" ")
    if len(found) == 1:
        return _of_person(line, found[0], _entries(rest, ground), ground)
    if len(found) > 1:
        doubt = _("“{who}” can be {count} neighbours").format(who=head, count=len(found))
        return QuickLine(line, candidates=tuple(found), doubts=(doubt,))
    entries = _entries(line, ground)
    person = _known_person(entries[0], ground) if len(entries) == 1 else None
    if person is not None:
        return _of_person(line, person, [replace(entries[0], name="")], ground)
    return _of_stranger(line, head, entries, ground)


def head_of(person: KnownNeighbour, ground: Ground) -> str:
    """Return the word a line for this neighbour begins with: her room if she lives there alone, else her name.

    Where others bear the name too, the room it is, and the line asks which of them is meant.
    """
    others = [each for each in ground.people.values() if each.id != person.id]
    room = (person.room or "").replace(" ", "")
    if room and all(each.room != person.room for each in others):
        return room
    if " " not in person.name and all(person.name not in (each.name, *each.aliases) for each in others):
        return person.name
    return room or person.name


def read_goods(text: str, ground: Ground) -> GoodsRead:
    """Return the goods in a few words ("草莓2 酸奶1")."""
    entries = _entries(" ".join(text[:LONGEST_LINE].split()), ground)
    amounts = {offer_id: milli for offer_id, milli in sums(entries, {}).items() if milli}
    doubts = _doubts(entries, ground)
    if not amounts and not doubts:
        doubts = (_("No goods were named. Write what is wanted and how many."),)
    return GoodsRead(amounts, doubts)


def completions(text: str, ground: Ground, *, limit: int = 6) -> tuple[str, ...]:
    """Return the goods whose name begins or goes on with the last word of the line, for completing it."""
    word = text.rsplit(" ", 1)[-1].strip().casefold()
    if not word or word[0].isdigit():
        return ()
    found = [
        offer.label
        for offer in ground.offers.values()
        if any(word in name.casefold() for name in (offer.name, offer.label, *offer.aliases))
    ]
    return tuple(dict.fromkeys(found))[:limit]


def _entries(line: str, ground: Ground) -> tuple[Settled, ...]:
    # Without the neighbours: whom the line means is looked up here, and reading must be as fast as typing.
    known = Known(buildings=ground.buildings)
    reading = match(read(line, goods_for_reader(ground), Rules(), ground.today), known)
    return settle(reading, line.split("\n"), replace(ground, last=None), {})


def _known_person(one: Settled, ground: Ground) -> KnownNeighbour | None:
    """Return the one neighbour who has this name, this room, or both; None if there is none or more than one."""
    if not one.name and not one.room:
        return None
    found = [
        person
        for person in ground.people.values()
        if (not one.name or one.name in (person.name, *person.aliases)) and (not one.room or one.room == person.room)
    ]
    return found[0] if len(found) == 1 else None


def _of_person(line: str, person: KnownNeighbour, entries: Sequence[Settled], ground: Ground) -> QuickLine:
    standing = ground.standing.get(person.id)
    has = standing.amounts if standing is not None and not standing.cancelled else {}
    said = sums(entries, {})
    relative = bool(entries) and entries[0].action in ("set", "cancel")
    adds = bool(entries) and entries[0].action == "add"
    if relative:
        amounts = sums(entries, has)
        said = {each: amounts.get(each, 0) for each in {*amounts, *has} if amounts.get(each, 0) != has.get(each, 0)}
    else:
        amounts = {each: has.get(each, 0) + said.get(each, 0) for each in {*has, *said}}
    return QuickLine(
        line,
        neighbour_id=person.id,
        name=person.name,
        room=person.room or "",
        said=tuple(said.items()),
        amounts=amounts,
        doubts=_doubts(entries, ground) or _nothing_named(said, line),
        repeats="" if relative or adds else _repeats(person.id, said, ground),
        once=once_words(ground, neighbour_id=person.id, room=person.room or "", after=amounts, before=has),
    )


def _repeats(neighbour_id: int, said: Mapping[int, int], ground: Ground) -> str:
    """Return which of the goods came from a list or a file already; nothing where none did."""
    standing = ground.standing.get(neighbour_id)
    if standing is None or standing.cancelled:
        return ""
    listed = {each for strand in ground.strands for each in strand.listed.get(neighbour_id, {})}
    twice = [each for each in said if standing.amounts.get(each) and (each in listed or standing.files.get(each))]
    goods = _(", ").join(f"{ground.offers[each].label} ×{amount_text(standing.amounts[each])}" for each in twice)
    return _("{goods} is there already. The same, or more?").format(goods=goods) if twice else ""


def _of_stranger(line: str, head: str, entries: Sequence[Settled], ground: Ground) -> QuickLine:
    first = entries[0] if entries else None
    if first is None or (not first.name and not first.room):
        doubt = _("Begin with a room, a name or its initials: 3502 …")
        return QuickLine(line, doubts=(doubt,))
    said = sums(entries, {})
    full = first.room and not first.room.startswith("-") and not first.room.endswith("-")
    if not (first.name and full):
        doubt = _("Nobody is known as “{who}”. For a new neighbour write room and name.").format(who=head)
        return QuickLine(line, name=first.name, room=first.room, said=tuple(said.items()), doubts=(doubt,))
    return QuickLine(
        line,
        name=first.name,
        room=first.room,
        is_new=True,
        said=tuple(said.items()),
        amounts=said,
        once=once_words(ground, neighbour_id=None, room=first.room, after=said, before={}),
        doubts=_doubts([replace(first, name="")], ground) or _nothing_named(said, line),
    )


def _nothing_named(said: Mapping[int, int], line: str) -> tuple[str, ...]:
    return () if said or not line else (_("No goods were named. Write what is wanted and how many."),)


def _doubts(entries: Sequence[Settled], ground: Ground) -> tuple[str, ...]:
    """Return what is not clear about the goods; a word that was taken for a name is goods nobody knows."""
    unknown = [_("“{words}” is not on offer this time").format(words=one.name) for one in entries if one.name]
    asked = [
        ask_entry(one, question, ground).reason
        for one in entries
        if not one.name
        for question in one.questions
        if question.code not in (Code.WHO, Code.ROOM)
    ]
    return (*unknown, *asked)
