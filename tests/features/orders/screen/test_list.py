"""The list of the group on the screen: paste, look, answer with keys, take, undo, paste again."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules.comparison import compare
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.features.orders.screen import list_page
from leaderdesk.features.rounds.actions import close_round, edit_offer
from tests.features.orders.lists import FIRST, HEAD, SECOND
from tests.features.orders.screen.conftest import Shown

CTRL = Qt.KeyboardModifier.ControlModifier


def review(shown: Shown) -> Review:
    found = shown.widget.list.review
    assert found is not None
    return found


def names(shown: Shown) -> set[str]:
    with shown.estate.store.read() as connection:
        return {order.neighbour_name for order in orders_of_round(connection, shown.estate.round_id)}


def test_nothing_pasted_yet_offers_to_paste(shown: Shown) -> None:
    assert shown.widget.list.paste_button.isVisible()
    QGuiApplication.clipboard().setText(FIRST)
    QTest.keyClick(shown.widget, Qt.Key.Key_V, CTRL)
    shown.settle()
    assert review(shown).order_count == 6
    assert shown.widget.list.pane.listing.rowCount() == 6


def test_paste_answer_with_a_key_commit_and_undo(shown: Shown) -> None:
    shown.paste(FIRST)
    QTest.keyClick(shown.widget, Qt.Key.Key_Return, CTRL)
    shown.settle()
    sentence, action_id = shown.said.notices[-1]
    assert sentence == "6 单已入账，17 件"
    shown.paste(SECOND)
    pane = shown.widget.list.pane
    QTest.keyClick(shown.widget, Qt.Key.Key_F8)
    row = review(shown).row(pane.grid.current_id() or 0)
    assert row is not None
    assert row.name == "小王"
    assert pane.paste.lines.current_key() == row.lines[0]
    QTest.keyClick(pane.grid, Qt.Key.Key_2)
    shown.settle()
    assert review(shown).questions == 0
    QTest.keyClick(shown.widget, Qt.Key.Key_Return, CTRL)
    shown.settle()
    assert shown.said.notices[-1][0] == "8 单已入账，25 件"
    assert "王哥" not in names(shown)
    latest = shown.said.notices[-1][1]
    assert latest is not None
    assert action_id is not None
    shown.estate.store.undo(latest)
    shown.settle()
    assert names(shown) == {"张阿姨", "小陈妈妈", "刘老师", "豆豆妈", "王哥", "阿敏"}
    assert review(shown).works


def test_an_answer_is_compared_off_the_windows_thread_and_waited_for_before_taking(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.paste(SECOND)
    compared: list[threading.Thread] = []

    def watched(*given: object) -> Review:
        compared.append(threading.current_thread())
        return compare(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(list_page, "compare", watched)
    pane = shown.widget.list.pane
    QTest.keyClick(shown.widget, Qt.Key.Key_F8)
    QTest.keyClick(pane.grid, Qt.Key.Key_2)
    pane.bar.commit_wanted.emit(False)
    shown.settle()
    assert compared
    assert threading.main_thread() not in compared
    assert shown.said.notices[-1][0].startswith("8 单已入账")


def test_confirming_with_open_questions_offers_two_ways_in_the_bar(shown: Shown) -> None:
    shown.paste(SECOND)
    bar = shown.widget.list.pane.bar
    QTest.keyClick(shown.widget, Qt.Key.Key_Return, CTRL)
    assert not bar.commit_button.isVisible()
    assert shown.said.notices == []
    bar.certain_button.click()
    shown.settle()
    assert shown.said.notices[-1][0].startswith("7 单已入账")
    assert [row.name for row in review(shown).open_rows] == ["小王"]


def test_a_stale_comparison_is_rebuilt_and_says_so(shown: Shown) -> None:
    shown.paste(FIRST)
    stale = review(shown)
    edit_offer(shown.estate.store, shown.estate.offers["A"], {"price_fen": 3900})
    shown.widget.list.commit(stale, certain_only=False)
    shown.settle()
    assert shown.said.notices == []
    assert names(shown) == set()
    assert review(shown).ground.fingerprint != stale.ground.fingerprint
    assert shown.widget.list.pane.strips.isVisible()
    shown.widget.list.commit(review(shown), certain_only=False)
    shown.settle()
    assert len(names(shown)) == 6


def test_rows_and_lines_select_each_other(shown: Shown) -> None:
    shown.paste(FIRST)
    pane = shown.widget.list.pane
    pane.grid.go_to(3)
    assert pane.paste.lines.current_key() == 6
    pane.paste.lines.line_chosen.emit(8)
    assert pane.grid.current_id() == 5


def test_runs_without_a_change_are_folded_and_open(shown: Shown) -> None:
    people = "".join(f"{number}. 邻居{number} 1-{400 + number} 草莓1\n" for number in range(1, 13))
    shown.paste(HEAD + people)
    shown.widget.list.pane.bar.commit()
    shown.settle()
    pane = shown.widget.list.pane
    assert pane.listing.rowCount() == 2
    pane.grid.link_chosen.emit(pane.listing.id_at(1))
    assert pane.listing.rowCount() == 12
    pane.tabs.chosen.emit(pane.tabs.current())
    assert pane.listing.rowCount() == 12


def test_a_line_is_written_out_by_hand(shown: Shown) -> None:
    shown.paste(HEAD + "1. 张阿姨 3-502 草莓2\n2. 王哥 2-803 蛋糕2\n")
    pane = shown.widget.list.pane
    pane.go_on(1)
    pane.grid.opened.emit(pane.grid.current_id())
    field = pane.correction.field
    assert field.hasFocus() or field.isVisible()
    field.setText("草莓3 酸奶1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.settle()
    assert review(shown).questions == 0
    assert sorted(review(shown).rows[1].after.values()) == [1000, 3000]


def test_what_is_no_list_keeps_its_text(shown: Shown) -> None:
    shown.paste("今天天气不错\n大家好")
    pane = shown.widget.list.pane
    assert pane.error.isVisible()
    assert not pane.bar.isVisible()
    assert shown.said.troubles == []
    shown.paste(FIRST)
    assert not pane.error.isVisible()


def test_after_the_cutoff_a_strip_says_so(shown: Shown) -> None:
    close_round(shown.estate.store, shown.estate.round_id)
    shown.paste(FIRST)
    assert shown.widget.list.pane.strips.isVisible()


def test_what_was_pasted_last_is_there_on_the_next_visit(shown: Shown) -> None:
    shown.paste(FIRST)
    shown.widget.list.show_round(shown.estate.round_id, fresh_text=False)
    shown.settle()
    assert review(shown).text == FIRST


def test_a_question_to_her_is_copied(shown: Shown) -> None:
    shown.paste(SECOND)
    shown.widget.list.pane.go_on(1)
    QTest.keyClick(shown.widget, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text().startswith("小王")


def test_every_control_has_a_name(shown: Shown) -> None:
    shown.paste(SECOND)
    for kind in (QAbstractButton, QLineEdit):
        for control in shown.widget.findChildren(kind):
            text = control.text() if isinstance(control, QAbstractButton) else ""
            assert control.accessibleName() or text or control.objectName().startswith("qt_"), control
