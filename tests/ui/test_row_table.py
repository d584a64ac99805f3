"""The short list: sorted, narrowed and refreshed without losing whom it was about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leaderdesk.ui.columns import Refusal, Sort
from leaderdesk.ui.listing import Listing
from tests.ui.table_rows import Prices, Row, asking, fold, order_table, rows

NAME, PRICE = 1, 4
STRICT = QAbstractItemModelTester.FailureReportingMode.Warning


def shown(table: Listing[Row]) -> list[int]:
    return [table.id_at(row) for row in range(table.rowCount())]


def test_the_model_keeps_qts_rules_through_every_change(qtbot: QtBot) -> None:
    table = order_table()
    tester = QAbstractItemModelTester(table, STRICT)
    table.set_rows(rows(5))
    table.set_rows([*rows(5), asking(6), fold(7)])
    table.sort(NAME)
    table.search("豆豆")
    table.search("")
    table.keep(lambda row: row.id % 2 == 0)
    table.keep(None)
    table.set_rows([])
    assert tester.model() is table


def test_sorting_goes_by_the_key_and_back_to_the_given_order(qtbot: QtBot) -> None:
    table = order_table()
    told: list[Sort | None] = []
    table.sorted_by.connect(told.append)
    table.set_rows(rows(12))
    table.sort(NAME)
    assert shown(table) == list(range(12, 0, -1))
    table.sort(PRICE, Qt.SortOrder.DescendingOrder)
    assert shown(table) == list(range(12, 0, -1))
    table.sort(-1)
    assert shown(table) == list(range(1, 13))
    assert told == [Sort("name"), Sort("price", descending=True), None]
    assert not table.can_sort(0)


def test_search_finds_rows_with_every_word_however_it_is_written(qtbot: QtBot) -> None:
    table = order_table()
    table.set_rows([Row(1, "张阿姨", "3-502"), Row(2, "张 Teacher", "5-1201"), Row(3, "王哥", "3-803")])
    table.search("张")
    assert shown(table) == [1, 2]
    table.search("ＴＥＡＣＨＥＲ")
    assert shown(table) == [2]
    table.search("3- 张")
    assert shown(table) == [1]
    table.keep(lambda row: row.id > 1)
    assert shown(table) == []
    table.search(" \u200b ")
    assert shown(table) == [2, 3]


def test_a_refresh_with_the_same_rows_is_only_a_change_of_data(qtbot: QtBot) -> None:
    table = order_table()
    table.set_rows(rows(3))
    with qtbot.assertNotEmitted(table.modelReset), qtbot.waitSignal(table.dataChanged):
        table.replace(Row(2, "新名字"))
    assert table.data(table.index(1, NAME)) == "新名字"
    with qtbot.waitSignal(table.modelReset):
        table.set_rows(rows(4))


def test_a_refused_cell_keeps_what_was_typed_until_it_is_settled(qtbot: QtBot) -> None:
    prices = Prices()
    table = order_table(prices)
    table.set_rows(rows(3))
    assert not table.take(1, PRICE, "三十六")
    refusal = table.refusal(1, PRICE)
    assert refusal is not None
    assert refusal.typed == "三十六"
    assert refusal.sentence in table.data(table.index(1, PRICE))
    assert table.data(table.index(1, PRICE), Qt.ItemDataRole.ToolTipRole) == refusal.sentence
    table.sort(NAME)
    assert table.refusal(table.row_of(2), PRICE) == refusal
    assert table.take(table.row_of(2), PRICE, "36")
    assert table.refusal(table.row_of(2), PRICE) is None
    assert prices.taken == [(2, 3600)]


def test_a_write_that_fails_later_is_shown_at_its_cell(qtbot: QtBot) -> None:
    table = order_table()
    table.set_rows(rows(3))
    with qtbot.waitSignal(table.refused) as told:
        table.refuse(3, "price", Refusal("40", "Somebody else changed it."))
    assert told.args == [3, "price", "Somebody else changed it."]
    table.settle(3, "price")
    assert table.refusal(2, PRICE) is None


def test_what_did_not_change_is_not_committed(qtbot: QtBot) -> None:
    prices = Prices()
    table = order_table(prices)
    table.set_rows(rows(1))
    assert table.take(0, PRICE, "1.00")
    assert prices.taken == []


def test_a_question_is_spoken_with_its_row_and_names_stay_plain(qtbot: QtBot) -> None:
    table = order_table()
    table.set_rows([asking(1), Row(2, "<img src=x> & <b>王</b>")])
    spoken = table.data(table.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "草莓两" in spoken
    assert table.data(table.index(1, NAME)) == "<img src=x> & <b>王</b>"
    assert table.headerData(NAME, Qt.Orientation.Horizontal) == "邻居"
