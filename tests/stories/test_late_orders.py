"""After the cut-off, in the real window: v1 goes out, somebody comes late, the slip follows, all of it is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.app import parts
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.purchasing.queries import expected_of_round, sent_versions
from leaderdesk.features.purchasing.queries.late import wishes_of_round
from leaderdesk.features.purchasing.screen import PurchasePage
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.window.start import Window
from tests.practice import open_shop
from tests.window.windows import settle

W = TypeVar("W", bound=QWidget)


class Evening:
    """The window on a round that was cut off."""

    def __init__(self, qtbot: QtBot, window: Window, round_id: int) -> None:
        self.qtbot, self.window, self.round_id = qtbot, window, round_id

    @property
    def store(self) -> Store:
        assert self.window.session.store is not None
        return self.window.session.store

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def go(self, step: Step, *, paste: str | None = None) -> None:
        self.window.session.go(Place(Page.ROUNDS, round_id=self.round_id, step=step, paste=paste))
        self.settle()

    def page(self) -> PurchasePage:
        (page,) = (each for each in self.window.frame.findChildren(PurchasePage) if each.isVisible())
        return page

    def press(self, words: str) -> None:
        found = [each for each in self.page().findChildren(Button) if words in each.plain_text() and each.isVisible()]
        found[0].click()
        self.settle()

    def amounts(self) -> dict[tuple[str, int], int]:
        with self.store.read() as connection:
            orders = orders_of_round(connection, self.round_id)
        return {(order.neighbour_name, line.offer_id): line.amount_milli for order in orders for line in order.lines}

    def expected(self, offer_id: int) -> int:
        with self.store.read() as connection:
            return expected_of_round(connection, self.round_id)[offer_id]

    def export(self, folder: Path) -> dict[str, bytes]:
        self.page().deeds.export(folder)
        self.settle()
        return {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}

    def key(self, key: Qt.Key) -> None:
        target = QGuiApplication.focusObject()
        widget = target if isinstance(target, QWidget) else self.window.frame
        QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)
        self.settle()


@pytest.fixture
def evening(qtbot: QtBot, tmp_path: Path) -> Iterator[Evening]:
    shop = open_shop(tmp_path / "shop", orders=12)
    close_round(shop.store, shop.round_id)
    shop.store.close()
    window = Window(parts(), StorePaths(tmp_path / "shop"), language="zh_CN")
    qtbot.addWidget(window.frame)
    window.frame.resize(1366, 768)
    with qtbot.waitSignal(window.session.opened, timeout=20_000), qtbot.waitActive(window.frame):
        window.show()
        window.frame.activateWindow()
    evening = Evening(qtbot, window, shop.round_id)
    evening.settle()
    yield evening
    window.frame.close()


def test_sent_then_late_then_the_slip_then_undone(evening: Evening, tmp_path: Path) -> None:
    with evening.store.read() as connection:
        berries = next(each for each in offers_of_round(connection, evening.round_id) if "草莓" in each.name)
        orders = orders_of_round(connection, evening.round_id)
    before = evening.amounts()
    evening.go(Step.PURCHASE)
    first = evening.export(tmp_path / "out")
    assert len(first) == 4

    # The list goes on in the group; pasted now, what is new in it waits in the drawer and no order changes.
    late = next(each for each in orders if all(line.offer_id != berries.id for line in each.lines))
    evening.go(Step.INTAKE, paste=f"#接龙\n1. {late.neighbour_name} {late.room} 草莓2")
    evening.key(Qt.Key.Key_Return)
    assert evening.amounts() == before
    with evening.store.read() as connection:
        (wish,) = wishes_of_round(connection, evening.round_id)
    assert (wish.neighbour_id, wish.amount_milli, wish.answer) == (late.neighbour_id, 2_000, "")

    # The practice round lies in the past, so the arrival is over by the window's clock unless time is given back.
    with evening.store.write("Move the pickup", undoable=False) as writing:
        later = "UPDATE round SET pickup_from = '2099-01-01T10:00' WHERE id = :id"
        writing.connection.exec_driver_sql(later, {"id": evening.round_id})
    evening.settle()
    evening.press("收下")
    assert evening.amounts()[late.neighbour_name, berries.id] == 2_000

    # Another asks in the chat, as people do: a whole case more.
    evening.page().late.read(f"{late.neighbour_name}：草莓能再来10盒不")
    evening.settle()
    evening.press("收下")
    assert evening.amounts()[late.neighbour_name, berries.id] == 12_000

    after = evening.export(tmp_path / "out")
    assert {name: after[name] for name in first} == first
    (slip,) = after.keys() - first.keys()
    sheet = openpyxl.load_workbook(tmp_path / "out" / slip).worksheets[0]
    assert any("只是差额" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    ordered = sum(milli for (_name, offer_id), milli in evening.amounts().items() if offer_id == berries.id)
    assert ordered <= evening.expected(berries.id) < ordered + 10_000

    for _step in range(4):
        evening.key(Qt.Key.Key_Z)
    assert evening.amounts() == before
    with evening.store.read() as connection:
        assert {version.version for version in sent_versions(connection, evening.round_id)} == {1}
        assert [wish.answer for wish in wishes_of_round(connection, evening.round_id)] == [""]
