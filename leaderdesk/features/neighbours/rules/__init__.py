"""What a neighbour, a door and a building are, and how what is typed about them is read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import MOST_NAME, cleaned, compare_key, name_text, one_line
from leaderdesk.features.neighbours.rooms import Room, parse_room

MOST_NOTE = 500
"""Characters a note may have."""

MOST_TAG = 12
"""Characters a tag may have; a longer one is a note."""

_MOST_TYPED = 10_000
_BUILDING = re.compile(r"[0-9A-Z]{1,6}")
_DAY = re.compile(
    r"(?P<year>[0-9]{4})\s*[-/.年]\s*(?P<month>[0-9]{1,2})\s*月?(?:\s*[-/.]?\s*(?P<day>[0-9]{1,2})\s*[日号]?)?"
)


@dataclass(frozen=True, slots=True)
class KnownNeighbour:
    """What the reader of a paste needs to know a neighbour by; `room` is the label of the household."""

    id: int
    name: str
    room: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Building:
    """A building in the leader's walking order; `position` from 1, `household_count` of doors with a neighbour."""

    id: int
    name: str
    position: int
    note: str
    household_count: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A word for a kind of neighbour; `tint` is one of the pill tints."""

    id: int
    name: str
    tint: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One line of the list of neighbours; `room` may be empty; `phone` is digits, shown masked only."""

    id: int
    name: str
    room: str
    building: str
    building_position: int
    phone: str
    tags: tuple[Tag, ...]
    search_key: str
    archived_at_ms: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """A line the leader wrote into a neighbour's timeline."""

    id: int
    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class NeighbourCard:
    """Everything this feature knows of one neighbour; the notes newest first.

    `merged_into_id` names who she turned out to be.
    """

    id: int
    name: str
    room: str
    phone: str
    diet: str
    note: str
    joined_on: str
    aliases: tuple[str, ...]
    tags: tuple[Tag, ...]
    housemates: tuple[KnownNeighbour, ...]
    notes: tuple[Note, ...]
    archived_at_ms: int | None
    merged_into_id: int | None = None


@dataclass(frozen=True, slots=True)
class OrderCount:
    """How often a neighbour has ordered, and when last, in unix milliseconds."""

    count: int
    last_ms: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures in the head of a profile: what, how much ("38"), of what ("times")."""

    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Favourite:
    """A product a neighbour orders often, and in how many orders it was."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened with a neighbour, in a pill tint; `note_id` only for the leader's own notes."""

    at_ms: int
    text: str
    tone: str = "neutral"
    note_id: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: its id, and the id of the action of the journal that did so."""

    id: int
    action_id: int


class UnknownBuilding(UserError):
    """A room in a building that is not known yet; `building` is its name, so that it can be added at once."""

    def __init__(self, building: str) -> None:
        super().__init__(
            _("There is no building {name} yet. Add it, or check the number of the room.").format(name=building)
        )
        self.building = building


@dataclass(frozen=True, slots=True)
class OpeningFact:
    """A round that takes orders; `goods` are those of it that this neighbour likes, or the first few."""

    round_name: str
    cutoff: str
    goods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickupFact:
    """What waits for a neighbour: when and where it is handed out, under which code, and what is still owed in fen."""

    round_name: str
    when: str
    place: str
    pickup_code: str
    goods: tuple[str, ...]
    due_fen: int


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What the store knows that a message to a neighbour can speak of; None where there is nothing to say."""

    opening: OpeningFact | None = None
    pickup: PickupFact | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One occasion to write to a neighbour: its key, its title, and a few ways to say it."""

    key: str
    title: str
    ways: tuple[str, ...]


def messages_for(name: str, facts: MessageFacts, favourites: Sequence[Favourite]) -> tuple[Message, ...]:
    """Return what can be written to a neighbour from what the store knows; nothing is made up, nobody is pressed."""
    found = []
    if facts.pickup is not None:
        found.append(Message("pickup", _("Pickup reminder"), _pickup_ways(name, facts.pickup)))
    if facts.opening is not None:
        found.append(Message("opening", _("Round opening"), _opening_ways(name, facts.opening)))
    found.append(Message("hello", _("A greeting"), _hello_ways(name, favourites)))
    return tuple(found)


def _pickup_ways(name: str, pickup: PickupFact) -> tuple[str, ...]:
    fields = {
        "name": name,
        "round": pickup.round_name,
        "when": pickup.when,
        "place": pickup.place,
        "code": pickup.pickup_code,
        "goods": "、".join(pickup.goods),
    }
    ways = (
        _("{name}, {round} is here: {goods}. Pick it up {when} at {place}, pickup number {code}.").format(**fields),
        _("{name}, your {goods} have come. {when}, {place}, just say number {code}.").format(**fields),
    )
    if pickup.due_fen <= 0:
        return ways
    due = _("Still open: {sum}, whenever it suits you.").format(sum=format_yuan(pickup.due_fen))
    return tuple(_("{message} {due}").format(message=way, due=due) for way in ways)


def _opening_ways(name: str, opening: OpeningFact) -> tuple[str, ...]:
    fields = {
        "name": name,
        "round": opening.round_name,
        "cutoff": opening.cutoff,
        "goods": "、".join(opening.goods),
    }
    if not opening.goods:
        return (_("{name}, {round} is open, orders until {cutoff}.").format(**fields),)
    return (
        _("{name}, {round} is open with {goods}. Orders until {cutoff}.").format(**fields),
        _("{name}, there is {goods} this time. If you like, join the list before {cutoff}.").format(**fields),
    )


def _hello_ways(name: str, favourites: Sequence[Favourite]) -> tuple[str, ...]:
    plain = _("{name}, what would you like to eat these days? Just say a word in the group.").format(name=name)
    if not favourites:
        return (plain, _("{name}, if anything was not good last time, tell me.").format(name=name))
    asked = _("{name}, how was the {goods}? Tell me what was good and what was not.").format(
        name=name, goods=favourites[0].name
    )
    return (asked, plain)


def tint_of(tag: str) -> str:
    """Return the tint of a tag with this word: a few words have their own, all others are neutral."""
    tints = {"核心": "brand", "推荐官": "gift", "新邻居": "info", "走远": "warn"}
    return next((tint for word, tint in tints.items() if word in tag), "neutral")


def building_text(name: str) -> str:
    """Return how a building reads in a sentence: 3 号楼."""
    return _("Building {name}").format(name=name)


def called(name: str, room: str) -> str:
    """Return how a neighbour is named in the undo menu: 3-502 张阿姨."""
    return f"{room} {name}" if room else name


def read_name(typed: str) -> str:
    """Return the name that was typed; UserError if nothing is left of it."""
    name = name_text(typed[:_MOST_TYPED])
    if not compare_key(name):
        raise UserError(_("Write the name as it is in the group."))
    return name


def read_room(typed: str, buildings: Collection[str]) -> Room | None:
    """Return the door that was typed, None for nothing. UserError if it is no full room, or its building is unknown."""
    folded = one_line(typed[:_MOST_TYPED])
    if not folded:
        return None
    room = parse_room(folded, buildings) if len(folded) <= MOST_NAME else None
    if room is None:
        raise UserError(_("This room is not clear. Write it like 3-502 or 12-3-402."))
    if not room.building:
        raise UserError(_("Which building is it? Write it like 3-{room}.").format(room=room.room))
    if not room.room:
        raise UserError(
            _("The number of the door is missing. Write it like {building}-502.").format(building=room.building)
        )
    if room.building not in buildings:
        raise UnknownBuilding(room.building)
    return room


def read_tag(typed: str) -> str:
    """Return the tag that was typed; UserError if it is empty or too long."""
    tag = one_line(typed[:_MOST_TYPED])
    if not compare_key(tag):
        raise UserError(_("Write a word for the tag."))
    if len(tag) > MOST_TAG:
        raise UserError(_("A tag has {most} signs at most. Make it shorter, or write a note.").format(most=MOST_TAG))
    return tag


def read_note(typed: str) -> str:
    """Return a note of several lines as it is kept, cut to MOST_NOTE characters."""
    lines = (" ".join(line.split()) for line in cleaned(typed[:_MOST_TYPED]).splitlines())
    return "\n".join(lines).strip()[:MOST_NOTE]


def read_building(typed: str) -> str:
    """Return a building as it stands in a room ("3", "A"): 3号楼 and 3 栋 are 3. UserError if it is none."""
    name = unicodedata.normalize("NFKC", name_text(typed[:_MOST_TYPED])).upper().replace(" ", "")
    name = re.sub(r"(号楼|栋|幢|座|号院|号|楼)$", "", name)
    if not compare_key(name):
        raise UserError(_("Write the building as in a room number, like 3 or A."))
    if not _BUILDING.fullmatch(name):
        raise UserError(
            _("“{name}” is not a building. Write just the number, like 3 or A.").format(name=name[:MOST_NAME])
        )
    return name


def read_day(typed: str, *, today: dt.date) -> str:
    """Return a past day as it is stored; a month is its first day, nothing stays nothing. UserError otherwise."""
    folded = unicodedata.normalize("NFKC", one_line(typed[:_MOST_TYPED]))
    if not folded:
        return ""
    match = _DAY.fullmatch(folded)
    try:
        day = None if match is None else dt.date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        day = None
    if day is None or day.year < 2000:
        raise UserError(_("There is no such day. Write it like 2024-03 or 2024-03-15."))
    if day > today:
        raise UserError(_("This day is still to come. Check the year."))
    return day.isoformat()
