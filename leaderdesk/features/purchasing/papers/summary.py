"""The summary workbook of a round for the leader: orders, per product, per building, per neighbour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.documents.book import Book, Fen, Milli, Sheet, Table, TableColumn, Title, Value
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.purchasing.rules.words import building_title
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.storage.business import Business


def write_summary(
    path: Path, round_: Round, *, business: Business, offers: Sequence[Offer], orders: Sequence[Order]
) -> None:
    """Write the leader's own workbook of a round to `path`: orders, per product, per building and per neighbour."""
    sheets = (
        _orders_sheet(round_, orders),
        _products_sheet(offers, orders),
        _buildings_sheet(offers, orders),
        _neighbours_sheet(orders),
    )
    write_workbook(path, Book(_("Summary of {round}").format(round=round_.name), business.leader_name, sheets))


def _orders_sheet(round_: Round, orders: Sequence[Order]) -> Sheet:
    columns = (
        TableColumn(_("Pickup code")),
        TableColumn(_("Room")),
        TableColumn(_("Neighbour"), bold=True),
        TableColumn(_("Product")),
        TableColumn(_("Spec")),
        TableColumn(_("Amount"), kind="amount", total=True),
        TableColumn(_("Unit")),
        TableColumn(_("Price"), kind="money"),
        TableColumn(_("Sum"), kind="money", total=True, product_of=(5, 7)),
        TableColumn(_("Remarks")),
    )
    rows = tuple(
        (
            order.pickup_text,
            order.room,
            order.neighbour_name,
            line.product_label,
            line.spec,
            Milli(line.amount_milli),
            line.unit,
            Fen(line.price_fen),
            Fen(line.total_fen),
            order.note if line is order.lines[0] else "",
        )
        for order in orders
        for line in order.lines
    )
    table = Table(columns=columns, rows=rows, total=_("Total"), freeze=True)
    return Sheet(name=_("Orders"), parts=(Title(round_.name), table), widths=(9, 11, 18, 26, 16, 9, 7, 10, 12, 28))


def _products_sheet(offers: Sequence[Offer], orders: Sequence[Order]) -> Sheet:
    sums = _sums(
        (line.offer_id, line.amount_milli, line.total_fen, order.id) for order in orders for line in order.lines
    )
    columns = (
        TableColumn(_("Code")),
        TableColumn(_("Product"), bold=True),
        TableColumn(_("Spec")),
        TableColumn(_("Supplier")),
        TableColumn(_("Orders"), kind="number"),
        TableColumn(_("Amount"), kind="amount", total=True),
        TableColumn(_("Unit")),
        TableColumn(_("Sales"), kind="money", total=True),
        TableColumn(_("Cost"), kind="money", total=True),
    )
    rows = tuple(
        (
            offer.code,
            offer.name,
            offer.spec,
            offer.supplier_name,
            len(sums[offer.id].orders),
            Milli(sums[offer.id].milli),
            offer.unit,
            Fen(sums[offer.id].fen),
            Fen(line_total(offer.cost_fen, sums[offer.id].milli)),
        )
        for offer in offers
        if offer.id in sums
    )
    return Sheet(
        name=_("By product"),
        parts=(Table(columns=columns, rows=rows, total=_("Total"), freeze=True),),
        widths=(7, 34, 16, 18, 8, 10, 7, 13, 13),
    )


def _buildings_sheet(offers: Sequence[Offer], orders: Sequence[Order]) -> Sheet:
    shown = [offer for offer in offers if any(line.offer_id == offer.id for order in orders for line in order.lines)]
    wanted: dict[str, dict[int, int]] = {}
    for order in orders:
        for line in order.lines:
            amounts = wanted.setdefault(order.building, {})
            amounts[line.offer_id] = amounts.get(line.offer_id, 0) + line.amount_milli
    columns = (
        TableColumn(_("Building"), bold=True),
        *(TableColumn(offer.label, kind="amount", total=True) for offer in shown),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (building_title(building), *(Milli(amounts.get(offer.id, 0)) for offer in shown))
        for building, amounts in wanted.items()
    )
    return Sheet(
        name=_("By building"),
        parts=(Table(columns=columns, rows=rows, total=_("Total"), freeze=True),),
        widths=(14, *(12.0 for _offer in shown)),
    )


def _neighbours_sheet(orders: Sequence[Order]) -> Sheet:
    columns = (
        TableColumn(_("Pickup code")),
        TableColumn(_("Room")),
        TableColumn(_("Neighbour"), bold=True),
        TableColumn(_("Goods")),
        TableColumn(_("Sum"), kind="money", total=True),
        TableColumn(_("Remarks")),
    )
    rows = tuple(
        (
            order.pickup_text,
            order.room,
            order.neighbour_name,
            "、".join(f"{line.product_label}×{amount_text(line.amount_milli)}" for line in order.lines),
            Fen(order.total_fen),
            order.note,
        )
        for order in orders
        if order.lines
    )
    return Sheet(
        name=_("By neighbour"),
        parts=(Table(columns=columns, rows=rows, total=_("Total"), freeze=True),),
        widths=(9, 11, 18, 60, 12, 28),
    )


@dataclass(slots=True)
class _Sum:
    milli: int
    fen: int
    orders: set[int]


def _sums(parts: Iterable[tuple[int, int, int, int]]) -> dict[int, _Sum]:
    sums: dict[int, _Sum] = {}
    for offer_id, milli, fen, order_id in parts:
        found = sums.setdefault(offer_id, _Sum(0, 0, set()))
        found.milli += milli
        found.fen += fen
        found.orders.add(order_id)
    return sums
