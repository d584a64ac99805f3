"""Choosing by mouse and keyboard: tabs, segments, switches, steps, cards, and the order of a list."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.ui.chip_row import ChipRow
from leaderdesk.ui.choices import CheckBox, ChoiceCard, Segments, SwitchRow
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.page import NARROW, Page
from leaderdesk.ui.pills import Chip, CountBadge
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow
from leaderdesk.ui.search_field import SearchButton
from leaderdesk.ui.steps import Step, StepBar, StepLook, StepTracker, paint_step_parts
from leaderdesk.ui.tabs import FilterTabs, Tab
from leaderdesk.ui.theme import Theme
from leaderdesk.ui.todo_card import TodoCard
from tests.ui.conftest import Stage
from tests.ui.gallery import STEPS


def shown_buttons(widget: QWidget) -> list[QAbstractButton]:
    return [button for button in widget.findChildren(QAbstractButton) if button.isVisibleTo(widget)]


def test_arrows_walk_through_tabs(stage: Stage, qtbot: QtBot) -> None:
    tabs = FilterTabs("看哪些", [Tab("all", "全部", 42), Tab("look", "要您看一眼", 3, "warn")])
    stage(tabs)
    first, second = shown_buttons(tabs)
    assert [first.accessibleName(), second.accessibleName()] == ["全部 42", "要您看一眼 3"]
    first.setFocus()
    with qtbot.waitSignal(tabs.chosen) as told:
        QTest.keyClick(first, Qt.Key.Key_Right)
    assert told.args == ["look"]
    assert tabs.current() == "look"


def test_new_counts_keep_the_tab_that_holds(stage: Stage, qtbot: QtBot) -> None:
    tabs = FilterTabs("看哪些", [Tab("all", "全部", 42), Tab("look", "要您看一眼", 3)])
    stage(tabs)
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.choose("look")
        tabs.set_tabs([Tab("all", "全部", 43), Tab("look", "要您看一眼", 2)])
        assert tabs.current() == "look"
        tabs.set_tabs([Tab("new", "新增", 1), Tab("look", "要您看一眼", 2)])
        assert tabs.current() == "look"
        tabs.set_tabs([Tab("new", "新增", 1)])
    assert tabs.current() == "new"


def test_segments_tell_the_key(stage: Stage, qtbot: QtBot) -> None:
    segments = Segments("字的大小", [("100", "标准"), ("115", "大"), ("130", "特大")])
    stage(segments)
    segments.choose("115")
    assert segments.current() == "115"
    second = shown_buttons(segments)[1]
    second.setFocus()
    with qtbot.waitSignal(segments.chosen) as told:
        QTest.keyClick(second, Qt.Key.Key_Right)
    assert told.args == ["130"]


def test_the_whole_row_switches(stage: Stage, qtbot: QtBot) -> None:
    row = SwitchRow("标签上写名字", "张阿姨")
    stage(row)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.switch.isChecked()
    QTest.keyClick(row.switch, Qt.Key.Key_Space)
    assert not row.switch.isChecked()
    assert row.switch.accessibleName() == "标签上写名字"


@pytest.mark.parametrize("still", [True, False])
def test_the_knob_arrives(look: Theme, stage: Stage, qtbot: QtBot, still: bool) -> None:
    look.still = still
    row = SwitchRow("写手机尾号")
    stage(row)
    row.switch.click()
    if still:
        assert row.switch._at == 1.0
    qtbot.waitUntil(lambda: row.switch._at == 1.0)


def test_a_box_is_ticked_on_its_words(stage: Stage, qtbot: QtBot) -> None:
    box = CheckBox("写价格 & 限购")
    stage(box)
    assert box.accessibleName() == "写价格 & 限购"
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()


def test_one_card_is_chosen(stage: Stage, qtbot: QtBot) -> None:
    cards = [ChoiceCard("先到先得", "按接龙的顺序", "3 位拿不到"), ChoiceCard("按比例")]
    stage(*cards)
    assert cards[0].accessibleName() == "先到先得，按接龙的顺序，3 位拿不到"
    cards[0].click()
    cards[1].click()
    assert [card.isChecked() for card in cards] == [False, True]


def test_steps_with_a_page_open_it(stage: Stage, qtbot: QtBot) -> None:
    for steps in (StepTracker(STEPS), StepBar(STEPS, "intake")):
        stage(steps).resize(1200, 200)
        parts = shown_buttons(steps)
        with qtbot.waitSignal(steps.opened) as told:
            QTest.keyClick(parts[2], Qt.Key.Key_Return)
        assert told.args == ["intake"]


def test_steps_without_a_page_are_drawn_and_cannot_be_reached(stage: Stage, qtbot: QtBot) -> None:
    for steps in (StepTracker(STEPS), StepBar(STEPS, "intake")):
        stage(steps).resize(1200, 200)
        stream = shown_buttons(steps)[1]
        assert stream.focusPolicy() == Qt.FocusPolicy.NoFocus
        with qtbot.assertNotEmitted(steps.opened):
            QTest.mouseClick(stream, Qt.MouseButton.LeftButton)


def test_a_step_says_its_look_in_words(stage: Stage) -> None:
    with language("zh_CN"):
        tracker = StepTracker(STEPS)
        stage(tracker)
    names = [part.accessibleName() for part in shown_buttons(tracker)]
    assert names[0] == "1 开团，做完了，周五 1/23"
    assert names[3] == "4 截单，还没到，周一 22:00"


def test_short_of_room_only_the_open_step_says_its_name(stage: Stage, qtbot: QtBot) -> None:
    bar = StepBar(STEPS, "intake")
    window = stage(bar)
    window.resize(1300, 100)
    qtbot.waitUntil(lambda: bar.width() > 1200)
    wide = [part.width() for part in shown_buttons(bar)]
    window.resize(100, 100)
    qtbot.waitUntil(lambda: bar.width() < 700)
    narrow = [part.width() for part in shown_buttons(bar)]
    assert narrow[2] == wide[2]
    assert all(now < before for place, (now, before) in enumerate(zip(narrow, wide, strict=True)) if place != 2)
    assert all(part.toolTip() for part in shown_buttons(bar))


def test_other_steps_replace_those_before(stage: Stage) -> None:
    bar = StepBar(STEPS, "intake")
    stage(bar)
    bar.set_steps([Step("open", "开团"), Step("intake", "接单")], "open")
    assert [part.accessibleName()[:4] for part in shown_buttons(bar)] == ["1 开团", "2 接单"]


def test_small_parts_show_four_looks(look: Theme) -> None:
    looks: Sequence[StepLook] = ("done", "current", "running", "later")
    image = QImage(172, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_step_parts(painter, QRectF(0, 0, 172, 8), looks)
    paint_step_parts(painter, QRectF(0, 0, 172, 8), ())
    painter.end()
    middles = [image.pixelColor(20 + 44 * place, 4).name() for place in range(4)]
    assert middles == [look.color(name).name() for name in ("brandLine", "brand", "surface", "sunken")]
    assert image.pixelColor(20 + 44 * 2, 0).name() == look.color("brand").name()


ROWS = [ReorderRow("3", "3 号楼", "我家这栋", "78 户"), ReorderRow("1", "1 号楼"), ReorderRow("5", "5 号楼")]


def test_alt_and_arrows_move_a_row(stage: Stage, qtbot: QtBot) -> None:
    rows = ReorderList("走楼的顺序", ROWS)
    stage(rows)
    rows.setFocus()
    told: list[list[str]] = []
    rows.reordered.connect(told.append)
    QTest.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert told == []
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert told == [["1", "3", "5"], ["1", "5", "3"]]
    assert rows.current_key() == "3"
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert rows.current_key() == "5"
    assert len(told) == 2


def test_new_rows_keep_the_selected_one(stage: Stage) -> None:
    rows = ReorderList("走楼的顺序", ROWS)
    stage(rows)
    rows.setCurrentRow(1)
    rows.set_rows([ROWS[2], ROWS[1]])
    assert rows.keys() == ["5", "1"]
    assert rows.current_key() == "1"
    rows.set_rows([])
    assert rows.current_key() == ""
    rows.move_current(1)


def test_what_does_not_fit_goes_to_the_next_line(look: Theme, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=6)
    for number in range(6):
        flow.addWidget(Chip(f"商品{number}", "×2"))
    one, size = flow.heightForWidth(2000), flow.itemAt(0)
    assert size is not None
    width = size.sizeHint().width()
    assert flow.heightForWidth(2 * width + 6) == 3 * one + 2 * 6
    assert flow.heightForWidth(width // 2) == 6 * one + 5 * 6
    assert flow.count() == 6
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None


def test_chips_without_room_are_counted_and_listed(stage: Stage, qtbot: QtBot) -> None:
    row = ChipRow([Chip(f"很长的商品名字{number}", "×1") for number in range(6)])
    window = stage(row)
    window.resize(420, 80)
    qtbot.waitUntil(lambda: row.width() < 420)
    shown = [chip for chip in row.findChildren(Chip) if chip.isVisible()]
    more = shown_buttons(row)[0]
    assert more.accessibleName() == f"+{6 - len(shown)}"
    assert "很长的商品名字5 ×1" in more.toolTip()
    assert all(chip.geometry().right() < more.geometry().left() for chip in shown)
    window.resize(1400, 80)
    qtbot.waitUntil(lambda: not shown_buttons(row))
    assert all(chip.isVisible() for chip in row.findChildren(Chip))


@pytest.mark.parametrize(("count", "words"), [(3, "3"), (120, "99+")])
def test_a_badge_counts(stage: Stage, count: int, words: str) -> None:
    badge = CountBadge("待发推荐礼", count)
    stage(badge)
    assert badge._words() == words
    badge.show_count(0, "都发了")
    assert not badge.isVisible()
    badge.show_count(None, "今天有直播")
    assert badge.sizeHint().width() == 8


def test_a_thing_to_do_says_all_of_it(stage: Stage, qtbot: QtBot) -> None:
    card = TodoCard("wallet", "warn", "未付款", "去提醒")
    stage(card)
    card.show_todo("5", "位邻居", "共 ¥386.00")
    assert card.accessibleName() == "未付款，5 位邻居，共 ¥386.00，去提醒"
    with qtbot.waitSignal(card.clicked):
        QTest.keyClick(card, Qt.Key.Key_Return)
    with language("zh_CN"):
        card.show_nothing()
    assert "都弄好了" in card.accessibleName()


def test_search_gives_way_before_the_title(stage: Stage, qtbot: QtBot) -> None:
    page = Page("团期", note="24 期")
    search = SearchButton()
    page.header.set_search(search)
    window = stage(page)
    window.resize(NARROW + 60, 300)
    qtbot.waitUntil(lambda: search.width() > 200)
    window.resize(NARROW - 100, 300)
    qtbot.waitUntil(lambda: search.width() == search.height())
    assert search.accessibleName()
