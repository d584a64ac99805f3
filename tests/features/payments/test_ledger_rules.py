"""The lines of an entry, without a store."""

from __future__ import annotations

from leaderdesk.features.payments.rules.ledger import Account, EntryLine, Share, ordered


def test_an_entry_of_goods_says_who_owes() -> None:
    assert ordered(Share(7, 9, 300)) == (
        EntryLine(Account.NEIGHBOUR, -300, 7, 9),
        EntryLine(Account.SALES, 300, order_id=9),
    )
