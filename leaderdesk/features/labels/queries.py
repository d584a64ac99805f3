"""Which labels were printed with which content, the leader's own label paper, and her layouts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from leaderdesk.documents.label_layout import Layout
from leaderdesk.documents.own_stock import Measures, own_stock
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.labels.rules import SavedLayout, read_layout
from leaderdesk.features.labels.tables import LabelLayoutRow, LabelStockRow, PrintedLabelRow
from leaderdesk.features.neighbours.queries import buildings
from leaderdesk.features.neighbours.rules import Building
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.pickups.queries import GiftsOfOrders
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business, read_business

OWN = "own-"
"""With this begin the keys of the leader's own paper; the number of its row follows."""

GiftsAt = Callable[[Connection, Sequence[int], int], Mapping[int, str]]
"""Gives the words of the gift that goes with each of some orders at a moment (unix ms)."""

LabelKey = tuple[int, int, int]
"""The order's number, the bag's digit, and the piece in it counted from 1, or 0 for the whole bag."""


@dataclass(frozen=True, slots=True)
class RoundLabels:
    """What the labels of a round are made from."""

    round: Round | None
    business: Business
    orders: tuple[Order, ...]
    buildings: tuple[Building, ...]
    printed: Mapping[LabelKey, str]
    gifts: Mapping[int, str]
    own: tuple[LabelStock, ...]
    layouts: tuple[SavedLayout, ...]

    @property
    def layout(self) -> SavedLayout | None:
        """The layout by which the labels are printed; None for the usual one."""
        return next((each for each in self.layouts if each.chosen), None)


def printed_contents(connection: Connection, order_ids: Sequence[int]) -> dict[LabelKey, str]:
    """Return the digest with which each label of these orders was printed last."""
    row = PrintedLabelRow
    query = select(row.order_id, row.bag, row.piece, row.content).where(row.order_id.in_(order_ids)).order_by(row.id)
    return {(order_id, bag, piece): content for order_id, bag, piece, content in connection.execute(query)}


def own_stocks(connection: Connection) -> tuple[LabelStock, ...]:
    """Return the leader's own label paper, the oldest first."""
    found = []
    for row in connection.execute(select(*LabelStockRow.__table__.columns).order_by(LabelStockRow.id)):
        measures = Measures(
            width=row.width, height=row.height, columns=row.columns, rows=row.rows, left=row.left, top=row.top,
            gap_across=row.gap_across, gap_down=row.gap_down, roll=bool(row.roll),
        )  # fmt: skip
        found.append(own_stock(f"{OWN}{row.id}", row.name, measures))
    return tuple(found)


def layouts_of(connection: Connection, stock: str) -> tuple[SavedLayout, ...]:
    """Return the layouts the leader saved for a paper, by name."""
    row = LabelLayoutRow
    query = select(row.id, row.name, row.fields, row.chosen).where(row.stock == stock).order_by(row.name)
    return tuple(
        SavedLayout(id_, stock, name, read_layout(fields), bool(chosen))
        for id_, name, fields, chosen in connection.execute(query)
    )


def chosen_layout(connection: Connection, stock: str) -> Layout | None:
    """Return the layout by which the labels of a paper are printed; None for the usual one."""
    return next((each.layout for each in layouts_of(connection, stock) if each.chosen), None)


def round_labels(connection: Connection, round_id: int, stock: str, gifts: GiftsOfOrders | None) -> RoundLabels:
    """Return what the labels of the round are made from, on that paper."""
    orders = orders_of_round(connection, round_id)
    ids = [order.id for order in orders]
    return RoundLabels(
        round=round_row(connection, round_id),
        business=read_business(connection),
        orders=orders,
        buildings=tuple(buildings(connection)),
        printed=printed_contents(connection, ids),
        gifts={} if gifts is None else gifts(connection, ids),
        own=own_stocks(connection),
        layouts=layouts_of(connection, stock),
    )
