"""The sheet of a supplier, as workbook and on paper: one version, in her own columns; it holds no neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import day_text, local, planned, printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.core.text import masked_phone
from leaderdesk.documents.book import (
    Book,
    Fact,
    Facts,
    Fen,
    Gap,
    Kind,
    Milli,
    Note,
    Part,
    Sheet,
    Table,
    TableColumn,
    Title,
    Value,
)
from leaderdesk.documents.capital_money import capital_yuan
from leaderdesk.documents.table import Align, Column, Group, Row, TablePaper
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.purchasing.queries.sheets import SupplierSheet
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.layout import SheetColumn, title_of
from leaderdesk.features.purchasing.rules.versions import Slip, SlipLine
from leaderdesk.features.purchasing.rules.words import (
    building_title,
    cases_words,
    signed,
    spec_words,
    storage_word,
    version_title,
)

_KINDS: dict[str, Kind] = {
    "place": "number",
    "ordered": "amount",
    "spare": "amount",
    "to_order": "amount",
    "cost": "money",
    "sum": "money",
}
_TOTALS = frozenset({"ordered", "spare", "to_order", "sum"})
_BOLD = frozenset({"product", "to_order"})
_MM_PER_CHARACTER = 1.75
_LEAST_NAME = 24.0


def write_purchase(path: Path, purchase: SupplierSheet) -> None:
    """Write the workbook of one version, whole or not at all; it holds no neighbour's name, room or phone."""
    write_workbook(path, Book(_title(purchase), purchase.business.leader_name, (_sheet(purchase),)))


def supplier_paper(purchase: SupplierSheet) -> TablePaper:
    """Return one version on paper: the goods, then (on the first) each building's share; nobody's name is in it."""
    slip, shown = purchase.slip, _shown(purchase)
    count = ngettext("{count} product", "{count} products", len(slip.lines)).format(count=len(slip.lines))
    arrival = _("before {time}").format(time=_moment(purchase.round.pickup_from))
    parts = (purchase.number, purchase.round.name, arrival, _place(purchase), _only_difference(slip))
    goods = tuple(
        Row(tuple(_printed(purchase, column, place, line) for column in shown))
        for place, line in enumerate(slip.lines, start=1)
    )
    return TablePaper(
        title=_("{title} {supplier}").format(title=_title(purchase), supplier=slip.supplier_name or _("No supplier")),
        subtitle=" · ".join(part for part in parts if part),
        total=count,
        total_detail=purchase.business.leader_name,
        columns=tuple(_paper_column(column, slip) for column in shown),
        groups=(Group("", "", goods), *_building_groups(purchase)),
        note=_check_line(),
        printed=printed_text(purchase.at_ms),
        landscape=sum(column.width for column in shown) > 100,
    )


def _sheet(purchase: SupplierSheet) -> Sheet:
    slip, widths = purchase.slip, [float(column.width) for column in _shown(purchase)]
    parts: list[Part] = [Title(_title(purchase)), _head(purchase)]
    if not slip.is_first:
        parts.append(Note(_only_difference(slip), lead=version_title(slip)))
    parts += [Gap(), _goods_table(purchase), Gap()]
    lines = slip.order.lines
    if slip.is_first and any(line.by_building for line in lines):
        start = next(place for place, column in enumerate(_shown(purchase)) if column.key == "product")
        start = start if start <= 2 else 0
        widths[start] = max(widths[start], _LEAST_NAME)
        parts += [_building_table(lines, start), Gap()]
    parts.append(Note(_check_line(), lead=_("Check")))
    return Sheet(
        name=slip.supplier_name or _("No supplier"),
        parts=tuple(parts),
        widths=tuple(widths),
        footer=f"{purchase.number} · {purchase.round.name}",
    )


def _title(purchase: SupplierSheet) -> str:
    if purchase.slip.is_first:
        return _("Purchase order")
    return _("Purchase order {version}").format(version=version_title(purchase.slip))


def _only_difference(slip: Slip) -> str:
    return "" if slip.is_first else _("only the difference: what was sent before stays as it is")


def _check_line() -> str:
    return _("received ____  damaged ____  van temperature ____ ℃  delivered by ________  received by ________")


def _head(purchase: SupplierSheet) -> Facts:
    round_, contact = purchase.round, purchase.contact
    receiver = _("{place}, for {leader}").format(
        place=_place(purchase), leader=purchase.business.leader_name or _("the leader")
    )
    whom = f"{contact.contact} {masked_phone(contact.phone) if contact.phone else ''}".strip()
    return Facts(
        rows=(
            (
                Fact(_("Number"), purchase.number),
                Fact(_("Supplier"), purchase.slip.supplier_name or _("No supplier"), bold=True),
                Fact(_("Arrival"), _("before {time}").format(time=_moment(round_.pickup_from)), bold=True),
            ),
            (Fact(_("Round"), round_.name), Fact(_("Contact"), whom), Fact(_("Deliver to"), receiver)),
            (
                Fact(_("Date"), day_text(local(purchase.at_ms).date())),
                Fact(_("Payment"), contact.payment_terms),
                Fact(_("Ordered by"), purchase.business.leader_name),
            ),
        )
    )


def _goods_table(purchase: SupplierSheet) -> Table:
    slip, shown = purchase.slip, _shown(purchase)
    keys = [column.key for column in shown]
    factors = (keys.index("to_order"), keys.index("cost")) if "cost" in keys else None
    columns = tuple(
        TableColumn(
            title_of(column, first=slip.is_first),
            kind=_KINDS.get(column.key, "text"),
            bold=column.key in _BOLD,
            total=column.key in _TOTALS,
            product_of=factors if column.key == "sum" else None,
        )
        for column in shown
    )
    rows = tuple(
        tuple(_value(purchase, column.key, place, line) for column in shown)
        for place, line in enumerate(slip.lines, start=1)
    )
    # Money in capital signs is for what is owed; a slip that takes back owes nothing.
    note = capital_yuan(slip.cost_fen) if slip.cost_fen >= 0 and "sum" in keys else ""
    return Table(columns=columns, rows=rows, total=_("Total"), total_note=note, freeze=True)


def _value(purchase: SupplierSheet, key: str, place: int, each: SlipLine) -> Value:
    line, first = each.line, purchase.slip.is_first
    values: dict[str, Value] = {
        "place": place,
        "code": line.offer.product_code,
        "product": line.offer.name,
        "spec": spec_words(line.offer),
        "ordered": Milli(line.ordered_milli if first else each.before_milli),
        "spare": Milli(line.to_order_milli - line.ordered_milli if first else line.to_order_milli),
        "to_order": Milli(each.change_milli),
        "cost": Fen(line.offer.cost_fen),
        "sum": Fen(each.cost_fen),
        "keep": storage_word(line.offer.storage),
        "remarks": cases_words(line),
    }
    return values[key]


def _printed(purchase: SupplierSheet, column: SheetColumn, place: int, each: SlipLine) -> str:
    if column.key == "to_order":
        words = amount_text(each.change_milli) if purchase.slip.is_first else signed(each.change_milli)
        return f"{words} {each.line.offer.unit}"
    value = _value(purchase, column.key, place, each)
    if isinstance(value, Milli):
        return amount_text(value.milli)
    if isinstance(value, Fen):
        return format_yuan(value.fen) if column.key == "sum" else yuan_text(value.fen)
    return str(value)


def _paper_column(column: SheetColumn, slip: Slip) -> Column:
    align: Align = "right" if column.key in _KINDS and column.key != "place" else "left"
    width = 0.0 if column.key == "product" else column.width * _MM_PER_CHARACTER
    return Column(title_of(column, first=slip.is_first), width, align=align, bold=column.key in _BOLD)


def _building_table(lines: Sequence[PurchaseLine], start: int) -> Table:
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
            Milli(line.to_order_milli - sum(milli for _building, milli in line.by_building)),
            Milli(line.to_order_milli),
        )
        for line in lines
    )
    note = _("for sorting on arrival")
    return Table(columns=columns, rows=rows, heading=_("By building"), heading_note=note, start=start)


def _building_groups(purchase: SupplierSheet) -> tuple[Group, ...]:
    """Return each building's share, so that the van is unloaded at the right door."""
    if not purchase.slip.is_first:
        return ()
    keys = [column.key for column in _shown(purchase)]
    shares: dict[str, list[Row]] = {}
    for line in purchase.slip.order.lines:
        for building, milli in line.by_building:
            filled = {
                "product": line.offer.name,
                "spec": spec_words(line.offer),
                "ordered": amount_text(milli),
                "to_order": f"{amount_text(milli)} {line.offer.unit}",
            }
            shares.setdefault(building, []).append(Row(tuple(filled.get(key, "") for key in keys)))
    return tuple(Group(building_title(building), "", tuple(rows)) for building, rows in shares.items())


def _shown(purchase: SupplierSheet) -> tuple[SheetColumn, ...]:
    return tuple(column for column in purchase.columns if column.shown)


def _place(purchase: SupplierSheet) -> str:
    business, round_ = purchase.business, purchase.round
    return " ".join(part for part in (business.estate_name, round_.pickup_place or business.pickup_place) if part)


def _moment(stored: str) -> str:
    moment = planned(stored)
    return f"{day_text(moment.date())} {moment:%H:%M}"
