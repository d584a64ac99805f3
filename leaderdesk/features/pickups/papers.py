"""Labels for the bags and the pickup list, filled from orders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from leaderdesk.core.amount import ONE, amount_text
from leaderdesk.core.clock import local, planned, weekday_name
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import masked_phone
from leaderdesk.documents.label import Label, LabelItem, Storage
from leaderdesk.documents.label_sheet import write_labels
from leaderdesk.documents.stock import LabelStock
from leaderdesk.documents.table import Cell, Chip, Column, Group, Row, TablePaper
from leaderdesk.documents.table_pdf import write_table
from leaderdesk.features.orders.rules import Line, Order
from leaderdesk.features.pickups.rules import Bag, PickupOrder, bags_of, code_of, count_pieces
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business

_WEIGHTS = frozenset({"斤", "公斤", "千克", "克", "kg", "KG", "Kg", "g", "两"})


@dataclass(frozen=True, slots=True)
class LabelChoices:
    """What the leader wants on her labels."""

    cold_apart: bool = True
    names: bool = True
    phone_tails: bool = True


@dataclass(frozen=True, slots=True)
class BagLabel:
    """The label of one bag; `digest` changes when what is printed on it does."""

    bag: Bag
    label: Label
    digest: str

    @property
    def key(self) -> tuple[int, int]:
        """The order's number and the bag's digit."""
        return self.bag.order.id, self.bag.number


def bag_labels(
    orders: Iterable[Order], round_: Round, business: Business, *, choices: LabelChoices | None = None
) -> tuple[BagLabel, ...]:
    """Return one label for each bag, in the order of `orders` (walking order)."""
    wanted = choices or LabelChoices()
    footer = _footer(round_)
    labels = []
    for order in orders:
        for bag in bags_of(order, cold_apart=wanted.cold_apart):
            label = _label(bag, footer=footer, shop_key=business.shop_key, choices=wanted)
            labels.append(BagLabel(bag=bag, label=label, digest=hashlib.sha256(repr(label).encode()).hexdigest()[:16]))
    return tuple(labels)


def write_bag_labels(
    path: Path,
    labels: Sequence[BagLabel],
    stock: LabelStock,
    *,
    skip: int = 0,
    offset_mm: tuple[float, float] = (0.0, 0.0),
) -> None:
    """Write the labels to a PDF file, whole or not at all; the first `skip` places of the sheet stay empty."""
    write_labels(path, [each.label for each in labels], stock, skip=skip, offset_mm=offset_mm)


def pickup_list(pickups: Sequence[PickupOrder], round_: Round, business: Business, *, printed_ms: int) -> TablePaper:
    """Return the pickup list by building, with tick boxes and the pickup codes that are typed after a power cut."""
    moment = local(printed_ms)
    cold_bags = sum(1 for each in pickups for bag in bags_of(each.order) if bag.is_cold)
    pieces = sum(each.piece_count for each in pickups)
    return TablePaper(
        title=_("Pickup list {round}").format(round=round_.name),
        subtitle=f"{pickup_time(round_)} · {round_.pickup_place or business.pickup_place}".rstrip(" ·"),
        total=_("{people} neighbours · {pieces} pieces").format(people=len(pickups), pieces=pieces),
        total_detail=_("{count} cold bags").format(count=cold_bags),
        columns=_columns(),
        groups=tuple(
            _group(building, list(members))
            for building, members in groupby(pickups, key=lambda each: each.order.building)
        ),
        note=_("Take cold goods last and do not leave them standing. Send a photo of anything bad: it is refunded."),
        contact=f"{business.leader_name} {masked_phone(business.leader_phone)}".strip(),
        printed=_("printed {month}/{day} {time}").format(
            month=moment.month, day=moment.day, time=moment.strftime("%H:%M")
        ),
    )


def write_pickup_list(path: Path, paper: TablePaper) -> None:
    """Write the list to a PDF file at `path`, whole or not at all."""
    write_table(path, paper)


def pickup_time(round_: Round) -> str:
    """Return when the bags are handed out: 2 月 1 日 周日 10:00–18:00."""
    start, end = planned(round_.pickup_from), planned(round_.pickup_until)
    day = _("{weekday} {month}/{day}").format(weekday=weekday_name(start), month=start.month, day=start.day)
    return f"{day} {start:%H:%M}–{end:%H:%M}"


def times_text(line: Line) -> str:
    """Return an amount as it stands on paper: "×2", or "2.5斤" where goods are weighed."""
    number = amount_text(line.amount_milli)
    if line.unit in _WEIGHTS or line.amount_milli % ONE:
        return f"{number}{line.unit}"
    return f"×{number}"


def _label(bag: Bag, *, footer: str, shop_key: str, choices: LabelChoices) -> Label:
    order = bag.order
    label = Label(
        room=order.room or order.neighbour_name,
        name=order.neighbour_name if choices.names and order.room else "",
        phone_tail=order.phone[-4:] if choices.phone_tails and len(order.phone) >= 7 else "",
        pickup_code=order.pickup_text,
        storage=_storage_of(bag),
        bag_number=bag.place,
        bag_count=bag.of,
        items=tuple(LabelItem(line.product_label, times_text(line)) for line in bag.lines),
        gift_text=None,
        footer=footer,
        code=code_of(order.id, bag.number, shop_key),
    )
    return replace(label, pieces=count_pieces(bag.lines))


def _storage_of(bag: Bag) -> Storage:
    if all(line.storage == "frozen" for line in bag.lines):
        return "frozen"
    return "chilled" if any(line.is_cold for line in bag.lines) else "ambient"


def _footer(round_: Round) -> str:
    start, end = planned(round_.pickup_from), planned(round_.pickup_until)
    hours = f"{start.hour}–{end.hour}" if not (start.minute or end.minute) else f"{start:%H:%M}–{end:%H:%M}"
    return _("Round {number} {month}/{day} {weekday} {hours} h").format(
        number=round_.number, month=start.month, day=start.day, weekday=weekday_name(start), hours=hours
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Taken"), 8.8, tick=True),
        Column(_("Code"), 10.8, bold=True),
        Column(_("Room"), 14.6, bold=True),
        Column(_("Neighbour"), 20),
        Column(_("Goods")),
        Column(_("Pieces"), 11.8, align="center"),
        Column(_("Unpaid"), 18.6, bold=True),
        Column(_("Signature"), 20.4),
    )


def _group(building: str, pickups: Sequence[PickupOrder]) -> Group:
    pieces = sum(each.piece_count for each in pickups)
    cold = sum(1 for each in pickups for bag in bags_of(each.order) if bag.is_cold)
    summary = _("{people} neighbours · {pieces} pieces · {cold} cold bags").format(
        people=len(pickups), pieces=pieces, cold=cold
    )
    heading = _("Building {name}").format(name=building) if building else _("No building")
    return Group(heading=heading, summary=summary, rows=tuple(_row(each) for each in pickups))


def _row(pickup: PickupOrder) -> Row:
    order = pickup.order
    goods = "、".join(f"{line.product_label}{times_text(line)}" for line in order.lines)
    kinds = {line.storage for line in order.lines}
    chips = tuple(
        Chip(word, filled=True) for kind, word in (("chilled", _("chilled")), ("frozen", _("frozen"))) if kind in kinds
    )
    unpaid = _("owes {sum}").format(sum=format_yuan(pickup.due_fen)) if pickup.due_fen > 0 else ""
    return Row(
        cells=(
            "",
            order.pickup_text,
            order.room,
            order.neighbour_name,
            Cell(goods, chips=chips),
            str(pickup.piece_count),
            unpaid,
            "",
        )
    )
