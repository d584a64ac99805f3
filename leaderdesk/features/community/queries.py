"""Reads polls and sign-ups into frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from leaderdesk.features.community.rules.comparison import Comparison, compare
from leaderdesk.features.community.rules.kept import doubt_of, picks_of, questions_of
from leaderdesk.features.community.rules.model import Asked, Heads, Option, People, PollKind, SeatsBy, know
from leaderdesk.features.community.rules.reading import read
from leaderdesk.features.community.rules.tally import Keyed, Poll, State, Tally, Voice, tally
from leaderdesk.features.community.tables import PollAnswerRow, PollKeyVoteRow, PollPasteRow, PollRow
from leaderdesk.features.neighbours.queries import building_names, known_neighbours
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rules.merging import OwnAnswer
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.queries.strands import line_numbers
from leaderdesk.features.orders.tables import OrderRow, OrderSourceRow, PasteRow
from leaderdesk.features.products.tables import ProductAliasRow, ProductRow
from leaderdesk.storage.journal import changes_of_row


@dataclass(frozen=True, slots=True)
class ListedPoll:
    """A poll in the list: how many answers count and how many are still to be asked about."""

    poll: Poll
    voices: int
    heads: int
    open: int


@dataclass(frozen=True, slots=True)
class KeptPaste:
    """One text that was pasted into a poll, as it came (unix ms)."""

    id: int
    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Winner:
    """What won, and the known products it means; only where that is one can it become a round by itself."""

    option: Option
    count: int
    product_ids: tuple[int, ...]
    product_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a page shows of one poll, read at one moment."""

    tally: Tally
    pastes: tuple[KeptPaste, ...]
    winners: tuple[Winner, ...]
    names: Mapping[int, str]
    """Room and name of the neighbours that an open answer could be of."""


def people_of(connection: Connection) -> People:
    """Return the neighbours and buildings, prepared for reading."""
    return know(known_neighbours(connection), building_names(connection))


def poll_of(connection: Connection, poll_id: int) -> Poll | None:
    """Return the poll of that id, also a closed one or one in the bin."""
    row = connection.execute(select(PollRow.__table__).where(PollRow.id == poll_id)).one_or_none()
    return None if row is None else _poll(row)


def polls(connection: Connection, *, archived: bool = False) -> tuple[ListedPoll, ...]:
    """Return all polls that are not in the bin (or those in it), the latest first."""
    heads = PollAnswerRow.adults + PollAnswerRow.children + PollAnswerRow.others
    clear, opened = PollAnswerRow.state == State.CLEAR, PollAnswerRow.state == State.OPEN
    counts = {
        row.poll_id: (row.voices, row.heads or 0, row.open)
        for row in connection.execute(
            select(
                PollAnswerRow.poll_id,
                func.count().filter(clear).label("voices"),
                func.sum(heads).filter(clear).label("heads"),
                func.count().filter(opened).label("open"),
            ).group_by(PollAnswerRow.poll_id)
        )
    }
    keyed = {
        row.poll_id: row.votes
        for row in connection.execute(
            select(PollKeyVoteRow.poll_id, func.count().label("votes")).group_by(PollKeyVoteRow.poll_id)
        )
    }
    put_away = PollRow.archived_at_ms
    rows = connection.execute(
        select(PollRow.__table__)
        .where(put_away.is_not(None) if archived else put_away.is_(None))
        .order_by(PollRow.id.desc())
    )
    return tuple(
        ListedPoll(_poll(row), voices + keyed.get(row.id, 0), heads_in, opened_in)
        for row in rows
        for voices, heads_in, opened_in in (counts.get(row.id, (0, 0, 0)),)
    )


def voices_of(connection: Connection, poll_id: int) -> tuple[Voice, ...]:
    """Return every answer of the poll, in order of arrival, whatever its state."""
    rows = connection.execute(
        select(PollAnswerRow.__table__, PollPasteRow.listed)
        .outerjoin(PollPasteRow, PollPasteRow.id == PollAnswerRow.paste_id)
        .where(PollAnswerRow.poll_id == poll_id)
        .order_by(PollAnswerRow.arrived, PollAnswerRow.id)
    )
    return tuple(_voice(row) for row in rows)


def tally_of(connection: Connection, poll_id: int) -> Tally | None:
    """Return the poll counted, None if there is none of that id."""
    poll = poll_of(connection, poll_id)
    return None if poll is None else tally(poll, voices_of(connection, poll_id), key_votes_of(connection, poll_id))


def key_votes_of(connection: Connection, poll_id: int) -> Keyed:
    """Return how many votes were counted by key, by question and option."""
    rows = connection.execute(
        select(PollKeyVoteRow.question, PollKeyVoteRow.option, func.count().label("votes"))
        .where(PollKeyVoteRow.poll_id == poll_id)
        .group_by(PollKeyVoteRow.question, PollKeyVoteRow.option)
    )
    return {(row.question, row.option): row.votes for row in rows}


def shown_poll(connection: Connection, poll_id: int) -> Shown | None:
    """Return everything the page shows of the poll."""
    counted = tally_of(connection, poll_id)
    if counted is None:
        return None
    wanted = {id_ for voice in counted.open if voice.doubt is not None for id_ in voice.doubt.people}
    names = {one.id: f"{one.room or ''} {one.name}".strip() for one in known_neighbours(connection) if one.id in wanted}
    return Shown(counted, pastes_of(connection, poll_id), winners(connection, counted), names)


def pastes_of(connection: Connection, poll_id: int) -> tuple[KeptPaste, ...]:
    """Return the texts pasted into the poll, the latest first."""
    rows = connection.execute(
        select(PollPasteRow.id, PollPasteRow.at_ms, PollPasteRow.text)
        .where(PollPasteRow.poll_id == poll_id)
        .order_by(PollPasteRow.id.desc())
    )
    return tuple(KeptPaste(row.id, row.at_ms, row.text) for row in rows)


def compare_paste(connection: Connection, poll_id: int, text: str) -> Comparison | None:
    """Return what `text` would change in the poll, None if there is none of that id."""
    poll = poll_of(connection, poll_id)
    if poll is None:
        return None
    return compare(voices_of(connection, poll_id), read(text, people_of(connection), poll.asked))


def winners(connection: Connection, counted: Tally) -> tuple[Winner, ...]:
    """Return the options with the most voices of the first question, each with the products it means."""
    if not counted.questions:
        return ()
    known: dict[str, set[int]] = {}
    names: dict[int, str] = {}
    for id_, name, short in connection.execute(
        select(ProductRow.id, ProductRow.name, ProductRow.short_name).where(ProductRow.archived_at_ms.is_(None))
    ):
        names[id_] = short or name
        for word in (name, short):
            known.setdefault(_good_key(word), set()).add(id_)
    for id_, alias in connection.execute(select(ProductAliasRow.product_id, ProductAliasRow.alias)):
        if id_ in names:
            known.setdefault(_good_key(alias), set()).add(id_)
    found = []
    for each in counted.questions[0].leaders:
        ids = tuple(sorted(known.get(_good_key(each.option.label), ()))) if _good_key(each.option.label) else ()
        found.append(Winner(each.option, each.count, ids, tuple(names[id_] for id_ in ids)))
    return tuple(found)


def own_answers(connection: Connection, neighbour_id: int) -> tuple[OwnAnswer, ...]:
    """Return the standing answers of a neighbour, newest first, each with her orders that its line brought too."""
    rows = connection.execute(
        select(PollAnswerRow.id, PollAnswerRow.said, PollAnswerRow.picks, PollAnswerRow.line, PollRow.title)
        .join(PollRow, PollRow.id == PollAnswerRow.poll_id)
        .where(PollAnswerRow.neighbour_id == neighbour_id, PollAnswerRow.state.in_((State.CLEAR, State.WITHDRAWN)))
        .order_by(PollAnswerRow.at_ms.desc(), PollAnswerRow.id.desc())
    ).all()
    if not rows:
        return ()
    orders: dict[int, set[int]] = {}
    lines = {row.id: row.line for row in rows}
    same_text = connection.execute(
        select(PollAnswerRow.id, OrderSourceRow.order_id, OrderSourceRow.lines)
        .join(PollPasteRow, PollPasteRow.id == PollAnswerRow.paste_id)
        .join(PasteRow, PasteRow.text == PollPasteRow.text)
        .join(OrderSourceRow, OrderSourceRow.paste_id == PasteRow.id)
        .join(OrderRow, OrderRow.id == OrderSourceRow.order_id)
        .where(PollAnswerRow.id.in_(lines), OrderRow.neighbour_id.in_(everyone_in(neighbour_id)))
    )
    for row in same_text:
        if lines[row.id] in line_numbers(row.lines):
            orders.setdefault(row.id, set()).add(row.order_id)
    return tuple(
        OwnAnswer(
            row.id,
            row.title,
            row.said or " ".join(key for keys in picks_of(row.picks) for key in keys),
            frozenset(orders.get(row.id, ())),
        )
        for row in rows
    )


def said_before(connection: Connection, answer_id: int) -> tuple[tuple[int, str], ...]:
    """Return what the person of this answer had said before, oldest first: when (unix ms) and the line as written."""
    found = []
    for change in changes_of_row(connection, "poll_answer", answer_id):
        image = change.before
        if image is not None and image["said"] and image["state"] in (State.CLEAR, State.WITHDRAWN):
            found.append((int(image["at_ms"]), str(image["said"])))
    return tuple(dict.fromkeys(found))


def _good_key(word: str) -> str:
    return name_key(word).lower()


def _poll(row: Any) -> Poll:
    return Poll(
        id=row.id,
        asked=Asked(
            kind=PollKind(row.kind),
            title=row.title,
            questions=questions_of(row.questions),
            seats=row.seats,
            seats_by=SeatsBy(row.seats_by),
            wants_heads=bool(row.wants_heads),
        ),
        created_ms=row.created_at_ms,
        closed_ms=row.closed_at_ms,
        archived_ms=row.archived_at_ms,
        round_id=row.round_id,
    )


def _voice(row: Any) -> Voice:
    heads = Heads(row.adults, row.children, row.others)
    return Voice(
        id=row.id,
        person=row.person,
        neighbour_id=row.neighbour_id,
        name=row.name,
        room=row.room,
        picks=picks_of(row.picks),
        heads=heads if heads.total else None,
        note=row.note,
        state=State(row.state),
        said=row.said,
        earlier=row.earlier,
        paste_id=row.paste_id,
        line=row.line,
        arrived=row.arrived,
        at_ms=row.at_ms,
        settled=bool(row.settled),
        listed=bool(row.listed),
        doubt=doubt_of(row.doubt),
    )
