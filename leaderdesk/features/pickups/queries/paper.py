"""What the numbers of a printed list mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from leaderdesk.features.orders.queries import orders_by_ids
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.pickups.queries.table import Dues, at_table, standing_order_id
from leaderdesk.features.pickups.rules import PickupOrder
from leaderdesk.features.pickups.rules.numbers import NumberLine, NumbersPreview, Problem
from leaderdesk.features.pickups.tables import PrintedListRow, PrintedNumberRow


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """The order (by id) under each number; `at_ms` is when they were printed, None for those in force now."""

    at_ms: int | None
    orders: dict[int, int]


def printed_numbers(connection: Connection, round_id: int) -> PrintedNumbers:
    """Return the numbers of the round's latest printed list; where none was printed, its pickup codes."""
    latest = connection.execute(
        select(PrintedListRow.id, PrintedListRow.at_ms)
        .join(PrintedNumberRow, PrintedNumberRow.list_id == PrintedListRow.id)
        .where(PrintedListRow.round_id == round_id)
        .order_by(PrintedListRow.id.desc())
        .limit(1)
    ).first()
    if latest is None:
        return PrintedNumbers(at_ms=None, orders=_pickup_codes(connection, round_id))
    rows = connection.execute(
        select(PrintedNumberRow.number, PrintedNumberRow.order_id).where(PrintedNumberRow.list_id == latest.id)
    )
    return PrintedNumbers(at_ms=latest.at_ms, orders={row.number: row.order_id for row in rows})


def preview_numbers(connection: Connection, round_id: int, numbers: Sequence[int], *, dues: Dues) -> NumbersPreview:
    """Return what each of the numbers means now; two numbers of one order are one."""
    printed = printed_numbers(connection, round_id)
    codes = _pickup_codes(connection, round_id) if printed.at_ms is not None else {}
    meant = {
        number: standing_order_id(connection, printed.orders[number]) for number in numbers if number in printed.orders
    }
    orders = orders_by_ids(connection, meant.values())
    found = {each.order.id: each for each in at_table(connection, orders, dues=dues)}
    lines, seen = list[NumberLine](), set[int]()
    for number in numbers:
        pickup = found.get(meant.get(number, 0))
        if pickup is None:
            lines.append(NumberLine(number, None, "later" if number in codes else "not-there"))
        elif pickup.order.id not in seen:
            seen.add(pickup.order.id)
            lines.append(NumberLine(number, pickup, _problem(pickup)))
    return NumbersPreview(lines=tuple(lines), printed_at_ms=printed.at_ms)


def _problem(pickup: PickupOrder) -> Problem:
    if pickup.order.cancelled_at_ms is not None or not pickup.order.lines:
        return "cancelled"
    return "already" if pickup.is_done else ""


def _pickup_codes(connection: Connection, round_id: int) -> dict[int, int]:
    rows = connection.execute(select(OrderRow.pickup_code, OrderRow.id).where(OrderRow.round_id == round_id))
    return {row.pickup_code: row.id for row in rows}
