"""What was promised for a next round, and with which order it goes: on labels, on lists and at the pickup table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from leaderdesk.core.i18n import _
from leaderdesk.features.claims.rules import Wish
from leaderdesk.features.claims.tables import ClaimRow
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.papers import said_times
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.pickups.rules import GiftDue
from leaderdesk.features.pickups.tables import HandoverLineRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.tables import OfferRow, RoundRow

_PROMISED = ClaimRow.answer == Wish.REPLACEMENT.value
_OWED = and_(_PROMISED, ClaimRow.replaced_at_ms.is_(None))
# Who somebody is now: what was hers belongs to whom she was merged into.
_PERSON = func.coalesce(NeighbourRow.merged_into_id, NeighbourRow.id)


@dataclass(frozen=True, slots=True)
class Promise:
    """Goods of an earlier round that go into a bag for nothing; the amount in thousandths of the unit."""

    claim_id: int
    round_id: int
    neighbour_id: int
    product: str
    unit: str
    amount_milli: int
    with_order_id: int | None

    @property
    def words(self) -> str:
        """The promise as it stands on paper: 补 草莓×1."""
        return _("replacement {goods}").format(goods=f"{self.product}{said_times(self.amount_milli, self.unit)}")


def replacements_at_table(connection: Connection, order_ids: Sequence[int]) -> Mapping[int, GiftDue]:
    """Return what goes along with each of these orders as was promised, and for which round it is."""
    return {
        order_id: GiftDue(_listed(found), _reason(connection, found), is_promise=True)
        for order_id, found in promises_of_orders(connection, order_ids).items()
    }


def replacements_on_paper(connection: Connection, order_ids: Sequence[int]) -> Mapping[int, str]:
    """Return what labels and lists say of what goes along with each of these orders as was promised.

    What went with the bag stays on its paper, so that handing it over puts no paper out of date.
    """
    found = dict(promises_of_orders(connection, order_ids))
    for promise in _promises(connection, ClaimRow.replaced_order_id.in_(order_ids)):
        if promise.with_order_id is not None:
            found[promise.with_order_id] = (*found.get(promise.with_order_id, ()), promise)
    return {id_: _listed(sorted(each, key=lambda one: one.claim_id)) for id_, each in found.items()}


def promises_of_orders(connection: Connection, order_ids: Collection[int]) -> dict[int, tuple[Promise, ...]]:
    """Return what goes along with each of these orders: what its neighbour was promised in an earlier round.

    It goes with her first order of a later round that is not settled; with one that waits rather than with one that was
    handed over without it.
    """
    # A label or a scan costs next to nothing where nothing is owed.
    if connection.execute(select(ClaimRow.id).where(_OWED).limit(1)).scalar() is None:
        return {}
    owed = _promises(connection, _OWED)
    carriers = _carriers(connection, {promise.neighbour_id for promise in owed})
    found: dict[int, tuple[Promise, ...]] = {}
    for promise in owed:
        later = [each for each in carriers.get(promise.neighbour_id, ()) if each.round_id > promise.round_id]
        carrier = next((each for each in later if each.waits), later[0] if later else None)
        if carrier is not None and carrier.order_id in order_ids:
            found[carrier.order_id] = (*found.get(carrier.order_id, ()), promise)
    return found


@dataclass(frozen=True, slots=True)
class _Carrier:
    """An order with whose bag something can go; `waits` tells that not all of it was handed over."""

    order_id: int
    round_id: int
    waits: bool


def _carriers(connection: Connection, neighbour_ids: Collection[int]) -> dict[int, list[_Carrier]]:
    everyone = select(NeighbourRow.id).where(
        or_(NeighbourRow.id.in_(neighbour_ids), NeighbourRow.merged_into_id.in_(neighbour_ids))
    )
    query = (
        select(
            OrderRow.id,
            OrderRow.round_id,
            _PERSON.label("person"),
            func.sum(HandoverLineRow.line_id.is_(None)).label("waiting"),
        )
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .join(RoundRow, RoundRow.id == OrderRow.round_id)
        .join(LineRow, LineRow.order_id == OrderRow.id)
        .outerjoin(HandoverLineRow, HandoverLineRow.line_id == LineRow.id)
        .where(
            OrderRow.neighbour_id.in_(everyone), OrderRow.cancelled_at_ms.is_(None), RoundRow.settled_at_ms.is_(None)
        )
        .group_by(OrderRow.id)
        .order_by(OrderRow.round_id, OrderRow.id)
    )
    found: dict[int, list[_Carrier]] = {}
    for row in connection.execute(query):
        found.setdefault(row.person, []).append(_Carrier(row.id, row.round_id, waits=row.waiting > 0))
    return found


def _promises(connection: Connection, wanted: ColumnElement[bool]) -> list[Promise]:
    rows = connection.execute(
        select(
            ClaimRow.id,
            OrderRow.round_id,
            _PERSON.label("person"),
            func.coalesce(func.nullif(ProductRow.short_name, ""), ProductRow.name).label("product"),
            ProductRow.unit,
            ClaimRow.amount_milli,
            ClaimRow.replaced_order_id,
        )
        .join(OrderRow, OrderRow.id == ClaimRow.order_id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .join(OfferRow, OfferRow.id == ClaimRow.offer_id)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .where(_PROMISED, wanted)
        .order_by(ClaimRow.id)
    )
    return [Promise(*row) for row in rows]


def _listed(found: Sequence[Promise]) -> str:
    return _(", ").join(promise.words for promise in found)


def _reason(connection: Connection, found: Sequence[Promise]) -> str:
    rounds = (round_row(connection, round_id) for round_id in dict.fromkeys(each.round_id for each in found))
    names = _(", ").join(round_.name for round_ in rounds if round_ is not None)
    return _("promised in {rounds}").format(rounds=names)
