"""The line at the bottom of the window says all the time whether the books close, and opens the sum behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.screen.books_mark import BooksMark
from leaderdesk.features.payments.screen.books_sheet import BooksSheet
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.window.start import Window
from tests.practice import open_shop
from tests.window.windows import open_window, settle


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """Give the window on a shop with three orders, of which one was paid in cash."""
    shop = open_shop(tmp_path / "shop", orders=3)
    book_payment(shop.store, order_id=shop.orders()[0].id, method="cash")
    shop.store.close()
    with open_window(qtbot, tmp_path / "shop") as window:
        yield window


def mark_of(window: Window) -> BooksMark:
    """Return the word at the bottom; there is one, whatever was opened and closed since."""
    found = [mark for mark in window.frame.status.findChildren(BooksMark) if mark.isVisible()]
    (mark,) = found
    return mark


def sheet_words(qtbot: QtBot, window: Window) -> list[str]:
    """Open the sum and return all its words."""
    mark_of(window).click()
    settle(qtbot, window)
    (sheet,) = window.frame.findChildren(BooksSheet)
    said = [label.text() for label in sheet.findChildren(Label)]
    said += [line.text() for line in sheet.findChildren(IconLine)]
    sheet.close_button.click()
    settle(qtbot, window)
    return said


def test_the_sum_behind_it_comes_to_the_same_on_both_sides(qtbot: QtBot, window: Window) -> None:
    assert mark_of(window).plain_text() == "The books close"
    said = sheet_words(qtbot, window)
    store = window.session.store
    assert store is not None
    with store.read() as connection:
        sold = connection.exec_driver_sql("SELECT sum(amount_fen) FROM ledger_line WHERE account = 'sales'")
        cash = connection.exec_driver_sql("SELECT -sum(amount_fen) FROM ledger_line WHERE account = 'cash'")
        sums = format_yuan(sold.scalar_one()), format_yuan(cash.scalar_one())
    assert said[said.index("goods sold") + 1] == sums[0]
    assert said[said.index("came in cash") + 1] == sums[1]
    assert said[said.index("What it comes from") + 1] == said[said.index("Where it is") + 1]
    assert "Both come to the same, to the fen." in said


def test_what_does_not_close_shows_at_once_and_goes_away_with_it(qtbot: QtBot, window: Window) -> None:
    store = window.session.store
    assert store is not None
    change = "UPDATE line SET price_fen = price_fen + 300, amount_milli = 1000 WHERE id = (SELECT max(id) FROM line)"
    with store.write("Test") as writing:
        # Goods that change behind the ledger's back.
        before = writing.connection.exec_driver_sql("SELECT price_fen, amount_milli FROM line ORDER BY id DESC").first()
        writing.connection.exec_driver_sql(change)
    settle(qtbot, window)
    assert before is not None
    off = abs(before.price_fen + 300 - (before.price_fen * before.amount_milli + 500) // 1000)
    words = f"{format_yuan(off)} off"
    assert mark_of(window).plain_text() == words
    said = sheet_words(qtbot, window)
    assert words in said
    assert any(each.startswith("Order ") for each in said)
    store.undo(writing.action_id)
    settle(qtbot, window)
    assert mark_of(window).plain_text() == "The books close"


def test_it_speaks_the_language_that_is_chosen(qtbot: QtBot, window: Window) -> None:
    window.session.set_machine(replace(window.session.machine, language="zh_CN"))
    settle(qtbot, window)
    assert mark_of(window).plain_text() == "账是平的"
    window.session.set_machine(replace(window.session.machine, language="en"))
    settle(qtbot, window)
    assert mark_of(window).plain_text() == "The books close"
