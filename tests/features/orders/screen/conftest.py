"""The step of taking orders on a desk of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.screen import IntakePage, OrderSlots
from leaderdesk.features.orders.screen.intake_page import Intake
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.places import Page, Place
from tests.features.orders.desks import Said, make_desk
from tests.features.orders.estate import Estate


@dataclass
class Shown:
    """The page of the open round, shown, and what it said."""

    estate: Estate
    desk: Desk
    said: Said
    page: IntakePage
    widget: Intake
    settle: Callable[[], None]

    def paste(self, text: str) -> None:
        """Paste a text, as the window hands it over, and wait until it is read."""
        self.page.show_round(self.estate.round_id, Place(Page.ROUNDS, paste=text))
        self.settle()


@pytest.fixture
def shown(qtbot: QtBot, estate: Estate) -> Iterator[Shown]:
    """Give the page on its round, with nothing pasted yet."""
    said = Said()
    desk = make_desk(estate.store, said)
    page = IntakePage(desk, OrderSlots(dues=dues, tables=frozenset({"ledger_entry"})))
    widget = page.widget()
    assert isinstance(widget, Intake)
    qtbot.addWidget(widget)
    for action in page.header_actions():
        qtbot.addWidget(action)
    widget.resize(1286, 640)

    def settle() -> None:
        for _turn in range(4):
            assert desk.tasks.wait()
            qtbot.wait(10)
        assert said.bugs == []

    with qtbot.waitExposed(widget):
        widget.show()
    page.show_round(estate.round_id, Place(Page.ROUNDS))
    settle()
    yield Shown(estate, desk, said, page, widget, settle)
    desk.tasks.shutdown()
