"""The bags of a household together, somebody else who comes for them, and labels of orders that were put together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from leaderdesk.features.orders.queries.history import order_history
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import Part, check_off, hand_over_together, look_up
from leaderdesk.features.pickups.queries import StationSlots, handover_events, household_of
from leaderdesk.features.pickups.rules import GiftDue, Kind, PickupOrder, code_of
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.settings.actions import set_business
from leaderdesk.storage.business import read_business
from leaderdesk.ui.labels import IconLine
from tests.features.merges import two_neighbours
from tests.features.pickups.table import Station, result, shown, words
from tests.practice import Shop, open_shop

pytestmark = pytest.mark.usefixtures("english")

ROOM = "3-608"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=60, neighbours=60)
    yield shop
    shop.store.close()


def pair(shop: Shop) -> tuple[int, int]:
    """Return two orders of one household."""
    rooms: dict[str, int] = {}
    for order in shop.orders():
        if order.room in rooms:
            return rooms[order.room], order.id
        rooms[order.room] = order.id
    raise AssertionError("the practice neighbourhood has households of two")


def waiting(shop: Shop, order_id: int) -> tuple[PickupOrder, ...]:
    order = next(order for order in shop.orders() if order.id == order_id)
    with shop.store.read() as connection:
        return household_of(connection, order, dues=dues)


def code(shop: Shop, order_id: int, bag: int = 0) -> str:
    with shop.store.read() as connection:
        return code_of(order_id, bag, read_business(connection).shop_key)


def words_and_lines(page: StationPage) -> str:
    panel = page.panel()
    assert panel is not None
    lines = [line.text() for line in panel.findChildren(IconLine) if line.isVisibleTo(panel)]
    return " | ".join((words(panel), *lines))


def test_the_household_is_found_from_either_side_until_it_is_handed_over(shop: Shop) -> None:
    one, other = pair(shop)
    assert [each.order.id for each in waiting(shop, one)] == [other]
    assert [each.order.id for each in waiting(shop, other)] == [one]
    check_off(shop.store, code(shop, other), dues=dues)
    assert waiting(shop, one) == ()


def test_a_household_goes_in_one_step_and_comes_back_in_one(shop: Shop) -> None:
    orders = {order.id: order for order in shop.orders()}
    parts = [Part(each, [line.id for line in orders[each].lines]) for each in pair(shop)]
    answers = hand_over_together(shop.store, parts, dues=dues, collected_by="  小王\n ")
    assert [answer.found.collected_by for answer in answers if answer.found] == ["小王", "小王"]
    assert all(answer.found and answer.found.is_done for answer in answers)
    assert answers[0].action_id == answers[1].action_id
    assert answers[0].action_id is not None
    shop.store.undo(answers[0].action_id)
    assert waiting(shop, parts[0].order_id)


def test_one_key_takes_the_household_along(table: Station) -> None:
    one, other = pair(table.shop)
    table.scan(code(table.shop, one))
    assert result(table).household.isVisible()
    table.agree()
    assert table.done_count() == 1
    table.scan(code(table.shop, one))
    assert result(table).kind is Kind.ALREADY
    table.press(Qt.Key.Key_F4)
    table.agree()
    assert table.done_count() == 2
    table.scan(code(table.shop, other))
    assert result(table).kind is Kind.ALREADY
    assert not result(table).household.isVisible()


def test_both_at_once_and_the_second_press_takes_it_back(table: Station) -> None:
    one, _other = pair(table.shop)
    table.scan(code(table.shop, one))
    table.press(Qt.Key.Key_F4)
    table.press(Qt.Key.Key_F4)
    assert not result(table).household.together
    table.press(Qt.Key.Key_F4)
    table.agree()
    assert table.done_count() == 2
    assert table.page.missed.order_ids() == ()


def test_somebody_else_came_and_the_history_knows_who(table: Station) -> None:
    order = table.shop.order_of(ROOM)
    table.scan(table.code(ROOM))
    table.press(Qt.Key.Key_F6)
    panel = result(table)
    assert panel.collector.edit.hasFocus()
    panel.collector.edit.setText("她老公")
    table.press(Qt.Key.Key_Return)
    assert table.page.field.hasFocus()
    assert table.done_count() == 0
    table.agree()
    assert table.pickup(ROOM).collected_by == "她老公"
    with table.shop.store.read() as connection:
        assert "fetched by 她老公" in handover_events(connection, order.neighbour_id)[0].text
        newest = order_history(connection, order.id)[0]
    assert newest.steps[-1].after == "fetched by 她老公"
    table.scan(table.code(ROOM))
    assert "Already fetched by 她老公 at 14:00" in words_and_lines(table.page)


def test_a_gun_that_fires_into_the_name_is_a_scan(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.press(Qt.Key.Key_F6)
    table.keys(table.code("3-904"))
    table.press(Qt.Key.Key_Return)
    assert result(table).found.order.room == "3-904"
    assert result(table).collector.name() == ""


def test_gift_shortage_and_the_leaders_own_places_are_shown(qtbot: QtBot, shop: Shop) -> None:
    set_business(shop.store, "cold_place", "2 号冰箱・B 层")
    set_business(shop.store, "ambient_place", "门口货架")
    order = next(order for order in shop.orders() if {line.is_cold for line in order.lines} == {True, False})
    slots = StationSlots(
        gifts=lambda _connection, ids: {order.id: GiftDue("草莓尝鲜杯 1 份")} if order.id in ids else {},
        shortages=lambda _connection, ids: {order.id: ("蓝莓 ×1：缺货，已退到余额",)},
    )
    with shown(qtbot, shop, lambda desk: StationPage(desk, dues=dues, book=book_payment, slots=slots)) as (
        screen,
        page,
    ):
        assert isinstance(page, StationPage)
        at_table = Station(screen, page)
        at_table.scan(code(shop, order.id))
        said = words_and_lines(page)
    for part in ("2 号冰箱・B 层", "门口货架", "草莓尝鲜杯 1 份", "蓝莓 ×1：缺货，已退到余额"):
        assert part in said


def test_a_label_of_an_order_that_was_put_into_another_means_that_one(tmp_path: Path) -> None:
    two = two_neighbours(tmp_path / "shop")
    label = code(two.shop, two.gone_order)
    action = two.merge()
    with two.store.read() as connection:
        looked = look_up(connection, label, dues=dues)
    assert looked.found is not None
    assert (looked.kind, looked.found.order.id) == (Kind.UNPAID, two.kept_order)
    two.store.undo(action)
    with two.store.read() as connection:
        looked = look_up(connection, label, dues=dues)
    assert looked.found is not None
    assert looked.found.order.id == two.gone_order
    two.store.close()
