"""The second stage: a draft and whom the shop knows give the reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaderdesk.features.neighbours.rooms import Room
from leaderdesk.features.orders.jielong.chat import is_chatter
from leaderdesk.features.orders.jielong.dates import dates_disagree
from leaderdesk.features.orders.jielong.emoji import HANDS
from leaderdesk.features.orders.jielong.estates import estates_in
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.gather import Gathered, Moved, gather
from leaderdesk.features.orders.jielong.model import (
    Code,
    Entry,
    Kind,
    Known,
    LineReading,
    Person,
    Piece,
    Question,
    Reading,
    Referrer,
    Span,
)
from leaderdesk.features.orders.jielong.names import NameBook, look_up_key
from leaderdesk.features.orders.jielong.people import Claim, Directory, Identity, directory, group, identify
from leaderdesk.features.orders.jielong.read import Draft
from leaderdesk.features.orders.jielong.said import Said
from leaderdesk.features.orders.jielong.settle import Account, Settled, Settler
from leaderdesk.features.orders.jielong.spoken import surroundings
from leaderdesk.features.orders.jielong.wishes import is_polite

_THANKS = "".join(HANDS)
_BETWEEN_NOTES = re.compile(r"(?:[^\w\n]|_)*(?:另外?(?:[^\w\n]|_)*)?")
"""What may stand between two halves of one note."""


@dataclass(frozen=True, slots=True)
class KnownIndex:
    """Whom the shop knows, indexed once for any number of readings."""

    known: Known
    people: Directory
    names: frozenset[str]
    short_rooms: tuple[str, ...] = ()


def index_known(known: Known) -> KnownIndex:
    """Return the neighbours indexed by name and room."""
    keys = (look_up_key(name) for each in known.neighbours for name in (each.name, *each.aliases))
    people = directory(known.neighbours)
    short = {room.text for door, known_rooms in people.by_room.items() if 0 < len(door) < 3 for _, room in known_rooms}
    return KnownIndex(known, people, frozenset(key for key in keys if len(key) > 1), tuple(sorted(short)))


def match(draft: Draft, known: Known | KnownIndex, *, moved: Moved | None = None) -> Reading:
    """Return the reading of a draft: every line, the entries, who ordered what, and what must be asked.

    `moved` is told from time to time how many of the lines are read, and at last that all are.
    """
    index = known if isinstance(known, KnownIndex) else index_known(known)
    estates = estates_in((row.text for row in draft.rows), index.names)
    around = surroundings(draft.goods, index.known.buildings, NameBook(index.names), estates, index.short_rooms)
    gathered = gather(draft, around, moved)
    claims = [_claim(said) for said in gathered.said]
    identities = identify(claims, index.people)
    people = group(claims, identities)
    accounts, settled = _settle_all(draft, gathered.said, claims, identities, people)
    entries = tuple(
        _entry(said, identity, result, person)
        for said, identity, result, person in zip(gathered.said, identities, settled, people, strict=True)
    )
    entries = _with_referrers(entries, gathered.said, claims, index.people)
    missing, double = _odd_numbers(gathered)
    return Reading(
        lines=_lines(draft, gathered),
        entries=entries,
        people=_people(entries, identities, accounts),
        totals_milli=_totals(draft, accounts),
        questions=_text_questions(draft, gathered, odd_numbers=bool(missing or double)),
        today=draft.today,
        missing_numbers=missing,
        double_numbers=double,
    )


def _room(said: Said) -> Room | None:
    """Return the room of an entry: its own, else the one in its sender's name."""
    if said.spoken.rooms:
        return said.spoken.room
    return said.speaker_room


def _name(said: Said) -> Piece | None:
    return said.spoken.name_piece or said.speaker


def _claim(said: Said) -> Claim:
    name = _name(said)
    return Claim(name_key(name.text) if name is not None else "", _room(said))


def _settle_all(
    draft: Draft, said: Sequence[Said], claims: Sequence[Claim], identities: Sequence[Identity], people: Sequence[int]
) -> tuple[list[Account], list[Settled]]:
    settler = Settler(draft.goods, draft.rules)
    accounts = [Account() for _ in range(max(people, default=-1) + 1)]
    names_seen: set[str] = set()
    settled: list[Settled] = []
    for at, each in enumerate(said):
        account = accounts[people[at]]
        doubt = identities[at].doubt
        earlier = account.entries > 0 or (doubt and claims[at].name != "" and claims[at].name in names_seen)
        settled.append(settler.settle(each.spoken, account, earlier=earlier, sure=not doubt, entry=at))
        names_seen.add(claims[at].name)
    return accounts, settled


def _entry(said: Said, identity: Identity, result: Settled, person: int) -> Entry:
    room = _room(said)
    own = said.spoken.rooms
    room_piece = None
    if own:
        room_piece = said.spoken.body.piece(own[0].start, own[0].end)
    elif said.speaker is not None and room is not None:
        room_piece = said.speaker
    doubtful = said.spoken.doubtful_rooms if own else said.speaker_doubt
    questions = list(result.questions)
    name = _name(said)
    if identity.doubt:
        spoken_of = name or room_piece
        span = spoken_of.span if spoken_of is not None else None
        words = spoken_of.text if spoken_of is not None else ""
        questions.append(Question(Code.WHO, words, span, neighbours=identity.candidates))
    if doubtful:
        span = room_piece.span if room_piece is not None else None
        words = room_piece.text if room_piece is not None else ""
        questions.append(Question(Code.ROOM, words, span, rooms=tuple(each.text for each in doubtful)))
    recommended = said.spoken.recommended
    told = None if recommended is None else (recommended.start, recommended.end)
    note, spans = _note(said, result.notes, told)
    paid = said.spoken.wishes.paid
    return Entry(
        lines=tuple(said.lines),
        number=said.number,
        name=name,
        room=room.text if room is not None else None,
        room_piece=room_piece,
        neighbour=identity.neighbour,
        action=result.action,
        items=result.items,
        note=note,
        note_spans=spans,
        paid=said.spoken.body.piece(paid.start, paid.end) if paid is not None else None,
        questions=tuple(questions),
        person=person,
    )


def _with_referrers(
    entries: tuple[Entry, ...], said: Sequence[Said], claims: Sequence[Claim], people: Directory
) -> tuple[Entry, ...]:
    """Return the entries with who brought each person, told apart as the people of the text are."""
    named = [at for at, each in enumerate(said) if (one := each.spoken.recommended) is not None and not one.of_goods]
    if not named:
        return entries
    asked = [_referrer_claim(said[at]) for at in named]
    found = dict(zip(named, identify([*claims, *asked], people)[len(claims) :], strict=True))
    return tuple(
        replace(entry, referrer=_referrer(said[at], found[at])) if at in found else entry
        for at, entry in enumerate(entries)
    )


def _referrer_claim(said: Said) -> Claim:
    recommended = said.spoken.recommended
    assert recommended is not None
    return Claim(name_key(said.spoken.body.piece(*recommended.name).text), recommended.room)


def _referrer(said: Said, identity: Identity) -> Referrer:
    recommended, body = said.spoken.recommended, said.spoken.body
    assert recommended is not None
    whole = body.piece(recommended.start, recommended.end)
    return Referrer(whole, body.piece(*recommended.name), identity.neighbour, identity.candidates)


def _note(
    said: Said, places: Sequence[tuple[int, int]], told: tuple[int, int] | None
) -> tuple[str | None, tuple[Span, ...]]:
    """Return what is left of an entry as its note, stretches with nothing but signs between them joined.

    `told` is who brought her: part of the note, and apart from what stands beside it.
    """
    if not places and told is None:
        return None, ()
    body = said.spoken.body
    behind_room = {found.end for found in said.spoken.rooms}
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places if told is None else (*places, told)):
        begin = start + (start in behind_room and body.text.startswith("份 ", start))
        apart = told in ((start, end), joined[-1] if joined else None)
        if joined and not apart and _BETWEEN_NOTES.fullmatch(body.text, joined[-1][1], begin):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    pieces = [
        body.piece(start, end)
        for start, end in joined
        if not _says_nothing(body.text[start:end].strip(_THANKS)) and body.text[start:end].strip() != "份"
    ]
    text = " ".join(piece.text.strip() for piece in pieces).strip(" ,，。.;；、")
    return text or None, tuple(piece.span for piece in pieces)


def _says_nothing(text: str) -> bool:
    return text in ("把", "将") or is_polite(text) or is_chatter(text)


def _lines(draft: Draft, gathered: Gathered) -> tuple[LineReading, ...]:
    first: dict[int, int] = {}
    for index, said in enumerate(gathered.said):
        for line in said.lines:
            first.setdefault(line, index)
    return tuple(LineReading(row.line, gathered.kinds[row.line], first.get(row.line)) for row in draft.rows)


def _people(
    entries: Sequence[Entry], identities: Sequence[Identity], accounts: Sequence[Account]
) -> tuple[Person, ...]:
    mine: list[list[int]] = [[] for _ in accounts]
    for at, entry in enumerate(entries):
        mine[entry.person].append(at)
    people = []
    for account, indexes in zip(accounts, mine, strict=True):
        first = entries[indexes[0]]
        amounts = {code: milli for code, milli in account.amounts.items() if milli}
        name = first.name.text if first.name is not None else None
        sure = not identities[indexes[0]].doubt
        people.append(Person(name, first.room, first.neighbour, sure, tuple(indexes), amounts))
    return tuple(people)


def _totals(draft: Draft, accounts: Sequence[Account]) -> dict[str, int]:
    sums: dict[str, int] = {offer.code: 0 for offer in draft.offers}
    for account in accounts:
        for code, milli in account.amounts.items():
            sums[code] += milli
    return {code: milli for code, milli in sums.items() if milli}


def _odd_numbers(gathered: Gathered) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the list numbers that are missing (at most a hundred) and those given twice."""
    numbers = [said.number for said in gathered.said if said.number is not None] + gathered.empty_numbers
    given = Counter(numbers)
    missing = [number for number in range(1, min(max(given, default=0), 20_000) + 1) if number not in given]
    double = sorted(number for number, times in given.items() if times > 1)
    return tuple(missing[:100]), tuple(double)


def _text_questions(draft: Draft, gathered: Gathered, *, odd_numbers: bool) -> tuple[Code, ...]:
    asked = []
    leader = (Kind.HEADER, Kind.TAIL)
    texts = (row.text for row in draft.rows if gathered.kinds[row.line] in leader)
    if any(dates_disagree(text, draft.today) for text in texts):
        asked.append(Code.DATE)
    if odd_numbers:
        asked.append(Code.NUMBERS)
    if draft.doubtful_copies:
        asked.append(Code.COPIES)
    return tuple(asked)
