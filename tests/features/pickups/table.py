"""The pages of the pickup table in a window of their own, over a real practice shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.settings import MachineSettings
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.queries import pickups_of_round
from leaderdesk.features.pickups.rules import PickupOrder, code_of
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.pickups.screen.scan_field import LINE_END_MS
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.practice.actions import practice_shop_key
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.theme import theme
from tests.features.pickups.gun import Gun
from tests.practice import SEED, Shop

KEY = practice_shop_key(SEED)


@dataclass
class Said:
    """What the desk was told to say, where it was sent, and what went wrong."""

    notices: list[tuple[str, int | None]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)

    def notice(self, sentence: str, *, undo: int | None = None) -> None:
        self.notices.append((sentence, undo))


class Shown:
    """A page in a window, with the desk it was made for."""

    def __init__(self, qtbot: QtBot, shop: Shop) -> None:
        theme()
        self.qtbot = qtbot
        self.shop = shop
        self.said = Said()
        self.machine = MachineSettings(sound=False, paper_language="en")
        self.tasks = TaskRunner(trouble=lambda error: self.said.troubles.append(str(error)), bug=self.said.bugs.append)
        bridge = Bridge()
        shop.store.watch(bridge.tell)
        self.desk = Desk(
            store=shop.store,
            tasks=self.tasks,
            bridge=bridge,
            clock=shop.clock,
            notice=self.said.notice,
            go=self.said.places.append,
            settings=lambda: self.machine,
            set_settings=self._keep,
        )

    def settle(self) -> None:
        """Wait until everything that was asked for is done and shown."""
        for _turn in range(5):
            QCoreApplication.sendPostedEvents()
            self.qtbot.wait(1)
            assert self.tasks.wait(8000)
        assert not self.said.bugs, self.said.bugs

    def show(self, page: QWidget) -> None:
        """Put the page on the screen and give it the keyboard."""
        page.resize(1286, 640)
        page.show()
        self.qtbot.waitExposed(page)
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)

    def place(self, order_id: int | None = None) -> Place:
        """Return the place of the round in view."""
        return Place(Page.ROUNDS, round_id=self.shop.round_id, step=Step.PICKUP, order_id=order_id)

    def latest(self) -> str:
        """Return the last thing that was said."""
        return self.said.notices[-1][0] if self.said.notices else ""

    def _keep(self, machine: MachineSettings) -> None:
        self.machine = machine


@contextmanager
def shown(qtbot: QtBot, shop: Shop, make: Callable[[Desk], QWidget]) -> Iterator[tuple[Shown, QWidget]]:
    """Give a page over the shop; afterwards nothing of it is left."""
    screen = Shown(qtbot, shop)
    page = make(screen.desk)
    screen.show(page)
    try:
        yield screen, page
    finally:
        screen.tasks.shutdown()
        page.close()
        page.deleteLater()
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
        screen.tasks.deleteLater()
        QCoreApplication.sendPostedEvents(screen.tasks, QEvent.Type.DeferredDelete.value)


class Station:
    """The pickup station as it is used: a gun, a keyboard, and eyes on the answer."""

    def __init__(self, screen: Shown, page: StationPage) -> None:
        self.screen = screen
        self.page = page
        self.said = screen.said
        self.shop = screen.shop
        self.gun = Gun(page.windowHandle())
        page.show_round(screen.shop.round_id, screen.place())
        screen.settle()

    def keys(self, text: str, *, enters: int = 0) -> None:
        """Type into whatever has the keyboard, in the rhythm of a gun, and end with that many Enters."""
        self.gun.fire(text, enters=enters)

    def press(self, key: Qt.Key) -> None:
        """Press one key in the window."""
        window = self.page.windowHandle()
        assert window is not None
        QTest.keyClick(window, key)
        self.screen.settle()

    def scan(self, text: str, *, enter: bool = True) -> None:
        """Scan a code or type a text; without Enter the gun falls silent."""
        self.keys(text, enters=int(enter))
        if not enter:
            self.screen.qtbot.waitUntil(lambda: not self.page.field.text())
        self.screen.settle()

    def agree(self) -> None:
        """Read the answer, then press Enter."""
        QTest.qWait(LINE_END_MS + 10)
        self.press(Qt.Key.Key_Return)

    def code(self, room: str, bag: int = 0) -> str:
        """Return the code on the label of that room."""
        return code_of(self.shop.order_of(room).id, bag, KEY)

    def pickup(self, room: str) -> PickupOrder:
        """Return the order of that room as the store knows it."""
        with self.shop.store.read() as connection:
            found = pickups_of_round(connection, self.shop.round_id, dues=dues)
        return next(each for each in found if each.order.room == room)

    def done_count(self) -> int:
        """Return how many orders have been handed out whole."""
        with self.shop.store.read() as connection:
            found = pickups_of_round(connection, self.shop.round_id, dues=dues)
        return sum(1 for each in found if each.is_done)


@contextmanager
def station(qtbot: QtBot, shop: Shop) -> Iterator[Station]:
    """Give the pickup station over the shop's round."""
    with shown(qtbot, shop, lambda desk: StationPage(desk, dues=dues, book=book_payment)) as (screen, page):
        assert isinstance(page, StationPage)
        yield Station(screen, page)


def result(table: Station) -> ResultPanel:
    """Return the answer that shows an order."""
    panel = table.page.panel()
    assert isinstance(panel, ResultPanel)
    return panel


def words(widget: QWidget | None) -> str:
    """Return what can be read in `widget`."""
    assert widget is not None
    said = [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]
    said += [label.text() for label in widget.findChildren(ElidedLabel) if label.isVisibleTo(widget)]
    return " | ".join(said)


def button(widget: QWidget, text: str) -> Button:
    """Return the button that says `text`."""
    return next(each for each in widget.findChildren(Button) if each.plain_text() == text)
