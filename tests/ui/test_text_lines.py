"""The pasted text with its line numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QTextLayout
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.ui.painting import text_width
from leaderdesk.ui import text_lines
from leaderdesk.ui.text_line import LINE, Span, TextLine, lay_out
from leaderdesk.ui.text_lines import AT_ONCE, TextLines
from leaderdesk.ui.theme import theme

Key = Qt.Key
LONG = "5. 孙奶奶 5-402 鸡蛋2(改 原来1) 还有一句特别长的备注，写到这里肯定要换到第二行去才放得下"


def view_of(qtbot: QtBot, lines: tuple[TextLine, ...]) -> TextLines:
    view = TextLines("接龙原文")
    qtbot.addWidget(view)
    view.resize(392, 300)
    view.set_lines(lines)
    with qtbot.waitExposed(view):
        view.show()
    return view


def numbered(count: int) -> tuple[TextLine, ...]:
    return tuple(TextLine(number, f"{number}. 邻居 {number} 草莓2", number) for number in range(1, count + 1))


def test_keys_walk_and_tell_and_the_page_can_select_silently(qtbot: QtBot) -> None:
    view = view_of(qtbot, numbered(600))
    told: list[int] = []
    view.line_chosen.connect(told.append)
    view.go_to(300)
    assert view.current_key() == 300
    assert told == []
    assert view.verticalScrollBar().value() > 0
    for key, line in ((Key.Key_Down, 301), (Key.Key_Up, 300), (Key.Key_Home, 1), (Key.Key_End, 600)):
        QTest.keyClick(view, key)
        assert view.current_key() == line
    assert told == [301, 300, 1, 600]
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert "600" in view.accessibleDescription()
    QTest.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "600. 邻居 600 草莓2"


def test_a_long_text_is_measured_turn_by_turn(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(TextLine(number, LONG, number) for number in range(1, 5 * AT_ONCE + 1))
    view = view_of(qtbot, lines)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    asked: list[int] = []
    rows = view._rows

    def count(line: TextLine, bold: QFontMetrics) -> int:
        asked.append(line.key)
        return rows(line, bold)

    monkeypatch.setattr(view, "_rows", count)
    view.set_lines(lines[::-1])
    assert len(asked) == AT_ONCE
    view.go_to(2 * AT_ONCE)
    qtbot.waitUntil(lambda: len(asked) == len(lines))
    place = len(lines) - 2 * AT_ONCE
    assert len({view._rect(each).height() for each in range(len(lines))}) == 1
    assert view._rect(0).height() > 1.5 * theme().grown(LINE, "small")
    # Lines above it grew meanwhile, and it can still be seen.
    assert view.viewport().rect().contains(view._rect(place))


def test_a_click_chooses_a_line_and_opens_a_fold(qtbot: QtBot) -> None:
    fold = TextLine(99, "第 8–36 位没有变化，已折叠", link="展开")
    view = view_of(qtbot, (*numbered(2), fold))
    opened: list[int] = []
    view.link_chosen.connect(opened.append)
    with qtbot.waitSignal(view.line_chosen) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 30))
    assert told.args == [2]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 250))
    QTest.keyClick(view, Key.Key_End)
    QTest.keyClick(view, Key.Key_Return)
    assert opened == [99, 99]


def test_long_lines_wrap_and_bigger_text_takes_more_room(qtbot: QtBot) -> None:
    view = view_of(qtbot, (TextLine(1, LONG, 1), TextLine(2, "短", 2)))
    assert view._tops[1] == 2 * view._tops[2] - 2 * view._tops[1]
    before = view._tops[-1]
    theme().choose("light", 130)
    try:
        assert view._tops[-1] > before
    finally:
        theme().choose("light", 100)
    view.resize(1200, 300)
    assert view._tops[-1] < before


def test_the_selection_stays_with_its_line(qtbot: QtBot) -> None:
    view = view_of(qtbot, numbered(10))
    view.go_to(5)
    view.set_lines((TextLine(77, "新的一行", 1), *numbered(10)))
    assert view.current_key() == 5
    view.set_lines(numbered(4))
    assert view.current_key() is None


def test_marks_stand_under_their_characters_even_behind_rare_ones(qtbot: QtBot) -> None:
    """𠅤 and 😀 are two units to Qt; the line under 奶2 must not slip to the left."""
    text = "𠅤😀 奶2"
    view = view_of(qtbot, (TextLine(1, text, 1, spans=(Span(3, 5),)),))
    image = view.viewport().grab().toImage()
    warn = theme().color("warn").rgb()
    xs = [x for x in range(image.width()) for y in range(26) if image.pixel(x, y) == warn]
    layout = lay_out(TextLine(1, text, 1, spans=(Span(3, 5),)), view.viewport().width())
    left = view._gutter + 10
    emoji = text_width("𠅤😀 ", theme().font("small"))
    assert min(xs) >= left + emoji - 2
    assert abs(max(xs) - left - layout.lineAt(0).naturalTextWidth()) <= 3


def test_what_people_type_does_no_harm(qtbot: QtBot) -> None:
    odd = ("", " ", "\u2028\n\r", "<b>x</b>", "a" * 5000, "\u202eabc", "😀" * 300)
    lines = tuple(TextLine(place, text, place, "warn", (Span(0, 10**6), Span(5, 2))) for place, text in enumerate(odd))
    view = view_of(qtbot, lines)
    for place in range(len(odd)):
        view.go_to(place)
        view.grab()


def test_only_visible_lines_are_laid_out(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of(qtbot, numbered(5000))
    made: list[int] = []

    def counted(line: TextLine, width: int) -> QTextLayout:
        made.append(line.key)
        return lay_out(line, width)

    monkeypatch.setattr(text_lines, "lay_out", counted)
    view.viewport().grab()
    assert 8 <= len(made) <= 14
