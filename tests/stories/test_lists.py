"""From the labels to the lists in the real window: opened, arranged, printed, and out of date after a change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import use_screen_language
from leaderdesk.documents.render import Pages
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.lists.screen import ListButton
from leaderdesk.features.lists.screen.list_preview import ListPreview
from leaderdesk.features.orders.actions import set_lines
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.queries import open_round_ids
from leaderdesk.window.start import Window
from tests.practice import open_shop
from tests.window.windows import open_window, settle


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    open_shop(tmp_path / "shop", orders=14).store.close()
    with open_window(qtbot, tmp_path / "shop") as opened:
        opened.session.go(Place(Page.ROUNDS, step=Step.LABELS))
        settle(qtbot, opened)
        yield opened
    use_screen_language("zh_CN")


def button(window: Window, words: str) -> ListButton:
    found = [each for each in window.frame.findChildren(ListButton) if each.plain_text().startswith(words)]
    return next(each for each in found if each.isVisible())


def preview(window: Window) -> ListPreview:
    return next(each for each in window.frame.findChildren(ListPreview) if each.isVisible())


def test_a_day_of_lists(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    for words in ("Picking list", "Packing list", "Print pickup list"):
        assert button(window, words).isVisible()
    button(window, "Packing list").click()
    settle(qtbot, window)
    shown = preview(window)
    shown.pane.columns.setCurrentRow(shown.pane.columns.keys().index("phone"))
    QTest.keyClick(shown.pane.columns, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert shown.pane.columns.row_of("phone").ticked is True
    QTest.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert shown.pane.columns.row_of("phone").ticked is False

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    shown.print_on(printer)
    settle(qtbot, window)
    with Pages(tmp_path / "paper.pdf") as pages:
        assert len(pages) >= 1

    desk = window.session.desk
    assert desk is not None
    with desk.store.read() as connection:
        (round_id,) = open_round_ids(connection)
        order = orders_of_round(connection, round_id)[0]
    set_lines(desk.store, order.id, {order.lines[0].offer_id: order.lines[0].amount_milli + 1000})
    settle(qtbot, window)
    assert button(window, "Packing list").plain_text() == "Packing list · 1"
    assert button(window, "Picking list").plain_text() == "Picking list"


def test_the_palette_opens_a_list(qtbot: QtBot, window: Window) -> None:
    assert window.session.desk is not None
    window.session.desk.summon_palette()
    settle(qtbot, window)
    palette = window.frame.focusWidget()
    assert palette is not None
    QTest.keyClicks(palette, "driver")
    settle(qtbot, window)
    QTest.keyClick(palette, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert preview(window).kind() is ListKind.DRIVER
    preview(window).reject()
    settle(qtbot, window)
