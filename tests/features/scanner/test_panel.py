"""The panel at the station: it offers networks, shows how phones come in, and says what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.app import reactions
from leaderdesk.core.i18n import language, use_screen_language
from leaderdesk.core.paths import StorePaths
from leaderdesk.documents.qr import read_grey
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.queries import StationSlots
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.pickups.screen.header_buttons import CloseAside, OpenAside
from leaderdesk.features.places import Place
from leaderdesk.features.scanner.actions import Deed, SeenPhone, Standing
from leaderdesk.features.scanner.queries import Table
from leaderdesk.features.scanner.rules.addresses import Card
from leaderdesk.features.scanner.screen import PhoneButton
from leaderdesk.features.scanner.screen.networks import cards
from leaderdesk.features.scanner.screen.open_pane import OpenPane
from leaderdesk.features.scanner.screen.phone_panel import PhonePanel
from leaderdesk.features.scanner.screen.qr_view import QrView
from leaderdesk.storage.database import open_store
from leaderdesk.ui.grey import grey_of_image
from leaderdesk.ui.states import EmptyState
from tests.features.pickups.table import Shown, shown
from tests.features.scanner.phones import HOST, Handset
from tests.practice import Shop

HOME = (Card("WLAN", "192.168.1.5", is_wireless=True), Card("Ethernet", "10.0.0.7"))
STANDING = Standing("192.168.1.5", 8642, "012345", is_shut=False, phones=(), deeds=())


class AtStation:
    """The station with its button for phones, and the marks that were asked for."""

    def __init__(self, qtbot: QtBot, screen: Shown, page: StationPage, marks: list[str]) -> None:
        self.qtbot = qtbot
        self.screen = screen
        self.page = page
        self.marks = marks
        (button,) = page.header_actions()
        assert isinstance(button, PhoneButton)
        self.button = button
        page.show_round(screen.shop.round_id, screen.place())
        screen.settle()

    def open_panel(self) -> PhonePanel:
        self.button.click()
        self.screen.settle()
        found = self.page.panel()
        assert isinstance(found, PhonePanel)
        return found


@pytest.fixture
def networks() -> list[Card]:
    return list(HOME)


@pytest.fixture
def station(qtbot: QtBot, made: Shop, tmp_path: Path, networks: list[Card]) -> Iterator[AtStation]:
    use_screen_language("en")
    home = tmp_path / "yard"
    shutil.copytree(made.store.paths.home, home)
    store = open_store(StorePaths(home), clock=made.clock, reactions=reactions())
    marks: list[str] = []

    def mark(words: str, *, place: Place | None = None) -> None:
        assert (place is None) == (not words)
        marks.append(words)

    def page(desk: Desk) -> QWidget:
        def button(desk: Desk, open_aside: OpenAside, close_aside: CloseAside) -> PhoneButton:
            return PhoneButton(
                replace(desk, mark=mark),
                open_aside,
                close_aside,
                table=Table(dues=dues, slots=StationSlots()),
                book=book_payment,
                networks=lambda: tuple(networks),
            )

        return StationPage(desk, dues=dues, book=book_payment, aside=button)

    with shown(qtbot, Shop(store, made.round_id, made.clock), page) as (screen, widget):
        assert isinstance(widget, StationPage)
        yield AtStation(qtbot, screen, widget, marks)
    store.close()
    use_screen_language("zh_CN")


def test_the_likeliest_network_is_offered_first_and_nothing_is_open(station: AtStation) -> None:
    panel = station.open_panel()
    assert panel.start.networks.current() == "192.168.1.5"
    assert panel.start.networks.count() == 2
    assert station.button.helping.standing() is None
    assert station.marks == []


def test_the_network_chosen_before_comes_first(station: AtStation) -> None:
    station.screen.machine = replace(station.screen.machine, scanner_address="10.0.0.7")
    assert station.open_panel().start.networks.current() == "10.0.0.7"


def test_without_a_network_a_sentence_says_what_to_do(station: AtStation, networks: list[Card]) -> None:
    networks[:] = [Card("Loopback", "127.0.0.1")]
    start = station.open_panel().start
    assert not start.start_button.isEnabled()
    assert not start.networks.isVisible()
    networks[:] = HOME
    start.again_button.click()
    station.screen.settle()
    assert start.start_button.isEnabled()


def test_an_address_that_is_gone_is_told_and_nothing_opens(station: AtStation) -> None:
    panel = station.open_panel()
    panel.start.start_button.click()
    station.screen.settle()
    # These addresses are nobody's here.
    assert station.screen.said.troubles == [
        "This address cannot be used just now. Is the Wi-Fi on? Choose another one, or try again."
    ]
    assert station.button.helping.standing() is None
    assert station.screen.machine.scanner_address == ""


def test_opening_shows_the_way_in_and_closing_takes_the_mark_away(station: AtStation) -> None:
    panel = station.open_panel()
    station.button.helping.open(HOST)
    station.qtbot.waitUntil(lambda: station.marks == ["Phones may help to scan"])
    station.screen.settle()
    standing = station.button.helping.standing()
    assert standing is not None
    assert panel.open.isVisible()
    assert panel.open.url.text() == standing.url
    assert panel.open.pin.text().replace(" ", "") == standing.pin
    assert panel.open.qr.accessibleName() == standing.url
    panel.open.renew_button.click()
    station.screen.settle()
    assert panel.open.pin.text().replace(" ", "") == station.button.helping.scanner.standing().pin  # type: ignore[union-attr]  # it is open
    panel.open.stop_button.click()
    station.qtbot.waitUntil(lambda: station.marks == ["Phones may help to scan", ""])
    assert panel.start.isVisible()


def test_an_unexpected_mistake_goes_where_mistakes_go(station: AtStation, monkeypatch: pytest.MonkeyPatch) -> None:
    station.button.helping.open(HOST)
    station.qtbot.waitUntil(lambda: bool(station.marks))
    standing = station.button.helping.standing()
    assert standing is not None
    monkeypatch.setattr("leaderdesk.features.scanner.actions.site.read_json", lambda _body: 1 / 0)
    with pytest.raises(ConnectionError):
        Handset(standing.port).post("/pin", pin=standing.pin)
    station.qtbot.waitUntil(lambda: bool(station.screen.said.bugs))
    assert isinstance(station.screen.said.bugs.pop(), ZeroDivisionError)
    monkeypatch.undo()
    assert Handset(standing.port).post("/pin", pin=standing.pin).status == 200


def test_the_panel_can_be_put_away(station: AtStation) -> None:
    panel = station.open_panel()
    close = next(each for each in panel.findChildren(QAbstractButton) if each.accessibleName() == "Back to scanning")
    close.click()
    station.screen.settle()
    assert isinstance(station.page.panel(), EmptyState)


def test_the_keyboard_stays_with_the_scan_field_and_tab_reaches_every_button(station: AtStation) -> None:
    panel = station.open_panel()
    assert station.page.field.hasFocus()
    buttons = [button for button in panel.findChildren(QAbstractButton) if button.isVisible()]
    assert len(buttons) == 3
    for button in buttons:
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus


def test_the_code_on_the_screen_is_the_address(qtbot: QtBot) -> None:
    view = QrView()
    qtbot.addWidget(view)
    view.show_text(STANDING.url)
    view.resize(view.sizeHint())
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    view.render(image)
    grey = grey_of_image(image)
    assert grey is not None
    assert read_grey(grey.pixels, grey.width, grey.height) == ("http://192.168.1.5:8642/",)


def test_who_is_in_and_what_was_done_is_said(qtbot: QtBot, made: Shop) -> None:
    with language("en"):
        pane = OpenPane(made.clock)
        qtbot.addWidget(pane)
        pane.show()
        phones = tuple(
            SeenPhone(number, f"192.168.1.{number}", ago) for number, ago in ((1, 0), (2, 30_000), (3, 130_000))
        )
        deeds = (
            Deed(made.clock.now_ms(), 2, "3-502 <b>王</b>", "handed", 8),
            Deed(made.clock.now_ms(), 1, "1-301 李", "paid", 7),
        )
        pane.show_standing(replace(STANDING, phones=phones, deeds=deeds, is_shut=True))
        assert (pane.phones.count(), pane.deeds.count()) == (3, 2)
        undo = [each for each in pane.findChildren(QAbstractButton) if each.accessibleName() == "Undo"]
        assert [each.accessibleDescription() for each in undo] == [
            "14:00 · Phone 2 · 3-502 <b>王</b> handed over",
            "14:00 · Phone 1 · 1-301 李 paid",
        ]
        assert pane._shut.isVisible()
        with qtbot.waitSignal(pane.taken_back) as taken:
            undo[1].click()
        assert taken.args == [deeds[1]]
        pane.show_standing(STANDING)
        assert (pane.phones.count(), pane.deeds.count()) == (1, 1)
        assert not pane._shut.isVisible()


def test_the_cards_of_this_computer_have_addresses_of_the_old_kind(qtbot: QtBot) -> None:
    for card in cards():
        assert card.name
        assert card.address.count(".") == 3
        assert not card.address.startswith("127.")
