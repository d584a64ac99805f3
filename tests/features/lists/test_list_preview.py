"""The preview of a list: arranged while one looks, kept, undone, printed and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.features.lists.queries import layout_of
from leaderdesk.features.lists.rules import Layout, ListKind
from leaderdesk.features.lists.screen.list_button import ListButton
from leaderdesk.features.lists.screen.list_preview import ListPreview
from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.payments.queries import dues
from leaderdesk.storage.journal import next_undo
from tests.features.lists.round_lists import facts_of
from tests.features.open_desk import OpenDesk, open_desk
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=12)
    yield shop
    shop.store.close()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


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
