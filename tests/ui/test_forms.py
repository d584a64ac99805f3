"""Fields keep what was typed, say what is wrong below, and bring the last good value back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import AmountEdit, LineEdit, MoneyEdit, ParsedEdit, TextArea
from leaderdesk.ui.forms import Field, check_all
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.stepper import NumberStepper
from tests.ui.conftest import Stage


def typed(qtbot: QtBot, edit: LineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    written(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def written(edit: LineEdit, text: str) -> None:
    """Write as a Chinese input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(edit, event)


@pytest.mark.parametrize(
    ("text", "fen", "shown"), [("36", 3600, "36.00"), ("￥1,234.5", 123450, "1234.50"), ("0", 0, "0.00")]
)
def test_money_is_read_as_whole_fen(stage: Stage, qtbot: QtBot, text: str, fen: int, shown: str) -> None:
    edit, other = MoneyEdit("卖价"), LineEdit("名字")
    stage(edit, other)
    with qtbot.waitSignal(edit.edited) as told:
        typed(qtbot, edit, text)
    assert told.args == [fen]
    assert edit.value() == fen
    other.setFocus()
    assert edit.text().startswith("¥")
    edit.setFocus()
    assert edit.text() == shown


@pytest.mark.parametrize("text", ["三十六", "-3", "36.555", "1e9", "12" * 20, "<b>1</b>", "٣"])
def test_what_is_no_price_stays_and_is_explained(stage: Stage, qtbot: QtBot, text: str) -> None:
    edit = MoneyEdit("卖价")
    field = Field("卖价", edit)
    stage(field)
    edit.set_value(3600)
    with qtbot.assertNotEmitted(edit.edited):
        typed(qtbot, edit, text)
    assert edit.text() == text
    assert edit.value() == 3600
    assert field.error()
    assert edit.property("refused") is True
    assert edit.accessibleDescription() == field.error()


def test_escape_brings_the_last_good_value_back(stage: Stage, qtbot: QtBot) -> None:
    edit = MoneyEdit("卖价")
    field = Field("卖价", edit)
    stage(field)
    edit.set_value(3600)
    typed(qtbot, edit, "oops")
    assert field.error()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.value() == 3600
    assert "36.00" in edit.text()
    assert not field.error()
    assert edit.property("refused") is False


def test_mending_takes_the_red_away(stage: Stage, qtbot: QtBot) -> None:
    edit = AmountEdit("每户限")
    field = Field("每户限", edit)
    stage(field)
    typed(qtbot, edit, "two")
    assert field.error()
    written(edit, "x")
    assert not field.error()


def test_what_must_be_filled_says_so(stage: Stage, qtbot: QtBot) -> None:
    needed, optional = Field("卖价", MoneyEdit("卖价")), Field("每户限", AmountEdit("每户限", optional=True))
    stage(optional, needed)
    with language("en"):
        assert not check_all(optional, needed)
    assert needed.error() == "Something has to stand here."
    assert not optional.error()
    assert QApplication.focusWidget() is needed.control


def test_leaving_without_a_change_tells_nothing(stage: Stage, qtbot: QtBot) -> None:
    edit = AmountEdit("每户限")
    stage(edit)
    edit.set_value(1500)
    assert edit.text() == "1.5"
    with qtbot.assertNotEmitted(edit.edited):
        QTest.keyClick(edit, Qt.Key.Key_Return)
        typed(qtbot, edit, "1.50")
    assert edit.text() == "1.5"


def test_any_reading_can_be_a_field(stage: Stage, qtbot: QtBot) -> None:
    def read(text: str) -> str:
        if "-" not in text:
            raise UserError("房号好像少了一位")
        return text.upper()

    edit = ParsedEdit("房号", read=read, write=str)
    field = Field("房号", edit)
    stage(field)
    typed(qtbot, edit, "3502")
    assert field.error() == "房号好像少了一位"
    typed(qtbot, edit, "3-502a")
    assert edit.value() == "3-502A"
    assert not field.error()


def test_the_fix_of_an_error_is_one_click(stage: Stage, qtbot: QtBot) -> None:
    edit = LineEdit("房号")
    field = Field("房号", edit)
    stage(field)
    edit.setText("3502")
    field.show_error("没找到 3502，是不是 3-502？", fix="用 3-502", on_fix=lambda: edit.setText("3-502"))
    field._error._fix.click()
    assert edit.text() == "3-502"
    assert not field.error()


def test_invisible_signs_do_not_come_in(stage: Stage, qtbot: QtBot) -> None:
    edit, area = LineEdit("名字"), TextArea("备注")
    stage(edit, area)
    edit.setText("  张\u202e阿姨  ")
    area.setPlainText("一行\n二\u202e行")
    assert edit.plain_text() == "张阿姨"
    assert area.plain_text() == "一行\n二行"


def test_tab_leaves_a_text_area(stage: Stage, qtbot: QtBot) -> None:
    area, edit = TextArea("备注"), LineEdit("名字")
    stage(area, edit)
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is edit


def test_a_search_is_told_while_typing_and_emptied_by_escape(stage: Stage, qtbot: QtBot) -> None:
    field = SearchField("筛一下邻居")
    stage(field)
    told: list[str] = []
    field.searched.connect(told.append)
    written(field, "张")
    written(field, " ")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["张", "张", ""]


def test_a_choice_is_told_by_its_key(stage: Stage, qtbot: QtBot) -> None:
    combo = Combo("供应商", [("all", "都看"), ("qh", "青禾合作社")])
    stage(combo)
    with qtbot.assertNotEmitted(combo.chosen):
        combo.choose("qh")
        combo.choose("nobody")
    assert combo.current() == "qh"
    combo.set_choices([("mx", "麦香"), ("qh", "青禾")])
    assert combo.current() == "qh"
    with qtbot.waitSignal(combo.chosen) as told:
        QTest.keyClick(combo, Qt.Key.Key_Up)
    assert told.args == ["mx"]
    combo.set_choices([])
    assert combo.current() == ""


def test_the_wheel_does_not_change_a_choice(stage: Stage, qtbot: QtBot) -> None:
    combo = Combo("供应商", [("a", "甲"), ("b", "乙")])
    stage(combo)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPointF(0, -120).toPoint(), QPointF(0, -120).toPoint(),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert combo.current() == "a"


def test_a_number_stays_between_its_limits(stage: Stage, qtbot: QtBot) -> None:
    stepper = NumberStepper("从第几张起", least=1, most=3)
    stage(stepper)
    told: list[int] = []
    stepper.changed.connect(told.append)
    for _ in range(5):
        stepper._more.click()
    assert (stepper.value(), told) == (3, [2, 3])
    assert not stepper._more.isEnabled()
    stepper._edit.setFocus()
    QTest.keyClick(stepper._edit, Qt.Key.Key_Down)
    assert stepper.value() == 2
    stepper._edit.clear()
    stepper._edit.editingFinished.emit()
    assert stepper.value() == 2
    stepper.set_limits(5, 9)
    assert stepper.value() == 5
