"""Labels for the bags, filled from orders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from leaderdesk.core.clock import planned, weekday_name
from leaderdesk.core.i18n import _
from leaderdesk.documents.label import Label, LabelItem, Storage
from leaderdesk.documents.label_layout import Layout
from leaderdesk.documents.label_sheet import write_labels
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.labels.queries import LabelKey
from leaderdesk.features.labels.rules import LabelChoices
from leaderdesk.features.orders.papers import times_text
from leaderdesk.features.orders.rules import Line, Order
from leaderdesk.features.pickups.rules import Bag, bags_of, code_of, count_pieces
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business


@dataclass(frozen=True, slots=True)
class BagLabel:
    """The label of one bag, or of one piece of it; `digest` changes when what is printed on it does."""

    bag: Bag
    label: Label
    digest: str
    piece: int = 0

    @property
    def key(self) -> LabelKey:
        """The order's number, the bag's digit, and the piece, 0 for the whole bag."""
        return self.bag.order.id, self.bag.number, self.piece


@dataclass(frozen=True, slots=True)
class _Shop:
    """What is the same on every label of a round."""

    footer: str
    key: str
    line: str
    notes: bool


def bag_labels(
    orders: Iterable[Order],
    round_: Round,
    business: Business,
    *,
    choices: LabelChoices | None = None,
    gifts: Mapping[int, str] | None = None,
    layout: Layout | None = None,
) -> tuple[BagLabel, ...]:
    """Return the labels of `orders` in their order: one for each bag, or one for each piece.

    `gifts` says in words what comes along with an order; note and line of the shop are filled in where `layout` has
    them.
    """
    wanted = choices or LabelChoices()
    shop = _Shop(
        footer=_footer(round_),
        key=business.shop_key,
        line=business.contact if layout is not None and layout.size_of("shop") else "",
        notes=layout is not None and layout.size_of("note") is not None,
    )
    labels: list[BagLabel] = []
    for order in orders:
        gift = (gifts or {}).get(order.id) if wanted.gifts else None
        bags = bags_of(order, cold_apart=wanted.cold_apart)
        for bag in bags:
            # The gift goes into one bag, the first.
            label = _label(bag, shop, choices=wanted, gift=gift if bag is bags[0] else None)
            labels += _pieces(bag, label) if wanted.by_piece else (_kept(bag, label),)
    return tuple(labels)


def write_bag_labels(
    path: Path, labels: Sequence[BagLabel], stock: LabelStock, *, skip: int = 0, layout: Layout | None = None
) -> None:
    """Write the labels to a PDF file, whole or not at all; the first `skip` places of the sheet stay empty."""
    write_labels(path, [each.label for each in labels], stock, skip=skip, layout=layout)


def _kept(bag: Bag, label: Label, piece: int = 0) -> BagLabel:
    digest = hashlib.sha256(repr(label).encode()).hexdigest()[:16]
    return BagLabel(bag=bag, label=label, digest=digest, piece=piece)


def _pieces(bag: Bag, label: Label) -> Iterator[BagLabel]:
    """Yield a label for each thing in the bag; whole units count each, weighed goods count once."""
    count = count_pieces(bag.lines)
    number = 0
    for line in bag.lines:
        for _one in range(count_pieces([line])):
            number += 1
            one = replace(
                label, items=(_piece_item(line),), bag_number=number, bag_count=count, by_piece=True, pieces=1,
                gift_text=label.gift_text if number == 1 else None,
            )  # fmt: skip
            yield _kept(bag, one, number)


def _piece_item(line: Line) -> LabelItem:
    whole = line.amount_milli % 1000 == 0
    return LabelItem(line.product_label, "×1" if whole else times_text(line))


def _label(bag: Bag, shop: _Shop, *, choices: LabelChoices, gift: str | None) -> Label:
    order = bag.order
    return Label(
        room=order.room or order.neighbour_name,
        name=order.neighbour_name if choices.names and order.room else "",
        phone_tail=order.phone[-4:] if choices.phone_tails and len(order.phone) >= 7 else "",
        pickup_code=order.pickup_text,
        storage=_storage_of(bag),
        bag_number=bag.place,
        bag_count=bag.of,
        items=tuple(LabelItem(line.product_label, times_text(line)) for line in bag.lines),
        gift_text=gift,
        footer=shop.footer,
        code=code_of(order.id, bag.number, shop.key),
        pieces=count_pieces(bag.lines),
        note=order.note if shop.notes else "",
        shop=shop.line,
    )


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
