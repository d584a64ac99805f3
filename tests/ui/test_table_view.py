"""The table as a person uses it: keys, selection that stays, questions answered, cells edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Person, Text
from leaderdesk.ui.columns import Column, Fix, RowLook
from leaderdesk.ui.delegates import CellEditor
from leaderdesk.ui.fix_buttons import FixBar
from leaderdesk.ui.kept_place import Chosen
from leaderdesk.ui.painting import line_height
from leaderdesk.ui.refusal_note import RefusalNote
from leaderdesk.ui.row_shapes import AT_ONCE
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme
from tests.ui.table_rows import Prices, Row, asking, every_cell, fold, order_table, rows

PRICE = 4
Key = Qt.Key


class Desk:
    """A table in a window, with a field before it."""

    def __init__(self, qtbot: QtBot, *, many: bool = False) -> None:
        self.prices = Prices()
        self.table = order_table(self.prices)
        self.window = QWidget()
        self.before = QLineEdit()
        self.view = TableView(self.table, many=many)
        column = QVBoxLayout(self.window)
        column.addWidget(self.before)
        column.addWidget(self.view)
        self.window.resize(900, 500)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def editor(self) -> CellEditor:
        """Return the open field."""
        found = [one for one in self.view.viewport().findChildren(CellEditor) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def no_editor(self) -> bool:
        """Return whether no field is open."""
        return not [one for one in self.view.viewport().findChildren(CellEditor) if one.isVisible()]

    def buttons(self) -> list[Button]:
        """Return the visible answers."""
        return [one for one in self.view.viewport().findChildren(Button) if one.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_the_selection_stays_with_its_row(desk: Desk) -> None:
    told: list[int | None] = []
    desk.view.current_changed.connect(told.append)
    desk.table.set_rows(rows(50))
    assert desk.view.go_to(40)
    scrolled = desk.view.verticalScrollBar().value()
    desk.table.set_rows([Row(99, "新来的"), *rows(50)])
    assert desk.view.current_id() == 40
    assert desk.view.chosen() == Chosen((40,))
    assert desk.view.verticalScrollBar().value() == scrolled
    desk.table.sort(1)
    assert desk.view.current_id() == 40
    desk.table.set_rows([row for row in rows(50) if row.id != 40])
    assert desk.view.current_id() is None
    assert told == [40, None]
    assert not desk.view.go_to(40)


def test_keys_walk_by_rows_and_open_one(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows(rows(100))
    desk.view.setFocus()
    assert desk.view.current_id() == 1
    for key, row_id in ((Key.Key_End, 100), (Key.Key_Home, 1), (Key.Key_Down, 2)):
        QTest.keyClick(desk.view, key)
        assert desk.view.current_id() == row_id
    QTest.keyClick(desk.view, Key.Key_PageDown)
    below = desk.view.current_id()
    assert below is not None
    assert 5 < below < 20
    with qtbot.waitSignal(desk.view.opened) as told:
        QTest.keyClick(desk.view, Key.Key_Return)
    assert told.args == [below]
    QTest.keyClick(desk.view, Key.Key_Tab)
    assert not desk.view.hasFocus()


def test_everything_is_a_query_not_a_list(qtbot: QtBot) -> None:
    desk = Desk(qtbot, many=True)
    desk.table.set_rows(rows(30))
    desk.view.go_to(3)
    assert desk.view.chosen() == Chosen((3,))
    desk.view.setFocus()
    QTest.keyClick(desk.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(desk.view.chosen().ids) == [3, 4]
    desk.table.set_rows([Row(99, "新来的"), *rows(30)])
    assert sorted(desk.view.chosen().ids) == [3, 4]
    desk.view.selectAll()
    assert desk.view.chosen() == Chosen((), everything=True)


def test_digits_answer_the_question_of_the_row_and_buttons_do_too(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows([Row(1, "张阿姨"), asking(2), Row(3, "王哥")])
    told: list[tuple[int, int]] = []
    desk.view.fix_chosen.connect(lambda row_id, index: told.append((row_id, index)))
    qtbot.waitUntil(lambda: len(desk.buttons()) == 3)
    desk.view.setFocus()
    QTest.keyClick(desk.view, Key.Key_1)
    desk.view.go_to(2)
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        QTest.keyClick(desk.view, key)
    desk.buttons()[2].click()
    desk.view.answer(2, 1)
    desk.view.answer(2, 7)
    assert told == [(2, 0), (2, 1), (2, 2), (2, 1)]
    assert desk.view.rowHeight(1) > desk.view.rowHeight(0)


def test_answers_that_are_too_long_stand_below_the_reason_and_the_row_grows(desk: Desk, qtbot: QtBot) -> None:
    answers = ("2-306 小王，上次买过鹌鹑蛋，鲜牛奶，小青菜，大白菜", "4-1104 小王，上次买过土鸡蛋，火锅底料", "新邻居")
    long = Row(2, "小王", look=RowLook("look", Fix("有 2 位“小王”，是哪一位？", answers, ("自己写",))))
    desk.table.set_rows([asking(1), long, Row(3, "王哥")])
    qtbot.waitUntil(lambda: desk.view.rowHeight(1) > desk.view.rowHeight(0))
    (bar,) = [bar for bar in desk.view.viewport().findChildren(FixBar) if bar.row_id == 2 and bar.isVisible()]
    for button in bar.buttons:
        assert bar.rect().contains(button.geometry()), button.plain_text()
        assert button.width() == button.sizeHint().width(), button.plain_text()
        assert button.y() >= line_height(theme().font("small"))
    places = [button.geometry() for button in bar.buttons]
    assert not any(one.intersects(other) for one in places for other in places if one != other)
    bottom = desk.view.rowViewportPosition(1) + desk.view.rowHeight(1)
    assert bar.geometry().bottom() < bottom
    plain = desk.view.rowHeight(0)
    desk.window.resize(1600, 500)
    qtbot.waitUntil(lambda: desk.view.rowHeight(1) == plain)


def test_a_long_list_gets_its_heights_turn_by_turn(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    look = desk.table.look

    def count(row: int) -> RowLook:
        asked.append(row)
        return look(row)

    monkeypatch.setattr(desk.table, "look", count)
    desk.table.set_rows([asking(number) for number in range(1, 4 * AT_ONCE + 1)])
    assert len(set(asked)) <= AT_ONCE
    desk.view.go_to(3 * AT_ONCE)
    current = desk.view.currentIndex()
    tall = desk.view.rowHeight(0)
    qtbot.waitUntil(lambda: all(desk.view.rowHeight(row) == tall for row in range(4 * AT_ONCE)))
    # Rows above it grew meanwhile, and it can still be seen.
    assert desk.view.viewport().rect().contains(desk.view.visualRect(current))


def test_answers_exist_only_where_they_can_be_seen(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows([asking(number) for number in range(1, 601)])
    qtbot.waitUntil(lambda: bool(desk.buttons()))
    assert len(desk.buttons()) <= 3 * 8
    desk.view.go_to(600)
    qtbot.waitUntil(lambda: 600 in {bar.row_id for bar in desk.view.viewport().findChildren(FixBar) if bar.isVisible()})
    assert len(desk.view.viewport().findChildren(Button)) <= 2 * 3 * 8
    desk.table.set_rows([Row(number, "好了") for number in range(1, 601)])
    qtbot.waitUntil(lambda: desk.buttons() == [])
    assert desk.view.rowHeight(5) == desk.view.cells_height()


def test_a_fold_is_opened_by_click_or_enter(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows([Row(1, "张阿姨"), fold(2), Row(3, "王哥")])
    assert desk.view.columnSpan(1, 0) == 5
    with qtbot.waitSignal(desk.view.link_chosen) as clicked:
        QTest.mouseClick(
            desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.view.visualRect(desk.table.index(1, 0)).center()
        )
    assert clicked.args == [2]
    desk.view.setFocus()
    with qtbot.waitSignal(desk.view.link_chosen):
        QTest.keyClick(desk.view, Key.Key_Return)
    desk.table.set_rows(rows(3))
    assert desk.view.columnSpan(1, 0) == 1


def test_enter_takes_what_was_typed_and_tab_goes_on(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows(rows(3))
    desk.view.edit_cell(1, "price")
    assert desk.editor().text() == "1.00"
    QTest.keyClicks(desk.editor(), "36")
    QTest.keyClick(desk.editor(), Key.Key_Tab)
    assert desk.prices.taken == [(1, 3600)]
    assert desk.editor().place.row() == 1
    QTest.keyClicks(desk.editor(), "18.5")
    QTest.keyClick(desk.editor(), Key.Key_Return)
    assert desk.prices.taken == [(1, 3600), (2, 1850)]
    assert desk.no_editor()
    assert desk.view.hasFocus()


def test_what_is_refused_stays_in_the_field_with_its_sentence(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows(rows(3))
    desk.view.edit_cell(2, "price")
    QTest.keyClicks(desk.editor(), "12345")
    QTest.keyClick(desk.editor(), Key.Key_Return)
    assert desk.editor().text() == "12345"
    assert desk.editor().property("refused")
    desk.before.setFocus()
    qtbot.waitUntil(desk.no_editor)
    refusal = desk.table.refusal(1, PRICE)
    assert refusal is not None
    assert refusal.typed == "12345"
    desk.view.edit_cell(2, "price")
    assert desk.editor().text() == "12345"
    QTest.keyClick(desk.editor(), Key.Key_Escape)
    assert desk.table.refusal(1, PRICE) is None
    assert desk.prices.taken == []


def test_a_refresh_leaves_the_open_field_alone(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows(rows(3))
    desk.view.edit_cell(2, "price")
    QTest.keyClicks(desk.editor(), "77")
    desk.table.set_rows([Row(row.id, "别人改的", fen=5) for row in rows(3)])
    assert desk.editor().text() == "77"
    desk.table.set_rows([Row(9, "新来的"), *rows(3)])
    assert desk.editor().text() == "77"
    QTest.keyClick(desk.editor(), Key.Key_Return)
    assert desk.prices.taken == [(2, 7700)]


def test_column_widths_are_remembered_at_any_text_size(desk: Desk, qtbot: QtBot) -> None:
    desk.view.horizontalHeader().resizeSection(1, 200)
    kept = desk.view.widths()
    other = Desk(qtbot)
    other.view.restore_widths(kept)
    assert other.view.columnWidth(1) == 200
    for broken in ("", "{", "[1]", '{"name": "x"}', '{"name": -5}', '{"gone": 50}'):
        other.view.restore_widths(broken)
    theme().choose("light", 130)
    try:
        desk.view.restore_widths(kept)
        assert desk.view.columnWidth(1) == 260
        assert desk.view.cells_height() > 44
    finally:
        theme().choose("light", 100)


def test_a_click_on_the_header_sorts_up_down_and_not(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows(rows(5))
    head = desk.view.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(1) + 10, head.height() // 2)
    orders = []
    for _ in range(3):
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append(desk.table.sort_order and desk.table.sort_order.descending)
    assert orders == [False, True, None]


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("wish", ["light", "dark"])
def test_every_kind_of_cell_is_painted(qtbot: QtBot, tmp_path: Path, wish: str, percent: int) -> None:
    """A warning of Qt while painting fails this; each cell must also leave something on its ground."""
    theme().choose(wish, percent)  # type: ignore[arg-type]
    try:
        cells = every_cell()
        column: Column[int] = Column("cell", "", lambda place: cells[place], 0)
        narrow: Column[int] = Column("narrow", "", lambda place: cells[place], 60, "right")
        table = RowTable([column, narrow], row_id=lambda place: place)
        view = TableView(table)
        qtbot.addWidget(view)
        view.resize(600, 60 * len(cells) + 60)
        table.set_rows(range(len(cells)))
        view.show()
        image = view.grab().toImage()
        ground = theme().color("surface").rgb()
        for place, cell in enumerate(cells):
            rect = view.visualRect(table.index(place, 0)).translated(view.viewport().pos())
            cut = image.copy(rect.adjusted(0, 0, 0, -1)).convertToFormat(QImage.Format.Format_ARGB32)
            inks = set(memoryview(cut.constBits()).cast("I"))
            assert (inks != {ground}) == bool(cell.plain or isinstance(cell, Person)), cell
    finally:
        theme().choose("light", 100)
        QApplication.sendPostedEvents()


def test_the_sentence_stands_below_its_cell_until_it_is_settled(desk: Desk, qtbot: QtBot) -> None:
    desk.table.set_rows(rows(3))
    note = desk.view.findChild(RefusalNote)
    assert note is not None
    desk.view.edit_cell(2, "price")
    QTest.keyClicks(desk.editor(), "x")
    QTest.keyClick(desk.editor(), Key.Key_Return)
    assert note.isVisible()
    assert note.y() > desk.editor().geometry().bottom() - 2
    desk.view.go_to(1)
    assert not note.isVisible()
    desk.view.setCurrentIndex(desk.table.index(1, PRICE))
    assert note.isVisible()
    desk.view.edit_cell(2, "price")
    QTest.keyClick(desk.editor(), Key.Key_Escape)
    assert not note.isVisible()


def test_columns_that_yield_give_their_room_to_the_names(qtbot: QtBot) -> None:
    columns: tuple[Column[Row], ...] = (
        Column("turn", "Turn", lambda row: Text(str(row.id)), 60, yields=True),
        Column("name", "Name", lambda row: Text(row.name), 0),
        Column("price", "Price", lambda _row: Text("1"), 200),
    )
    table: RowTable[Row] = RowTable(columns, row_id=lambda row: row.id)
    table.set_rows(rows(3))
    view = TableView(table)
    qtbot.addWidget(view)
    view.resize(600, 300)
    with qtbot.waitExposed(view):
        view.show()
    head = view.horizontalHeader()
    assert not head.isSectionHidden(0)
    view.resize(300, 300)
    assert head.isSectionHidden(0)
    assert head.sectionSize(1) >= 84
    view.resize(600, 300)
    assert not head.isSectionHidden(0)
    assert view.widths() == "{}"
