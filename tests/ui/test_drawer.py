"""What fills a drawer: its head stays, its parts scroll, its foot stays in view, and Tab goes through them in order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import DrawerHead, Scroll, lay_drawer
from leaderdesk.ui.edits import LineEdit
from tests.ui.conftest import Stage


def test_the_parts_scroll_between_head_and_foot(stage: Stage, qtbot: QtBot) -> None:
    drawer, head, foot = QWidget(), DrawerHead("张阿姨"), Button("拆成两位")
    fields = [LineEdit(f"第 {number} 栏") for number in range(30)]
    lay_drawer(drawer, head, *fields, foot=foot)
    stage(drawer)
    drawer.resize(400, 300)
    (scroll,) = drawer.findChildren(Scroll)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert head.y() < scroll.y() < foot.y()
    assert all(scroll.isAncestorOf(one) for one in fields)


def test_tab_goes_from_the_head_through_the_parts_to_the_foot(stage: Stage) -> None:
    drawer, head, field = QWidget(), DrawerHead("张阿姨"), LineEdit("名字")
    add, foot = Button("加上"), Button("拆成两位")
    row = QHBoxLayout()
    row.addWidget(add)
    lay_drawer(drawer, head, field, row, foot=foot)
    stage(drawer)
    head.close_button.setFocus()
    reached = []
    for _turn in range(3):
        QTest.keyClick(QApplication.focusWidget() or drawer, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [field, add, foot]
