"""The purchase page: a card for each supplier, and the workbooks that go out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.features.orders.actions import set_lines
from leaderdesk.features.purchasing.queries import sent_versions, supplier_orders_of_round
from leaderdesk.features.purchasing.rules import SupplierOrder
from leaderdesk.features.purchasing.screen import PurchasePage
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.states import CoachStrip, EmptyState
from tests.features.pickups.table import Shown, shown
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


class Purchase:
    """The purchase page with its desk."""

    def __init__(self, screen: Shown, page: PurchasePage) -> None:
        self.screen = screen
        self.page = page
        page.show_round(screen.shop.round_id, screen.place())
        screen.settle()

    def cards(self) -> list[Card]:
        return [card for card in self.page.findChildren(Card) if card.isVisible()]

    def pills(self) -> list[str]:
        return [pill.text() for pill in self.page.findChildren(StatusPill) if pill.isVisible()]

    def press(self, words: str, place: int = 0) -> None:
        found = [each for each in self.page.findChildren(Button) if each.plain_text() == words and each.isVisible()]
        found[place].click()
        self.screen.settle()

    def wanted(self) -> tuple[SupplierOrder, ...]:
        with self.screen.shop.store.read() as connection:
            return supplier_orders_of_round(connection, self.screen.shop.round_id)


@pytest.fixture
def purchase(qtbot: QtBot, shop: Shop) -> Iterator[Purchase]:
    with shown(qtbot, shop, PurchasePage) as (screen, page):
        assert isinstance(page, PurchasePage)
        yield Purchase(screen, page)


def test_a_card_for_each_supplier_and_a_word_while_the_round_is_open(purchase: Purchase) -> None:
    assert len(purchase.cards()) == len(purchase.wanted())
    assert set(purchase.pills()) == {"not made yet"}
    assert any(strip.isVisible() for strip in purchase.page.findChildren(CoachStrip))
    close_round(purchase.screen.shop.store, purchase.screen.shop.round_id)
    purchase.page.show_round(purchase.screen.shop.round_id, purchase.screen.place())
    purchase.screen.settle()
    assert not any(strip.isVisible() for strip in purchase.page.findChildren(CoachStrip))


def test_the_folder_is_chosen_once_and_offered_again(
    purchase: Purchase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "给 供应商"
    folder.mkdir()
    offered: list[str] = []

    def choose(_asker: QWidget, _title: str, first: str) -> str:
        offered.append(first)
        return str(folder)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    QTest.keyClick(purchase.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    purchase.screen.settle()
    purchase.press("Save workbook")
    assert offered == [str(purchase.screen.shop.store.paths.exports), str(folder)]
    books = sorted(folder.glob("*.xlsx"))
    assert len(books) == len(purchase.wanted())
    assert all(pill.startswith("v1, made ") for pill in purchase.pills())
    assert purchase.screen.latest() == f"1 workbook saved, in {folder}"


def test_what_is_written_equals_the_orders(purchase: Purchase, tmp_path: Path) -> None:
    purchase.page.write(tmp_path)
    purchase.screen.settle()
    for order in purchase.wanted():
        (path,) = tmp_path.glob(f"*{order.supplier_name}*.xlsx")
        sheet = openpyxl.load_workbook(path).worksheets[0]
        values = {cell.value for row in sheet.iter_rows() for cell in row}
        for line in order.lines:
            assert line.offer.name in values
            assert line.to_order_milli / 1000 in values


def test_a_later_change_is_told(purchase: Purchase, tmp_path: Path) -> None:
    purchase.page.write(tmp_path)
    purchase.screen.settle()
    order = purchase.screen.shop.orders()[0]
    line = order.lines[0]
    set_lines(purchase.screen.shop.store, order.id, {line.offer_id: line.amount_milli + 60_000})
    purchase.screen.settle()
    assert "v1, changed since" in purchase.pills()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_half(purchase: Purchase, tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("not a folder")
    purchase.page.write(nowhere / "inside")
    purchase.screen.settle()
    (sentence,) = purchase.screen.said.troubles
    assert "folder" in sentence
    assert purchase.screen.said.notices == []
    assert nowhere.read_text() == "not a folder"
    with purchase.screen.shop.store.read() as connection:
        assert sent_versions(connection, purchase.screen.shop.round_id) == ()
    assert set(purchase.pills()) == {"not made yet"}


def test_a_file_that_is_open_elsewhere_keeps_its_old_content(
    purchase: Purchase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    purchase.page.write(tmp_path)
    purchase.screen.settle()
    before = {path: path.read_bytes() for path in tmp_path.glob("*.xlsx")}

    def held(_self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr(Path, "replace", held)
    purchase.page.write(tmp_path)
    purchase.screen.settle()
    assert "close it in the other program" in purchase.screen.said.troubles[0]
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_copied_text_names_goods_and_no_neighbour(purchase: Purchase) -> None:
    purchase.press("Copy as text")
    text = QGuiApplication.clipboard().text()
    first = purchase.wanted()[0]
    assert all(line.offer.name in text for line in first.lines)
    for order in purchase.screen.shop.orders():
        assert order.neighbour_name not in text
        assert order.room not in text


def test_the_summary_is_saved(purchase: Purchase) -> None:
    purchase.press("Summary workbook")
    (path,) = purchase.screen.shop.store.paths.exports.glob("*.xlsx")
    assert path.name in purchase.screen.latest()


def test_nothing_ordered(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "empty", orders=0)
    with shown(qtbot, shop, PurchasePage) as (screen, page):
        assert isinstance(page, PurchasePage)
        purchase = Purchase(screen, page)
        assert purchase.cards() == []
        assert any(state.isVisible() for state in page.findChildren(EmptyState))
        assert not any(each.isEnabled() for each in page.findChildren(Button) if each.isVisible())
    shop.store.close()


def test_every_control_has_a_name(purchase: Purchase) -> None:
    for control in purchase.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control
