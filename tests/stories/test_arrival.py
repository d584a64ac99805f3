"""The story of a van that brings too little, in the real window: shared out in each way, weighed, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import FixedClock
from leaderdesk.features.arrivals.rules.counting import Standing
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.screen import ArrivalPage
from leaderdesk.features.orders.actions import set_lines
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.storage.database import Store
from leaderdesk.window.start import Window
from tests.features.arrivals.van import books_close, ground, most_wanted, standing
from tests.practice import TODAY, Shop, open_shop
from tests.window.windows import open_window, settle


@dataclass
class Van:
    """The page of arrival in the real window, with the goods most wanted and what came of them."""

    qtbot: QtBot
    window: Window
    shop: Shop
    page: ArrivalPage
    offer_id: int
    ordered_milli: int

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def type(self, milli: int) -> None:
        """Type what came into the field of the goods and press Enter."""
        field = self.page.count.rows[self.offer_id].field
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, amount_text(milli))
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.settle()

    def go(self) -> None:
        """Press the button of the bar."""
        assert self.page.bar.go.isEnabled()
        self.page.bar.go.click()
        self.settle()

    def undo(self) -> None:
        self.window.session.undo_last()
        self.settle()


def _make(home: Path, *, weighed: bool) -> tuple[int, int, int]:
    shop = open_shop(home, orders=24)
    close_round(shop.store, shop.round_id)
    count = most_wanted(shop)
    for party in ground(shop, count.offer.id).parties[::2]:
        book_payment(shop.store, order_id=party.order_id, method="wechat")
    if weighed:
        with shop.store.write("Sold by weight") as writing:
            writing.session.get_one(ProductRow, count.offer.product_id).unit = "kg"
    shop.store.close()
    return shop.round_id, count.offer.id, count.ordered_milli


@pytest.fixture
def van(qtbot: QtBot, tmp_path: Path) -> Iterator[Van]:
    """Give the window on the page of arrival."""
    with _at_the_van(qtbot, tmp_path / "home", weighed=False) as opened:
        yield opened


@pytest.fixture
def scales(qtbot: QtBot, tmp_path: Path) -> Iterator[Van]:
    """Give the window on the page of arrival, the goods most wanted sold by weight."""
    with _at_the_van(qtbot, tmp_path / "home", weighed=True) as opened:
        yield opened


@contextmanager
def _at_the_van(qtbot: QtBot, home: Path, *, weighed: bool) -> Iterator[Van]:
    round_id, offer_id, ordered = _make(home, weighed=weighed)
    with open_window(qtbot, home) as window:
        store = window.session.store
        assert isinstance(store, Store)
        window.session.go(Place(Page.ROUNDS, round_id=round_id, step=Step.ARRIVAL))
        settle(qtbot, window)
        page = window.frame.findChild(ArrivalPage)
        assert page is not None
        shop = Shop(store=store, round_id=round_id, clock=FixedClock(dt.datetime.combine(TODAY, dt.time(14))))
        yield Van(qtbot, window, shop, page, offer_id, ordered)


@pytest.mark.parametrize("policy", list(Policy))
def test_a_shortage_is_shared_out_in_the_window(van: Van, policy: Policy) -> None:
    van.type(van.ordered_milli - 2000)
    assert ground(van.shop, van.offer_id).count.standing is Standing.SHORT
    before = standing(van.shop)
    number = list(Policy).index(policy) + 1
    QTest.keyClick(van.page.short, Qt.Key(int(Qt.Key.Key_0) + number))
    van.settle()
    assert van.page.short.policy is policy
    if policy is Policy.BY_HAND:
        assert not van.page.bar.go.isEnabled()
        give_up(van, 2000)
    # Nothing is changed before the button is pressed.
    assert standing(van.shop) == before
    van.go()
    after = ground(van.shop, van.offer_id).count
    assert after.ordered_milli == after.received_milli
    assert books_close(van.shop)
    assert van.page.short.texts.isVisibleTo(van.page)
    van.page.short.texts.copy.click()
    assert QGuiApplication.clipboard().text()
    van.undo()
    assert standing(van.shop) == before
    assert ground(van.shop, van.offer_id).count.standing is Standing.SHORT


def give_up(van: Van, milli: int) -> None:
    """Take so much from the neighbours, a box each, in the table for sharing by hand."""
    for party in ground(van.shop, van.offer_id).parties:
        if milli > 0 and party.ordered_milli >= 1000:
            view = van.page.short.hand_table
            view.edit_cell(party.order_id, "gets")
            field = view.focusWidget()
            assert field is not None
            QTest.keyClicks(field, amount_text(party.ordered_milli - 1000))
            QTest.keyClick(field, Qt.Key.Key_Return)
            van.settle()
            milli -= 1000


def test_goods_by_weight_are_settled_in_the_window(scales: Van) -> None:
    van = scales
    van.page.count.rows[van.offer_id].scales.click()
    van.settle()
    parties = ground(van.shop, van.offer_id).parties
    before = standing(van.shop)
    for party in parties:
        assert not van.page.bar.go.isEnabled()
        van.page.weigh.table.edit_cell(party.line_id, "weight")
        field = van.page.weigh.table.focusWidget()
        assert field is not None
        QTest.keyClicks(field, amount_text(party.ordered_milli + 120))
        QTest.keyClick(field, Qt.Key.Key_Return)
        van.settle()
    van.go()
    after = ground(van.shop, van.offer_id).count
    assert after.received_milli == van.ordered_milli + 120 * len(parties)
    assert books_close(van.shop)

    # Each is told what hers weighs; one was read wrong and is weighed again.
    told = van.page.weighed
    assert told.isVisibleTo(van.page)
    told.texts.copy.click()
    assert "weighs" in QGuiApplication.clipboard().text()
    told.again_button.click()
    van.settle()
    assert van.page.weigh.isVisibleTo(van.page)
    van.page.weigh.table.edit_cell(parties[0].line_id, "weight")
    field = van.page.weigh.table.focusWidget()
    assert field is not None
    QTest.keyClicks(field, amount_text(parties[0].ordered_milli + 20))
    QTest.keyClick(field, Qt.Key.Key_Return)
    van.settle()
    van.go()
    again = ground(van.shop, van.offer_id).count
    assert again.received_milli == van.ordered_milli + 120 * len(parties) - 100
    assert books_close(van.shop)
    assert told.isVisibleTo(van.page)
    van.undo()
    van.undo()
    assert standing(van.shop) == before


def test_an_order_that_changes_meanwhile_is_looked_at_again(van: Van) -> None:
    van.type(van.ordered_milli - 2000)
    party = ground(van.shop, van.offer_id).parties[0]
    shown = van.page.short.sharing()
    assert shown is not None
    set_lines(van.shop.store, party.order_id, {van.offer_id: party.ordered_milli + 1000})
    van.settle()
    again = van.page.short.sharing()
    assert again is not None
    assert again.cuts != shown.cuts
    van.go()
    assert books_close(van.shop)
    assert ground(van.shop, van.offer_id).count.lacking_milli == 0


def test_the_rest_is_counted_and_the_way_leads_to_the_labels(van: Van) -> None:
    van.page.count.rest.click()
    van.settle()
    for row in van.page.count.rows.values():
        if row.scales.isVisibleTo(van.page):
            van.page.open_offer(row.offer_id)
            van.settle()
            for party in ground(van.shop, row.offer_id).parties:
                van.page.weigh.table.edit_cell(party.line_id, "weight")
                field = van.page.weigh.table.focusWidget()
                assert field is not None
                QTest.keyClicks(field, amount_text(party.ordered_milli))
                QTest.keyClick(field, Qt.Key.Key_Return)
                van.settle()
            van.go()
    assert van.page.bar.go.isEnabled()
    van.go()
    assert not van.page.isVisible()
