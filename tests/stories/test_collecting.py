"""A bill is dropped onto the real window, its questions answered by key, the rest booked in one step, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.features.payments.queries import books_close, dues
from leaderdesk.features.payments.screen import CollectPane
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.drop_target import DropTarget
from leaderdesk.window.start import Window
from tests.features.payments.bill_files import wechat
from tests.features.payments.bill_shop import BillShop, open_bill_shop
from tests.window.windows import open_window, settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shop(tmp_path: Path) -> BillShop:
    return open_bill_shop(tmp_path)


@pytest.fixture
def bill(shop: BillShop) -> Path:
    """Five payments: three plain ones, one that is short, and one of somebody unknown; the store is closed then."""
    path = shop.bill(
        shop.row(0, "1"),
        shop.row(1, "2"),
        shop.row(3, "3"),
        shop.row(2, "4", fen=shop.due(2).due_fen - 1000),
        wechat("5", "妈", "¥500.00"),
    )
    shop.shop.store.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, shop: BillShop, bill: Path) -> Iterator[Window]:
    assert bill.exists()
    with open_window(qtbot, shop.folder / "shop") as opened:
        opened.frame.activateWindow()
        qtbot.waitUntil(opened.frame.isActiveWindow)
        yield opened


def press(
    qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is."""
    there = QGuiApplication.focusObject()
    QTest.keyClick(there if isinstance(there, QWidget) else window.frame, key, modifier)
    settle(qtbot, window)


def open_fen(window: Window, shop: BillShop, *places: int) -> list[int]:
    assert window.session.store is not None
    with window.session.store.read() as connection:
        assert books_close(connection).ok
        found = dues(connection, [shop.due(place).order_id for place in places])
    return [found[shop.due(place).order_id] for place in places]


def test_a_dropped_bill_is_answered_booked_and_undone(qtbot: QtBot, window: Window, shop: BillShop, bill: Path) -> None:
    target = window.frame.findChild(DropTarget)
    assert target is not None
    before = open_fen(window, shop, 0, 1, 2, 3)

    # Dropped on any page: one comes to where money is collected, and nothing is booked.
    target.dropped.emit([bill])
    settle(qtbot, window)
    assert window.session.page is Page.ROUNDS
    (pane,) = [each for each in window.frame.findChildren(CollectPane) if each.isVisible()]
    qtbot.waitUntil(lambda: bool(pane.rows.shown_rows))
    settle(qtbot, window)
    assert open_fen(window, shop, 0, 1, 2, 3) == before

    # The question is found and answered by key.
    pane.view.setFocus()
    qtbot.waitUntil(pane.view.hasFocus)
    press(qtbot, window, Qt.Key.Key_F8)
    press(qtbot, window, Qt.Key.Key_1)
    assert open_fen(window, shop, 2) == [1000]

    # What is sure is booked by one key, and taken back by one.
    pane.view.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert open_fen(window, shop, 0, 1, 3) == [0, 0, 0]
    assert "3 payments booked" in window.frame.toast.text()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert open_fen(window, shop, 0, 1, 2, 3) == [before[0], before[1], 1000, before[3]]
    pane.view.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, CTRL)

    # The same bill brings nothing new and says so.
    target.dropped.emit([bill])
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "were read before" in window.frame.toast.text())

    # The word for the group names nobody.
    pane.owing.group_button.click()
    text = QGuiApplication.clipboard().text()
    assert all(each.name not in text and each.room not in text for each in pane.owing.rows.all_rows)


def test_a_bill_among_other_files_goes_its_own_way(qtbot: QtBot, window: Window, bill: Path, tmp_path: Path) -> None:
    words = tmp_path / "b.csv"
    words.write_text("a,b\n1,2\n", encoding="utf-8")
    window.session.go(Place(Page.IMPORT, files=(words,)))
    settle(qtbot, window)
    window.session.go(Place(Page.IMPORT, files=(bill,)))
    settle(qtbot, window)
    assert (window.session.place.page, window.session.place.step) == (Page.ROUNDS, Step.SETTLE)
