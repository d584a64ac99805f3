"""The preview of a list: arranged while one looks, kept, undone, printed and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.documents.render import Pages
from leaderdesk.features.lists.papers import fill
from leaderdesk.features.lists.papers.sheets import papers_of
from leaderdesk.features.lists.queries import layout_of
from leaderdesk.features.lists.rules import Layout, ListKind, columns_of, shown
from leaderdesk.features.lists.screen.list_button import ListButton
from leaderdesk.features.lists.screen.list_preview import ListPreview
from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.payments.queries import dues
from leaderdesk.storage.journal import next_undo
from tests.features.lists.round_lists import content_of, facts_of, head_of
from tests.features.open_desk import OpenDesk, open_desk
from tests.practice import Shop

pytestmark = pytest.mark.usefixtures("english")


class Opened:
    """A button in a window, and the preview it opens."""

    def __init__(self, qtbot: QtBot, shop: Shop, desk: OpenDesk, kind: ListKind) -> None:
        self.shop = shop
        self.desk = desk
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.button = ListButton(desk.desk, kind, dues=dues)
        self.button.setParent(self.host)
        self.host.show()
        self.button.show_round(shop.round_id)
        desk.settle()
        self.button.click()
        desk.settle()
        self.preview = self.host.findChildren(ListPreview)[-1]

    def kept(self, kind: ListKind) -> Layout:
        with self.shop.store.read() as connection:
            return layout_of(connection, kind)

    def words(self) -> str:
        return self.preview.ready().facts.kind.title


@pytest.fixture
def opened(qtbot: QtBot, shop: Shop) -> Iterator[Opened]:
    with open_desk(shop.store) as desk:
        one = Opened(qtbot, shop, desk, ListKind.PICKUP)
        yield one
        one.preview.reject()
        desk.settle()


def click_box(opened: Opened, key: str) -> None:
    columns = opened.preview.pane.columns
    place = columns.keys().index(key)
    rect = columns.visualItemRect(columns.item(place))
    spot = QPoint(rect.right() - 18, rect.center().y())
    QTest.mouseClick(columns.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    opened.desk.settle()


def test_a_click_hides_a_column_at_once_and_undo_brings_it_back(opened: Opened) -> None:
    before = opened.preview.ready().pdf
    click_box(opened, "owes")
    assert "owes" in (opened.kept(ListKind.PICKUP).hidden or ())
    assert opened.preview.ready().pdf != before
    assert opened.preview.pane.columns.row_of("owes").ticked is False
    with opened.shop.store.read() as connection:
        step = next_undo(connection)
    assert step is not None
    opened.shop.store.undo(step.id)
    opened.desk.settle()
    assert opened.preview.pane.columns.row_of("owes").ticked is True


def test_the_space_bar_ticks_and_alt_and_arrows_move(opened: Opened) -> None:
    columns = opened.preview.pane.columns
    columns.setFocus()
    columns.setCurrentRow(columns.keys().index("phone"))
    QTest.keyClick(columns, Qt.Key.Key_Space)
    opened.desk.settle()
    assert "phone" not in (opened.kept(ListKind.PICKUP).hidden or ())
    columns.setCurrentRow(columns.keys().index("room"))
    QTest.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    opened.desk.settle()
    assert opened.kept(ListKind.PICKUP).columns[:3] == ("tick", "room", "code")


def test_buildings_are_walked_as_they_are_dragged_and_as_usual_again(opened: Opened) -> None:
    buildings = opened.preview.pane.buildings
    first = buildings.keys()
    buildings.setCurrentRow(len(first) - 1)
    buildings.move_current(-1)
    opened.desk.settle()
    assert opened.kept(ListKind.PICKUP).buildings == tuple(buildings.keys()) != tuple(first)
    opened.preview.pane.reset_button.click()
    opened.desk.settle()
    assert buildings.keys() == first
    assert not opened.preview.pane.reset_button.isEnabled()


def test_the_last_column_says_why_it_stays(opened: Opened) -> None:
    columns = opened.preview.pane.columns
    for key in columns.keys():  # noqa: SIM118 - a list of keys, not a mapping
        if columns.row_of(key).ticked:
            click_box(opened, key)
    assert opened.preview.pane.error() == "One column has to stay. Show another one first."


def test_another_list_is_chosen_and_has_its_own_columns(opened: Opened) -> None:
    opened.preview.pane.kind_chosen.emit(ListKind.SHELF.value)
    opened.desk.settle()
    assert opened.words() == "Shelf list"
    assert opened.preview.pane.columns.keys()[1] == "crate"
    opened.preview.pane.crate.changed.emit(3)
    opened.desk.settle()
    assert opened.kept(ListKind.SHELF).crate_bags == 3


def test_saving_counts_as_printed_and_a_change_shows_on_the_button(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    opened.preview.book_button.click()
    opened.desk.settle()
    assert path.read_bytes()[:2] == b"PK"
    assert facts_of(opened.shop, ListKind.PICKUP).state.times == 1
    assert "nothing has changed" in opened.preview.pane.state.text()
    cancel_order(opened.shop.store, opened.shop.orders()[0].id)
    opened.desk.settle()
    assert "1 place has changed" in opened.preview.pane.state.text()
    assert opened.button.plain_text() == "Pickup list · 1"
    assert opened.button.toolTip() == "Printed before; 1 place has changed"


def test_a_pdf_is_kept_and_recorded(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    opened.preview.file_button.click()
    opened.desk.settle()
    assert path.read_bytes() == opened.preview.ready().pdf
    assert facts_of(opened.shop, ListKind.PICKUP).state.times == 1


def test_a_round_without_orders_says_so(qtbot: QtBot, shop: Shop) -> None:
    for order in shop.orders():
        cancel_order(shop.store, order.id)
    with open_desk(shop.store) as desk:
        button = ListButton(desk.desk, ListKind.PICKING, dues=dues)
        qtbot.addWidget(button)
        button.show_round(shop.round_id)
        button.click()
        desk.settle()
        assert desk.troubles == ["There is nothing to hand out yet. Take the orders first."]


def test_products_of_the_picking_list_are_gone_through_as_they_are_dragged(opened: Opened) -> None:
    assert not opened.preview.pane.products.isVisible()
    opened.preview.pane.kind_chosen.emit(ListKind.PICKING.value)
    opened.desk.settle()
    products = opened.preview.pane.products
    assert products.isVisible()
    first = products.keys()
    products.setCurrentRow(len(first) - 1)
    for _step in first[1:]:
        products.move_current(-1)
        opened.desk.settle()
    moved = [first[-1], *first[:-1]]
    assert opened.kept(ListKind.PICKING).products == tuple(moved)
    facts = opened.preview.ready().facts
    assert [each.heading for each in fill(facts.kind, facts.pickups, facts.layout).sections] == moved
    opened.preview.pane.reset_button.click()
    opened.desk.settle()
    assert products.keys() == first


@pytest.mark.parametrize("kind", list(ListKind))
def test_every_list_is_arranged_in_the_window_on_paper_and_in_the_workbook(
    qtbot: QtBot, shop: Shop, tmp_path: Path, kind: ListKind
) -> None:
    """One column is hidden and the last that shows comes first; all three follow, and the next time too."""
    with open_desk(shop.store) as desk:
        one = Opened(qtbot, shop, desk, kind)
        columns = one.preview.pane.columns
        ticked = [key for key in columns.keys() if columns.row_of(key).ticked]  # noqa: SIM118 - a list of keys
        gone, last = ticked[1], ticked[-1]
        click_box(one, gone)
        columns.setCurrentRow(columns.keys().index(last))
        for _step in range(columns.keys().index(last)):
            columns.move_current(-1)
            desk.settle()
        one.preview.reject()
        desk.settle()
        again = Opened(qtbot, shop, desk, kind)
        with language("zh_CN"):
            headings = [each.title for each in shown(kind, again.kept(kind)) if not each.tick]
            hidden = next(each.title for each in columns_of(kind) if each.key == gone)
            first = next(each.title for each in columns_of(kind) if each.key == last)
        assert headings[0] == first
        assert hidden not in headings
        with Pages(again.preview.ready().pdf) as pages:
            said = pages.text(0)
        again.preview.write_book(tmp_path / "list.xlsx")
        desk.settle()
        sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
        rows = [[str(value) for value in row if value] for row in sheet.iter_rows(values_only=True)]
        (head,) = (row for row in rows if set(headings) <= set(row))
        assert [heading for heading in head if heading in headings] == headings
        assert hidden not in head
        with language("zh_CN"):
            facts = again.preview.ready().facts
            papers = papers_of(content_of(facts), facts.layout, head_of(shop, facts))
        drawn = [[column.heading for column in paper.columns if not column.tick] for paper in papers]
        assert all(columns == headings for columns in drawn)
        assert all(heading in said for heading in headings)
        again.preview.reject()
        desk.settle()
