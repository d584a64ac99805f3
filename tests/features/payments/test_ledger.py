"""The book: what is written in it, what it refuses, how credit is used, and what a look through it finds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import cancel_order, order_for, set_lines
from leaderdesk.features.orders.queries.history import order_history
from leaderdesk.features.payments import actions, queries
from leaderdesk.features.payments.actions import ledger
from leaderdesk.features.payments.queries.accounts import lines_of_entry, standing_entry, sums_of_order
from leaderdesk.features.payments.queries.closing import books_close
from leaderdesk.features.payments.rules.ledger import Account, Entry, EntryLine, Kind, Share, is_balanced
from leaderdesk.features.rounds.actions import copy_round, open_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Writing
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=3)
    with language("en"):
        yield shop
    shop.store.close()


def write(shop: Shop, act: Callable[[Writing], int]) -> int:
    """Do something in the book and return the entry."""
    with shop.store.write("Test") as writing:
        return act(writing)


def due(shop: Shop, order_id: int) -> int:
    with shop.store.read() as connection:
        return queries.dues(connection, [order_id])[order_id]


def credit(shop: Shop, neighbour_id: int) -> int:
    with shop.store.read() as connection:
        return queries.credit_of(connection, neighbour_id).fen


def closes(shop: Shop) -> bool:
    with shop.store.read() as connection:
        return books_close(connection).ok


def next_round(shop: Shop) -> int:
    """Open one more round with the same goods and return it."""
    round_id = copy_round(shop.store, shop.round_id).round_id
    open_round(shop.store, round_id)
    return round_id


def order_in(shop: Shop, round_id: int, neighbour_id: int, *, amount_milli: int = 1000) -> int:
    with shop.store.read() as connection:
        offer = offers_of_round(connection, round_id)[0]
    return order_for(shop.store, round_id=round_id, neighbour_id=neighbour_id, amounts={offer.id: amount_milli})[0]


def hand_back(shop: Shop, order_id: int, fen: int) -> None:
    with shop.store.write("Test") as writing:
        ledger.refund(writing, order_id=order_id, amount_fen=fen, account=Account.WECHAT)


# What the book takes.


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (EntryLine(Account.CASH, 1),),
        (EntryLine(Account.CASH, 0), EntryLine(Account.SALES, 0)),
        (EntryLine(Account.NEIGHBOUR, 5), EntryLine(Account.CASH, -5)),
        (EntryLine(Account.CASH, 5, neighbour_id=1), EntryLine(Account.SALES, -5)),
        (EntryLine(Account.SUPPLIER, 5), EntryLine(Account.CASH, -5)),
    ],
)
def test_an_entry_that_is_not_whole_is_a_bug(shop: Shop, lines: tuple[EntryLine, ...]) -> None:
    entry = Entry(Kind.CORRECTION, lines, at_ms=1)
    assert not is_balanced(entry)
    with pytest.raises(AssertionError, match="sum to zero"):
        write(shop, lambda writing: ledger.post(writing, entry))


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (("INSERT INTO ledger_line (entry_id, account, amount_fen) VALUES (:new, 'cash', 5)",), "sum to zero"),
        (
            (
                "INSERT INTO ledger_line (entry_id, account, amount_fen) VALUES (:new, 'cash', 5)",
                "INSERT INTO ledger_entry (kind, at_ms) VALUES ('correction', 1)",
            ),
            "sum to zero",
        ),
        (("INSERT INTO ledger_line (entry_id, account, amount_fen) VALUES (:new - 1, 'cash', 5)",), "gets no line"),
        (("INSERT INTO ledger_line (entry_id, account, amount_fen) VALUES (:new, 'neighbour', 5)",), "CHECK"),
        (("INSERT INTO ledger_line (entry_id, account, amount_fen) VALUES (:new, 'moon', 5)",), "CHECK"),
        (("INSERT INTO ledger_entry (kind, at_ms, reverses_id) VALUES ('order', 1, 1), ('order', 1, 1)",), "UNIQUE"),
    ],
)
def test_the_file_itself_refuses_what_does_not_close(shop: Shop, statements: tuple[str, ...], sentence: str) -> None:
    def act(writing: Writing) -> int:
        execute = writing.connection.exec_driver_sql
        new = execute("INSERT INTO ledger_entry (kind, at_ms) VALUES ('correction', 1)").lastrowid
        for statement in statements:
            execute(statement, {"new": new} if ":new" in statement else None)
        return new

    with pytest.raises((IntegrityError, sqlite3.IntegrityError), match=sentence):
        write(shop, act)
    assert closes(shop)


def test_accounts_and_kinds_are_those_of_the_file(shop: Shop) -> None:
    with shop.store.read() as connection:
        for table, column, names in (("ledger_entry", "kind", Kind), ("ledger_line", "account", Account)):
            made = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).scalar_one()
            listed = re.search(rf"{column} IN \(([^)]*)\)", made)
            assert listed is not None
            assert set(re.findall(r"'(\w+)'", listed[1])) == {each.value for each in names}
    for language_ in ("en", "zh_CN"):
        with language(language_):
            assert all(each.label for each in (*Kind, *Account))


def test_an_entry_is_taken_back_once_and_done_again(shop: Shop) -> None:
    order = shop.orders()[0]
    share = Share(order.neighbour_id, order.id, 500)
    first = write(shop, lambda writing: ledger.receive(writing, shares=(share,), account=Account.CASH))
    back = write(shop, lambda writing: ledger.reverse(writing, first, note="wrong door"))
    with shop.store.read() as connection:
        assert lines_of_entry(connection, back) == tuple(
            EntryLine(line.account, -line.amount_fen, line.neighbour_id, line.order_id)
            for line in lines_of_entry(connection, first)
        )
        assert standing_entry(connection, first) is None
    with pytest.raises(UserError, match="taken back already"):
        write(shop, lambda writing: ledger.reverse(writing, first))
    again = write(shop, lambda writing: ledger.reverse(writing, back))
    with shop.store.read() as connection:
        assert standing_entry(connection, first) == again
    assert due(shop, order.id) == order.total_fen - 500
    assert closes(shop)


def test_undoing_what_was_taken_back_by_hand_is_refused(shop: Shop) -> None:
    order = shop.orders()[0]
    paid = actions.book_payment(shop.store, order_id=order.id, method="cash")
    actions.take_back_payments(shop.store, order_id=order.id)
    with pytest.raises(UserError, match="Undo that first"):
        shop.store.undo(paid)
    assert due(shop, order.id) == order.total_fen
    assert closes(shop)


# Several orders at once, and ways of paying.


def test_one_payment_for_two_is_one_entry_and_taken_back_alone(shop: Shop) -> None:
    first, second = shop.orders()[:2]
    shares = (
        Share(first.neighbour_id, first.id, first.total_fen),
        Share(second.neighbour_id, second.id, second.total_fen),
        Share(second.neighbour_id, None, 200),
    )
    write(shop, lambda writing: ledger.receive(writing, shares=shares, account=Account.ALIPAY, at_ms=77))
    assert (due(shop, first.id), due(shop, second.id), credit(shop, second.neighbour_id)) == (0, 0, 200)
    actions.take_back_payments(shop.store, order_id=first.id)
    assert (due(shop, first.id), due(shop, second.id), credit(shop, second.neighbour_id)) == (first.total_fen, 0, 200)
    with shop.store.read() as connection:
        assert sums_of_order(connection, first.id)[Account.ALIPAY] == 0
    assert closes(shop)


def test_what_was_marked_is_seen_without_moving_what_is_open(shop: Shop) -> None:
    order = shop.orders()[0]
    actions.book_payment(shop.store, order_id=order.id, method="marked")
    share = Share(order.neighbour_id, order.id, order.total_fen)
    write(shop, lambda writing: ledger.see(writing, shares=(share,), account=Account.WECHAT))
    with shop.store.read() as connection:
        sums = sums_of_order(connection, order.id)
    assert (sums[Account.MARKED], sums[Account.WECHAT], due(shop, order.id)) == (0, -order.total_fen, 0)


def test_no_more_is_handed_back_than_was_given(shop: Shop) -> None:
    order = shop.orders()[0]
    actions.book_payment(shop.store, order_id=order.id, method="wechat")
    for fen in (order.total_fen + 1, 0, -1):
        with pytest.raises(UserError):
            hand_back(shop, order.id, fen)
    hand_back(shop, order.id, 100)
    assert due(shop, order.id) == 100


# Small differences.


def test_what_is_let_go_goes_with_the_goods(shop: Shop) -> None:
    order = shop.orders()[0]
    actions.let_go(shop.store, order_id=order.id, amount_fen=99)
    assert due(shop, order.id) == order.total_fen - 99
    with pytest.raises(UserError, match="Let no more go"):
        actions.let_go(shop.store, order_id=order.id, amount_fen=order.total_fen)
    cancelled = cancel_order(shop.store, order.id)
    assert (due(shop, order.id), credit(shop, order.neighbour_id)) == (0, 0)
    shop.store.undo(cancelled)
    assert due(shop, order.id) == order.total_fen - 99
    actions.let_go(shop.store, order_id=order.id)
    assert due(shop, order.id) == 0
    assert closes(shop)


# Credit.


def test_credit_pays_for_the_next_order_by_itself(shop: Shop) -> None:
    order = shop.orders()[0]
    person = order.neighbour_id
    actions.book_payment(shop.store, order_id=order.id, method="wechat", amount_fen=order.total_fen + 300)
    actions.put_on_balance(shop.store, neighbour_id=person, amount_fen=50, method="cash")
    later = order_in(shop, next_round(shop), person)
    with shop.store.read() as connection:
        carried = queries.entries_of_order(connection, later)[-1]
        total = -queries.entries_of_order(connection, later)[0].amount_fen
    assert (carried.kind, carried.amount_fen) == ("carry", 350)
    assert (due(shop, later), due(shop, order.id), credit(shop, person)) == (total - 350, 0, 0)
    assert closes(shop)


def test_the_history_of_an_order_says_what_her_balance_paid(shop: Shop) -> None:
    person = shop.orders()[0].neighbour_id
    actions.put_on_balance(shop.store, neighbour_id=person, amount_fen=350, method="cash")
    later = order_in(shop, next_round(shop), person)
    actions.book_payment(shop.store, order_id=later, method="wechat")
    with shop.store.read() as connection:
        told = [(step.label, step.after) for event in order_history(connection, later) for step in event.steps]
    assert ("From her balance", "¥3.50") in told
    assert [label for label, _sum in told].count("Payment") == 1


def test_credit_waits_until_the_leader_says_so(shop: Shop) -> None:
    order = shop.orders()[0]
    person = order.neighbour_id
    chosen = actions.set_credit_use(shop.store, by_itself=False)
    actions.put_on_balance(shop.store, neighbour_id=person, amount_fen=350, method="cash")
    later = order_in(shop, next_round(shop), person)
    before = due(shop, later)
    with shop.store.read() as connection:
        assert queries.credit_for_orders(connection, [later, shop.orders()[1].id]) == {later: 350}
    used = actions.use_balance(shop.store, order_id=later)
    assert (due(shop, later), credit(shop, person)) == (before - 350, 0)
    with pytest.raises(UserError, match="Nothing is open"):
        actions.use_balance(shop.store, order_id=later)
    shop.store.undo(used)
    assert (due(shop, later), credit(shop, person)) == (before, 350)
    shop.store.undo(chosen)
    set_lines(shop.store, later, {_offer(shop, later): 2000})
    assert credit(shop, person) == 0


def test_loose_money_goes_first_then_the_oldest_order(shop: Shop) -> None:
    order = shop.orders()[0]
    person = order.neighbour_id
    actions.set_credit_use(shop.store, by_itself=False)
    actions.book_payment(shop.store, order_id=order.id, method="wechat", amount_fen=order.total_fen + 300)
    actions.put_on_balance(shop.store, neighbour_id=person, amount_fen=50, method="cash")
    later = order_in(shop, next_round(shop), person)
    write(shop, lambda writing: ledger.carry(writing, neighbour_id=person, order_id=later, amount_fen=80))
    with shop.store.read() as connection:
        assert queries.credit_of(connection, person).parts == (Share(person, order.id, 270),)


def test_a_payment_that_paid_for_another_order_is_called_back_with_it(shop: Shop) -> None:
    order = shop.orders()[0]
    actions.book_payment(shop.store, order_id=order.id, method="wechat", amount_fen=order.total_fen + 300)
    later = order_in(shop, next_round(shop), order.neighbour_id)
    left = due(shop, later)
    actions.take_back_payments(shop.store, order_id=order.id)
    assert (due(shop, order.id), due(shop, later)) == (order.total_fen, left + 300)
    assert closes(shop)


def test_money_that_was_used_since_is_not_undone_under_its_use(shop: Shop) -> None:
    order = shop.orders()[0]
    person = order.neighbour_id
    kept = actions.put_on_balance(shop.store, neighbour_id=person, amount_fen=350, method="cash")
    over = actions.book_payment(shop.store, order_id=order.id, method="wechat", amount_fen=order.total_fen + 300)
    later = order_in(shop, next_round(shop), person)
    before = due(shop, later)
    for step in (kept, over):
        with pytest.raises(UserError, match="Undo that first"):
            shop.store.undo(step)
    assert due(shop, later) == before
    assert closes(shop)


def test_credit_is_paid_out_and_no_more_than_it(shop: Shop) -> None:
    person = shop.orders()[0].neighbour_id
    actions.put_on_balance(shop.store, neighbour_id=person, amount_fen=350, method="cash")
    with pytest.raises(UserError, match=r"¥3\.50"):
        actions.pay_out_balance(shop.store, neighbour_id=person, amount_fen=351, method="wechat")
    paid = actions.pay_out_balance(shop.store, neighbour_id=person, amount_fen=350, method="wechat", note="moved away")
    assert credit(shop, person) == 0
    shop.store.undo(paid)
    assert credit(shop, person) == 350
    with pytest.raises(UserError, match="not in the list"):
        actions.put_on_balance(shop.store, neighbour_id=999_999, amount_fen=1, method="cash")


def test_nobody_is_taken_out_of_the_store_with_money_of_hers(shop: Shop) -> None:
    from leaderdesk.features.neighbours.actions import add_neighbour

    added = add_neighbour(shop.store, name="新来的", room="3-101")
    actions.put_on_balance(shop.store, neighbour_id=added.id, amount_fen=350, method="cash")
    with pytest.raises(UserError, match="Undo that first"):
        shop.store.undo(added.action_id)
    assert credit(shop, added.id) == 350


def test_balances_of_many_are_those_of_each(shop: Shop) -> None:
    actions.put_on_balance(shop.store, neighbour_id=shop.orders()[0].neighbour_id, amount_fen=1, method="cash")
    with shop.store.read() as connection:
        people = [each.id for each in known_neighbours(connection)]
        found = queries.balances_of(connection, people)
        assert found == {each: queries.balance_of(connection, each) for each in people}
        assert min(found.values()) < 0


# Whether the books close.

OTHER_ACCOUNT = """
UPDATE ledger_line SET account = 'cash' WHERE account = 'wechat'
AND entry_id = (SELECT id FROM ledger_entry WHERE reverses_id IS NOT NULL)
"""


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("UPDATE ledger_line SET amount_fen = amount_fen + 1 WHERE account = 'sales' AND order_id = :order", "entry"),
        ("UPDATE line SET price_fen = price_fen + 100 WHERE order_id = :order", "order"),
        ("UPDATE orders SET cancelled_at_ms = 1 WHERE id = :order", "order"),
        ("UPDATE ledger_line SET order_id = 999999 WHERE order_id = :order", "gone"),
        ("UPDATE ledger_open SET amount_fen = amount_fen - 1 WHERE order_id = :order", "open"),
        ("UPDATE ledger_open SET amount_fen = 7 WHERE neighbour_id IS NOT NULL", "loose"),
        ("UPDATE ledger_open SET neighbour_id = 999999 WHERE neighbour_id IS NOT NULL", "nobody"),
        (OTHER_ACCOUNT, "reversal"),
        ("INSERT INTO ledger_entry (kind, at_ms) VALUES ('correction', 1)", "entry"),
    ],
)
def test_a_look_finds_what_does_not_close(shop: Shop, broken: str, rule: str) -> None:
    first, second = shop.orders()[:2]
    actions.put_on_balance(shop.store, neighbour_id=first.neighbour_id, amount_fen=5, method="cash")
    actions.book_payment(shop.store, order_id=second.id, method="wechat")
    actions.take_back_payments(shop.store, order_id=second.id)
    assert closes(shop)
    with closing(sqlite3.connect(shop.store.paths.store)) as driver, driver:
        guards = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'ledger_*'"
        for (name,) in driver.execute(guards).fetchall():
            driver.execute(f"DROP TRIGGER {name}")
        driver.execute(broken, {"order": first.id} if ":order" in broken else {})
    with shop.store.read() as connection:
        found = books_close(connection)
    assert rule in {breach.rule for breach in found.breaches}


def test_a_later_look_sees_what_moved_since(shop: Shop) -> None:
    order = shop.orders()[0]
    with shop.store.read() as connection:
        seen = books_close(connection).mark
    with shop.store.write("Test") as writing:
        # Goods that change behind the ledger's back: nobody is told.
        writing.connection.exec_driver_sql("UPDATE line SET price_fen = 1 WHERE order_id = ?", (order.id,))
    with shop.store.read() as connection:
        later = books_close(connection, seen)
        assert [(breach.rule, breach.id) for breach in later.breaches] == [("order", order.id)]
        assert books_close(connection, later.mark).ok


def _offer(shop: Shop, order_id: int) -> int:
    with shop.store.read() as connection:
        return int(connection.exec_driver_sql("SELECT offer_id FROM line WHERE order_id = ?", (order_id,)).scalar_one())
