"""The orders of a round on the screen: list, typed line, drawer, changes in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import read_paste, set_lines, take_orders
from leaderdesk.features.orders.queries import order_by_id, orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.screen.order_drawer import OrderDrawer
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.places import Page, Place
from leaderdesk.ui.print_preview import PrintPreview
from tests.features.orders.lists import FIRST
from tests.features.orders.screen.conftest import Shown


def taken(shown: Shown) -> tuple[Order, ...]:
    take_orders(shown.estate.store, read_paste(shown.estate.store, shown.estate.round_id, FIRST))
    shown.widget.show_side("orders")
    shown.settle()
    with shown.estate.store.read() as connection:
        return orders_of_round(connection, shown.estate.round_id)


def now(shown: Shown, order_id: int) -> Order:
    with shown.estate.store.read() as connection:
        found = order_by_id(connection, order_id)
    assert found is not None
    return found


def test_the_list_shows_filters_and_finds(shown: Shown) -> None:
    orders = taken(shown)
    page = shown.widget.orders
    assert page.listing.rowCount() == 6
    set_lines(shown.estate.store, orders[0].id, {shown.estate.offers["A"]: 1000})
    book_payment(shown.estate.store, order_id=orders[1].id, method="cash")
    shown.settle()
    for key, count in (("changed", 1), ("due", 5), ("note", 0), ("all", 6)):
        page.tabs.choose(key)
        page.tabs.chosen.emit(key)
        assert page.listing.rowCount() == count, key
    page.search.searched.emit("zay")
    assert [row.order.neighbour_name for row in page.listing.shown_rows] == ["张阿姨"]


def test_a_typed_line_is_read_and_saved_with_enter(shown: Shown) -> None:
    taken(shown)
    field = shown.widget.orders.quick.field
    field.setText("小王 草莓2")
    shown.settle()
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.settle()
    assert field.text() == "小王 草莓2"
    assert shown.said.notices == []
    field.setText("2306 草莓2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.settle()
    assert field.text() == ""
    assert shown.said.notices[-1][0] == "2-306 小王：草莓 ×2 已记下"
    field.setText("3502 全")
    shown.settle()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "3502 全麦面包"


def test_the_drawer_shows_source_history_and_undoes_one_change(shown: Shown) -> None:
    order = next(order for order in taken(shown) if order.neighbour_name == "豆豆妈")
    set_lines(shown.estate.store, order.id, {shown.estate.offers["A"]: 3000})
    shown.page.show_round(shown.estate.round_id, Place(Page.ROUNDS, order_id=order.id))
    shown.settle()
    drawer = shown.widget.orders.drawer
    assert shown.widget.orders.split.is_open()
    assert drawer.source.lines.isVisible()
    newest = next(iter(drawer.history.events))
    drawer.history.timeline.action_chosen.emit(newest)
    shown.settle()
    assert now(shown, order.id).total_fen == order.total_fen
    assert drawer.history.events[newest].undone
    drawer.history.timeline.action_chosen.emit(newest)
    shown.settle()
    assert now(shown, order.id).total_fen == order.total_fen + 7200


def test_an_order_is_changed_in_place_and_cancelled_with_undo(shown: Shown) -> None:
    order = next(order for order in taken(shown) if order.neighbour_name == "豆豆妈")
    shown.page.show_round(shown.estate.round_id, Place(Page.ROUNDS, order_id=order.id))
    shown.settle()
    edit = shown.widget.orders.drawer.edit
    shown.widget.orders.drawer.change_button.click()
    line = order.lines[0]
    more = edit.findChild(QAbstractButton, f"more-{line.offer_id}")
    assert more is not None
    more.click()
    shown.settle()
    assert now(shown, order.id).lines[0].amount_milli == 2000
    edit.note.setText("冷的单独装")
    edit.note.editingFinished.emit()
    shown.settle()
    assert now(shown, order.id).note == "冷的单独装"
    edit.cancel_button.click()
    shown.settle()
    assert now(shown, order.id).cancelled_at_ms is not None
    sentence, undo = shown.said.notices[-1]
    assert sentence == "这一单取消了"
    assert undo is not None
    shown.estate.store.undo(undo)
    assert now(shown, order.id).cancelled_at_ms is None


def test_every_paste_an_order_ever_stood_in_shows_its_line(shown: Shown) -> None:
    order = next(order for order in taken(shown) if order.neighbour_name == "豆豆妈")
    estate = shown.estate
    for amount in (2, 3, 4, 5):
        text = FIRST.replace("豆豆妈 3栋1001 草莓1", f"豆豆妈 3栋1001 草莓{amount}")
        take_orders(estate.store, read_paste(estate.store, estate.round_id, text + "\n" * amount))
    shown.page.show_round(estate.round_id, Place(Page.ROUNDS, order_id=order.id))
    shown.settle()
    drawer = shown.widget.orders.drawer
    assert "草莓5" in line_of(drawer)
    # The first event is of a paste that has no tab any more; choosing it brings it back.
    first = min(drawer.history.events)
    drawer.history.event_chosen.emit(drawer.history.events[first])
    assert "草莓1" in line_of(drawer)
    assert drawer.shares.text()


def line_of(drawer: OrderDrawer) -> str:
    """Return the line that is marked in the pasted text of the drawer."""
    (line,) = [line for line in drawer.source.shown if line.tone == "warn"]
    return line.text


def test_a_neighbour_from_elsewhere_begins_a_line_under_the_keyboard(shown: Shown) -> None:
    ordered = {order.neighbour_id for order in taken(shown)}
    shown.widget.show_side("list")
    with shown.estate.store.read() as connection:
        people = known_neighbours(connection)
    rooms = [each.room for each in people]
    alone = next(one for one in people if one.room and rooms.count(one.room) == 1 and one.id not in ordered)
    shown.page.show_round(shown.estate.round_id, Place(Page.ROUNDS, neighbour_id=alone.id))
    shown.settle()
    field = shown.widget.orders.quick.field
    assert field.isVisible()
    assert field.text() == f"{alone.room} "
    assert shown.widget.focusWidget() is field
    field.insert("草莓2")
    shown.settle()
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.settle()
    assert field.text() == ""
    assert alone.name in shown.said.notices[-1][0]


def test_the_orders_are_looked_at_before_they_are_printed(shown: Shown) -> None:
    shown.page.print_page()
    shown.settle()
    assert shown.widget.findChildren(PrintPreview) == []
    orders = taken(shown)
    shown.page.print_page()
    shown.settle()
    (preview,) = shown.widget.window().findChildren(PrintPreview)
    assert len(orders) == 6
    assert preview.page_count() == 1
    preview.close_button.click()
