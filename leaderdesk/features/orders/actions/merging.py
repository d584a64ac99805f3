"""Orders that change hands because two neighbours are one, or one is two; always within the merge or the split."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rules.merging import Merge
from leaderdesk.features.neighbours.tables import NeighbourAliasRow
from leaderdesk.features.orders.actions.lines import lines_of
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.queries.merging import hindrance, shared_orders
from leaderdesk.features.orders.queries.strands import line_numbers
from leaderdesk.features.orders.rules import OrdersChanged
from leaderdesk.features.orders.tables import LearntRow, LineRow, ListedRow, OrderRow, OrderSourceRow
from leaderdesk.storage.database import Writing

Follow = Callable[[Writing, int, int], None]
"""Lets what hangs on the first order (by id) hang on the second, within the transaction."""


def hand_on(writing: Writing, merge: Merge, *, guards: Guards = UNGUARDED, follow: Sequence[Follow] = ()) -> None:
    """Let the orders of who goes belong to who stays; in `joined_rounds` her order goes into the other one.

    Where both have one and they are not put together, hers stays under her name. `follow` are asked for every order
    that goes into another. UserError if two orders cannot be put together any more.
    """
    session = writing.session
    pairs = {
        kept.round_id: (kept, gone) for kept, gone in shared_orders(writing.connection, merge.kept_id, merge.gone_id)
    }
    for round_id in sorted(merge.joined_rounds):
        pair = pairs.get(round_id)
        if pair is None or hindrance(writing.connection, *pair, guards=guards):
            raise UserError(_("The orders have changed meanwhile. Look at the merge once more."))
        _join(writing, into_id=pair[0].id, from_id=pair[1].id)
        for each in follow:
            each(writing, pair[1].id, pair[0].id)
        writing.tell(OrdersChanged((pair[1].id, pair[0].id)))
    both = pairs.keys() - merge.joined_rounds
    taken = select(OrderRow.round_id).where(OrderRow.neighbour_id == merge.kept_id)
    session.execute(
        update(OrderRow)
        .where(OrderRow.neighbour_id == merge.gone_id, OrderRow.round_id.not_in(taken))
        .values(neighbour_id=merge.kept_id)
        .execution_options(synchronize_session="fetch")
    )
    _hand_on_listed(session, merge.gone_id, merge.kept_id, but_rounds=both)
    _hand_on_learnt(session, merge.gone_id, merge.kept_id)


def part(writing: Writing, from_id: int, to_id: int, order_ids: Sequence[int]) -> None:
    """Let these orders of one neighbour belong to another, with what the list said of them.

    UserError if one is not hers any more, or two are of one round.
    """
    session = writing.session
    owners = session.scalars(everyone_in(from_id)).all()
    rows = session.scalars(select(OrderRow).where(OrderRow.id.in_(order_ids))).all() if order_ids else []
    if len(rows) != len(set(order_ids)) or any(row.neighbour_id not in owners for row in rows):
        raise UserError(_("The orders have changed meanwhile. Look at the split once more."))
    if len({row.round_id for row in rows}) != len(rows):
        raise UserError(_("Two of the orders are of one round. Choose one of them."))
    for row in rows:
        session.execute(
            update(ListedRow)
            .where(ListedRow.neighbour_id == row.neighbour_id, ListedRow.round_id == row.round_id)
            .values(neighbour_id=to_id)
        )
        row.neighbour_id = to_id
    session.flush()


def _join(writing: Writing, *, into_id: int, from_id: int) -> None:
    """Put the goods of one order into the other; the first is cancelled with its goods still in it, as a record."""
    session = writing.session
    into, gone = session.get_one(OrderRow, into_id), session.get_one(OrderRow, from_id)
    if into.cancelled_at_ms is not None:
        into.cancelled_at_ms = None
        session.execute(delete(LineRow).where(LineRow.order_id == into.id))
    here = lines_of(writing, into.id)
    for offer_id, line in lines_of(writing, gone.id).items():
        if offer_id in here:
            here[offer_id].amount_milli += line.amount_milli
        else:
            session.add(
                LineRow(order_id=into.id, offer_id=offer_id, amount_milli=line.amount_milli, price_fen=line.price_fen)
            )
    gone.cancelled_at_ms, gone.joined_into_id = writing.at_ms, into.id
    into.joined_into_id = None
    into.note = "；".join(note for note in dict.fromkeys((into.note, gone.note)) if note)
    into.list_number = into.list_number if into.list_number is not None else gone.list_number
    session.flush()
    _join_sources(session, into_id=into.id, from_id=gone.id)


def _join_sources(session: Session, *, into_id: int, from_id: int) -> None:
    """Let the lines of the pastes that one order came from be lines of the other."""
    of_into = select(OrderSourceRow).where(OrderSourceRow.order_id == into_id)
    here = {row.paste_id: row for row in session.scalars(of_into)}
    for row in session.scalars(select(OrderSourceRow).where(OrderSourceRow.order_id == from_id)).all():
        same = here.get(row.paste_id)
        if same is None:
            row.order_id = into_id
            continue
        same.lines = ",".join(map(str, sorted({*line_numbers(same.lines), *line_numbers(row.lines)})))
        same.note = "；".join(note for note in dict.fromkeys((same.note, row.note)) if note)
        same.paid = min(same.paid, row.paid)
        session.delete(row)
    session.flush()


def _hand_on_listed(session: Session, from_id: int, to_id: int, *, but_rounds: Collection[int]) -> None:
    """Let what the list said of one neighbour be said of the other; of the same goods it said both."""
    here = {
        (row.round_id, row.strand, row.offer_id): row
        for row in session.scalars(select(ListedRow).where(ListedRow.neighbour_id == to_id))
    }
    rows = session.scalars(
        select(ListedRow).where(ListedRow.neighbour_id == from_id, ListedRow.round_id.not_in(but_rounds))
    ).all()
    for row in rows:
        same = here.get((row.round_id, row.strand, row.offer_id))
        if same is None:
            row.neighbour_id = to_id
        else:
            same.amount_milli += row.amount_milli
            same.same_milli += row.same_milli
            session.delete(row)
    session.flush()


def _hand_on_learnt(session: Session, from_id: int, to_id: int) -> None:
    """Let what was learnt of one neighbour hold for the other; that the two are apart is forgotten."""
    apart = (from_id, to_id)
    session.execute(delete(LearntRow).where(LearntRow.neighbour_id.in_(apart), LearntRow.other_id.in_(apart)))
    session.execute(update(LearntRow).where(LearntRow.neighbour_id == from_id).values(neighbour_id=to_id))
    session.execute(update(LearntRow).where(LearntRow.other_id == from_id).values(other_id=to_id))
    of_names = select(NeighbourAliasRow.id, NeighbourAliasRow.alias)
    hers = {
        compare_key(row.alias): row.id
        for row in session.execute(of_names.where(NeighbourAliasRow.neighbour_id == to_id))
    }
    for row in session.execute(of_names.where(NeighbourAliasRow.neighbour_id == from_id)).all():
        now = hers.get(compare_key(row.alias))
        session.execute(update(LearntRow).where(LearntRow.neighbour_alias_id == row.id).values(neighbour_alias_id=now))
