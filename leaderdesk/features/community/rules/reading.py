"""Reads a pasted poll or sign-up: what is asked, who answered what, and what must be asked back. Nothing raises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaderdesk.features.community.rules.header import is_fact, is_question, read_header
from leaderdesk.features.community.rules.heads import find_heads
from leaderdesk.features.community.rules.layout import Layout, lay_out
from leaderdesk.features.community.rules.model import (
    Answer,
    Asked,
    Doubt,
    DoubtCode,
    Draft,
    Line,
    LineKind,
    Option,
    People,
    PollKind,
    Question,
    know,
    tidy,
)
from leaderdesk.features.community.rules.said import Said, hear, written_notes
from leaderdesk.features.neighbours.rooms import Room
from leaderdesk.features.orders.jielong.chat import is_announcement, is_chatter, is_leader
from leaderdesk.features.orders.jielong.chat import is_question as asks_back
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.lines import Row
from leaderdesk.features.orders.jielong.model import Kind, Span
from leaderdesk.features.orders.jielong.people import Claim, identify

_LETTER_SAID = re.compile(r"(?<![a-z0-9])[a-h](?![a-z0-9])[!。. ]*$")
_NOBODY = People(directory=know().directory, names={}, keys=frozenset())


@dataclass(frozen=True, slots=True)
class _Heard:
    """One answer as it was heard, before it is known who it is."""

    row: Row
    number: int | None
    said: Said
    name: str
    start: int
    end: int


def read(text: str, people: People | None = None, asked: Asked | None = None) -> Draft:
    """Return what `text` says, `asked` or what its header asks; every line of it is accounted for.

    What is not clear has a doubt and counts for nothing until it is answered.
    """
    known = people or _NOBODY
    layout = lay_out(text, asked)
    if asked is None:
        asked = _asked(layout)
    kinds: list[LineKind | None] = [
        _plain_kind(row, in_header=place in layout.header) for place, row in enumerate(layout.rows)
    ]
    heard: list[_Heard] = []
    for place in range(len(layout.rows)):
        if kinds[place] is not None:
            continue
        found = _hear_row(layout, place, asked, known)
        heard += found
        kinds[place] = LineKind.ANSWER if found else _silent_kind(layout, place)
    answers = _answers(heard, known)
    answers += [_line_doubt(row) for place, row in enumerate(layout.rows) if kinds[place] is LineKind.UNCLEAR]
    return Draft(
        asked=asked,
        lines=tuple(Line(row.line, kind or LineKind.UNCLEAR) for row, kind in zip(layout.rows, kinds, strict=True)),
        answers=tuple(sorted(answers, key=lambda answer: answer.line)),
        is_list=sum(1 for one in heard if one.number is not None) * 2 > len(heard),
    )


def _asked(layout: Layout) -> Asked:
    bodies = [
        row.text[row.body :]
        for place, row in enumerate(layout.rows)
        if place not in layout.header and row.kind is None and row.sender is None
    ]
    heads = sum(1 for body in bodies if _family(body))
    asked = read_header(layout.header_lines(), layout.menu, heads_said=bool(bodies) and heads * 2 >= len(bodies))
    if asked.kind is PollKind.POLL and not asked.questions:
        asked = replace(asked, questions=_said_letters(bodies))
    return asked


def _family(body: str) -> bool:
    found = find_heads(body)
    return found is not None and found.heads is not None and bool(found.heads.adults or found.heads.children)


def _said_letters(bodies: Sequence[str]) -> tuple[Question, ...]:
    """Return the options that were answered where nobody wrote what they are: A and B."""
    matches = [_LETTER_SAID.search(body.rstrip()) for body in bodies]
    letters = sorted({match.group()[0].upper() for match in matches if match is not None})
    if sum(match is not None for match in matches) < 2 or sum(match is not None for match in matches) * 2 < len(bodies):
        return ()
    every = "ABCDEFGH"[: max(2, "ABCDEFGH".index(letters[-1]) + 1)]
    return (Question("", tuple(Option(letter, letter) for letter in every)),)


def _plain_kind(row: Row, *, in_header: bool) -> LineKind | None:
    if row.kind is Kind.BLANK:
        return LineKind.BLANK
    if in_header:
        return LineKind.QUESTION
    if row.kind is Kind.QUOTED:
        return LineKind.QUOTED
    if row.kind is Kind.EXAMPLE or row.heading:
        return LineKind.QUESTION
    if row.kind in (Kind.CHATTER, Kind.HEADER, Kind.TAIL, Kind.PLACEHOLDER):
        return LineKind.CHATTER
    if row.sender is not None:
        return LineKind.CHATTER
    return None


def _silent_kind(layout: Layout, place: int) -> LineKind:
    """Return what a line is that answers nothing: talk, what is asked, an empty number, or not understood."""
    row = layout.rows[place]
    text = row.text[row.body :]
    if not text.strip(" .,:、-_~"):
        return LineKind.CHATTER
    if row.colon is not None and is_fact(row.text[row.colon[0] : row.colon[1]]):
        return LineKind.QUESTION
    said = row.text[row.colon[2] :] if row.colon is not None else text
    if is_chatter(said) or asks_back(said):
        return LineKind.CHATTER
    if is_announcement(text) or (is_question(text) and place < layout.begins):
        return LineKind.QUESTION
    sender = _sender(layout, row)
    if sender and is_leader(sender):
        return LineKind.CHATTER
    return LineKind.UNCLEAR


def _hear_row(layout: Layout, place: int, asked: Asked, known: People) -> list[_Heard]:
    row = layout.rows[place]
    if len(row.parts) > 1:
        found = []
        for part in row.parts:
            found += _hear(row, part.start, part.end, asked, known, number=part.number, name="")
        return found
    sender = _sender(layout, row)
    if sender:
        if is_leader(sender) and is_question(row.text):
            return []
        return _hear(row, row.body, len(row.text), asked, known, number=row.number, name=sender)
    if row.colon is not None and row.number is None:
        start, end, said = row.colon
        if is_fact(row.text[start:end]):
            return []
        name = row.folded.written(start, end).strip(" ·,;、-_@")
        return _hear(row, said, len(row.text), asked, known, number=None, name=name)
    return _hear(row, row.body, len(row.text), asked, known, number=row.number, name="")


def _hear(
    row: Row, start: int, end: int, asked: Asked, known: People, *, number: int | None, name: str
) -> list[_Heard]:
    text = row.text[:end]
    body = text[start:]
    if not body.strip(" .,:、-_~"):
        return []
    if number is None and (is_announcement(body) or (asks_back(body) and not name)):
        return []
    if name and asks_back(body):
        return []
    said = hear(text, start, asked, known, sender=bool(name), listed=number is not None)
    if not said.reads or (number is None and not name and said.name is None and said.room is None):
        return []
    return [_Heard(row, number, said, name, start, end)]


def _sender(layout: Layout, row: Row) -> str:
    """Return the name in the line of the chat above, "" if there is none."""
    if row.under is None:
        return ""
    above = layout.rows[row.under - 1]
    if above.sender is None:
        return ""
    return above.folded.written(*above.sender).strip(" :,") if above.sender[0] < above.sender[1] else ""


def _answers(heard: Sequence[_Heard], known: People) -> list[Answer]:
    names = [_name_of(one) for one in heard]
    claims = [Claim(name_key(name), one.said.room) for name, one in zip(names, heard, strict=True)]
    identities = identify(claims, known.directory)
    found = []
    for one, name, identity in zip(heard, names, identities, strict=True):
        neighbour_id = int(identity.neighbour) if identity.neighbour is not None else None
        room = one.said.room.text if one.said.room is not None else ""
        kept_name, kept_room = (name, "") if neighbour_id is None else known.names[neighbour_id]
        room = kept_room or room
        doubt = one.said.doubt
        if doubt is None and identity.doubt:
            doubt = Doubt(DoubtCode.WHO, name or _text(one.said.room), tuple(int(each) for each in identity.candidates))
        found.append(_answer(one, name=kept_name, room=room, neighbour_id=neighbour_id, doubt=doubt))
    return found


def _answer(one: _Heard, *, name: str, room: str, neighbour_id: int | None, doubt: Doubt | None) -> Answer:
    row, said = one.row, one.said
    places = [*said.spans, *([said.name] if said.name else []), *([said.room_span] if said.room_span else [])]
    return Answer(
        line=row.line,
        number=one.number,
        name=name,
        room=room,
        neighbour_id=neighbour_id,
        picks=said.picks,
        heads=said.heads,
        note=tidy(written_notes(row.folded.written(*place) for place in said.notes), 100),
        withdrawn=said.withdrawn,
        said=row.folded.source.strip(),
        spans=tuple(sorted(Span(row.line, *row.folded.span(*place)) for place in places)),
        doubt=doubt,
    )


def _name_of(one: _Heard) -> str:
    if one.said.name is not None:
        return tidy(one.row.folded.written(*one.said.name), 40)
    return tidy(one.name, 40)


def _text(room: Room | None) -> str:
    return room.text if room is not None else ""


def _line_doubt(row: Row) -> Answer:
    source = row.folded.source
    return Answer(
        line=row.line,
        number=row.number,
        name="",
        room="",
        neighbour_id=None,
        said=source.strip(),
        spans=(Span(row.line, 0, len(source)),),
        doubt=Doubt(DoubtCode.LINE, source.strip()[:60]),
    )
