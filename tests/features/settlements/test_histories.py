"""Whatever happens to a round: what it earned is the sum of the book's accounts, and the workbook says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.i18n import language
from leaderdesk.features.payments.queries import books_close
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.features.settlements.feature import export_settlement
from leaderdesk.features.settlements.queries import supplier_accounts
from leaderdesk.features.settlements.rules import RESULT
from tests.features.settlements.books import Chance, fen, recomputed, what_it_earned
from tests.practice import Shop, open_shop

FIRST_SEED = 20_260_125
STEPS = 30
PARTS = 10
"""The five hundred in so many tests, which other processes may share."""


def check(shop: Shop) -> None:
    """See that the books close, and that what was earned is what the accounts say."""
    found = what_it_earned(shop)
    with shop.store.read() as connection:
        assert books_close(connection).breaches == ()
        rows = connection.exec_driver_sql("SELECT account, sum(amount_fen) FROM ledger_line GROUP BY account").all()
        sums: dict[str, int] = {row[0]: row[1] for row in rows}
        owed = sum(account.balance_fen for account in supplier_accounts(connection))
    assert sum(sums.values()) == 0
    assert owed == sums.get("supplier", 0)
    # All rounds of this shop but the one in question have nothing but sales that were paid.
    booked = {account: sums.get(account.value, 0) for account in RESULT}
    cost = sum(each.total_fen for each in found.goods)
    if found.settled is None:
        assert found.earned.margin_fen == sum(booked.values()) - cost
    else:
        assert {account: found.earned.of(account) for account in RESULT} == booked
    assert found.earned.of(Account.SALES) == sum(order.total_fen for order in shop.orders())
    by_hand = found.earned.sales_fen + sum(found.earned.of(account) for account in RESULT[1:])
    assert found.earned.margin_fen == by_hand


def live(home: Path, seed: int) -> None:
    """Let chance do to a round what it likes, and look at the books after each step."""
    shop = open_shop(home, orders=6, rounds=0, neighbours=12)
    chance = Chance(shop, seed)
    try:
        close_round(shop.store, shop.round_id)
        for _step in range(STEPS):
            chance.act()
            check(shop)
    except BaseException as error:
        error.add_note(f"in the history of seed {seed}")
        raise
    finally:
        shop.store.close()


@settings(max_examples=15)
@given(seed=st.integers(0, 100_000))
def test_the_margin_is_what_the_accounts_say_after_anything(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    live(tmp_path_factory.mktemp("shop") / "store", seed)


@pytest.mark.sweep
@pytest.mark.parametrize("part", range(PARTS))
def test_the_margin_is_what_the_accounts_say_after_five_hundred_rounds(tmp_path: Path, part: int) -> None:
    each = 500 // PARTS
    for seed in range(FIRST_SEED + part * each, FIRST_SEED + (part + 1) * each):
        live(tmp_path / str(seed), seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 11])
def test_the_workbook_adds_up_to_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("shop")
    shop = open_shop(folder / "store", orders=9, rounds=0, neighbours=12)
    try:
        close_round(shop.store, shop.round_id)
        chance = Chance(shop, seed)
        for _step in range(70):
            chance.act()
        with language("en"):
            path, found = export_settlement(shop.store, shop.round_id, folder / "settlement.xlsx")
        book = recomputed(path, folder)
    finally:
        shop.store.close()
    overview = book.worksheets[0]
    first = next(row for row in range(1, 20) if overview.cell(row, 1).value == "Goods sold")
    assert [fen(overview.cell(first + place, 2).value) for place in range(len(RESULT))] == [
        fen_ for _account, fen_ in found.earned.listed
    ]
    assert fen(overview.cell(first + len(RESULT), 2).value) == found.earned.margin_fen
    share = next(row[1].value for row in overview.iter_rows(min_row=first + 8) if isinstance(row[1].value, int | float))
    assert round(share * 10) == found.earned.margin_tenths
    written = next(sheet for sheet in book.worksheets if sheet.title == "Cost by supplier")
    summed = [row for row in written.iter_rows(values_only=True) if isinstance(row[0], int)]
    per_supplier = {row[1]: fen(row[2]) for row in summed if isinstance(row[2], int | float)}
    assert per_supplier == {supplier.supplier_name: supplier.total_fen for supplier in found.suppliers}
    owing = book.worksheets[-1]
    open_fen = [fen(row[5]) for row in owing.iter_rows(min_row=3, values_only=True) if row[1]]
    assert open_fen[: len(found.payments)] == [payment.due_fen for payment in found.payments]
