"""Bills in the store: read once, booked in one step, answered, undone; a bad one changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.actions.bills import (
    answer_line,
    book_sure,
    give_line_to,
    import_bill,
    keep_bill,
    leave_line,
    open_bill,
    rehearse_bill,
)
from leaderdesk.features.payments.actions.payers import forget_payer
from leaderdesk.features.payments.queries import balance_of, books_close
from leaderdesk.features.payments.queries.bills import remembered_payers
from leaderdesk.features.payments.rules.matching import Deed
from leaderdesk.storage.database import Store
from tests.features.payments.bill_files import WECHAT, sealed_zip, wechat, write_csv
from tests.features.payments.bill_shop import BillShop, open_bill_shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[BillShop]:
    shop = open_bill_shop(tmp_path)
    yield shop
    assert closes(shop.shop.store)
    shop.shop.store.close()


def closes(store: Store) -> bool:
    with store.read() as connection:
        return books_close(connection).ok


def balance(shop: BillShop, neighbour_id: int) -> int:
    with shop.shop.store.read() as connection:
        return balance_of(connection, neighbour_id)


def test_sure_payments_are_booked_in_one_step_and_undone_in_one(shop: BillShop) -> None:
    taken = shop.read(shop.row(0, "1"), shop.row(1, "2"), wechat("3", "妈", "¥500.00"))
    assert (taken.new, taken.same) == (3, 0)
    before = shop.matching()
    assert (len(before.sure), len(before.alone)) == (2, 1)
    action_id = book_sure(shop.shop.store, before.sure)
    assert shop.open_fen(0, 1) == [0, 0]
    assert shop.matching().sure == ()
    shop.shop.store.undo(action_id)
    assert shop.open_fen(0, 1) == [shop.due(0).due_fen, shop.due(1).due_fen]
    assert shop.matching() == before


def test_reading_a_bill_books_nothing_and_is_undone(shop: BillShop) -> None:
    taken = shop.read(shop.row(0, "1"))
    assert shop.open_fen(0) == [shop.due(0).due_fen]
    assert taken.action_id is not None
    shop.shop.store.undo(taken.action_id)
    assert shop.matching().sure == ()


def test_the_same_bill_again_changes_nothing(shop: BillShop) -> None:
    shop.read(shop.row(0, "1"), shop.row(1, "2"))
    book_sure(shop.shop.store, shop.matching().sure)
    before = shop.dump()
    again = shop.read(shop.row(0, "1"), shop.row(1, "2"), name="again.csv")
    assert (again.new, again.changed, again.same, again.action_id) == (0, 0, 2, None)
    assert shop.dump() == before


def test_of_a_bill_that_overlaps_only_the_rest_is_new(shop: BillShop) -> None:
    shop.read(shop.row(0, "1"), shop.row(1, "2"))
    book_sure(shop.shop.store, shop.matching().sure)
    taken = shop.read(shop.row(1, "2"), shop.row(2, "3"), name="next.csv")
    assert (taken.new, taken.same) == (1, 1)
    assert [match.open.line.key for match in shop.matching().sure] == ["3"]


def test_what_went_back_since_is_seen_in_a_newer_bill(shop: BillShop) -> None:
    shop.read(shop.row(0, "1"))
    book_sure(shop.shop.store, shop.matching().sure)
    taken = shop.read(shop.row(0, "1", status="已退款(￥5.00)"), name="newer.csv")
    assert (taken.new, taken.changed) == (0, 1)
    (match,) = shop.matching().sure
    assert match.answer.deed is Deed.REFUND
    book_sure(shop.shop.store, [match])
    assert shop.open_fen(0) == [500]
    older = shop.read(shop.row(0, "1"), name="older.csv")
    assert (older.changed, older.action_id, shop.matching().sure) == (0, None, ())


def test_what_was_noted_by_hand_is_tied_and_not_booked_twice(shop: BillShop) -> None:
    book_payment(shop.shop.store, order_id=shop.due(0).order_id, method="wechat")
    shop.read(shop.row(0, "1"))
    (match,) = shop.matching().sure
    assert match.answer.deed is Deed.KNOWN
    book_sure(shop.shop.store, [match])
    assert (shop.open_fen(0), balance(shop, shop.due(0).neighbour_id)) == ([0], 0)


def test_an_answer_is_booked_and_the_payer_learnt(shop: BillShop) -> None:
    unknown = max(
        range(12), key=lambda place: (sum(due.due_fen == shop.due(place).due_fen for due in shop.dues) == 1, place)
    )
    shop.read(shop.row(unknown, "1", payer="海阔天空"))
    (doubt,) = shop.matching().doubts
    place = next(
        place
        for place, answer in enumerate(doubt.answers)
        if any(share.neighbour_id == shop.due(unknown).neighbour_id for share in answer.shares)
    )
    answer_line(shop.shop.store, doubt.open.id, doubt.answers[place])
    assert shop.open_fen(unknown) == [0]
    with shop.shop.store.read() as connection:
        (payer,) = remembered_payers(connection)
    assert (payer.words, payer.neighbour_id) == ("海阔天空", shop.due(unknown).neighbour_id)
    with pytest.raises(UserError, match="changed meanwhile"):
        answer_line(shop.shop.store, doubt.open.id, doubt.answers[place])
    forget_payer(shop.shop.store, payer.id)
    with shop.shop.store.read() as connection:
        assert remembered_payers(connection) == ()


def test_not_her_leaves_the_line_to_be_found_by_hand(shop: BillShop) -> None:
    shop.read(shop.row(0, "1", fen=shop.due(0).due_fen - 1000))
    (doubt,) = shop.matching().doubts
    answer_line(shop.shop.store, doubt.open.id, doubt.answers[-1])
    assert shop.matching().doubts == ()
    other = shop.due(3)
    give_line_to(shop.shop.store, doubt.open.id, other.neighbour_id)
    paid = shop.due(0).due_fen - 1000
    assert shop.open_fen(0, 3) == [shop.due(0).due_fen, max(0, other.due_fen - paid)]
    with pytest.raises(UserError, match="settled already"):
        leave_line(shop.shop.store, doubt.open.id)


def test_cents_let_go_and_money_given_back(shop: BillShop) -> None:
    due = shop.due(0)
    shop.read(shop.row(0, "1"), shop.row(0, "2", minutes=63))
    book_sure(shop.shop.store, shop.matching().sure)
    (doubt,) = shop.matching().doubts
    assert [answer.deed for answer in doubt.answers] == [Deed.BOOK, Deed.RETURNED]
    answer_line(shop.shop.store, doubt.open.id, doubt.answers[1])
    assert balance(shop, due.neighbour_id) == 0


def test_a_left_line_is_not_asked_again(shop: BillShop) -> None:
    shop.read(wechat("1", "妈", "¥500.00"))
    (alone,) = shop.matching().alone
    action_id = leave_line(shop.shop.store, alone.open.id)
    assert shop.matching().alone == ()
    shop.shop.store.undo(action_id)
    assert len(shop.matching().alone) == 1


def test_booking_what_is_no_longer_sure_books_nothing(shop: BillShop) -> None:
    shop.read(shop.row(0, "1"), shop.row(1, "2"))
    shown = shop.matching().sure
    book_payment(shop.shop.store, order_id=shop.due(1).order_id, method="cash")
    before = shop.dump()
    with pytest.raises(UserError, match="changed meanwhile"):
        book_sure(shop.shop.store, shown)
    assert shop.dump() == before


def test_a_rehearsal_says_what_an_import_does_and_writes_nothing(shop: BillShop) -> None:
    path, before = shop.bill(shop.row(0, "1"), wechat("3", "妈", "¥500.00")), shop.dump()
    said = rehearse_bill(shop.shop.store, open_bill(path))
    assert shop.dump() == before
    done = import_bill(shop.shop.store, open_bill(path), path.name)
    assert (said.new, len(said.matching.sure)) == (done.new, len(done.matching.sure)) == (2, 1)
    assert shop.open_fen(0) == [0]
    assert done.action_id is not None
    shop.shop.store.undo(done.action_id)
    assert shop.open_fen(0) == [shop.due(0).due_fen]


BAD = {
    "empty": b"",
    "pdf": b"%PDF-1.7",
    "picture": b"\x89PNG\r\n\x1a\n",
    "old excel": b"\xd0\xcf\x11\xe0" + bytes(64),
    "half a zip": b"PK\x03\x04half",
    "web": b"<html><table></table></html>",
    "words": "今天的账单".encode(),
    "binary": bytes(range(256)),
    "header without rows and sums": "交易时间,交易类型,交易对方,商品,收/支,当前状态,交易单号\n".encode(),
    "endless cell": ('交易时间,交易对方,收/支,金额(元),当前状态,交易单号\n"' + "x" * 200_000).encode(),
    "utf-16 words": "交易".encode("utf-16"),
}


@pytest.mark.parametrize("content", BAD.values(), ids=list(BAD))
def test_a_bad_bill_is_refused_with_a_sentence_and_changes_nothing(shop: BillShop, content: bytes) -> None:
    path, before = shop.folder / "bad.csv", shop.dump()
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        keep_bill(shop.shop.store, open_bill(path), path.name)
    assert len(str(refused.value)) > 20
    assert shop.dump() == before


def test_a_sealed_bill_and_one_that_is_gone(shop: BillShop) -> None:
    for path in (sealed_zip(shop.folder / "b.zip"), shop.folder / "gone.csv", shop.folder):
        with pytest.raises(UserError):
            open_bill(path)


def test_rows_nobody_can_read_do_not_keep_the_others_out(shop: BillShop) -> None:
    bad = [shop.row(1, "2", at="昨天"), wechat("", "甲"), wechat("4", "乙", "¥1.005")]
    path = write_csv(shop.folder / "b.csv", WECHAT, [shop.row(0, "1"), *bad])
    taken = keep_bill(shop.shop.store, open_bill(path), path.name)
    assert (taken.new, len(taken.bill.unread)) == (1, 3)
