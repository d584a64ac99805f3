"""A story in the whole window: a round of three hundred orders is paid, claimed about, settled and put right."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from leaderdesk.core.money import format_yuan
from leaderdesk.features.arrivals.actions import receive_all_as_due
from leaderdesk.features.claims.rules import Claim
from leaderdesk.features.orders.screen.order_drawer import OrderDrawer
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import books_close, dues
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.features.rounds.glance import listed_round
from leaderdesk.features.rounds.rules import Look, step_looks
from leaderdesk.features.settlements.queries import Settlement, settlement_of
from leaderdesk.features.settlements.screen import SettlementPage
from leaderdesk.slots import round_glances
from leaderdesk.window.start import Window
from tests.photos import PLACE, picture, with_place
from tests.practice import open_shop
from tests.window.windows import open_window, settle

ORDERS, UNPAID = 300, 3


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Path, int]:
    """Return a store and its closed round of three hundred orders, all but three of which were paid."""
    shop = open_shop(tmp_path / "home", orders=ORDERS, rounds=1, neighbours=ORDERS)
    close_round(shop.store, shop.round_id)
    receive_all_as_due(shop.store, shop.round_id)
    for order in shop.orders()[:-UNPAID]:
        book_payment(shop.store, order_id=order.id, method="wechat")
    shop.store.close()
    return tmp_path / "home", shop.round_id


class Day:
    """The window with the round at its last step."""

    def __init__(self, qtbot: QtBot, window: Window, round_id: int) -> None:
        self.qtbot, self.window, self.round_id = qtbot, window, round_id
        desk = window.session.desk
        assert desk is not None
        self.desk, self.store = desk, desk.store
        self.go(Step.SETTLE)
        (self.page,) = window.frame.findChildren(SettlementPage)

    def go(self, step: Step, order_id: int | None = None) -> None:
        self.desk.go(Place(Page.ROUNDS, round_id=self.round_id, step=step, order_id=order_id))
        self.settle()

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def found(self) -> Settlement:
        """Return what the round earned; the books close."""
        with self.store.read() as connection:
            settlement = settlement_of(connection, self.round_id)
            assert books_close(connection).breaches == ()
        assert settlement is not None
        return settlement

    def take_cash_by_key(self) -> None:
        """The page hears the key, and the first in the list of who owes is chosen already."""
        self.window.frame.activateWindow()
        self.qtbot.waitUntil(self.window.frame.isActiveWindow, timeout=20_000)
        self.page.setFocus()
        focused = self.window.frame.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_F3)
        self.settle()

    def claim(self, order_id: int, photo: Path, sum_text: str) -> Claim:
        """Note from the drawer of the order that something was wrong, with a picture, and give money back."""
        self.go(Step.INTAKE, order_id)
        drawer = next(each for each in self.window.frame.findChildren(OrderDrawer) if each.isVisible())
        drawer.claim_button.click()
        self.settle()
        form, detail = self.page.claims.form, self.page.claims.detail
        assert form.isVisible()
        form.add_pictures([photo])
        self.settle()
        form.keep_button.click()
        self.settle()
        field = detail.form.sum.control
        assert isinstance(field, QLineEdit)
        field.setText(sum_text)
        detail.form.button.click()
        self.settle()
        (claim,) = self.found().claims
        return claim

    def pay_first_supplier(self) -> None:
        """Pay what is owed to the first supplier of the list."""
        supplier = self.page.suppliers.table.all_rows[0]
        assert supplier.balance_fen == supplier.cost_fen > 0
        self.page.suppliers.pay.sum.setText(format_yuan(supplier.cost_fen))
        self.page.suppliers.pay.button.click()
        self.settle()
        assert self.page.suppliers.table.all_rows[0].balance_fen == 0

    def correct_first_supplier(self, why: str, sum_text: str) -> None:
        """Put right what the first supplier gets."""
        form = self.page.suppliers.correction
        form.note.setText(why)
        form.sum.setText(sum_text)
        form.button.click()
        self.settle()

    def look(self) -> Look:
        """Return how the step is drawn in the list of rounds and on Today."""
        with self.store.glance() as reading:
            listed = listed_round(reading, round_glances(), self.round_id)
        assert listed is not None
        return step_looks(listed.facts)[Step.SETTLE]


@pytest.mark.slow
def test_a_round_is_settled_and_put_right(qtbot: QtBot, closed: tuple[Path, int], tmp_path: Path) -> None:
    home, round_id = closed
    photo, written = tmp_path / "crushed.jpg", tmp_path / "settlement.xlsx"
    photo.write_bytes(with_place(picture()))
    with open_window(qtbot, home) as window:
        day = Day(qtbot, window, round_id)
        assert len(day.found().owing) == UNPAID
        day.take_cash_by_key()
        assert len(day.found().owing) == UNPAID - 1
        paid = next(payment for payment in day.found().payments if payment.due_fen == 0)
        claim = day.claim(paid.order_id, photo, "5")
        with day.store.read() as connection:
            assert dues(connection, [claim.order_id]) == {claim.order_id: -500}
            (kept,) = connection.exec_driver_sql("SELECT content FROM photo WHERE id = ?", claim.photos).scalars()
        assert PLACE not in kept

        day.page.show_part("suppliers")
        day.page.settle_button.click()
        day.settle()
        settled = day.found()
        assert (settled.settled is not None, settled.uncounted, day.look()) == (True, (), Look.DONE)
        day.pay_first_supplier()

        day.correct_first_supplier("the invoice says more", "12.34")
        corrected = day.found()
        assert corrected.earned.margin_fen == settled.earned.margin_fen - 1234
        assert [line.note for line in corrected.corrections] == ["the invoice says more"]
        assert "Corrections after the settling" in {line.title for line in day.page.earned.lines.all_rows}
        day.page.save_to(written)
        day.settle()
    check_workbook(written, corrected)


def check_workbook(path: Path, found: Settlement) -> None:
    """See that the workbook says what was earned, and has a line for every order."""
    book = openpyxl.load_workbook(path, data_only=True)
    sums = [row[1].value for row in book.worksheets[0].iter_rows(min_row=6, max_row=13)]
    assert [round(each * 100) for each in sums] == [fen for _account, fen in found.earned.listed] + [
        found.earned.margin_fen
    ]
    assert found.earned.of(Account.CLAIMS) == -500
    sold = [row[2].value for row in book.worksheets[1].iter_rows(min_row=3)]
    assert len([name for name in sold if name]) > ORDERS
