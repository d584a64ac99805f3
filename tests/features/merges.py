"""A shop in which two neighbours turn out to be one: orders in the same rounds and in others, money, hand-overs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from leaderdesk.features.neighbours.actions import add_alias, add_neighbour, add_tag, merge_neighbours, write_note
from leaderdesk.features.neighbours.queries import neighbour_card
from leaderdesk.features.neighbours.rules.merging import Merge, Side, first_sides
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments import queries
from leaderdesk.features.payments.queries import balance_of
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.slots import neighbour_ties
from leaderdesk.storage.database import Store
from tests.practice import Shop, open_shop

Rows = dict[str, list[tuple[object, ...]]]
_OWN = ("journal_", "sqlite_")


@dataclass(frozen=True, slots=True)
class Two:
    """王阿姨, who ordered strawberries, and 王秀兰, with an order in the same open round, paid in part."""

    shop: Shop
    kept_id: int
    gone_id: int
    kept_order: int
    gone_order: int

    @property
    def store(self) -> Store:
        """The open store."""
        return self.shop.store

    @property
    def offers(self) -> tuple[int, ...]:
        """The offers of the open round, in their order."""
        with self.store.read() as connection:
            return tuple(offer.id for offer in offers_of_round(connection, self.shop.round_id))

    def merge(self, *, together: bool = True, sides: Mapping[str, Side] | None = None) -> int:
        """Merge the second into the first, with what is proposed or these sides, and return the action."""
        with self.store.read() as connection:
            kept, gone = neighbour_card(connection, self.kept_id), neighbour_card(connection, self.gone_id)
        assert kept is not None
        assert gone is not None
        rounds = frozenset({self.shop.round_id}) if together else frozenset[int]()
        tags = frozenset(tag.id for tag in (*kept.tags, *gone.tags))
        merge = Merge(self.kept_id, self.gone_id, sides or first_sides(kept, gone), tags, rounds)
        return merge_neighbours(self.store, merge, ties=neighbour_ties())

    def balances(self) -> tuple[int, int]:
        """Return the balances of both, in fen."""
        with self.store.read() as connection:
            return balance_of(connection, self.kept_id), balance_of(connection, self.gone_id)


def two_neighbours(home: Path) -> Two:
    """Return the two in a practice shop in `home`; the caller closes its store."""
    shop = open_shop(home)
    kept = add_neighbour(shop.store, name="王阿姨", room="3-602", phone="13900000001").id
    gone = add_neighbour(shop.store, name="王秀兰", room="3-602", diet="不吃辣", note="周末在家").id
    add_alias(shop.store, gone, "兰姐")
    add_tag(shop.store, gone, "老邻居")
    write_note(shop.store, gone, "送过一次汤")
    with shop.store.read() as connection:
        offers = [offer.id for offer in offers_of_round(connection, shop.round_id)]
    mine, _action = order_for(
        shop.store, round_id=shop.round_id, neighbour_id=kept, amounts={offers[0]: 2000, offers[1]: 1000}
    )
    hers, _action = order_for(
        shop.store, round_id=shop.round_id, neighbour_id=gone, amounts={offers[0]: 1000, offers[2]: 1000}
    )
    book_payment(shop.store, order_id=hers, method="cash", amount_fen=1234)
    return Two(shop, kept, gone, mine, hers)


def rows_of(store: Store) -> Rows:
    """Return every row of every table but the journal; the ledger, which only grows, by its sums."""
    with store.read() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars().all()
        tables = [name for name in names if not name.startswith(_OWN)]
        found: Rows = {
            name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in tables
            if not name.startswith("ledger_")
        }
        found["ledger"] = [
            tuple(row)
            for row in connection.execute(
                text(
                    "SELECT account, neighbour_id, order_id, sum(amount_fen) FROM ledger_line"
                    " GROUP BY 1, 2, 3 HAVING sum(amount_fen) <> 0 ORDER BY 1, 2, 3"
                )
            )
        ]
    return found


def ledger_sum(store: Store) -> int:
    """Return the sum over all neighbours' accounts as they were booked, in fen."""
    booked = "SELECT coalesce(sum(amount_fen), 0) FROM ledger_line WHERE account = 'neighbour'"
    with store.read() as connection:
        return int(connection.execute(text(booked)).scalar_one())


def accounts_sum(store: Store) -> int:
    """Return the sum of the balances of everybody, merged or not, in fen."""
    with store.read() as connection:
        ids = connection.execute(text("SELECT id FROM neighbour")).scalars().all()
        return sum(balance_of(connection, each) for each in ids)


def books_close(store: Store) -> bool:
    """Return whether the books close, and everything booked is on somebody's account."""
    with store.read() as connection:
        closing = queries.books_close(connection)
    return closing.ok and ledger_sum(store) == accounts_sum(store)
