"""What lies over a page or beside it: drawer, confirmation, drop target, progress."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui.buttons import Button
from leaderdesk.ui.confirm import Confirm, Scrim
from leaderdesk.ui.drawer import DrawerHead, DrawerSplit
from leaderdesk.ui.drop_target import DropTarget
from leaderdesk.ui.edits import LineEdit, MoneyEdit
from leaderdesk.ui.progress import ProgressBar, ProgressCard
from tests.ui.conftest import Stage


class Neighbours(QWidget):
    """A list side with a button for each row."""

    def __init__(self) -> None:
        super().__init__()
        self.row = Button("张阿姨")
        column = QVBoxLayout(self)
        for button in (Button("小林"), self.row, Button("何姐")):
            column.addWidget(button)


def profile(*parts: QWidget) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    for part in parts:
        column.addWidget(part)
    return content


def test_a_drawer_gives_the_keyboard_back(stage: Stage, qtbot: QtBot) -> None:
    side = Neighbours()
    split = DrawerSplit(side)
    stage(split).resize(1300, 500)
    side.row.setFocus()
    edit = LineEdit("名字")
    split.open_drawer(profile(edit))
    assert split.is_open()
    edit.setFocus()
    with qtbot.waitSignal(split.closed):
        QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not split.is_open()
    assert QApplication.focusWidget() is side.row


def test_the_button_of_its_head_closes_it(stage: Stage, qtbot: QtBot) -> None:
    side = Neighbours()
    split = DrawerSplit(side)
    stage(split)
    head = DrawerHead("张阿姨", "3-502")
    head.closed.connect(split.close_drawer)
    split.open_drawer(profile(head))
    head.close_button.click()
    assert not split.is_open()
    with qtbot.assertNotEmitted(split.closed):
        split.close_drawer()


def test_walking_through_people_keeps_the_drawer(stage: Stage, qtbot: QtBot) -> None:
    side = Neighbours()
    split = DrawerSplit(side)
    stage(split)
    side.row.setFocus()
    first, second = profile(Button("改")), profile(Button("改"))
    split.open_drawer(first)
    split.open_drawer(second)
    assert split.content() is second
    assert split.is_open()
    assert QApplication.focusWidget() is side.row


def test_escape_in_a_changed_field_mends_it_first(stage: Stage, qtbot: QtBot) -> None:
    split = DrawerSplit(Neighbours())
    stage(split)
    price = MoneyEdit("卖价")
    split.open_drawer(profile(price))
    price.set_value(3600)
    price.setFocus()
    price.setText("99")
    QTest.keyClick(price, Qt.Key.Key_Escape)
    assert split.is_open()
    assert price.value() == 3600


def test_a_drawer_is_as_wide_as_drawn(stage: Stage, qtbot: QtBot) -> None:
    split = DrawerSplit(Neighbours())
    window = stage(split)
    window.resize(1340, 500)
    split.open_drawer(profile(Button("改")))
    qtbot.waitUntil(lambda: abs(split.sizes()[1] - 580) <= 2)


def asked(window: QWidget) -> tuple[Confirm, list[str]]:
    told: list[str] = []
    question = Confirm(window, title="清空第 21 期的聊天截图？", text="一共 48 张。", verb="清空", safe="先留着")
    question.confirmed.connect(lambda: told.append("yes"))
    question.ask()
    return question, told


def test_escape_and_enter_are_safe(stage: Stage, qtbot: QtBot) -> None:
    window = stage(Button("清空"))
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        question, told = asked(window)
        assert window.findChildren(Scrim)
        qtbot.waitUntil(question.safe_button.hasFocus)
        QTest.keyClick(question.safe_button, key)
        qtbot.waitUntil(lambda: not [veil for veil in window.findChildren(Scrim) if veil.isVisible()])
        assert told == []


def test_only_the_verb_confirms(stage: Stage, qtbot: QtBot) -> None:
    question, told = asked(stage(Button("清空")))
    assert question.safe_button.isDefault()
    question.verb_button.click()
    assert told == ["yes"]


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag_in(window: QWidget, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    QApplication.sendEvent(window, event)
    return event


def test_a_useful_file_is_taken(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    window = stage(Button("选 Excel 表"))
    target = DropTarget(window, lambda path: path.suffix == ".xlsx")
    data = files(tmp_path / "邻居名单.xlsx", tmp_path / "photo.jpg")
    assert drag_in(window, data).isAccepted()
    assert target.isVisible()
    assert target.size() == window.size()
    assert "邻居名单.xlsx" in target.accessibleName()
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(target.dropped) as told:
        QApplication.sendEvent(window, drop)
    assert told.args == [[tmp_path / "邻居名单.xlsx"]]
    assert not target.isVisible()


def test_what_is_of_no_use_is_left_alone(stage: Stage, tmp_path: Path) -> None:
    window = stage(Button("选 Excel 表"))
    target = DropTarget(window, lambda path: path.suffix == ".xlsx")
    assert not drag_in(window, files(tmp_path / "photo.jpg")).isAccepted()
    assert not target.isVisible()


def test_leaving_uncovers_the_window(stage: Stage, tmp_path: Path) -> None:
    window = stage(Button("选 Excel 表"))
    target = DropTarget(window, lambda _path: True)
    data = files(tmp_path / "a.xlsx")
    drag_in(window, data)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not target.isVisible()


def test_progress_is_stopped_once(stage: Stage, qtbot: QtBot) -> None:
    card = ProgressCard("正在导入邻居名单", note="停下后，这 186 行也会撤回")
    stage(card)
    card.set_progress(186, 300, "186 / 300 行")
    told: list[int] = []
    card.stopped.connect(lambda: told.append(1))
    card.stop_button.click()
    card.stop_button.click()
    assert told == [1]
    assert not card.stop_button.isEnabled()


def test_a_bar_says_how_far_it_is(stage: Stage) -> None:
    bar = ProgressBar("已取")
    stage(bar)
    for done, total, said in ((108, 120, "108 / 120"), (0, 0, "0 / 0"), (130, 120, "120 / 120"), (-1, 5, "0 / 5")):
        bar.set_progress(done, total)
        assert bar.accessibleName() == f"已取 {said}"
        assert not bar.grab().isNull()
