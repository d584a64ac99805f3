"""The list of orders on paper: what the leader holds when the screen is dark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from leaderdesk.core.amount import ONE, amount_text
from leaderdesk.core.clock import printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.documents.table import Column, Group, Row, TablePaper
from leaderdesk.features.orders.rules import Line, Order
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.rules.planned import pickup_text, times_of
from leaderdesk.storage.business import Business

_WEIGHTS = frozenset({"斤", "公斤", "千克", "克", "kg", "KG", "Kg", "g", "两"})


def order_list(orders: Sequence[Order], round_: Round, business: Business, *, printed_ms: int) -> TablePaper:
    """Return the orders by building, in the order in which they are given (walking order), with their sums."""
    pieces = sum(line.amount_milli for order in orders for line in order.lines)
    return TablePaper(
        title=_("Orders {round}").format(round=round_.name),
        subtitle=f"{pickup_text(times_of(round_))} · {round_.pickup_place or business.pickup_place}".rstrip(" ·"),
        total=_orders_text(len(orders)),
        total_detail=_("{pieces} pieces · {sum}").format(
            pieces=amount_text(pieces), sum=format_yuan(sum(order.total_fen for order in orders))
        ),
        columns=(
            Column(_("Code"), 11, bold=True),
            Column(_("Room"), 15, bold=True),
            Column(_("Neighbour"), 24),
            Column(_("Goods")),
            Column(_("Sum"), 21, align="right", bold=True),
            Column(_("Note"), 36),
        ),
        groups=tuple(
            _group(building, tuple(members)) for building, members in groupby(orders, key=lambda order: order.building)
        ),
        contact=business.contact,
        printed=printed_text(printed_ms),
    )


def goods_text(order: Order) -> str:
    """Return what was ordered as it stands on paper: 草莓×2、土鸡蛋×1."""
    return "、".join(f"{line.product_label}{times_text(line)}" for line in order.lines)


def times_text(line: Line) -> str:
    """Return the amount of a line as it stands on paper: "×2", or "2.5斤" where goods are weighed."""
    return said_times(line.amount_milli, line.unit)


def said_times(amount_milli: int, unit: str) -> str:
    """Return an amount as it stands on paper: "×2", or "2.5斤" where goods are weighed."""
    number = amount_text(amount_milli)
    return f"{number}{unit}" if unit in _WEIGHTS or amount_milli % ONE else f"×{number}"


def _group(building: str, orders: Sequence[Order]) -> Group:
    heading = _("Building {name}").format(name=building) if building else _("No building")
    total = format_yuan(sum(order.total_fen for order in orders))
    return Group(heading=heading, summary=f"{_orders_text(len(orders))} · {total}", rows=tuple(map(_row, orders)))


def _row(order: Order) -> Row:
    sum_ = format_yuan(order.total_fen)
    return Row((order.pickup_text, order.room, order.neighbour_name, goods_text(order), sum_, order.note))


def _orders_text(count: int) -> str:
    return ngettext("{count} order", "{count} orders", count).format(count=count)
