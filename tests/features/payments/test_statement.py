"""The account of a neighbour as she is told it: on the screen, for the chat, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.features.payments import actions
from leaderdesk.features.payments.papers import statement_paper
from leaderdesk.features.payments.queries.statement import statement_of
from leaderdesk.features.payments.rules import LedgerEntry
from leaderdesk.features.payments.rules.statement import Statement, standing_words, statement, statement_text
from leaderdesk.storage.business import read_business
from tests.practice import Shop, open_shop

DAY_MS = 86_400_000
FIRST_MS = 1_769_300_000_000


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=3)
    yield shop
    shop.store.close()


def entry(
    id_: int, kind: str, fen: int, *, order: int | None = 9, way: str = "", reverses: int | None = None
) -> LedgerEntry:
    return LedgerEntry(id_, 7, order, kind, fen, way, FIRST_MS + id_ * DAY_MS, "", reverses)


def put_together(*entries: LedgerEntry, most: int = 30) -> Statement:
    return statement(entries, {9: 23, 10: 24}, name="张阿姨", room="3-502", most=most)


def test_of_one_order_and_kind_there_is_one_line() -> None:
    found = put_together(
        entry(1, "order", -3600),
        entry(2, "order", -1000),
        entry(3, "payment", 4600, way="wechat"),
        entry(4, "order", 600),
    )
    assert [(line.words, line.amount_fen, line.balance_fen) for line in found.lines] == [
        ("Round 23: goods ordered", -4000, -4000),
        ("Round 23: payment (WeChat)", 4600, 600),
    ]
    assert found.balance_fen == 600


def test_what_was_taken_back_is_no_line() -> None:
    found = put_together(
        entry(1, "payment", 500, order=None, way="cash"),
        entry(2, "payment", -500, order=None, way="cash", reverses=1),
        entry(3, "payment", 300, order=None, way="cash"),
        entry(4, "payment", 300, order=None, way="cash"),
    )
    assert [line.amount_fen for line in found.lines] == [300, 300]


def test_what_is_older_is_one_sum() -> None:
    found = put_together(
        entry(1, "order", -3600), entry(2, "payment", 3600, way="cash"), entry(3, "order", -100, order=10), most=1
    )
    assert (found.before_fen, [line.balance_fen for line in found.lines]) == (0, [-100])
    found = put_together(entry(1, "order", -3600), entry(2, "payment", 3700, way="cash"), most=1)
    assert (found.before_fen, found.balance_fen) == (-3600, 100)


def test_the_text_for_the_chat_ends_with_how_it_stands() -> None:
    found = put_together(
        entry(1, "order", -3600), entry(2, "payment", 3000, way="cash"), entry(3, "order", -1, order=10)
    )
    assert statement_text(found).splitlines()[0] == "张阿姨 3-502, this is your account:"
    assert statement_text(found).splitlines()[-1] == "¥6.01 is still open."
    assert "You have ¥1.00 left" in standing_words(100)
    assert standing_words(0) == "All is settled, thank you!"


def test_the_account_of_a_neighbour_in_the_store(shop: Shop) -> None:
    order = shop.orders()[0]
    actions.put_on_balance(shop.store, neighbour_id=order.neighbour_id, amount_fen=500, method="cash")
    actions.pay_out_balance(shop.store, neighbour_id=order.neighbour_id, amount_fen=200, method="wechat")
    with shop.store.read() as connection:
        found = statement_of(connection, order.neighbour_id)
        business = read_business(connection)
        assert statement_of(connection, 999_999) is None
    assert found is not None
    assert found.balance_fen == 300 - order.total_fen
    assert [line.words for line in found.lines][-2:] == ["payment (cash)", "balance paid out (WeChat)"]
    paper = statement_paper(found, business, printed_ms=FIRST_MS)
    assert paper.title == f"Account of {found.name} {found.room}"
    assert len(paper.groups[0].rows) == len(found.lines)
    assert table_pdf(paper).startswith(b"%PDF")
