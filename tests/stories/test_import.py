"""A workbook is dropped onto the real window, answered, taken in, seen, undone; the second time nothing is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.features.neighbours.queries import neighbour_rows
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.places import Page
from leaderdesk.features.products.queries import product_rows
from leaderdesk.features.rounds.queries import open_round_ids
from leaderdesk.features.sharing.screen.import_page import Imports
from leaderdesk.storage.database import Store
from leaderdesk.ui.drop_target import DropTarget
from leaderdesk.window.start import Window
from tests.features.sharing.books import ktt, line, sheet
from tests.practice import open_shop
from tests.window.windows import open_window, settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    open_shop(tmp_path / "shop", orders=0).store.close()
    with open_window(qtbot, tmp_path / "shop") as opened:
        yield opened


def drop(qtbot: QtBot, window: Window, *paths: Path) -> None:
    """Let go of files over the window."""
    target = window.frame.findChild(DropTarget)
    assert target is not None
    target.dropped.emit(list(paths))
    settle(qtbot, window)


def press(qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the keyboard is."""
    there = QGuiApplication.focusObject()
    target = there if isinstance(there, QWidget) else window.frame
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
    settle(qtbot, window)


def store_of(window: Window) -> Store:
    assert window.session.store is not None
    return window.session.store


def orders(window: Window) -> dict[str, Order]:
    with store_of(window).read() as connection:
        (round_id,) = open_round_ids(connection)
        return {order.neighbour_name: order for order in orders_of_round(connection, round_id)}


def page(window: Window) -> Imports:
    found = [each for each in window.frame.findChildren(Imports) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_dropped_workbook_is_answered_taken_seen_and_undone(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    rows = [
        line("张阿姨", "1", "全麦面包", amount=2, money=36, total=36, room="502", building="3"),
        line(
            "新来的小鹿", "2", "丹东大草莓(两斤)", spec="两斤", amount=1, money=80, total=80, room="301", building="5"
        ),
    ]
    book = ktt(tmp_path / "快团团 订单.xlsx", rows)

    # What it says is shown; nothing is written, and the goods nobody knows are asked.
    drop(qtbot, window, book)
    assert orders(window) == {}
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert orders(window) == {}
    press(qtbot, window, Qt.Key.Key_F8)
    question = page(window).review.pane.grid
    assert question.current_id() == 2
    press(qtbot, window, Qt.Key.Key_1)

    # One commit: the orders are there, and one sees them.
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    taken = orders(window)
    assert {name: len(order.lines) for name, order in taken.items()} == {"张阿姨": 1, "新来的小鹿": 1}
    assert window.session.page is Page.ROUNDS
    assert "2 orders imported" in window.frame.toast.text()

    # The same file brings nothing new and says so.
    drop(qtbot, window, book)
    assert not page(window).review.pane.bar.commit_button.isEnabled()
    assert shown(window) == ["same", "same"]
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert orders(window) == taken

    # One step back, and what was learnt and who was new go with it.
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert orders(window) == {}
    with store_of(window).read() as connection:
        assert "新来的小鹿" not in {one.name for one in neighbour_rows(connection)}


def shown(window: Window) -> list[str]:
    """Return what becomes of the rows that are shown."""
    preview = page(window).review.preview
    assert preview is not None
    return [row.outcome.value for row in preview.rows]


def test_several_files_come_one_after_the_other(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    goods = sheet(tmp_path / "价目.xlsx", [["名称", "单位", "售价"], ["蓝莓", "盒", 19.9]])
    picture = tmp_path / "照片.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    people = sheet(tmp_path / "邻居.xlsx", [["邻居", "房号"], ["小草", "6-701"]])
    drop(qtbot, window, goods, picture, people)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    # The picture in between is said, and the next file is there.
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    with store_of(window).read() as connection:
        assert "蓝莓" in {one.name for one in product_rows(connection)}
        assert "6-701" in {one.room for one in neighbour_rows(connection)}
    assert window.session.page is Page.NEIGHBOURS


def test_a_dropped_picture_is_said_to_be_one_and_changes_nothing(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    picture = tmp_path / "草莓.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    drop(qtbot, window, picture)
    assert page(window).start.error.isVisible()
    assert page(window).stack.currentWidget() is page(window).start
    assert orders(window) == {}
