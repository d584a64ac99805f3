"""Small charts: painted from their numbers, spoken in words, at home in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui.buttons import Button
from leaderdesk.ui.charts import Bars, Chart, NamedBar, PartBar, PartLook, Sparkline, Step, StepLine, StepSeries
from leaderdesk.ui.theme import theme
from leaderdesk.ui.timeline import Event, EventRow, Piece, Timeline
from leaderdesk.ui.tokens import ColorName

pytestmark = pytest.mark.usefixtures("qtbot", "english")


def sparkline() -> Chart:
    chart = Sparkline("Sales")
    chart.show_values([3, 4, 2, 5], said=["¥3", "¥4", "¥2", "¥5"])
    return chart


def bars() -> Chart:
    chart = Bars("Favourites")
    chart.show_bars([NamedBar("草莓", 16, "16 次"), NamedBar("土鸡蛋", 5, "5 次"), NamedBar("没买", 0, "0 次")])
    return chart


def steps() -> Chart:
    chart = StepLine("Price")
    sale = tuple(Step(f"第 {number} 期", 3800 if number < 15 else 3600) for number in range(11, 24))
    chart.show_series([StepSeries("卖 ¥36.00", sale, "降 ¥2.00"), StepSeries("进 ¥26.00", sale[:1], dashed=True)])
    return chart


def parts() -> Chart:
    chart = PartBar("Round 23")
    later: list[PartLook] = ["later"] * 6
    chart.show_parts(["done", "current", "running", *later])
    return chart


MAKERS: list[Callable[[], Chart]] = [sparkline, bars, steps, parts]


def inks(widget: QWidget) -> QImage:
    widget.resize(widget.sizeHint())
    return widget.grab().toImage()


def has(image: QImage, name: ColorName) -> bool:
    # The bits belong to the image, so it must outlive them.
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    return theme().color(name).rgb() in set(memoryview(plain.constBits()).cast("I"))


@pytest.mark.parametrize("make", MAKERS)
def test_every_chart_has_a_name_and_says_its_numbers(qtbot: QtBot, make: Callable[[], Chart]) -> None:
    chart = make()
    qtbot.addWidget(chart)
    assert chart.accessibleName()
    assert any(sign.isdigit() for sign in chart.accessibleDescription())


@pytest.mark.parametrize("make", MAKERS)
def test_charts_follow_the_theme_and_the_text_size(qtbot: QtBot, make: Callable[[], Chart]) -> None:
    chart = make()
    qtbot.addWidget(chart)
    light, size = inks(chart), chart.sizeHint()
    assert has(light, "brand")
    theme().choose("dark", 130)
    try:
        dark = inks(chart)
        assert has(dark, "brand")
        assert dark != light
        assert chart.sizeHint().height() >= size.height()
    finally:
        theme().choose("light", 100)


def test_odd_numbers_are_painted_too(qtbot: QtBot) -> None:
    line = Sparkline("Sales")
    qtbot.addWidget(line)
    for values in ((), (1,), (0, 0, 0), (-5, 5), tuple(range(1000))):
        line.show_values(values)
        inks(line)
    assert line.accessibleDescription().startswith("from old to new")
    line.show_values(())
    assert line.accessibleDescription() == "no numbers yet"
    empty = (Bars("b"), StepLine("s"), PartBar("p"))
    for chart in empty:
        qtbot.addWidget(chart)
        chart.grab()


def test_the_parts_of_a_round_wear_four_looks(qtbot: QtBot) -> None:
    chart = parts()
    qtbot.addWidget(chart)
    image = inks(chart)
    assert all(has(image, name) for name in ("brandLine", "brand", "surface", "sunken"))
    assert chart.accessibleDescription() == "1 of 9 steps done"


def events() -> list[Event]:
    changed = (Piece("草莓"), Piece("×1", "old"), Piece("", "arrow"), Piece("×2", "new"))
    return [
        Event(1, "李姐", "周六", (Piece("打了标签"),), "printer", action="重打", action_icon="printer", tone="neutral"),
        Event(2, "李姐", "周日", changed, "person", action="撤销", effect="撤销后该付 ¥92.00"),
        Event(3, "李姐", "周日", changed, undone=True, action="重做"),
    ]


def test_a_timeline_is_walked_by_keys_and_each_event_has_its_action(qtbot: QtBot) -> None:
    line = Timeline("History")
    qtbot.addWidget(line)
    told: list[int] = []
    acted: list[int] = []
    line.event_chosen.connect(told.append)
    line.action_chosen.connect(acted.append)
    line.show_events(events())
    with qtbot.waitActive(line):
        line.show()
        line.activateWindow()
    rows = line.findChildren(EventRow)
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Down)
    QTest.keyClick(rows[2], Qt.Key.Key_Down)
    assert told == [1, 2, 3]
    assert line.current_key() == 3
    for button in line.findChildren(Button):
        button.click()
    assert acted == [1, 2, 3]
    assert "(undone)" in rows[2].accessibleName()
    assert "→" in rows[1].accessibleName()
    before = rows[1].sizeHint().height()
    line.go_to(2)
    assert rows[1].sizeHint().height() > before


def test_a_refreshed_timeline_keeps_its_event_and_tells_nothing(qtbot: QtBot) -> None:
    line = Timeline("History")
    qtbot.addWidget(line)
    line.show_events(events())
    line.go_to(2)
    with qtbot.assertNotEmitted(line.event_chosen):
        line.show_events(events()[1:])
    assert line.current_key() == 2
    compact = Timeline("History", compact=True)
    qtbot.addWidget(compact)
    compact.show_events(events())
    assert compact.findChildren(Button) == []
    compact.grab()
