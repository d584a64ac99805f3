"""Reads what stands in a round, at one moment, for the comparison with a list."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, func, select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.queries import building_names, known_neighbours
from leaderdesk.features.neighbours.queries.merging import merged_ids, merged_neighbours, with_merged
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.queries.memory import memory_of
from leaderdesk.features.orders.queries.strands import strands_of
from leaderdesk.features.orders.rules.ground import Ground, Standing, Strand
from leaderdesk.features.orders.tables import LineRow, OrderRow, OrderSourceRow, PasteRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.tables import OfferRow

_MOST_BOUGHT = 2


def ground_of_round(
    connection: Connection, round_id: int, *, today: dt.date, guards: Guards = UNGUARDED
) -> Ground | None:
    """Return what stands in the round; None if there is no such round."""
    found = round_row(connection, round_id)
    if found is None:
        return None
    strands = strands_of(connection, round_id)
    newest = max(strands, key=_newest, default=Strand(1, {}, {}, None))
    ground = Ground(
        round_id=round_id,
        today=today,
        closed=found.closed_at_ms is not None,
        offers={offer.id: offer for offer in offers_of_round(connection, round_id)},
        people=_people(connection, round_id),
        buildings=building_names(connection),
        listed=newest.listed,
        standing=_standing(connection, round_id, guards),
        last=newest.last,
        fingerprint="",
        same=newest.same,
        strand=newest.number,
        strands=strands,
        memory=memory_of(connection),
        once=guards.once(connection, round_id, today),
    )
    return replace(ground, fingerprint=fingerprint_of(ground))


def fingerprint_of(ground: Ground) -> str:
    """Return a digest of goods, people, orders, lists and memory; two that are equal mean that nothing changed."""
    said = [
        [[offer.id, offer.code, offer.price_fen, offer.step_milli] for offer in ground.offers.values()],
        [[offer.name, offer.short_name, *offer.aliases] for offer in ground.offers.values()],
        [[one.id, one.name, one.room, *one.aliases] for one in ground.people.values()],
        ground.buildings,
        [_strand_said(strand) for strand in ground.strands],
        sorted((neighbour_id, _order_said(standing)) for neighbour_id, standing in ground.standing.items()),
        [[one.id, one.words, one.doubted] for one in ground.memory],
        ground.closed,
        [sorted(ground.once.offers), sorted(ground.once.doors), sorted(ground.once.people)],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def latest_paste(connection: Connection, round_id: int) -> tuple[str, int] | None:
    """Return the text and the time (unix ms) of what was pasted last into the round, confirmed or not."""
    row = connection.execute(
        select(PasteRow.text, PasteRow.at_ms).where(PasteRow.round_id == round_id).order_by(PasteRow.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else (row.text, row.at_ms)


def last_bought(connection: Connection, neighbour_ids: Collection[int], *, but_round: int) -> dict[int, str]:
    """Return what each of these neighbours had in her last order before the round, shortly: "草莓、酸奶"."""
    bought = {}
    for neighbour_id in neighbour_ids:
        newest = (
            select(func.max(OrderRow.round_id))
            .where(OrderRow.neighbour_id == neighbour_id, OrderRow.round_id != but_round)
            .where(OrderRow.cancelled_at_ms.is_(None))
            .scalar_subquery()
        )
        labels = connection.execute(
            select(ProductRow.short_name, ProductRow.name)
            .join(OfferRow, OfferRow.product_id == ProductRow.id)
            .join(LineRow, LineRow.offer_id == OfferRow.id)
            .join(OrderRow, OrderRow.id == LineRow.order_id)
            .where(OrderRow.neighbour_id == neighbour_id, OrderRow.round_id == newest)
            .order_by(OfferRow.position)
            .limit(_MOST_BOUGHT)
        )
        names = [row.short_name or row.name for row in labels]
        if names:
            bought[neighbour_id] = _(", ").join(names)
    return bought


def _people(connection: Connection, round_id: int) -> dict[int, KnownNeighbour]:
    people = {one.id: one for one in known_neighbours(connection)}
    merged = merged_neighbours(connection)
    if not merged:
        return people
    standing = select(OrderRow.neighbour_id).where(OrderRow.round_id == round_id, OrderRow.cancelled_at_ms.is_(None))
    apart = {id_: merged[id_] for id_ in connection.execute(standing).scalars() if id_ in merged}
    return with_merged(people, apart, merged_ids(connection))


def _standing(connection: Connection, round_id: int, guards: Guards) -> dict[int, Standing]:
    orders = connection.execute(
        select(OrderRow.id, OrderRow.neighbour_id, OrderRow.note, OrderRow.cancelled_at_ms)
        .where(OrderRow.round_id == round_id)
        .order_by(OrderRow.id)
    ).all()
    ids = [order.id for order in orders]
    paid, locked = set(guards.paid_orders(connection, ids)), set(guards.locked_lines(connection, ids))
    files = guards.imported(connection, ids)
    amounts: dict[int, dict[int, int]] = defaultdict(dict)
    prices: dict[int, dict[int, int]] = defaultdict(dict)
    held: dict[int, set[int]] = defaultdict(set)
    for line in _lines(connection, round_id):
        amounts[line.order_id][line.offer_id] = line.amount_milli
        prices[line.order_id][line.offer_id] = line.price_fen
        if line.id in locked:
            held[line.order_id].add(line.offer_id)
    said = _last_said(connection, round_id)
    return {
        order.neighbour_id: Standing(
            order_id=order.id,
            amounts=amounts[order.id],
            prices=prices[order.id],
            note=order.note,
            cancelled=order.cancelled_at_ms is not None,
            listed_note=said.get(order.id, ("", False))[0],
            listed_paid=said.get(order.id, ("", False))[1],
            paid=order.id in paid,
            locked=frozenset(held[order.id]),
            files=files.get(order.id, {}),
        )
        for order in orders
    }


def _lines(connection: Connection, round_id: int) -> Iterable[LineRow]:
    rows: Iterable[LineRow] = connection.execute(
        select(LineRow.id, LineRow.order_id, LineRow.offer_id, LineRow.amount_milli, LineRow.price_fen)
        .join(OrderRow, OrderRow.id == LineRow.order_id)
        .where(OrderRow.round_id == round_id)
    )  # type: ignore[assignment]
    return rows


def _last_said(connection: Connection, round_id: int) -> Mapping[int, tuple[str, bool]]:
    """Return the note, and whether it said "paid", of the line by which each order stood in the list last."""
    rows = connection.execute(
        select(OrderSourceRow.order_id, OrderSourceRow.note, OrderSourceRow.paid)
        .join(OrderRow, OrderRow.id == OrderSourceRow.order_id)
        .where(OrderRow.round_id == round_id)
        .order_by(OrderSourceRow.paste_id)
    )
    return {row.order_id: (row.note, bool(row.paid)) for row in rows}


def _newest(strand: Strand) -> int:
    return strand.last.id if strand.last is not None else 0


def _strand_said(strand: Strand) -> list[object]:
    return [
        strand.number,
        _newest(strand),
        sorted((neighbour_id, sorted(amounts.items())) for neighbour_id, amounts in strand.listed.items()),
        sorted((neighbour_id, sorted(amounts.items())) for neighbour_id, amounts in strand.same.items()),
    ]


def _order_said(standing: Standing) -> list[object]:
    lines = sorted((offer_id, amount_text(milli)) for offer_id, milli in standing.amounts.items())
    return [standing.order_id, standing.cancelled, standing.note, lines, standing.paid, sorted(standing.locked)]
