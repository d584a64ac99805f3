"""Workbooks: one for each supplier, without anybody's name, and the summary of a round for the leader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import day_text, local, planned
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.core.text import masked_phone, one_line
from leaderdesk.documents.book import (
    Book,
    Fact,
    Facts,
    Fen,
    Gap,
    Milli,
    Note,
    Sheet,
    Table,
    TableColumn,
    Title,
    Value,
)
from leaderdesk.documents.capital_money import capital_yuan
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.purchasing.queries import SupplierContact
from leaderdesk.features.purchasing.rules import PurchaseLine, SupplierOrder
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.storage.business import Business

_STORAGE_WORDS = ("ambient", "chilled", "frozen")


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a supplier's workbook says beside the goods."""

    round: Round
    business: Business
    order: SupplierOrder
    contact: SupplierContact
    number: str
    at_ms: int


def write_purchase(path: Path, purchase: Purchase) -> None:
    """Write the workbook of one supplier, whole or not at all; it holds no neighbour's name, room or phone."""
    write_workbook(path, Book(_("Purchase order"), purchase.business.leader_name, (_purchase_sheet(purchase),)))


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


def purchase_number(round_: Round, place: int, day: str) -> str:
    """Return the number of a purchase order: CG, the day, the round and a letter for the supplier (Z2 after Z)."""
    letter = chr(ord("A") + place % 26) + (str(place // 26 + 1) if place >= 26 else "")
    return f"CG-{day.replace('-', '')}-{round_.number:03d}-{letter}"


def file_name(*parts: str) -> str:
    """Return `parts` joined to a file name that every system takes."""
    name = "-".join(one_line(part) for part in parts if part)
    safe = "".join("_" if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in name)
    return safe.strip(". ")[:80] or "leaderdesk"


def storage_word(storage: str) -> str:
    """Return how goods are kept, in the language in force."""
    words = (_("ambient"), _("chilled"), _("frozen"))
    return words[_STORAGE_WORDS.index(storage)]


def _purchase_sheet(purchase: Purchase) -> Sheet:
    order = purchase.order
    return Sheet(
        name=order.supplier_name or _("No supplier"),
        parts=(
            Title(_("Purchase order")),
            _head(purchase),
            Gap(),
            _goods_table(order),
            Gap(),
            _building_table(order.lines),
            Gap(),
            Note(
                _("received ____  damaged ____  van temperature ____ ℃  delivered by ________  received by ________"),
                lead=_("Check"),
            ),
        ),
        widths=(6, 15, 34, 16, 10, 10, 10, 11, 13, 10, 30),
        footer=f"{purchase.number} · {purchase.round.name}",
    )


def _head(purchase: Purchase) -> Facts:
    round_, business, contact = purchase.round, purchase.business, purchase.contact
    place = " ".join(part for part in (business.estate_name, round_.pickup_place or business.pickup_place) if part)
    receiver = _("{place}, for {leader}").format(place=place, leader=business.leader_name or _("the leader"))
    whom = f"{contact.contact} {masked_phone(contact.phone) if contact.phone else ''}".strip()
    return Facts(
        rows=(
            (
                Fact(_("Number"), purchase.number),
                Fact(_("Supplier"), purchase.order.supplier_name or _("No supplier"), bold=True),
                Fact(_("Arrival"), _("before {time}").format(time=_moment(round_.pickup_from)), bold=True),
            ),
            (Fact(_("Round"), round_.name), Fact(_("Contact"), whom), Fact(_("Deliver to"), receiver)),
            (
                Fact(_("Date"), day_text(local(purchase.at_ms).date())),
                Fact(_("Payment"), contact.payment_terms),
                Fact(_("Ordered by"), business.leader_name),
            ),
        )
    )


def _goods_table(order: SupplierOrder) -> Table:
    columns = (
        TableColumn(_("No."), kind="number"),
        TableColumn(_("Code")),
        TableColumn(_("Product"), bold=True),
        TableColumn(_("Spec")),
        TableColumn(_("Ordered"), kind="amount", total=True),
        TableColumn(_("Spare"), kind="amount", total=True),
        TableColumn(_("To order"), kind="amount", bold=True, total=True),
        TableColumn(_("Cost"), kind="money"),
        TableColumn(_("Sum"), kind="money", total=True, product_of=(6, 7)),
        TableColumn(_("Keep")),
        TableColumn(_("Remarks")),
    )
    rows = tuple(
        (
            place,
            line.offer.product_code,
            line.offer.name,
            _spec(line.offer),
            Milli(line.ordered_milli),
            Milli(line.spare_milli),
            Milli(line.to_order_milli),
            Fen(line.offer.cost_fen),
            Fen(line.cost_fen),
            storage_word(line.offer.storage),
            _remark(line),
        )
        for place, line in enumerate(order.lines, start=1)
    )
    return Table(columns=columns, rows=rows, total=_("Total"), total_note=capital_yuan(order.cost_fen), freeze=True)


def _building_table(lines: Sequence[PurchaseLine]) -> Table:
    buildings = list(dict.fromkeys(building for line in lines for building, _milli in line.by_building))
    columns = (
        TableColumn(_("Product"), bold=True),
        *(TableColumn(building_title(building), kind="amount", total=True) for building in buildings),
        TableColumn(_("Spare"), kind="amount", total=True),
        TableColumn(_("Total"), kind="amount", bold=True, total=True),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            line.offer.label,
            *(Milli(dict(line.by_building).get(building, 0)) for building in buildings),
            Milli(line.spare_milli),
            Milli(line.to_order_milli),
        )
        for line in lines
    )
    return Table(
        columns=columns, rows=rows, heading=_("By building"), heading_note=_("for sorting on arrival"), start=2
    )


def building_title(building: str) -> str:
    """Return how a building is called: 3 号楼; goods of neighbours without a building are named so."""
    return _("Building {name}").format(name=building) if building else _("No building")


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


def _spec(offer: Offer) -> str:
    return offer.spec or offer.unit


def _remark(line: PurchaseLine) -> str:
    if line.cases is None:
        return ""
    size = amount_text(line.offer.case_milli or 0)
    return _("{cases} cases of {size} {unit}").format(cases=line.cases, size=size, unit=line.offer.unit)


def _moment(stored: str) -> str:
    moment = planned(stored)
    return f"{day_text(moment.date())} {moment:%H:%M}"
