"""Reads the book of gifts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.features.referrals.rules.stock import Balance, Move, Place, balance
from leaderdesk.features.referrals.tables import GiftEntryRow, GiftLineRow, GiftRow

_PIECE = 1000


@dataclass(frozen=True, slots=True)
class StockLine:
    """One line of the book as the card shows it: what came or went of which gift, and what was left of all then.

    `reversed` says that it takes back an earlier one.
    """

    id: int
    at_ms: int
    move: Move
    gift: str
    note: str
    amount_milli: int
    left_milli: int
    reversed: bool
    award_id: int | None = None


def balances(connection: Connection, gift_ids: Sequence[int], reserved: Mapping[int, int]) -> tuple[Balance, ...]:
    """Return what became of each of these gifts; `reserved` says how many pieces of each are promised."""
    sums: dict[int, dict[Place, int]] = defaultdict(dict)
    query = select(GiftLineRow.gift_id, GiftLineRow.place, func.sum(GiftLineRow.amount_milli))
    for gift_id, place, milli in connection.execute(query.group_by(GiftLineRow.gift_id, GiftLineRow.place)):
        sums[gift_id][Place(place)] = int(milli)
    return tuple(balance(id_, sums[id_], reserved.get(id_, 0) * _PIECE) for id_ in gift_ids)


def left_of(connection: Connection, gift_id: int) -> int:
    """Return how much of a gift is in stock, in thousandths."""
    query = select(func.coalesce(func.sum(GiftLineRow.amount_milli), 0)).where(
        GiftLineRow.gift_id == gift_id, GiftLineRow.place == Place.STOCK.value
    )
    return int(connection.execute(query).scalar_one())


def stock_lines(connection: Connection, limit: int = 200) -> tuple[StockLine, ...]:
    """Return the latest lines of the book, the newest first, each with what was left of all gifts after it."""
    left = func.sum(GiftLineRow.amount_milli).over(order_by=GiftLineRow.id)
    query = (
        select(
            GiftLineRow.id,
            GiftLineRow.amount_milli,
            left.label("left_milli"),
            GiftEntryRow.at_ms,
            GiftEntryRow.kind,
            GiftEntryRow.note,
            GiftEntryRow.reverses_id,
            GiftEntryRow.award_id,
            GiftRow.name,
        )
        .join(GiftEntryRow, GiftEntryRow.id == GiftLineRow.entry_id)
        .outerjoin(GiftRow, GiftRow.id == GiftLineRow.gift_id)
        .where(GiftLineRow.place == Place.STOCK.value)
        .order_by(GiftLineRow.id.desc())
        .limit(limit)
    )
    return tuple(
        StockLine(
            row.id, row.at_ms, Move(row.kind), row.name or "", row.note, row.amount_milli, int(row.left_milli),
            row.reverses_id is not None, row.award_id,
        )
        for row in connection.execute(query)
    )  # fmt: skip


def entries_of_award(connection: Connection, award_id: int) -> int:
    """Return how many thousandths were given for an award in the end."""
    query = (
        select(func.coalesce(func.sum(GiftLineRow.amount_milli), 0))
        .join(GiftEntryRow, GiftEntryRow.id == GiftLineRow.entry_id)
        .where(GiftEntryRow.award_id == award_id, GiftLineRow.place == Place.GIVEN.value)
    )
    return int(connection.execute(query).scalar_one())
