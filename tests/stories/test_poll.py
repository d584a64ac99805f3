"""A poll goes to the wrong box first: the window says so, counts it in Community, and the winner becomes a draft."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.features.community.queries import polls, tally_of
from leaderdesk.features.community.screen.page import Community
from leaderdesk.features.orders.screen.elsewhere_strip import ElsewhereStrip
from leaderdesk.features.places import Page
from tests.practice import open_shop
from leaderdesk.window.start import Window
from tests.window.windows import open_window, settle


def test_poll_pasted_as_orders_finds_its_way(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "store"
    shop = open_shop(home)
    with shop.store.read() as connection:
        name = connection.exec_driver_sql("SELECT name FROM product LIMIT 1").scalar_one()
        orders = connection.exec_driver_sql("SELECT count(*) FROM orders").scalar_one()
    shop.store.close()
    with open_window(qtbot, home) as window:
        window.paste(f"下期想团A{name}还是B没有的东西？\n1. 张三 A\n2. 李四 A\n3. 王五 B")
        settle(qtbot, window)
        strip = next(one for one in window.frame.findChildren(ElsewhereStrip) if one.isVisible())
        strip.button.click()
        settle(qtbot, window)
        assert _page(window) is Page.COMMUNITY
        page = next(one for one in window.frame.findChildren(Community) if one.isVisible())
        store = page._desk.store
        with store.read() as connection:
            (listed,) = polls(connection)
            counted = tally_of(connection, listed.poll.id)
        assert counted is not None
        assert [each.count for each in counted.questions[0].counts] == [2, 1]
        QGuiApplication.clipboard().setText(f"下期想团A{name}还是B没有的东西？\n1. 张三 A\n2. 李四 A\n3. 王五 A")
        window.paste(QGuiApplication.clipboard().text())
        settle(qtbot, window)
        page.pane.take.click()
        settle(qtbot, window)
        page.pane.draft.click()
        settle(qtbot, window)
        assert _page(window) is Page.ROUNDS
        window.session.undo_last()
        settle(qtbot, window)
        QTest.keyClick(window.frame, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        assert _page(window) is Page.COMMUNITY
        with store.read() as connection:
            (listed,) = polls(connection)
            assert (listed.voices, listed.poll.round_id) == (3, None)
            assert connection.exec_driver_sql("SELECT count(*) FROM orders").scalar_one() == orders


def _page(window: Window) -> Page:
    return window.session.page
