"""What stands in every list is what was ordered: nothing is lost, nothing is counted twice, in walking order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.features.lists.papers import fill
from leaderdesk.features.lists.rules import Layout, ListKind
from leaderdesk.features.lists.rules.crates import crates_of
from leaderdesk.features.orders.actions import set_lines
from leaderdesk.features.orders.rules import Line, Order
from leaderdesk.features.pickups.rules import PickupOrder, bags_of
from leaderdesk.features.products.rules import StorageKind
from tests.features.lists.round_lists import content_of, facts_of, listed, ordered
from tests.practice import Shop, open_shop

pytestmark = pytest.mark.usefixtures("english")

NAMING_AMOUNTS = (ListKind.PICKING, ListKind.PACKING, ListKind.HELPER, ListKind.PICKUP)
NAMING_BAGS = (ListKind.PACKING, ListKind.SHELF, ListKind.DRIVER, ListKind.HELPER, ListKind.PICKUP)
STORAGES: tuple[StorageKind, ...] = ("ambient", "chilled", "frozen")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=20)
    yield shop
    shop.store.close()


def _line(id_: int, order_id: int, offer: int, amount_milli: int) -> Line:
    return Line(
        id=id_, order_id=order_id, offer_id=offer, product_id=offer, offer_position=offer, product_name=f"P{offer}",
        product_label=f"P{offer}", spec="", unit="盒", storage=STORAGES[offer % 3], amount_milli=amount_milli,
        price_fen=100,
    )  # fmt: skip


@st.composite
def rounds(draw: st.DrawFn) -> tuple[PickupOrder, ...]:
    """Orders in walking order, several of one door among them."""
    doors = draw(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "101", "502"])), min_size=1, max_size=25))
    pickups = []
    for number, (building, room) in enumerate(sorted(doors), start=1):
        amounts = draw(st.dictionaries(st.integers(0, 5), st.integers(1, 9_000), min_size=1, max_size=5))
        lines = tuple(_line(number * 10 + offer, number, offer, milli) for offer, milli in sorted(amounts.items()))
        order = Order(
            id=number, round_id=1, neighbour_id=number, neighbour_name=f"N{number}", room=room and f"{building}-{room}",
            building=str(building), building_position=building, phone="13812345678", pickup_code=number,
            list_number=None, note="", created_at_ms=0, cancelled_at_ms=None, lines=lines,
        )  # fmt: skip
        pickups.append(PickupOrder(order, "", frozenset(), None, (), 0))
    return tuple(pickups)


@given(rounds(), st.permutations(["1", "2", "3", "4"]), st.integers(1, 9))
def test_every_list_adds_up_to_the_orders(pickups: tuple[PickupOrder, ...], walk: list[str], most: int) -> None:
    layout = Layout(buildings=tuple(walk), crate_bags=most)
    wanted = {each.order.id: sum(line.amount_milli for line in each.order.lines) for each in pickups}
    bags = sum(len(bags_of(each.order)) for each in pickups)
    for kind in NAMING_AMOUNTS:
        assert listed(fill(kind, pickups, layout)) == wanted
    for kind in NAMING_BAGS:
        entries = [entry for section in fill(kind, pickups, layout).sections for entry in section.entries]
        assert sum(entry.bags for entry in entries) == bags


@given(rounds(), st.integers(1, 9))
def test_crates_hold_every_bag_once_and_never_too_many(pickups: tuple[PickupOrder, ...], most: int) -> None:
    crates = crates_of(pickups, most=most)
    inside = [(bag.order.id, bag.number) for crate in crates for bag in crate.bags]
    assert sorted(inside) == sorted((each.order.id, bag.number) for each in pickups for bag in bags_of(each.order))
    for crate in crates:
        assert 1 <= len(crate.bags) <= most
        assert {(bag.order.building, bag.is_cold) for bag in crate.bags} == {(crate.building, crate.is_cold)}
    assert len({crate.name for crate in crates}) == len(crates)


@given(rounds(), st.integers(4, 9))
def test_a_door_that_fits_into_a_crate_is_not_parted(pickups: tuple[PickupOrder, ...], most: int) -> None:
    crates = crates_of(pickups, most=most)
    together = groupby(pickups, key=lambda each: (each.order.building, each.order.room or each.order.id))
    for (_building, room), members in together:
        ids = {each.order.id for each in members}
        for is_cold in (False, True):
            holding = [
                crate for crate in crates if crate.is_cold == is_cold and ids & {bag.order.id for bag in crate.bags}
            ]
            count = sum(bag.order.id in ids for crate in holding for bag in crate.bags)
            assert len(holding) <= 1 or count > most, room


@given(rounds(), st.permutations(["1", "2", "3", "4"]))
def test_buildings_stand_in_the_order_they_were_dragged_to(pickups: tuple[PickupOrder, ...], walk: list[str]) -> None:
    content = fill(ListKind.DRIVER, pickups, Layout(buildings=tuple(walk)))
    there = {each.order.building for each in pickups}
    walked = [entry.household for section in content.sections for entry in section.entries]
    assert walked == [name for name in walk if name in there]


@pytest.mark.parametrize("kind", NAMING_AMOUNTS)
def test_lists_of_a_real_round_add_up(shop: Shop, kind: ListKind) -> None:
    assert listed(content_of(facts_of(shop, kind))) == ordered(shop)


def test_a_cut_line_stands_as_it_is_now(shop: Shop) -> None:
    order = shop.orders()[0]
    set_lines(shop.store, order.id, {order.lines[0].offer_id: 5000})
    content = content_of(facts_of(shop, ListKind.PICKING))
    (section,) = (each for each in content.sections if each.heading == order.lines[0].product_name)
    (entry,) = (each for each in section.entries if each.order_ids == (order.id,))
    assert entry.values["amount"].text == f"5 {order.lines[0].unit}"
    assert listed(content) == ordered(shop)


def test_the_picking_list_says_how_goods_are_kept_and_how_much_in_all(shop: Shop) -> None:
    content = content_of(facts_of(shop, ListKind.PICKING))
    for section in content.sections:
        lines = [line for order in shop.orders() for line in order.lines if line.product_name == section.heading]
        assert section.marks == {"ambient": (), "chilled": ("chilled",), "frozen": ("frozen",)}[lines[0].storage]
        total = sum(line.amount_milli for line in lines) // 1000
        assert f"{total} {lines[0].unit} in all" in section.summary


def test_phones_are_masked_wherever_they_can_stand(shop: Shop) -> None:
    phones = {order.phone for order in shop.orders() if order.phone}
    assert phones
    for kind in ListKind:
        facts = facts_of(shop, kind)
        content = fill(kind, facts.pickups, replace(facts.layout, hidden=frozenset()))
        said = " ".join(
            value.text for section in content.sections for entry in section.entries for value in entry.values.values()
        )
        assert not any(phone in said for phone in phones)
