"""Fills every kind of list from the orders of a round as they stand now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import masked_phone
from leaderdesk.features.lists.papers.words import (
    amount_words,
    building_words,
    cold_words,
    goods_words,
    people_words,
    storage_marks,
    sum_words,
    with_gift,
)
from leaderdesk.features.lists.rules import Layout, ListKind, goods_in_order, in_order
from leaderdesk.features.lists.rules.content import Entry, ListContent, Section, Value
from leaderdesk.features.lists.rules.crates import crates_of
from leaderdesk.features.lists.rules.prints import household_of
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.rules import Bag, PickupOrder, bags_of, count_pieces

Filling = Callable[[Sequence[PickupOrder], Layout], ListContent]


def fill(kind: ListKind, pickups: Sequence[PickupOrder], layout: Layout) -> ListContent:
    """Return the list of these orders, given in walking order; the layout may walk the buildings otherwise."""
    return _FILLINGS[kind](walked(pickups, layout), layout)


def walked(pickups: Sequence[PickupOrder], layout: Layout) -> tuple[PickupOrder, ...]:
    """Return the orders in the layout's order of buildings, within a building as they were."""
    names = dict.fromkeys(each.order.building for each in pickups)
    place = {name: number for number, name in enumerate(in_order(tuple(names), layout))}
    return tuple(sorted(pickups, key=lambda each: place[each.order.building]))


def _who(pickup: PickupOrder) -> dict[str, Value]:
    order = pickup.order
    return {
        "code": Value(order.pickup_text),
        "room": Value(order.room),
        "name": Value(order.neighbour_name),
        "building": Value(order.building),
        "phone": Value(masked_phone(order.phone)),
        "note": Value(order.note),
    }


def _count(number: int) -> Value:
    return Value(str(number) if number else "", number=number, kind="count")


def _owes(pickup: PickupOrder) -> Value:
    if pickup.due_fen <= 0:
        return Value(number=0, kind="money")
    return Value(_("owes {sum}").format(sum=format_yuan(pickup.due_fen)), number=pickup.due_fen, kind="money")


def _moved(pickup: PickupOrder) -> tuple[str, ...]:
    if not pickup.moved_to:
        return ()
    _year, month, day = pickup.moved_to.split("-")
    return (_("comes {month}/{day}").format(month=int(month), day=int(day)),)


def _bags(pickups: Iterable[PickupOrder]) -> list[Bag]:
    return [bag for each in pickups for bag in bags_of(each.order)]


def _picking(pickups: Sequence[PickupOrder], layout: Layout) -> ListContent:
    wanted: dict[int, list[tuple[PickupOrder, Line]]] = {}
    for each in pickups:
        for line in each.order.lines:
            wanted.setdefault(line.offer_id, []).append((each, line))
    places = {name: place for place, name in enumerate(goods_in_order(goods_of(pickups), layout))}
    by_place = sorted(wanted.values(), key=lambda takers: (places[takers[0][1].product_name], takers[0][1].offer_id))
    return ListContent(
        kind=ListKind.PICKING,
        total=sum_words(pickups),
        total_detail=ngettext("{count} product", "{count} products", len(wanted)).format(count=len(wanted)),
        sections=tuple(map(_product, by_place)),
        by_section=_("Product"),
    )


def goods_of(pickups: Sequence[PickupOrder]) -> tuple[str, ...]:
    """Return the names of all goods in these orders as they are offered."""
    lines = [line for each in pickups for line in each.order.lines]
    lines.sort(key=lambda line: (line.offer_position, line.offer_id))
    return tuple(dict.fromkeys(line.product_name for line in lines))


def _product(takers: Sequence[tuple[PickupOrder, Line]]) -> Section:
    first = takers[0][1]
    total = sum(line.amount_milli for _pickup, line in takers)
    people = people_words(len(takers))
    amount = _("{amount} in all").format(amount=amount_words(total, first.unit))
    return Section(
        heading=first.product_name,
        summary=" · ".join(part for part in (first.spec, amount, people) if part),
        marks=storage_marks([first.storage]),
        entries=tuple(
            Entry(
                household=household_of(each),
                values=_who(each)
                | {
                    "amount": Value(amount_words(line.amount_milli, line.unit), number=line.amount_milli, kind="amount")
                },
                order_ids=(each.order.id,),
                amount_milli=line.amount_milli,
            )
            for each, line in takers
        ),
    )


def _packing(pickups: Sequence[PickupOrder], _layout: Layout) -> ListContent:
    def rows(each: PickupOrder) -> list[Entry]:
        return [
            Entry(
                household=household_of(each),
                values=_who(each)
                | {
                    "bag": Value(f"{bag.place}/{bag.of}", marks=storage_marks(line.storage for line in bag.lines)),
                    # The gift goes into one bag, the first.
                    "goods": Value(with_gift(goods_words(bag.lines), each.gift if bag.place == 1 else "")),
                    "pieces": _count(count_pieces(bag.lines)),
                },
                order_ids=(each.order.id,),
                amount_milli=sum(line.amount_milli for line in bag.lines),
                bags=1,
            )
            for bag in bags_of(each.order)
        ]

    return _by_building(ListKind.PACKING, pickups, rows)


def _pickup(pickups: Sequence[PickupOrder], _layout: Layout) -> ListContent:
    return _by_building(ListKind.PICKUP, pickups, _handed)


def _helper(pickups: Sequence[PickupOrder], _layout: Layout) -> ListContent:
    return _by_building(ListKind.HELPER, pickups, _handed, apart=True)


def _handed(each: PickupOrder) -> list[Entry]:
    order, bags = each.order, bags_of(each.order)
    marks = storage_marks(line.storage for line in order.lines)
    values = {
        "name": Value(order.neighbour_name, marks=_moved(each)),
        "goods": Value(with_gift(goods_words(order.lines), each.gift), marks=marks),
        "pieces": _count(each.piece_count),
        "owes": _owes(each),
        "bags": _count(len(bags)),
        "cold": _count(sum(bag.is_cold for bag in bags)),
    }
    return [
        Entry(
            household=household_of(each),
            values=_who(each) | values,
            order_ids=(order.id,),
            amount_milli=sum(line.amount_milli for line in order.lines),
            bags=len(bags),
        )
    ]


def _by_building(
    kind: ListKind,
    pickups: Sequence[PickupOrder],
    rows: Callable[[PickupOrder], list[Entry]],
    *,
    apart: bool = False,
) -> ListContent:
    sections = []
    for building, members in groupby(pickups, key=lambda each: each.order.building):
        here = list(members)
        summary = f"{sum_words(here)} · {cold_words(_bags(here))}"
        entries = tuple(entry for each in here for entry in rows(each))
        sections.append(Section(building_words(building), summary, entries))
    return ListContent(
        kind=kind,
        total=sum_words(pickups),
        total_detail=cold_words(_bags(pickups)),
        sections=tuple(sections),
        by_section=_("Building"),
        apart=apart,
    )


def _shelf(pickups: Sequence[PickupOrder], layout: Layout) -> ListContent:
    cold, ambient = list[Entry](), list[Entry]()
    for crate in crates_of(pickups, most=layout.crate_bags):
        values = {
            "crate": Value(crate.name),
            "building": Value(building_words(crate.building)),
            "who": Value("、".join(crate.words())),
            "bags": _count(len(crate.bags)),
        }
        ids = tuple(bag.order.id for bag in crate.bags)
        entry = Entry(household=crate.name, values=values, order_ids=ids, bags=len(crate.bags))
        (cold if crate.is_cold else ambient).append(entry)
    named = ((_("On the shelf"), ambient), (_("In the fridge"), cold))
    sections = tuple(Section(heading, _crate_sums(entries), tuple(entries)) for heading, entries in named if entries)
    bags, crates = _bags(pickups), len(cold) + len(ambient)
    return ListContent(
        kind=ListKind.SHELF,
        total=ngettext("{count} crate", "{count} crates", crates).format(count=crates),
        total_detail=f"{_bag_words(len(bags))} · {cold_words(bags)}",
        sections=sections,
        by_section=_("Where"),
    )


def _crate_sums(entries: Sequence[Entry]) -> str:
    crates = ngettext("{count} crate", "{count} crates", len(entries)).format(count=len(entries))
    return f"{crates} · {_bag_words(sum(entry.bags for entry in entries))}"


def _bag_words(count: int) -> str:
    return ngettext("{count} bag", "{count} bags", count).format(count=count)


def _driver(pickups: Sequence[PickupOrder], _layout: Layout) -> ListContent:
    entries = list[Entry]()
    for building, members in groupby(pickups, key=lambda each: each.order.building):
        here = list(members)
        bags = _bags(here)
        cold = sum(bag.is_cold for bag in bags)
        values = {
            "stop": Value(str(len(entries) + 1), number=len(entries) + 1, kind="text"),
            "building": Value(building_words(building)),
            "bags": _count(len(bags)),
            "cold": _count(cold),
            "ambient": _count(len(bags) - cold),
            "households": _count(len({household_of(each) for each in here})),
        }
        ids = tuple(each.order.id for each in here)
        entries.append(Entry(household=building, values=values, order_ids=ids, bags=len(bags)))
    bags = _bags(pickups)
    stops = ngettext("{count} stop", "{count} stops", len(entries)).format(count=len(entries))
    return ListContent(
        kind=ListKind.DRIVER,
        total=_bag_words(len(bags)),
        total_detail=f"{stops} · {cold_words(bags)}",
        sections=(Section("", "", tuple(entries)),),
    )


_FILLINGS: dict[ListKind, Filling] = {
    ListKind.PICKING: _picking,
    ListKind.PACKING: _packing,
    ListKind.SHELF: _shelf,
    ListKind.DRIVER: _driver,
    ListKind.HELPER: _helper,
    ListKind.PICKUP: _pickup,
}
