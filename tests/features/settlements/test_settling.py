"""Settling books what came, locks the round whoever writes, and is undone as long as nothing followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.arrivals.actions import note_receipt, place_surplus
from leaderdesk.features.arrivals.actions import receipts as receiving
from leaderdesk.features.arrivals.queries import counts_of_round
from leaderdesk.features.claims.actions import answer_claim, new_claim
from leaderdesk.features.claims.rules import Grant, Wish
from leaderdesk.features.orders.actions import add_quick_line, cancel_order, order_for, revive_order, set_lines
from leaderdesk.features.orders.actions.orders import set_note
from leaderdesk.features.payments.actions import book_payment, let_go
from leaderdesk.features.payments.queries import books_close, dues
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.products.actions.goods import set_supplier
from leaderdesk.features.products.queries import product_rows
from leaderdesk.features.purchasing.actions.coach import buy_all_the_same, give_back_extra, give_up_offer, keep_extra
from leaderdesk.features.purchasing.actions.versions import send_versions
from leaderdesk.features.purchasing.queries import desired_of_round
from leaderdesk.features.purchasing.rules.versions import Slip
from leaderdesk.features.rounds import actions as rounds
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.settlements.actions import (
    add_fee,
    correct_cost,
    correct_order,
    pay_supplier,
    settle,
    take_back,
    unsettle,
)
from leaderdesk.features.settlements.queries import supplier_accounts, supplier_balance
from leaderdesk.features.settlements.queries.rounds import fees_of_round
from leaderdesk.storage import journal
from tests.features.settlements.books import what_it_earned
from tests.practice import Shop
from tests.sealing import seal

DAY = dt.timedelta(days=1)
TABLES = (
    "orders", "line", "offer", "receipt", "surplus", "line_change", "round", "settlement", "ledger_line",
    "purchase_order", "purchase_line", "purchase_extra", "below_minimum",
)  # fmt: skip


def dump(shop: Shop) -> list[object]:
    """Return every row of what a settling keeps."""
    with shop.store.read() as connection:
        return [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in TABLES]


def count_everything(shop: Shop) -> list[int]:
    """Count each offer as it was to come, and return the actions."""
    with shop.store.read() as connection:
        counts = counts_of_round(connection, shop.round_id)
    return [note_receipt(shop.store, count.offer.id, count.due_milli) for count in counts]


def a_supplier(shop: Shop) -> int:
    with shop.store.read() as connection:
        offers = offers_of_round(connection, shop.round_id)
    assert offers[0].supplier_id is not None
    return offers[0].supplier_id


def test_what_came_is_owed_to_its_suppliers(shop: Shop) -> None:
    count_everything(shop)
    with shop.store.read() as connection:
        count = counts_of_round(connection, shop.round_id)[0]
    note_receipt(shop.store, count.offer.id, count.due_milli + 3000)
    place_surplus(shop.store, count.offer.id, amount_milli=1000, goes="waste")
    place_surplus(shop.store, count.offer.id, amount_milli=500, goes="gift")
    before = what_it_earned(shop)
    settle(shop.store, shop.round_id)
    after = what_it_earned(shop)
    assert after.earned.listed == before.earned.listed
    assert after.goods == before.goods
    assert after.earned.of(Account.WASTE) == -count.offer.cost_fen
    assert after.earned.of(Account.GIFTS) == -((count.offer.cost_fen + 1) // 2)
    with shop.store.read() as connection:
        accounts = supplier_accounts(connection, shop.round_id)
        owed = {account.supplier_id: account.balance_fen for account in accounts if account.round_fen}
        assert books_close(connection).breaches == ()
    assert owed == {supplier.supplier_id: supplier.total_fen for supplier in after.suppliers}
    assert after.uncounted == ()


def test_what_nobody_counted_stands_as_asked_for_and_says_so(shop: Shop) -> None:
    found = what_it_earned(shop)
    assert found.uncounted == found.goods != ()
    settle(shop.store, shop.round_id)
    assert what_it_earned(shop).uncounted == found.goods


def test_goods_that_cost_something_need_a_supplier(shop: Shop) -> None:
    set_supplier(shop.store, shop.orders()[0].lines[0].product_id, None)
    before = dump(shop)
    with pytest.raises(UserError, match="Nobody knows whom to pay"):
        settle(shop.store, shop.round_id)
    assert dump(shop) == before


def test_an_open_round_is_not_settled(shop: Shop) -> None:
    rounds.reopen_round(shop.store, shop.round_id)
    with pytest.raises(UserError, match="still open"):
        settle(shop.store, shop.round_id)


def slips_of(shop: Shop) -> tuple[Slip, ...]:
    """Return what would go out to the suppliers now."""
    with shop.store.read() as connection:
        return tuple(each.slip for each in desired_of_round(connection, shop.round_id) if each.slip is not None)


def writing_verbs(shop: Shop) -> dict[str, Callable[[], object]]:
    """Return every verb that writes to orders, offers or what came of the shop's round."""
    store, round_id = shop.store, shop.round_id
    first, second = shop.orders()[:2]
    offer_id = first.lines[0].offer_id
    with store.read() as connection:
        product = next(
            each.id
            for each in product_rows(connection)
            if each.id not in {offer.product_id for offer in offers_of_round(connection, round_id)}
        )
        counts = counts_of_round(connection, round_id)
        names = connection.exec_driver_sql("SELECT id FROM neighbour ORDER BY id DESC LIMIT 1").scalar_one()
    spare = next(count for count in counts if count.free_milli)
    return {
        "set lines": lambda: set_lines(store, first.id, {offer_id: 9000}),
        "cancel": lambda: cancel_order(store, second.id),
        "note": lambda: set_note(store, first.id, "at the door"),
        "new order": lambda: order_for(store, round_id=round_id, neighbour_id=names, amounts={offer_id: 1000}),
        "quick line": lambda: add_quick_line(store, round_id, f"{first.room.replace('-', '')} 草莓2"),
        "price": lambda: rounds.edit_offer(store, offer_id, {"price_fen": 1}),
        "cost": lambda: rounds.edit_offer(store, offer_id, {"cost_fen": 1}),
        "add offer": lambda: rounds.add_offer(store, round_id=round_id, product_id=product),
        "remove offer": lambda: rounds.remove_offer(store, offer_id),
        "move offer": lambda: rounds.move_offer(store, offer_id, to=2),
        "title": lambda: rounds.edit_round(store, round_id, title="another"),
        "reopen": lambda: rounds.reopen_round(store, round_id),
        "count": lambda: note_receipt(store, offer_id, 1000),
        "count the rest": lambda: receiving.receive_all_as_due(store, round_id),
        "not counted": lambda: receiving.forget_receipt(store, offer_id),
        "surplus": lambda: place_surplus(store, spare.offer.id, amount_milli=500, goes="waste"),
        "send more": lambda: send_versions(store, round_id, slips_of(shop), way="file"),
        "keep more": lambda: keep_extra(store, offer_id, 1000, purpose="gift"),
        "keep none": lambda: give_back_extra(store, offer_id),
        "buy too little": lambda: buy_all_the_same(store, offer_id),
        "do not buy": lambda: give_up_offer(store, offer_id),
        "settle again": lambda: settle(store, round_id),
        "settle below": lambda: seal(store, round_id),
    }


def test_a_settled_round_is_locked_whoever_writes(shop: Shop) -> None:
    gone = shop.orders()[2]
    sent = send_versions(shop.store, shop.round_id, slips_of(shop)[:1], way="file")
    kept = keep_extra(shop.store, shop.orders()[0].lines[0].offer_id, 2000, purpose="trial")
    actions = count_everything(shop)
    with shop.store.read() as connection:
        count = counts_of_round(connection, shop.round_id)[0]
    note_receipt(shop.store, count.offer.id, count.due_milli + 3000)
    cancelled = cancel_order(shop.store, gone.id)
    verbs = writing_verbs(shop)
    verbs["revive"] = lambda: revive_order(shop.store, gone.id)
    with shop.store.read() as connection:
        taken = journal.changes_of_row(connection, "orders", shop.orders()[0].id)[0].action_id
        closed = journal.changes_of_row(connection, "round", shop.round_id)[-1].action_id
    settle(shop.store, shop.round_id)
    before = dump(shop)
    told = {}
    for name, verb in verbs.items():
        with pytest.raises(UserError) as refusal:
            verb()
        told[name] = str(refusal.value)
        assert dump(shop) == before, name
    # The way out is named by whoever speaks of the lock; a second settling says what it is.
    assert [name for name, words in told.items() if "correction" not in words] == []
    for older in (*actions, sent, kept, cancelled, taken, closed):
        with pytest.raises(UserError, match=r"settled and does not change any more|came later and stands on this"):
            shop.store.undo(older)
        assert dump(shop) == before


def test_the_store_itself_refuses_to_touch_a_settled_round(shop: Shop) -> None:
    count_everything(shop)
    send_versions(shop.store, shop.round_id, slips_of(shop), way="file")
    settle(shop.store, shop.round_id)
    offer_id = shop.orders()[0].lines[0].offer_id
    statements = (
        "UPDATE line SET amount_milli = 1",
        "DELETE FROM line",
        "UPDATE offer SET cost_fen = 0",
        "UPDATE orders SET cancelled_at_ms = 1",
        "UPDATE receipt SET received_milli = 0",
        "DELETE FROM receipt",
        f"INSERT INTO surplus (offer_id, amount_milli, goes, at_ms) VALUES ({offer_id}, 1, 'waste', 1)",
        "UPDATE round SET closed_at_ms = NULL",
        "UPDATE purchase_order SET version = 9",
        "UPDATE purchase_line SET to_order_milli = 0",
        "DELETE FROM purchase_line",
        f"INSERT INTO purchase_extra (offer_id, purpose, extra_milli) VALUES ({offer_id}, 'gift', 1)",
    )
    before = dump(shop)
    for statement in statements:
        with pytest.raises(UserError, match="settled"), shop.store.write("by hand") as writing:
            writing.connection.exec_driver_sql(statement)
        assert dump(shop) == before, statement


def test_the_settling_is_undone_and_done_again(shop: Shop) -> None:
    before = what_it_earned(shop)
    settle(shop.store, shop.round_id)
    # Money that came or went changes nothing of what was earned, and does not stand in the way.
    book_payment(shop.store, order_id=shop.orders()[0].id, method="cash")
    pay_supplier(shop.store, a_supplier(shop), amount_fen=100, way=Account.CASH, round_id=shop.round_id)
    undone = unsettle(shop.store, shop.round_id)
    opened = what_it_earned(shop)
    assert (opened.settled, opened.earned.listed) == (None, before.earned.listed)
    set_lines(shop.store, shop.orders()[0].id, {shop.orders()[0].lines[0].offer_id: 9000})
    again = settle(shop.store, shop.round_id)
    found = what_it_earned(shop)
    assert found.settled is not None
    assert found.corrections == ()
    assert found.earned.sales_fen > before.earned.sales_fen
    unsettle(shop.store, shop.round_id)
    with pytest.raises(UserError, match="not settled"):
        unsettle(shop.store, shop.round_id)
    with shop.store.read() as connection:
        redo = journal.next_redo(connection)
        assert books_close(connection).breaches == ()
    assert redo is not None
    shop.store.undo(redo.id)
    assert what_it_earned(shop).corrections == ()
    assert undone != again


@pytest.mark.parametrize("what", ["cost", "order", "fee", "claim", "let go"])
def test_nothing_is_pulled_from_under_a_correction(shop: Shop, what: str) -> None:
    order = shop.orders()[0]
    settle(shop.store, shop.round_id)
    earned = what_it_earned(shop).earned
    made: dict[str, Callable[[], int]] = {
        "cost": lambda: correct_cost(
            shop.store, shop.round_id, supplier_id=a_supplier(shop), amount_fen=300, note="invoice"
        ),
        "order": lambda: correct_order(shop.store, order.id, amount_fen=-200, note="agreed"),
        "fee": lambda: add_fee(shop.store, shop.round_id, name="delivery", amount_fen=500, way=Account.CASH),
        "claim": lambda: answer_claim(
            shop.store,
            new_claim(
                shop.store, order_id=order.id, offer_id=order.lines[0].offer_id, amount_milli=1000, wish=Wish.REFUND
            ).id,
            Grant(Wish.REFUND, 400),
        ),
        "let go": lambda: let_go(shop.store, order_id=order.id, amount_fen=1),
    }
    action = made[what]()
    found = what_it_earned(shop)
    assert len(found.corrections) == 1
    assert found.earned.margin_fen == earned.margin_fen + found.corrections[0].amount_fen
    with pytest.raises(UserError, match="booked after the settling"):
        unsettle(shop.store, shop.round_id)
    assert what_it_earned(shop).earned.listed == found.earned.listed
    shop.store.undo(action)
    assert what_it_earned(shop).corrections == ()
    unsettle(shop.store, shop.round_id)
    assert what_it_earned(shop).settled is None


def test_corrections_stand_under_their_own_day(shop: Shop) -> None:
    with pytest.raises(UserError, match="not settled yet"):
        correct_cost(shop.store, shop.round_id, supplier_id=a_supplier(shop), amount_fen=1, note="early")
    settle(shop.store, shop.round_id)
    shop.clock.advance(DAY)
    owed = balance(shop)
    correct_cost(shop.store, shop.round_id, supplier_id=a_supplier(shop), amount_fen=-250, note="two were broken")
    assert balance(shop) == owed - 250
    order = shop.orders()[0]
    open_fen = due(shop, order.id)
    correct_order(shop.store, order.id, amount_fen=120, note="forgot the bag")
    assert due(shop, order.id) == open_fen + 120
    found = what_it_earned(shop)
    assert found.settled is not None
    assert [line.at_ms - found.settled.at_ms for line in found.corrections] == [int(DAY.total_seconds() * 1000)] * 2
    assert [line.note for line in found.corrections] == ["two were broken", "forgot the bag"]
    for bad in ({"amount_fen": 0, "note": "x"}, {"amount_fen": 5, "note": "  "}):
        with pytest.raises(UserError):
            correct_order(shop.store, order.id, **bad)  # type: ignore[arg-type]


def test_fees_and_payments_are_taken_back_once(shop: Shop) -> None:
    add_fee(shop.store, shop.round_id, name=" deli\nvery ", amount_fen=800, way=Account.WECHAT)
    with shop.store.read() as connection:
        (fee,) = fees_of_round(connection, shop.round_id)
    assert (fee.note, fee.amount_fen) == ("deli very", -800)
    take_back(shop.store, fee.entry_id)
    assert what_it_earned(shop).earned.of(Account.FEES) == 0
    with pytest.raises(UserError, match="taken back already"):
        take_back(shop.store, fee.entry_id)
    with pytest.raises(UserError, match="where it came from"):
        take_back(shop.store, 1)
    for name, fen in (("", 100), ("x", 0), ("x", -5), ("x", 10**13)):
        with pytest.raises(UserError):
            add_fee(shop.store, shop.round_id, name=name, amount_fen=fen, way=Account.CASH)
    with pytest.raises(UserError, match="WeChat, Alipay or cash"):
        add_fee(shop.store, shop.round_id, name="x", amount_fen=1, way=Account.MARKED)


def test_a_supplier_is_paid_in_advance_and_in_parts(shop: Shop) -> None:
    pay_supplier(shop.store, a_supplier(shop), amount_fen=5000, way=Account.ALIPAY, note="in advance")
    assert balance(shop) == -5000
    settle(shop.store, shop.round_id)
    cost = next(each for each in what_it_earned(shop).suppliers if each.supplier_id == a_supplier(shop)).total_fen
    assert balance(shop) == cost - 5000
    pay_supplier(shop.store, a_supplier(shop), amount_fen=cost - 5000, way=Account.WECHAT, round_id=shop.round_id)
    assert balance(shop) == 0
    assert what_it_earned(shop).corrections == ()


def test_the_round_is_settled_for_everybody_else_too(shop: Shop) -> None:
    settle(shop.store, shop.round_id)
    with shop.store.read() as connection:
        found = round_row(connection, shop.round_id)
        assert journal.recent_actions(connection, 1)[0].title == f"Settle Round {found.number if found else ''}"
    assert found is not None
    assert found.settled_at_ms is not None


def balance(shop: Shop) -> int:
    with shop.store.read() as connection:
        return supplier_balance(connection, a_supplier(shop))


def due(shop: Shop, order_id: int) -> int:
    with shop.store.read() as connection:
        return dues(connection, [order_id])[order_id]
