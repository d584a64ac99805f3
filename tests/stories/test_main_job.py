"""One round in the real window, by keyboard: from the pasted list to the last bag, and back by undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leaderdesk.app import features, parts
from leaderdesk.core.clock import FixedClock
from leaderdesk.core.i18n import _
from leaderdesk.core.paths import StorePaths
from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import Pages
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.labels.screen import LabelsPage
from leaderdesk.features.pickups.rules import COLD_BAG, Kind, bags_of, code_of
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.practice.actions import fill_with_practice, practice_shop_key
from leaderdesk.features.practice.rules import invent
from leaderdesk.features.purchasing.screen import PurchasePage
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.storage.database import Store, open_store
from leaderdesk.ui.buttons import Button
from leaderdesk.window.start import Window

SEED = 11
KEY = practice_shop_key(SEED)
W = TypeVar("W", bound=QWidget)
LIST = """#接龙
第 2 期・草莓季，今晚 8 点直播间见~
草莓36 酸奶28 面包18 鸡蛋26 皂20

1. 张阿姨 3-502 草莓2 酸奶1
2. 豆豆妈 3栋1001 草莓两盒，面包1袋
3. 小王 鸡蛋1
4. 新来的小鹿 5-301 皂x2
"""
LATER = LIST.replace("草莓2 酸奶1", "草莓1 酸奶1") + "5. 刘老师 5-1201 面包2 鸡蛋一盒\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """The open window, its store and the round in work."""

    window: Window
    round_id: int

    @property
    def store(self) -> Store:
        """The store that the window has open."""
        assert self.window.session.store is not None
        return self.window.session.store

    def orders(self) -> dict[str, Order]:
        """Return the orders by the neighbour's name."""
        with self.store.read() as connection:
            return {order.neighbour_name: order for order in orders_of_round(connection, self.round_id)}

    def go(self, step: Step, *, paste: str | None = None) -> None:
        """Show the page of a step and wait until it is there."""
        self.window.session.go(Place(Page.ROUNDS, round_id=self.round_id, step=step, paste=paste))
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was asked for has arrived."""
        for _turn in range(3):
            assert self.window.tasks.wait()
            QTest.qWait(30)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        target = QGuiApplication.focusObject()
        QTest.keyClick(target if isinstance(target, QWidget) else self.window.frame, key, modifier)
        self.settle()


class Strangers(QObject):
    """Notes every widget that flashes up as a window of its own, as one does that is shown before it has its place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "shop"
    invented = invent(seed=SEED, today=dt.date(2026, 1, 25), neighbours=40, rounds=1)
    reactions = [reaction for feature in features() for reaction in feature.reactions]
    store = open_store(StorePaths(home), clock=FixedClock(dt.datetime(2026, 1, 25, 14, 0)), reactions=reactions)
    round_id = fill_with_practice(store, invented, seed=SEED)
    store.close()
    app = QApplication.instance()
    assert app is not None
    strangers = Strangers()
    app.installEventFilter(strangers)
    window = Window(parts(), StorePaths(home), language="zh_CN")
    qtbot.addWidget(window.frame)
    window.frame.resize(1366, 768)
    with qtbot.waitSignal(window.session.opened, timeout=20_000), qtbot.waitActive(window.frame):
        window.show()
        window.frame.activateWindow()
    desk = Desk(window, round_id)
    desk.settle()
    yield desk
    window.frame.close()
    app.removeEventFilter(strangers)
    assert strangers.seen == ["Frame"]


def the(kind: type[W], desk: Desk) -> W:
    """Return the one visible widget of that kind."""
    found = [widget for widget in desk.window.frame.findChildren(kind) if widget.isVisible()]
    assert len(found) == 1, found
    return found[0]


def click(desk: Desk, page: QWidget, words: str) -> None:
    """Click the button with these words."""
    found = [button for button in page.findChildren(Button) if button.isVisible() and button.plain_text() == words]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    desk.settle()


def test_from_the_pasted_list_to_the_last_bag(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = take_the_list(desk)
    close_round(desk.store, desk.round_id)
    desk.settle()
    save_workbooks(desk, tmp_path / "out")
    print_labels(desk, tmp_path / "labels.pdf", monkeypatch, taken)
    hand_out_once(desk, taken["张阿姨"])


def take_the_list(desk: Desk) -> dict[str, Order]:
    """Paste, answer, take; paste again with changes and undo them. Return the orders as they stand."""
    # Two people are called 小王, so one row asks, and nothing is taken yet.
    desk.go(Step.INTAKE, paste=LIST)
    assert desk.orders() == {}
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    taken = desk.orders()
    assert set(taken) == {"张阿姨", "豆豆妈", "小王", "新来的小鹿"}
    assert taken["张阿姨"].total_fen == 2 * 3600 + 2800
    assert taken["小王"].room in {"2-306", "4-1104"}

    # The group goes on writing; only what is different is taken, and undo brings back what was.
    desk.go(Step.INTAKE, paste=LATER)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.orders()["张阿姨"].total_fen == 3600 + 2800
    assert desk.orders()["刘老师"].total_fen == 2 * 1800 + 2600
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.orders() == taken
    return taken


def save_workbooks(desk: Desk, folder: Path) -> None:
    """Each of the four suppliers gets a workbook."""
    desk.go(Step.PURCHASE)
    the(PurchasePage, desk).deeds.export(folder)
    desk.settle()
    assert len(list(folder.glob("*.xlsx"))) == 4


def print_labels(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, taken: dict[str, Order]) -> None:
    """One label a bag, and every code on the pages is read back."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(path), ""))
    desk.go(Step.LABELS)
    click(desk, the(LabelsPage, desk), _("Save as PDF"))
    with Pages(path) as pages:
        images = [pages.image(place, px_per_mm=8.0) for place in range(len(pages))]
    printed = [code for image in images for code in read_codes(image)]
    assert sorted(printed) == sorted(
        code_of(order.id, bag.number, KEY) for order in taken.values() for bag in bags_of(order)
    )


def hand_out_once(desk: Desk, order: Order) -> None:
    """Scan, look, book, Enter; a second scan says that it has gone, and undo makes it open again."""
    desk.go(Step.PICKUP)
    field = the(StationPage, desk).findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, code_of(order.id, COLD_BAG, KEY))
    desk.press(Qt.Key.Key_Return)
    assert the(ResultPanel, desk).kind is Kind.UNPAID
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Return)
    assert _handed(desk) == {order.id}
    QTest.keyClicks(field, code_of(order.id, COLD_BAG, KEY))
    desk.press(Qt.Key.Key_Return)
    assert the(ResultPanel, desk).kind is Kind.ALREADY
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _handed(desk) == set()


def _handed(desk: Desk) -> set[int]:
    with desk.store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT order_id FROM handover JOIN orders ON orders.id = order_id WHERE round_id = ?", (desk.round_id,)
        )
        return set(found.scalars())
