"""At the pickup table the window speaks in its bottom line: a toast would lie on the buttons for the next neighbour."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.pickups.queries import at_table
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.ui.buttons import Button
from leaderdesk.window.start import Window
from tests.practice import open_shop
from tests.window.windows import open_window, settle


def is_done(window: Window, round_id: int) -> bool:
    """Return whether the first order of the round was handed over."""
    assert window.session.store is not None
    with window.session.store.read() as connection:
        (first,) = at_table(connection, orders_of_round(connection, round_id)[:1], dues=lambda *_asked: {})
    return first.is_done


def test_what_was_handed_over_stands_below_with_its_undo(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "home", orders=4)
    close_round(shop.store, shop.round_id)
    order = shop.orders()[0]
    shop.store.close()
    with open_window(qtbot, tmp_path / "home") as window:
        frame = window.frame
        place = Place(Page.ROUNDS, round_id=shop.round_id, step=Step.PICKUP, order_id=order.id)
        window.session.go(place)
        settle(qtbot, window)
        QTest.keyClick(frame.findChildren(StationPage)[0].field, Qt.Key.Key_Return)
        settle(qtbot, window)
        assert is_done(window, shop.round_id)
        assert frame.toast.text() == ""
        assert order.neighbour_name in frame.status.last()

        undo = next(each for each in frame.status.findChildren(Button) if each.plain_text() == "Undo")
        undo.click()
        settle(qtbot, window)
        assert not is_done(window, shop.round_id)
        assert frame.status.last().startswith("Undone")

        # Elsewhere nothing is covered, and the toast speaks again.
        window.session.go(Place(Page.TODAY))
        settle(qtbot, window)
        assert frame.status.last() == ""
        window.session.notice("Saved")
        assert frame.toast.text() == "Saved"
