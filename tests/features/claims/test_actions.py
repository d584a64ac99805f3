"""Claims: what may be claimed, what is granted, where the money goes, and all of it undone by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.batches.actions import attach_batch, new_batch
from leaderdesk.features.claims.actions import (
    add_claim_photo,
    answer_claim,
    edit_claim,
    new_claim,
    remove_claim,
    remove_claim_photo,
    tick_replacement,
)
from leaderdesk.features.claims.queries import (
    claim_by_id,
    claim_events,
    claim_note,
    claims_of_round,
    owed_to,
    patterns_of,
)
from leaderdesk.features.claims.rules import Claim, Grant, Stage, Wish
from leaderdesk.features.claims.rules.patterns import Pattern, pattern_text
from leaderdesk.features.claims.rules.words import TEXTS, claim_text
from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import balance_of, books_close, dues, payment_of
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.settlements.queries import supplier_balance
from leaderdesk.storage import journal
from tests.practice import Shop


def claimed(shop: Shop, order: Order, *, wish: Wish = Wish.REFUND, photos: tuple[bytes, ...] = ()) -> int:
    """Return a new claim about all of the first line of the order."""
    line = order.lines[0]
    return new_claim(
        shop.store, order_id=order.id, offer_id=line.offer_id, amount_milli=line.amount_milli, wish=wish,
        words="crushed", photos=photos,
    ).id  # fmt: skip


def claim_of(shop: Shop, claim_id: int) -> Claim:
    with shop.store.read() as connection:
        found = claim_by_id(connection, claim_id)
        assert books_close(connection).breaches == ()
    assert found is not None
    return found


def due(shop: Shop, order: Order) -> int:
    with shop.store.read() as connection:
        return dues(connection, [order.id])[order.id]


def names(shop: Shop) -> str:
    with shop.store.read() as connection:
        return journal.recent_actions(connection, 1)[0].title


def test_a_claim_finds_the_batch_that_came_and_the_supplier(shop: Shop) -> None:
    order = shop.orders()[0]
    line = order.lines[0]
    batch = new_batch(shop.store, line.product_id, code="B-1", came_on="2026-01-25")
    attach_batch(shop.store, batch.id, line.offer_id)
    claim = claim_of(shop, claimed(shop, order))
    assert (claim.batch_code, claim.stage, claim.line_fen) == ("B-1", Stage.OPEN, line.total_fen)
    assert claim.supplier_id is not None
    assert names(shop) == f"Claim of {order.room} {order.neighbour_name} about {line.product_label}"


def test_of_two_batches_nobody_can_tell_until_the_leader_says(shop: Shop) -> None:
    order = shop.orders()[0]
    line = order.lines[0]
    batches = [new_batch(shop.store, line.product_id, code=code, came_on="2026-01-25") for code in ("B-1", "B-2")]
    for batch in batches:
        attach_batch(shop.store, batch.id, line.offer_id)
    claim_id = claimed(shop, order)
    assert claim_of(shop, claim_id).batch_id is None
    edit_claim(shop.store, claim_id, batch_id=batches[1].id)
    assert claim_of(shop, claim_id).batch_code == "B-2"
    other = new_batch(shop.store, line.product_id, code="B-3", came_on="2026-01-25")
    with pytest.raises(UserError, match="did not come for these goods"):
        edit_claim(shop.store, claim_id, batch_id=other.id)


def test_a_cancelled_order_has_nothing_to_claim(shop: Shop) -> None:
    order, other = shop.orders()[:2]
    claim_id = claimed(shop, other)
    for each in (order, other):
        cancel_order(shop.store, each.id)
    with pytest.raises(UserError, match="cancelled"):
        claimed(shop, order)
    with pytest.raises(UserError, match="cancelled"):
        answer_claim(shop.store, claim_id, Grant(Wish.REFUND, 100))


def test_no_more_is_claimed_than_was_ordered(shop: Shop) -> None:
    order = shop.orders()[0]
    line = order.lines[0]
    for milli in (0, -1000, line.amount_milli + 1):
        with pytest.raises(UserError, match="up to that"):
            new_claim(shop.store, order_id=order.id, offer_id=line.offer_id, amount_milli=milli, wish=Wish.REFUND)
    with pytest.raises(UserError, match="not in the order"):
        new_claim(shop.store, order_id=order.id, offer_id=999, amount_milli=1000, wish=Wish.REFUND)


def test_a_refund_before_paying_is_less_to_pay(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = claimed(shop, order)
    answer_claim(shop.store, claim_id, Grant(Wish.REFUND, 500, Account.CASH))
    claim = claim_of(shop, claim_id)
    assert (claim.refund_fen, claim.paid_fen) == (500, 0)
    assert due(shop, order) == order.total_fen - 500
    assert "less" in claim_text(claim, 1)


def test_a_refund_after_paying_stays_on_the_balance_or_is_handed_back(shop: Shop) -> None:
    first, second = shop.orders()[:2]
    for order, way in ((first, None), (second, Account.WECHAT)):
        book_payment(shop.store, order_id=order.id, method="wechat")
        answer_claim(shop.store, claimed(shop, order), Grant(Wish.REFUND, 700, way))
    with shop.store.read() as connection:
        assert balance_of(connection, first.neighbour_id) == 700
        assert balance_of(connection, second.neighbour_id) == 0
        wechat = "SELECT sum(amount_fen) FROM ledger_line WHERE account = 'wechat' AND order_id = ?"
        assert connection.exec_driver_sql(wechat, (second.id,)).scalar_one() == 700 - second.total_fen
        claims = claims_of_round(connection, shop.round_id)
    assert [claim.paid_fen for claim in claims] == [700, 0]
    assert all("¥7.00" in claim_text(claim, way) for claim in claims for way in range(TEXTS))


def test_more_than_the_goods_came_to_is_never_given_by_accident(shop: Shop) -> None:
    order = shop.orders()[0]
    line = order.lines[0]
    claim_id = claimed(shop, order)
    with pytest.raises(UserError, match="tick that it is to be more"):
        answer_claim(shop.store, claim_id, Grant(Wish.REFUND, line.total_fen + 1))
    assert claim_of(shop, claim_id).stage is Stage.OPEN
    answer_claim(shop.store, claim_id, Grant(Wish.REFUND, line.total_fen - 100))
    again = claimed(shop, order)
    with pytest.raises(UserError, match=r"part of it was given back before: ¥1.00 is left"):
        answer_claim(shop.store, again, Grant(Wish.REFUND, 101))
    answer_claim(shop.store, again, Grant(Wish.REFUND, 101, beyond=True))
    assert due(shop, order) == order.total_fen - line.total_fen - 1


def test_the_supplier_bears_a_share_and_the_neighbour_pays_the_same(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = claimed(shop, order)
    supplier_id = claim_of(shop, claim_id).supplier_id
    assert supplier_id is not None
    answer_claim(shop.store, claim_id, Grant(Wish.REFUND, 600, supplier_fen=400))
    assert due(shop, order) == order.total_fen - 600
    with shop.store.read() as connection:
        assert supplier_balance(connection, supplier_id) == -400
        payment = payment_of(connection, order.id)
        assert payment is not None
        assert (payment.total_fen, payment.paid_fen) == (order.total_fen - 600, 0)
        claims = connection.exec_driver_sql("SELECT sum(amount_fen) FROM ledger_line WHERE account = 'claims'")
        assert claims.scalar_one() == 400 - 600


def test_what_was_promised_is_owed_until_it_is_ticked(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = claimed(shop, order, wish=Wish.REPLACEMENT)
    answer_claim(shop.store, claim_id, Grant(Wish.REPLACEMENT))
    with shop.store.read() as connection:
        assert [claim.id for claim in owed_to(connection, order.neighbour_id)] == [claim_id]
        assert "another one is owed" in claim_note(connection, order.id)
        assert "another one is owed" in claim_events(connection, order.neighbour_id)[0].text
    assert due(shop, order) == order.total_fen
    tick_replacement(shop.store, claim_id)
    assert claim_of(shop, claim_id).stage is Stage.DONE
    with pytest.raises(UserError, match="Nothing is owed"):
        tick_replacement(shop.store, claim_id)


def test_an_answer_stands_until_it_is_undone(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = claimed(shop, order)
    action = answer_claim(shop.store, claim_id, Grant(Wish.REFUND, 500, supplier_fen=200))
    assert names(shop) == f"Answer the claim of {order.room} {order.neighbour_name}"
    with pytest.raises(UserError, match="answered already"):
        answer_claim(shop.store, claim_id, Grant(Wish.THANKS))
    with pytest.raises(UserError, match="answered already"):
        remove_claim(shop.store, claim_id)
    undone = shop.store.undo(action)
    assert (claim_of(shop, claim_id).stage, due(shop, order)) == (Stage.OPEN, order.total_fen)
    shop.store.undo(undone)
    assert due(shop, order) == order.total_fen - 500
    shop.store.undo(shop_last(shop))
    removed = remove_claim(shop.store, claim_id)
    with shop.store.read() as connection:
        assert claims_of_round(connection, shop.round_id) == ()
    shop.store.undo(removed)
    assert claim_of(shop, claim_id).words == "crushed"


def shop_last(shop: Shop) -> int:
    """Return the action that an undo would take back next."""
    with shop.store.read() as connection:
        found = journal.next_undo(connection)
    assert found is not None
    return found.id


def test_pictures_are_kept_once_and_come_off_again(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = claimed(shop, order, photos=(b"one",))
    add_claim_photo(shop.store, claim_id, b"two")
    with pytest.raises(UserError, match="here already"):
        add_claim_photo(shop.store, claim_id, b"two")
    first, second = claim_of(shop, claim_id).photos
    action = remove_claim_photo(shop.store, claim_id, first)
    assert claim_of(shop, claim_id).photos == (second,)
    shop.store.undo(action)
    assert claim_of(shop, claim_id).photos == (first, second)


def test_an_order_that_was_claimed_about_is_not_undone_under_it(shop: Shop) -> None:
    order = shop.orders()[-1]
    claimed(shop, order)
    with shop.store.read() as connection:
        taken = journal.changes_of_row(connection, "orders", order.id)[0].action_id
    with pytest.raises(UserError, match="stands on this step"):
        shop.store.undo(taken)
    assert order.id in {each.id for each in shop.orders()}


def test_patterns_say_small_numbers_as_they_are(shop: Shop) -> None:
    orders = shop.orders()
    offer_id = orders[0].lines[0].offer_id
    buyers = [order for order in orders if any(line.offer_id == offer_id for line in order.lines)]
    for order in buyers[:2]:
        new_claim(shop.store, order_id=order.id, offer_id=offer_id, amount_milli=1000, wish=Wish.REFUND)
    with shop.store.read() as connection:
        claims = claims_of_round(connection, shop.round_id)
        (pattern,) = patterns_of(connection, claims)
    assert (pattern.kind, pattern.claims, pattern.claimants) == ("supplier", 2, 2)
    assert pattern.buyers >= len(buyers)
    few = Pattern("batch", 1, "batch B-1", claims=2, claimants=2, buyers=7)
    assert pattern_text(few) == "batch B-1: 2 claims from 2 of 7 who bought"
    assert pattern_text(replace(few, buyers=40)) == "batch B-1: 2 claims from 2 of 40 who bought (5.0 %)"
