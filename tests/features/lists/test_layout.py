"""How lists are arranged: kept for each kind, undone by name, and as usual again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.lists.actions import keep_layout, record_printed, reset_layout
from leaderdesk.features.lists.queries import layout_of
from leaderdesk.features.lists.rules import Layout, ListKind, arranged, columns_of, hidden_of, shown, with_column
from leaderdesk.features.orders.actions import cancel_order, set_lines
from leaderdesk.features.pickups.queries.paper import printed_numbers
from tests.features.lists.round_lists import facts_of
from tests.practice import Shop, open_shop

KEYS = [column.key for column in columns_of(ListKind.PICKUP)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=6)
    yield shop
    shop.store.close()


def kept(shop: Shop, kind: ListKind = ListKind.PICKUP) -> Layout:
    with shop.store.read() as connection:
        return layout_of(connection, kind)


@given(st.lists(st.sampled_from([*KEYS, "gone"])), st.sets(st.sampled_from([*KEYS, "gone"])))
def test_every_column_is_there_once_whatever_was_kept(columns: list[str], hidden: set[str]) -> None:
    layout = Layout(columns=tuple(columns), hidden=frozenset(hidden))
    keys = [column.key for column in arranged(ListKind.PICKUP, layout)]
    assert sorted(keys) == sorted(KEYS)
    wanted = [key for key in dict.fromkeys(columns) if key in KEYS]
    assert [key for key in keys if key in wanted] == wanted
    assert {column.key for column in shown(ListKind.PICKUP, layout)} == set(KEYS) - hidden


def test_phones_and_notes_are_hidden_until_they_are_wanted() -> None:
    hidden = hidden_of(ListKind.PICKUP, Layout())
    assert {"phone", "note"} <= hidden
    with_phone = with_column(ListKind.PICKUP, Layout(), "phone", visible=True)
    assert hidden_of(ListKind.PICKUP, with_phone) == hidden - {"phone"}


@pytest.mark.parametrize("kind", [ListKind.DRIVER, ListKind.HELPER, ListKind.SHELF, ListKind.PICKING])
def test_lists_for_others_have_no_phone_at_all(kind: ListKind) -> None:
    assert "phone" not in {column.key for column in columns_of(kind)}


def test_the_last_column_stays(shop: Shop) -> None:
    layout = Layout(hidden=frozenset(set(KEYS) - {"room"}))
    with pytest.raises(UserError):
        with_column(ListKind.PICKUP, layout, "room", visible=False)
    with pytest.raises(UserError):
        keep_layout(shop.store, ListKind.PICKUP, replace(layout, hidden=frozenset(KEYS)))


def test_a_layout_is_kept_for_its_kind_and_can_be_undone(shop: Shop) -> None:
    first = Layout(columns=("room", "code"), hidden=frozenset({"note"}), buildings=("5", "3"))
    keep_layout(shop.store, ListKind.PICKUP, first)
    assert kept(shop).buildings == ("5", "3")
    assert [column.key for column in shown(ListKind.PICKUP, kept(shop))][:3] == ["tick", "room", "code"]
    assert kept(shop, ListKind.PACKING) == Layout()
    second = keep_layout(shop.store, ListKind.PICKUP, replace(first, buildings=("1",)))
    shop.store.undo(second)
    assert kept(shop).buildings == ("5", "3")


def test_as_usual_forgets_the_layout_and_is_undone_too(shop: Shop) -> None:
    keep_layout(shop.store, ListKind.SHELF, Layout(crate_bags=3))
    action = reset_layout(shop.store, ListKind.SHELF)
    assert kept(shop, ListKind.SHELF) == Layout()
    shop.store.undo(action)
    assert kept(shop, ListKind.SHELF).crate_bags == 3


def test_a_crate_for_no_bag_is_refused(shop: Shop) -> None:
    with pytest.raises(UserError), language("en"):
        keep_layout(shop.store, ListKind.SHELF, Layout(crate_bags=0))


def print_list(shop: Shop, kind: ListKind) -> None:
    facts = facts_of(shop, kind)
    record_printed(shop.store, shop.round_id, kind, facts.contents, numbers=facts.numbers)


@pytest.mark.parametrize("kind", list(ListKind))
def test_a_printed_list_knows_how_many_places_have_changed(shop: Shop, kind: ListKind) -> None:
    assert facts_of(shop, kind).state.times == 0
    print_list(shop, kind)
    assert (facts_of(shop, kind).state.times, facts_of(shop, kind).state.changed) == (1, 0)
    cancel_order(shop.store, shop.orders()[0].id)
    assert facts_of(shop, kind).state.changed == 1
    print_list(shop, kind)
    assert (facts_of(shop, kind).state.times, facts_of(shop, kind).state.changed) == (2, 0)


def test_another_amount_changes_the_picking_list_but_not_the_drivers(shop: Shop) -> None:
    for kind in (ListKind.PICKING, ListKind.DRIVER):
        print_list(shop, kind)
    order = shop.orders()[0]
    set_lines(shop.store, order.id, {order.lines[0].offer_id: order.lines[0].amount_milli + 1000})
    assert facts_of(shop, ListKind.PICKING).state.changed == 1
    assert facts_of(shop, ListKind.DRIVER).state.changed == 0


def test_the_numbers_of_the_pickup_list_are_kept_and_other_lists_leave_them_alone(shop: Shop) -> None:
    print_list(shop, ListKind.PICKUP)
    print_list(shop, ListKind.PACKING)
    with shop.store.read() as connection:
        printed = printed_numbers(connection, shop.round_id)
    assert printed.at_ms is not None
    assert printed.orders == {order.pickup_code: order.id for order in shop.orders()}
