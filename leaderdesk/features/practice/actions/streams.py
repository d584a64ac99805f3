"""Writes the livestreams of the practice neighbourhood: series, what happened in past ones, and what is planned."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select, text, update

from leaderdesk.core.clock import local_now, plan
from leaderdesk.core.files import file_name, write_whole
from leaderdesk.core.i18n import _, language, ngettext
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.practice.actions.filling import keep_rows
from leaderdesk.features.practice.actions.made import Made
from leaderdesk.features.practice.rules import Neighbourhood
from leaderdesk.features.practice.rules.streams import Evenings, InventedStream, invent_streams, used_seconds
from leaderdesk.features.products.tables import ProductFactRow, ProductRow
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.features.streams.papers.run_sheet import read_paper, run_sheet_pdf
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.planning import NewCue
from leaderdesk.features.streams.rules.templates import GOODS_KINDS, template_by_key
from leaderdesk.features.streams.tables import (
    CuePointRow,
    CueProductRow,
    CuePropRow,
    CueRow,
    LiveMarkRow,
    SeriesRow,
    StreamQuestionRow,
    StreamRow,
    TemplateRow,
)
from leaderdesk.storage.database import Store, Writing

_ACTION = text(
    "INSERT INTO journal_action (at_ms, actor, name, about, undoable)"
    " VALUES (:at, 'leader', 'Practice neighbourhood', '{}', 0)"
)
_CHANGES = text(
    "UPDATE journal_change SET action_id = :action"
    " WHERE json_extract(coalesce(after, before), '$.order_id') = :order AND +table_name = 'line'"
)
_HALF_MINUTE = 30
_SELLS = {"tasting": 6, "unboxing": 5, "orders": 5, "cooking": 4, "questions": 3}
_OVER_TONIGHT = {CueKind.QUESTIONS: 180}


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the evenings are written on: ids of products, neighbours, rounds by number, facts by product, dishes."""

    products: Sequence[int]
    names: Sequence[str]
    people: Sequence[tuple[int, str]]
    rounds: Mapping[int, int]
    facts: Mapping[int, Sequence[tuple[int, str, str]]]
    questions: Mapping[str, Any]
    dishes: Sequence[str]
    poll_id: int | None


def hold_streams(store: Store, invented: Neighbourhood, *, seed: int, poll_ids: Sequence[int] = ()) -> int:
    """Write the series with their past and coming evenings, and return the stream that comes next, 0 without any."""
    evenings = invent_streams(invented, now=local_now(store.clock))
    chance = random.Random(f"leaderdesk-streams-{seed}")
    # What is invented is Chinese, whatever the screen speaks.
    with language("zh_CN"), store.write("Practice livestreams", undoable=False) as writing:
        ground = _ground(writing, invented, poll_ids)
        series = _write_series(writing, invented.data["series"], evenings)
        streams = _write_streams(writing, invented.data["series"], series, evenings, ground)
        over = streams[: len(evenings.past)]
        taken: set[int] = set()
        for stream_id, one in zip(over, evenings.past, strict=True):
            share = invented.data["series"][one.series]["share"]
            _hold(writing, stream_id, one, ground, chance=chance, share=share, taken=taken)
        _ask_open(writing, over, evenings.past, ground)
    coming = [
        (one.starts_at, id_) for id_, one in zip(streams[len(over) :], evenings.coming, strict=True) if one.has_sheet
    ]
    return min(coming)[1] if coming else 0


def write_run_sheet(store: Store, stream_id: int, folder: Path) -> Made:
    """Write the run-sheet of the stream as a PDF into `folder`, and return what stands in it."""
    paper = read_paper(store, stream_id, printed_ms=store.clock.now_ms())
    path = folder / f"{file_name(_('Run-sheet'), paper.name)}.pdf"
    write_whole(path, run_sheet_pdf(paper))
    count = len(paper.cues)
    words = ngettext("{count} cue, {minutes} min", "{count} cues, {minutes} min", count)
    return Made(path, words.format(count=count, minutes=paper.planned.total_s // 60))


def _ground(writing: Writing, invented: Neighbourhood, poll_ids: Sequence[int]) -> _Ground:
    connection = writing.connection
    codes = {row.code: row.id for row in connection.execute(select(ProductRow.code, ProductRow.id))}
    products = [codes[each["code"]] for each in invented.data["products"]]
    facts: dict[int, list[tuple[int, str, str]]] = {}
    rows = select(ProductFactRow.product_id, ProductFactRow.id, ProductFactRow.name, ProductFactRow.value)
    for row in connection.execute(rows.order_by(ProductFactRow.id)):
        facts.setdefault(row.product_id, []).append((row.id, row.name, row.value))
    people = connection.execute(select(NeighbourRow.id, NeighbourRow.name).order_by(NeighbourRow.id).limit(60))
    rounds = connection.execute(select(RoundRow.number, RoundRow.id))
    return _Ground(
        products=products,
        names=[each["short_name"] or each["name"] for each in invented.data["products"]],
        people=[(row.id, row.name) for row in people],
        rounds={row.number: row.id for row in rounds},
        facts=facts,
        questions=invented.data["stream_questions"],
        dishes=[each["title"] for each in invented.data.get("dishes", ())],
        poll_id=poll_ids[0] if poll_ids else None,
    )


def _write_series(writing: Writing, series: Sequence[Mapping[str, Any]], evenings: Evenings) -> list[int]:
    """Write the series, each with a template of its own of the length of its evenings."""
    session = writing.session
    templates = keep_rows(
        session,
        TemplateRow,
        [
            {"name": one["name"], "kind": one["kind"], "audience": "all", "length_s": one["minutes"] * 60}
            for one in series
        ],
    )
    for template_id, one in zip(templates, series, strict=True):
        _write_cues(writing, [(template_id, _cues(one))], owner="template_id", goods={}, poll_id=None)
    return keep_rows(
        session,
        SeriesRow,
        [
            {
                "name": one["name"],
                "colour": one["colour"],
                "kind": one["kind"],
                "weekday": one["weekday"] or None,
                "starts_at": one["starts"],
                "length_s": one["minutes"] * 60,
                "from_on": evenings.first_on.isoformat(),
                "template_id": template_id,
            }
            for template_id, one in zip(templates, series, strict=True)
        ],
    )


def _write_streams(
    writing: Writing,
    series: Sequence[Mapping[str, Any]],
    series_ids: Sequence[int],
    evenings: Evenings,
    ground: _Ground,
) -> list[int]:
    """Write the evenings with their run-sheets, and into the bin those on which a series paused; return their ids."""
    every = (*evenings.past, *evenings.coming)
    ids = keep_rows(
        writing.session,
        StreamRow,
        [
            {
                "series_id": series_ids[one.series],
                "slot_on": one.starts_at.date().isoformat() if series[one.series]["weekday"] else None,
                "round_id": ground.rounds.get(one.round_number or 0),
                "theme": one.theme,
                "kind": series[one.series]["kind"],
                "starts_at": plan(one.starts_at),
                "length_s": series[one.series]["minutes"] * 60,
            }
            for one in every
        ],
    )
    keep_rows(
        writing.session,
        StreamRow,
        [
            {
                "series_id": series_ids[place],
                "slot_on": day.isoformat(),
                "kind": series[place]["kind"],
                "starts_at": plan(dt.datetime.combine(day, dt.time.fromisoformat(series[place]["starts"]))),
                "length_s": series[place]["minutes"] * 60,
                "archived_at_ms": writing.at_ms,
            }
            for place, day in evenings.paused
        ],
    )
    first_coming = min((one.starts_at for one in evenings.coming), default=None)
    sheets = []
    for id_, one in zip(ids, every, strict=True):
        longer = _OVER_TONIGHT if one.starts_at == first_coming else {}
        if one.has_sheet:
            sheets.append((id_, _cues(series[one.series], longer)))
    goods = {id_: ground.products[one.good] for id_, one in zip(ids, every, strict=True)}
    _write_cues(writing, sheets, owner="stream_id", goods=goods, poll_id=ground.poll_id)
    return ids


def _cues(one: Mapping[str, Any], longer: Mapping[CueKind, int] | None = None) -> list[tuple[NewCue, int]]:
    """Return the cues of the template that a series begins with, cut to the length of its evenings."""
    given = template_by_key(one["template"])
    if given is None:
        return []
    share = one["minutes"] * 60 / given.length_s
    lengths = [max(60, round(cue.length_s * share / _HALF_MINUTE) * _HALF_MINUTE) for cue in given.cues()]
    # What rounding left over goes to the longest.
    lengths[lengths.index(max(lengths))] += one["minutes"] * 60 - sum(lengths)
    more = longer or {}
    return [(cue, length + more.get(cue.kind, 0)) for cue, length in zip(given.cues(), lengths, strict=True)]


def _write_cues(
    writing: Writing,
    sheets: Sequence[tuple[int, Sequence[tuple[NewCue, int]]]],
    *,
    owner: str,
    goods: Mapping[int, int],
    poll_id: int | None,
) -> None:
    """Write whole run-sheets at once: one by one would take longer than all the rest."""
    every = [(id_, place, *each) for id_, cues in sheets for place, each in enumerate(cues, start=1)]
    rows = keep_rows(
        writing.session,
        CueRow,
        [
            {
                owner: id_,
                "position": place,
                "kind": cue.kind.value,
                "title": cue.title,
                "length_s": length,
                "shows": cue.shows.value,
                "poll_id": poll_id if cue.shows is Shows.POLL and owner == "stream_id" else None,
            }
            for id_, place, cue, length in every
        ],
    )
    paired = [(row, id_, cue) for row, (id_, _place, cue, _length) in zip(rows, every, strict=True)]
    for table, lines in ((CuePointRow, "points"), (CuePropRow, "props")):
        keep_rows(
            writing.session,
            table,
            [
                {"cue_id": row, "position": place, "text": line}
                for row, _id, cue in paired
                for place, line in enumerate(getattr(cue, lines), start=1)
            ],
        )
    keep_rows(
        writing.session,
        CueProductRow,
        [
            {"cue_id": row, "product_id": goods[id_], "position": 1}
            for row, id_, cue in paired
            if id_ in goods and cue.kind in GOODS_KINDS
        ],
    )


def _hold(
    writing: Writing,
    stream_id: int,
    one: InventedStream,
    ground: _Ground,
    *,
    chance: random.Random,
    share: float,
    taken: set[int],
) -> None:
    """Write what happened in an evening that is over: its marks, its questions, and the orders of its round by time."""
    rows = writing.connection.execute(
        select(CueRow.id, CueRow.kind, CueRow.length_s, CueRow.title)
        .where(CueRow.stream_id == stream_id)
        .order_by(CueRow.position)
    ).all()
    at_ms = _ms(one.starts_at) + chance.randint(5, 60) * 1000
    marks: list[dict[str, Any]] = []
    spans: list[tuple[int, int, str, int]] = []
    for place, row in enumerate(rows):
        used_ms = used_seconds(chance, row.kind, row.length_s) * 1000
        title = row.title or CueKind(row.kind).label
        marks.append({"at_ms": at_ms, "kind": "cue" if place else "start", "cue_id": row.id, "title": title})
        if row.kind == "thanks":
            for neighbour_id, name in chance.sample(ground.people, min(2, len(ground.people))):
                marks.append(
                    {"at_ms": at_ms + 20_000, "kind": "thank", "cue_id": row.id, "ref_id": neighbour_id, "title": name}
                )
        if row.kind == "dishes" and ground.dishes:
            dish = chance.choice(ground.dishes)
            marks.append({"at_ms": at_ms + 20_000, "kind": "dish", "cue_id": row.id, "title": dish})
        spans.append((row.id, at_ms, row.kind, used_ms))
        at_ms += used_ms
    marks.append({"at_ms": at_ms, "kind": "end"})
    # Rows of one statement name the same columns.
    whole = {"cue_id": None, "ref_id": None, "title": ""}
    keep_rows(writing.session, LiveMarkRow, [{"stream_id": stream_id, **whole, **mark} for mark in marks])
    _write_questions(writing, stream_id, one, spans, ground, chance=chance)
    _move_orders(writing, one, spans, ground, chance=chance, share=share, taken=taken)


def _write_questions(
    writing: Writing,
    stream_id: int,
    one: InventedStream,
    spans: Sequence[tuple[int, int, str, int]],
    ground: _Ground,
    *,
    chance: random.Random,
) -> None:
    product = ground.products[one.good]
    known = [fact for fact in ground.facts.get(product, ()) if fact[1] in ground.questions]
    cue_id, from_ms, _kind, used_ms = next((span for span in spans if span[2] == "questions"), spans[-1])
    rows = []
    for fact_id, name, value in chance.sample(known, min(2, len(known))):
        words = ground.questions[name].format(product=ground.names[one.good])
        neighbour_id, asker = chance.choice(ground.people)
        at_ms = from_ms + chance.randint(0, used_ms)
        rows.append(
            {
                "stream_id": stream_id, "at_ms": at_ms, "cue_id": cue_id, "text": words, "asker": asker,
                "neighbour_id": neighbour_id, "product_id": product, "answer": value,
                "answered_at_ms": at_ms + 20_000, "fact_id": fact_id if chance.random() < 0.5 else None,
                "search_key": compare_key(words),
            }
        )  # fmt: skip
    keep_rows(writing.session, StreamQuestionRow, rows)


def _ask_open(writing: Writing, over: Sequence[int], past: Sequence[InventedStream], ground: _Ground) -> None:
    """Leave a few questions of the latest evenings to be answered."""
    rows = []
    for place, asked in enumerate(ground.questions["open"], start=1):
        if place > len(over):
            break
        one, (neighbour_id, asker) = past[-place], ground.people[place]
        words = asked.format(product=ground.names[one.good])
        rows.append(
            {
                "stream_id": over[-place], "at_ms": _ms(one.starts_at) + 1_200_000, "text": words, "asker": asker,
                "neighbour_id": neighbour_id, "product_id": ground.products[one.good], "search_key": compare_key(words),
            }
        )  # fmt: skip
    keep_rows(writing.session, StreamQuestionRow, rows)


def _move_orders(
    writing: Writing,
    one: InventedStream,
    spans: Sequence[tuple[int, int, str, int]],
    ground: _Ground,
    *,
    chance: random.Random,
    share: float,
    taken: set[int],
) -> None:
    """Let a share of the round's orders have come in while the stream was on, most of them while it was tasted."""
    found = select(OrderRow.id).where(OrderRow.round_id == ground.rounds[one.round_number or 0]).order_by(OrderRow.id)
    free = [id_ for id_ in writing.connection.scalars(found) if id_ not in taken]
    chosen = chance.sample(free, min(len(free), round(len(free) * share)))
    weights = [_SELLS.get(kind, 1) for _cue, _from, kind, _used in spans]
    moved = []
    for id_ in chosen:
        _cue, from_ms, _kind, used_ms = chance.choices(spans, weights)[0]
        moved.append({"order": id_, "at": from_ms + chance.randint(1, used_ms - 1)})
    if moved:
        writing.connection.execute(
            update(OrderRow).where(OrderRow.id == bindparam("order")).values(created_at_ms=bindparam("at")), moved
        )
    for each in moved:
        # What was ordered when is read from the journal: each of these came in at its own time.
        made = writing.connection.execute(_ACTION, {"at": each["at"]})
        writing.connection.execute(_CHANGES, {"action": made.lastrowid, "order": each["order"]})
    taken.update(chosen)


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
