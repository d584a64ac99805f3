"""The page of the step 结算: its parts, a fee, a supplier paid, settled by the button, corrected, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.features.claims.actions import answer_claim, new_claim
from leaderdesk.features.claims.rules import Grant, Wish
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.payments.screen import CollectPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.settlements.screen import SettlementPage
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.settlements.books import what_it_earned
from tests.photos import PLACE, picture, with_place
from tests.practice import Shop


class Settling:
    """The page with its desk."""

    def __init__(self, shop: Shop, opened: OpenDesk) -> None:
        self.shop, self.opened = shop, opened
        self.page = SettlementPage(opened.desk, CollectPage(opened.desk))

    def show(self, part: str, place: Place | None = None) -> None:
        self.page.show_round(self.shop.round_id, place or Place(Page.ROUNDS, step=Step.SETTLE))
        self.page.show_part(part)
        self.opened.settle()


@pytest.fixture
def at(shop: Shop, qtbot: QtBot) -> Iterator[Settling]:
    with open_desk(shop.store) as opened:
        settling = Settling(shop, opened)
        qtbot.addWidget(settling.page)
        settling.page.resize(1286, 620)
        settling.page.show()
        yield settling


def test_the_parts_share_one_bar_and_the_collecting_keeps_its_own(at: Settling) -> None:
    at.show("collect")
    assert not at.page.settle_button.isVisible()
    for part in ("suppliers", "earned", "claims"):
        at.show(part)
        assert at.page.settle_button.isVisible()
        assert at.page.settle_button.isEnabled()


def test_a_fee_is_noted_and_stands_behind_its_number(at: Settling) -> None:
    at.show("earned")
    place = next(line.place for line in at.page.earned.lines.all_rows if line.key == Account.FEES.value)
    at.page.earned.view.go_to(place)
    at.opened.settle()
    form = at.page.earned.fee
    assert form.isVisible()
    form.note.setText("delivery")
    form.sum.setText("nothing")
    form.button.click()
    at.opened.settle()
    assert what_it_earned(at.shop).earned.of(Account.FEES) == 0
    form.sum.setText("30")
    form.button.click()
    at.opened.settle()
    assert what_it_earned(at.shop).earned.of(Account.FEES) == -3000
    (row,) = at.page.earned.behind.all_rows
    assert (row.what, row.fen) == ("delivery", -3000)
    at.page.earned.behind_view.go_to(row.id)
    at.page.earned.back.click()
    at.opened.settle()
    assert what_it_earned(at.shop).earned.of(Account.FEES) == 0
    at.opened.undo_last()
    assert what_it_earned(at.shop).earned.of(Account.FEES) == -3000


def test_each_number_is_the_sum_of_the_list_behind_it(at: Settling) -> None:
    order = at.shop.orders()[0]
    claim = new_claim(
        at.shop.store, order_id=order.id, offer_id=order.lines[0].offer_id, amount_milli=1000, wish=Wish.REFUND
    )
    answer_claim(at.shop.store, claim.id, Grant(Wish.REFUND, 300, supplier_fen=100))
    for settled in (False, True):
        at.show("earned")
        if settled:
            at.page.settle_button.click()
            at.opened.settle()
        for line in at.page.earned.lines.all_rows:
            at.page.earned.view.go_to(line.place)
            at.opened.settle()
            assert sum(row.fen for row in at.page.earned.behind.all_rows) == line.fen, line.title
            assert line.definition


def test_a_supplier_is_paid_and_corrected(at: Settling) -> None:
    at.show("suppliers")
    pane = at.page.suppliers
    assert not pane.correction.isVisible()
    at.page.settle_button.click()
    at.opened.settle()
    assert at.opened.said[-1][0].endswith("is settled")
    assert pane.correction.isVisibleTo(pane)
    line = pane.table.all_rows[0]
    pane.pay.sum.setText("100")
    pane.pay.button.click()
    at.opened.settle()
    assert pane.table.all_rows[0].balance_fen == line.balance_fen - 10000
    pane.correction.note.setText("invoice")
    pane.correction.sum.setText("-2.50")
    pane.correction.button.click()
    at.opened.settle()
    assert pane.table.all_rows[0].balance_fen == line.balance_fen - 10250
    assert [move.amount_fen for move in pane.moves.all_rows][:2] == [-250, -10000]
    at.page.unsettle_button.click()
    at.opened.settle()
    assert at.opened.troubles[-1].startswith("“invoice” was booked after the settling")
    pane.moves_view.go_to(pane.moves.all_rows[0].entry_id)
    pane.back.click()
    at.opened.settle()
    at.page.unsettle_button.click()
    at.opened.settle()
    assert what_it_earned(at.shop).settled is None
    assert at.page.settle_button.isVisible()


def test_the_months_and_the_files_are_written(at: Settling, tmp_path: Path) -> None:
    at.show("earned")
    at.page.settle_button.click()
    at.opened.settle()
    at.page.earned.tabs.choose("months")
    at.page.earned.tabs.chosen.emit("months")
    at.opened.settle()
    months = at.page.earned.months
    assert [month.key for month in months.table.all_rows][-1] == "2026"
    months.save_to(tmp_path / "books.csv")
    at.opened.settle()
    assert (tmp_path / "books.csv").exists()
    assert at.opened.said[-1][0] == "Saved: books.csv"


def test_a_claim_is_begun_from_the_order_and_answered(at: Settling) -> None:
    order = at.shop.orders()[2]
    at.show("claims", Place(Page.ROUNDS, step=Step.SETTLE, order_id=order.id, wants_new=True))
    pane = at.page.claims
    assert pane.form.isVisible()
    assert pane.form.keep_button.isEnabled()
    pane.form.words.setPlainText("two were crushed")
    pane.form.keep_button.click()
    at.opened.settle()
    assert pane.detail.isVisible()
    assert pane.detail.words.text() == "two were crushed"
    assert order.neighbour_name in pane.detail.text.text()
    first = pane.detail.text.text()
    pane.detail.other.click()
    assert pane.detail.text.text() != first
    pane.detail.form.sum.control.setText("9999")  # type: ignore[attr-defined]
    pane.detail.form.button.click()
    at.opened.settle()
    assert what_it_earned(at.shop).earned.of(Account.CLAIMS) == 0
    pane.detail.form.sum.control.setText("3.20")  # type: ignore[attr-defined]
    pane.detail.form.button.click()
    at.opened.settle()
    assert what_it_earned(at.shop).earned.of(Account.CLAIMS) == -320
    assert not pane.detail.form.isVisible()
    at.opened.undo_last()
    assert pane.detail.form.isVisible()


def test_a_picture_is_added_by_its_file(at: Settling, tmp_path: Path) -> None:
    order = at.shop.orders()[2]
    new_claim(at.shop.store, order_id=order.id, offer_id=order.lines[0].offer_id, amount_milli=1000, wish=Wish.THANKS)
    at.show("claims")
    path = tmp_path / "apple.jpg"
    path.write_bytes(with_place(picture()))
    (tmp_path / "words.jpg").write_text("no picture")
    at.page.claims.detail.add_pictures([path, tmp_path / "words.jpg"])
    at.opened.settle()
    with at.shop.store.read() as connection:
        (content,) = connection.exec_driver_sql(
            "SELECT content FROM photo JOIN claim_photo ON photo.id = claim_photo.photo_id"
        ).scalars()
    assert PLACE not in content
    assert b"Exif" not in content


def test_what_was_promised_is_ticked_off(at: Settling) -> None:
    order = at.shop.orders()[1]
    claim = new_claim(
        at.shop.store, order_id=order.id, offer_id=order.lines[0].offer_id, amount_milli=1000, wish=Wish.REPLACEMENT
    )
    answer_claim(at.shop.store, claim.id, Grant(Wish.REPLACEMENT))
    at.show("claims")
    detail = at.page.claims.detail
    assert detail.tick.isVisible()
    assert "Owed for the next round" in detail.result.text()
    detail.tick.click()
    at.opened.settle()
    assert not detail.tick.isVisible()


def test_whose_claim_it_is_is_found_by_the_pickup_code(at: Settling) -> None:
    order = at.shop.orders()[5]
    at.show("claims")
    at.page.claims.begin()
    at.opened.settle()
    form = at.page.claims.form
    assert not form.keep_button.isEnabled()
    form.who.setText(order.pickup_text)
    at.opened.settle()
    assert form.order.current() == str(order.id)
    assert [line.offer_id for line in order.lines] == [int(form.line.itemData(row)) for row in range(form.line.count())]
