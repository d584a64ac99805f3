"""Changing one order by hand: amounts, note, cancelling and reviving."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from leaderdesk.core.amount import MOST_MILLI, amount_text
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import cleaned
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.actions.lines import lines_of, open_order, set_amount
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.queries.orders import order_by_id
from leaderdesk.features.orders.rules import Order, OrdersChanged
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.storage.database import Store, Writing

_LONGEST_NOTE = 200


def set_lines(store: Store, order_id: int, amounts: Mapping[int, int], *, guards: Guards = UNGUARDED) -> int:
    """Make `amounts` (thousandths by offer id, 0 takes the goods out) stand in the order; return the id of the action.

    Goods not named stay. What is new takes the offer's price of now, what was there keeps its own. An order from which
    everything is taken is cancelled with its goods still in it. UserError if goods were handed over or do not fit.
    """
    order = _order(store, order_id)
    with store.write(N_("Change the order of {who}"), about={"who": who(order)}) as writing:
        row = writing.session.get_one(OrderRow, order_id)
        set_wanted(writing, row, amounts, guards=guards)
        writing.tell(OrdersChanged((order_id,)))
    return writing.action_id


def set_note(store: Store, order_id: int, note: str) -> int:
    """Make `note` the note of the order and return the id of the action; cut at 200 characters."""
    order = _order(store, order_id)
    with store.write(N_("Note on the order of {who}"), about={"who": who(order)}) as writing:
        row = writing.session.get_one(OrderRow, order_id)
        kept = cleaned(note).strip()[:_LONGEST_NOTE]
        if kept != row.note:
            row.note = kept
            writing.tell(OrdersChanged((order_id,)))
    return writing.action_id


def cancel_order(store: Store, order_id: int, *, guards: Guards = UNGUARDED) -> int:
    """Cancel the order, its goods still in it, and return the id of the action; UserError if some were handed over."""
    order = _order(store, order_id)
    with store.write(N_("Cancel the order of {who}"), about={"who": who(order)}) as writing:
        row = writing.session.get_one(OrderRow, order_id)
        refuse_locked(writing, row, {line.offer_id: 0 for line in order.lines}, guards=guards)
        if row.cancelled_at_ms is None:
            row.cancelled_at_ms = writing.at_ms
            writing.tell(OrdersChanged((order_id,)))
    return writing.action_id


def revive_order(store: Store, order_id: int) -> int:
    """Let a cancelled order stand again with the goods it had, and return the id of the action."""
    order = _order(store, order_id)
    if not order.lines:
        raise UserError(_("There is nothing in this order any more. Add goods to it instead."))
    with store.write(N_("Revive the order of {who}"), about={"who": who(order)}) as writing:
        row = writing.session.get_one(OrderRow, order_id)
        if row.cancelled_at_ms is not None:
            row.cancelled_at_ms = None
            writing.tell(OrdersChanged((order_id,)))
    return writing.action_id


def order_for(
    store: Store, *, round_id: int, neighbour_id: int, amounts: Mapping[int, int], guards: Guards = UNGUARDED
) -> tuple[int, int]:
    """Add `amounts` (thousandths by offer id) to what the neighbour has in the round; return the ids of order and step.

    UserError if an amount does not fit its offer, or if goods that were handed over would change.
    """
    if not amounts:
        raise UserError(_("No goods were named. Write what is wanted and how many."))
    with store.write(N_("Add goods for {who}"), about={"who": _person_named(store, neighbour_id)}) as writing:
        row = open_order(writing, round_id=round_id, neighbour_id=neighbour_id)
        has = {offer_id: line.amount_milli for offer_id, line in lines_of(writing, row.id).items()}
        wanted = {offer_id: milli + has.get(offer_id, 0) for offer_id, milli in amounts.items()}
        set_wanted(writing, row, wanted, guards=guards)
        writing.tell(OrdersChanged((row.id,)))
    return row.id, writing.action_id


def set_wanted(writing: Writing, row: OrderRow, amounts: Mapping[int, int], *, guards: Guards) -> None:
    """Within a transaction, make `amounts` (thousandths by offer id) stand in the order; errors as for `set_lines`."""
    wanted = {each: milli for each, milli in amounts.items() if _differs(writing, row.id, each, milli)}
    refuse_locked(writing, row, wanted, guards=guards)
    for offer_id, milli in wanted.items():
        _check_amount(writing, row, offer_id, milli)
    _apply(writing, row, wanted)


def who(order: Order) -> str:
    """Return how an order is named in the undo menu: "3-502 张阿姨"."""
    return f"{order.room} {order.neighbour_name}".strip()


def refuse_locked(writing: Writing, row: OrderRow, wanted: Mapping[int, int], *, guards: Guards) -> None:
    """UserError if one of the goods that `wanted` would change was handed over already."""
    present = lines_of(writing, row.id)
    locked = set(guards.locked_lines(writing.connection, [row.id]))
    for offer_id in wanted:
        if offer_id in present and present[offer_id].id in locked:
            raise UserError(
                _("{product} has been handed over already. Take the hand-over back in Pickup first.").format(
                    product=_product_name(writing, offer_id)
                )
            )


def _apply(writing: Writing, row: OrderRow, wanted: Mapping[int, int]) -> None:
    left = set(lines_of(writing, row.id)) - {offer_id for offer_id, milli in wanted.items() if milli == 0}
    if not left and not any(wanted.values()):
        row.cancelled_at_ms = row.cancelled_at_ms or writing.at_ms
        return
    if any(wanted.values()):
        row.cancelled_at_ms = None
    for offer_id, milli in wanted.items():
        set_amount(writing, row, offer_id, milli)


def _differs(writing: Writing, order_id: int, offer_id: int, milli: int) -> bool:
    present = lines_of(writing, order_id).get(offer_id)
    return milli != (0 if present is None else present.amount_milli)


def _check_amount(writing: Writing, row: OrderRow, offer_id: int, milli: int) -> None:
    offer = writing.session.get(OfferRow, offer_id)
    if offer is None or offer.round_id != row.round_id:
        raise UserError(_("These goods are not on offer in this round. Choose from the list."))
    if milli < 0 or milli > MOST_MILLI:
        raise UserError(_("The amount must lie between 0 and {most}.").format(most=amount_text(MOST_MILLI)))
    if milli % offer.step_milli:
        raise UserError(
            _("{product} is ordered in steps of {step}.").format(
                product=_product_name(writing, offer_id), step=amount_text(offer.step_milli)
            )
        )


def _product_name(writing: Writing, offer_id: int) -> str:
    query = (
        select(ProductRow.short_name, ProductRow.name)
        .join(OfferRow, OfferRow.product_id == ProductRow.id)
        .where(OfferRow.id == offer_id)
    )
    short_name, name = writing.session.execute(query).one()
    return short_name or name


def _order(store: Store, order_id: int) -> Order:
    with store.read() as connection:
        order = order_by_id(connection, order_id)
    if order is None:
        raise UserError(_("This order is not there any more."))
    return order


def _person_named(store: Store, neighbour_id: int) -> str:
    query = (
        select(NeighbourRow.name, HouseholdRow.label)
        .join(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id, isouter=True)
        .where(NeighbourRow.id == neighbour_id)
    )
    with store.read() as connection:
        found = connection.execute(query).one_or_none()
    if found is None:
        raise UserError(_("This neighbour is not there any more. Search for her again."))
    return f"{found.label or ''} {found.name}".strip()
