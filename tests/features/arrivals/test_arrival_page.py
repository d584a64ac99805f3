"""The page of arrival on a desk: fields, papers, surplus, the sum that need not be added, waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.features.arrivals.actions import apply_shortage, note_receipt
from leaderdesk.features.arrivals.queries import photo_ids, received_of_round, surplus_of_offer
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.screen import ArrivalPage
from leaderdesk.features.batches.queries import BatchSlots
from leaderdesk.features.places import Page, Place
from leaderdesk.features.products.actions import add_photo
from leaderdesk.storage.business import read_business
from leaderdesk.ui.pictures import encoded
from tests.features.arrivals.van import ground, most_wanted, standing
from tests.features.open_desk import OpenDesk, open_desk
from tests.practice import Shop


@dataclass
class Table:
    """The page, its desk and its shop."""

    page: ArrivalPage
    desk: OpenDesk
    shop: Shop

    def received(self) -> dict[int, int]:
        with self.shop.store.read() as connection:
            return dict(received_of_round(connection, self.shop.round_id))


@pytest.fixture
def table(qtbot: QtBot, shop: Shop) -> Iterator[Table]:
    """Give the page of the closed round, settled."""
    with open_desk(shop.store) as desk:
        page = ArrivalPage(desk.desk, BatchSlots())
        qtbot.addWidget(page)
        page.resize(1286, 640)
        page.show()
        page.show_round(shop.round_id, Place(Page.ROUNDS, round_id=shop.round_id))
        desk.settle()
        yield Table(page, desk, shop)


def test_enter_keeps_what_came_and_goes_to_the_next_field(table: Table) -> None:
    rows = list(table.page.count.rows.values())
    first, second = rows[0], rows[1]
    first.field.setFocus()
    QTest.keyClicks(first.field, "12.5")
    QTest.keyClick(first.field, Qt.Key.Key_Return)
    table.desk.settle()
    assert table.received() == {first.offer_id: 12_500}
    assert second.field.hasFocus()
    first.field.setFocus()
    first.field.clear()
    QTest.keyClick(first.field, Qt.Key.Key_Return)
    table.desk.settle()
    assert table.received() == {}


def test_the_rest_is_counted_with_one_button(table: Table) -> None:
    table.page.count.rest.click()
    table.desk.settle()
    assert set(table.received()) == set(table.page.count.rows)
    assert not table.page.count.rest.isEnabled()
    assert table.page.bar.is_done
    table.desk.undo_last()
    assert table.received() == {}


def test_a_photo_of_the_paper_is_kept_with_the_supplier(table: Table, tmp_path: Path) -> None:
    supplier_id = most_wanted(table.shop).offer.supplier_id
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(tmp_path / "note.png"))
    table.page.count.dropped.emit(supplier_id, [tmp_path / "note.png"])
    table.desk.settle()
    with table.shop.store.read() as connection:
        kept = photo_ids(connection, table.shop.round_id, supplier_id)
    assert len(kept) == 1
    table.page.count.papers_wanted.emit(supplier_id)
    table.desk.settle()
    table.page.papers.take_out(kept[0])
    table.desk.settle()
    with table.shop.store.read() as connection:
        assert photo_ids(connection, table.shop.round_id, supplier_id) == ()


def test_what_came_beyond_the_orders_goes_where_the_leader_says(table: Table) -> None:
    count = most_wanted(table.shop)
    note_receipt(table.shop.store, count.offer.id, count.due_milli + 2000)
    table.desk.settle()
    table.page.open_offer(count.offer.id)
    table.desk.settle()
    pane = table.page.surplus
    pane.amount.set_value(1000)
    pane.note.setText("for the lottery")
    pane.buttons["gift"].click()
    table.desk.settle()
    with table.shop.store.read() as connection:
        (kept,) = surplus_of_offer(connection, count.offer.id)
    assert (kept.goes, kept.amount_milli, kept.note) == ("gift", 1000, "for the lottery")
    pane.taken_back.emit(kept.id)
    table.desk.settle()
    with table.shop.store.read() as connection:
        assert surplus_of_offer(connection, count.offer.id) == ()


def test_waiting_for_more_touches_no_order(table: Table) -> None:
    count = most_wanted(table.shop)
    note_receipt(table.shop.store, count.offer.id, count.ordered_milli - 1000)
    table.desk.settle()
    table.page.open_offer(count.offer.id)
    table.desk.settle()
    before = standing(table.shop)
    table.page.bar.wait.click()
    table.desk.settle()
    assert standing(table.shop) == before
    assert "no order was touched" in table.desk.said[-1][0]


def test_what_was_shared_out_can_still_be_told_later(table: Table) -> None:
    count = most_wanted(table.shop)
    note_receipt(table.shop.store, count.offer.id, count.ordered_milli - 1000)
    apply_shortage(table.shop.store, count.offer.id, policy=Policy.FIRST_COME)
    table.desk.settle()
    table.page.open_offer(count.offer.id)
    table.desk.settle()
    assert table.page.short.texts.isVisibleTo(table.page)
    assert table.page.short.texts.words.text()
    assert table.page.short.sharing() is None


def test_the_sum_that_need_not_be_added_is_kept(table: Table) -> None:
    table.page.weigh.waived.emit(150)
    table.desk.settle()
    with table.shop.store.read() as connection:
        assert read_business(connection).waived_up_to_fen == 150


def test_a_sharing_that_is_stale_is_said_and_shown_anew(table: Table) -> None:
    count = most_wanted(table.shop)
    note_receipt(table.shop.store, count.offer.id, count.ordered_milli - 1000)
    table.desk.settle()
    table.page.open_offer(count.offer.id)
    table.desk.settle()
    # Another hand is quicker between the look and the button.
    apply_shortage(table.shop.store, count.offer.id, policy=Policy.FIRST_COME)
    table.page.bar.go.click()
    table.desk.settle()
    assert table.desk.troubles
    assert ground(table.shop, count.offer.id).count.lacking_milli == 0


def test_how_the_goods_came_is_kept_with_them(table: Table) -> None:
    count = most_wanted(table.shop)
    care = table.page.batches.care
    table.page.open_offer(count.offer.id)
    table.desk.settle()
    assert not care.isVisible()
    note_receipt(table.shop.store, count.offer.id, count.due_milli)
    table.desk.settle()
    assert care.isVisible()
    care.temperature.setText("4.2℃")
    care.note.setText("two crushed")
    care.note.editingFinished.emit()
    table.desk.settle()
    kept = ground(table.shop, count.offer.id).count
    assert (kept.temperature, kept.note) == ("4.2℃", "two crushed")


def test_a_row_shows_the_picture_of_its_goods(table: Table) -> None:
    offer = most_wanted(table.shop).offer
    row = table.page.count.rows[offer.id]
    assert row.picture.is_empty()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    add_photo(table.shop.store, offer.product_id, encoded(image))
    table.desk.settle()
    assert not row.picture.is_empty()
    others = [each for each in table.page.count.rows.values() if each is not row]
    assert all(each.picture.is_empty() for each in others)


def test_a_policy_is_compared_with_first_come(table: Table) -> None:
    count = most_wanted(table.shop)
    # One box for each door, with which first come empties some.
    note_receipt(table.shop.store, count.offer.id, count.orders * 1000)
    table.desk.settle()
    table.page.open_offer(count.offer.id)
    table.desk.settle()
    pane = table.page.short
    pane.choose(Policy.FIRST_COME)
    assert not pane.compare.isVisible()
    pane.choose(Policy.ONE_EACH)
    assert pane.table.isVisible()
    pane.compare.click()
    assert pane.compare_table.isVisible()
    assert not pane.table.isVisible()
    assert not pane.hand_table.isVisible()
    pane.choose(Policy.FIRST_COME)
    assert pane.table.isVisible()
    assert not pane.compare_table.isVisible()
    pane.choose(Policy.IN_PROPORTION)
    assert pane.compare_table.isVisible()
    pane.compare.click()
    assert pane.table.isVisible()
