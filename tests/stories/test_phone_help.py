"""The story of a helper in the yard: the leader opens the page, a phone hands over, the laptop sees it and closes."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.features.scanner.actions import Standing
from leaderdesk.features.scanner.rules.addresses import Card
from leaderdesk.features.scanner.screen import PhoneButton, start_pane
from leaderdesk.features.scanner.screen.phone_panel import PhonePanel
from leaderdesk.ui.states import EmptyState
from leaderdesk.window.start import Window
from tests.features.pickups.gun import Gun
from tests.features.scanner.phones import HOST, Handset, internet_sockets, listening_ports
from tests.practice import open_shop
from tests.window.windows import open_window, settle

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux what is open")


@dataclass
class Day:
    """The open window at the pickup step."""

    qtbot: QtBot
    window: Window
    round_id: int
    rooms: list[str]

    @property
    def page(self) -> StationPage:
        return self.window.frame.findChildren(StationPage)[0]

    @property
    def button(self) -> PhoneButton:
        return self.window.frame.findChildren(PhoneButton)[0]

    def mark(self) -> QPushButton | None:
        """The words in the line at the bottom, while they stand there."""
        shown = [
            button
            for button in self.window.frame.status.findChildren(QPushButton)
            if button.isVisible() and "Phones may help" in button.accessibleName()
        ]
        return shown[0] if shown else None

    def panel(self) -> PhonePanel:
        found = self.page.panel()
        assert isinstance(found, PhonePanel)
        return found

    def standing(self) -> Standing:
        found = self.button.helping.standing()
        assert found is not None
        return found

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def go(self, place: Place) -> None:
        self.window.session.go(place)
        self.settle()

    def open(self) -> Handset:
        """Let phones help, and return one that has come in."""
        self.button.click()
        self.settle()
        self.panel().start.start_button.click()
        self.qtbot.waitUntil(lambda: self.button.helping.standing() is not None)
        self.settle()
        phone = Handset(self.standing().port)
        assert phone.post("/pin", pin=self.standing().pin).status == 200
        self.settle()
        return phone

    def done_count(self) -> int:
        return sum(1 for each in self.page._at_table.pickups if each.is_done) if self.page._at_table else -1


SHOW_CARDS = start_pane.StartPane.show_cards


def offer_loopback(pane: start_pane.StartPane, _cards: Sequence[Card]) -> None:
    """Offer this computer itself, whatever its networks are."""
    SHOW_CARDS(pane, (Card("loopback", HOST),))


@pytest.fixture
def day(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    home = tmp_path / "home"
    shop = open_shop(home, orders=12)
    close_round(shop.store, shop.round_id)
    rooms = [order.room for order in shop.orders()]
    lone = [room for room in rooms if room and rooms.count(room) == 1]
    shop.store.close()
    with open_window(qtbot, home) as window:
        found = Day(qtbot, window, shop.round_id, lone)
        found.go(Place(Page.ROUNDS, round_id=shop.round_id, step=Step.PICKUP))
        qtbot.waitUntil(lambda: bool(window.frame.findChildren(PhoneButton)))
        found.settle()
        # No phone comes to the loopback, so it is never offered; here it is taken for a network.
        monkeypatch.setattr(start_pane.StartPane, "show_cards", offer_loopback)
        yield found


def test_a_helper_hands_over_and_the_laptop_sees_it(day: Day) -> None:
    before = internet_sockets().keys()
    assert day.mark() is None
    phone = day.open()
    assert len(internet_sockets().keys() - before) == 1
    assert day.mark() is not None
    assert day.button.plain_text() == "Phones: 1"
    assert day.panel().open.phones.count() == 1

    card = phone.find(day.rooms[0])
    assert day.done_count() == 0
    assert phone.hand(card).words["tone"] == "done"
    day.settle()
    day.qtbot.waitUntil(lambda: day.done_count() == 1)
    assert isinstance(day.page.panel(), PhonePanel)

    day.window.frame.activateWindow()
    Gun(day.window.frame.windowHandle()).fire(day.rooms[0], enters=1)
    day.qtbot.waitUntil(lambda: isinstance(day.page.panel(), ResultPanel))
    shown = day.page.panel()
    assert isinstance(shown, ResultPanel)
    assert not shown.is_ready

    day.window.session.undo_last()
    day.qtbot.waitUntil(lambda: day.done_count() == 0)
    day.settle()
    assert phone.find(day.rooms[0])["tone"] == "ready"


def test_a_deed_of_a_phone_is_taken_back_by_its_own_button(day: Day) -> None:
    phone = day.open()
    phone.hand(phone.find(day.rooms[0]))
    phone.hand(phone.find(day.rooms[1]))
    day.settle()
    day.qtbot.waitUntil(lambda: day.done_count() == 2)
    links = [button for button in day.panel().open.findChildren(QPushButton) if button.accessibleName() == "Undo"]
    first = next(button for button in links if day.rooms[0] in button.accessibleDescription())
    first.click()
    day.qtbot.waitUntil(lambda: day.done_count() == 1)
    day.qtbot.waitUntil(lambda: len(day.standing().deeds) == 1)
    assert day.rooms[1] in day.standing().deeds[0].who


def test_it_stays_open_on_other_pages_and_the_mark_leads_back(day: Day) -> None:
    before = internet_sockets().keys()
    phone = day.open()
    day.go(Place(Page.TODAY))
    assert day.mark() is not None
    assert phone.hand(phone.find(day.rooms[0])).words["tone"] == "done"
    mark = day.mark()
    assert mark is not None
    mark.click()
    day.settle()
    assert day.page.isVisible()
    day.qtbot.waitUntil(lambda: day.done_count() == 1)

    day.button.click()
    day.settle()
    port = day.standing().port
    day.panel().open.stop_button.click()
    day.qtbot.waitUntil(lambda: day.mark() is None)
    assert day.button.helping.standing() is None
    assert internet_sockets().keys() - before == set()
    assert port not in listening_ports()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port), timeout=20)
    assert day.panel().start.start_button.isVisible()


def test_esc_puts_the_panel_away_and_phones_go_on(day: Day) -> None:
    phone = day.open()
    day.page.field.cleared.emit()
    assert isinstance(day.page.panel(), EmptyState)
    assert phone.find(day.rooms[0])["tone"] == "ready"


def test_what_was_chosen_is_remembered_and_nothing_else(day: Day) -> None:
    day.open()
    machine = day.window.session.machine
    assert (machine.scanner_address, machine.scanner_port) == (HOST, day.standing().port)
    written = (day.window._paths.settings).read_text(encoding="utf-8")
    assert day.standing().pin not in written


def test_another_language_closes_it(day: Day) -> None:
    day.open()
    port = day.standing().port
    day.window.session.set_machine(replace(day.window.session.machine, language="zh_CN"))
    day.settle()
    day.qtbot.waitUntil(lambda: port not in listening_ports())
    day.qtbot.waitUntil(lambda: day.mark() is None)


def test_nothing_listens_before_it_is_opened_and_after_the_window_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shop = open_shop(home, orders=6)
    shop.store.close()
    before = internet_sockets().keys()
    with open_window(qtbot, home) as window:
        for step in Step:
            window.session.go(Place(Page.ROUNDS, round_id=shop.round_id, step=step))
            settle(qtbot, window)
        for page in Page:
            window.session.go(Place(page))
            settle(qtbot, window)
        window.session.go(Place(Page.ROUNDS, round_id=shop.round_id, step=Step.PICKUP))
        settle(qtbot, window)
        assert internet_sockets().keys() - before == set()
        window.frame.findChildren(PhoneButton)[0].helping.open(HOST)
        qtbot.waitUntil(lambda: len(internet_sockets().keys() - before) == 1)
        settle(qtbot, window)
    assert internet_sockets().keys() - before == set()
