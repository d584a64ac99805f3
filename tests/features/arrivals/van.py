"""What tests ask of a shop at the van: the goods most wanted, the books, and all that is stored."""

from __future__ import annotations

from leaderdesk.features.arrivals.queries import Ground, counts_of_round, ground_of
from leaderdesk.features.arrivals.rules.counting import Count
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.payments import queries
from leaderdesk.features.payments.queries import dues
from leaderdesk.storage.database import Store
from tests.practice import Shop


def ground(shop: Shop, offer_id: int) -> Ground:
    """Return what sharing out the offer is decided on."""
    with shop.store.read() as connection:
        found = ground_of(connection, offer_id)
    assert found is not None
    return found


def most_wanted(shop: Shop, *, weighed: bool = False) -> Count:
    """Return the offer with the most orders, one that is weighed if asked for."""
    with shop.store.read() as connection:
        counts = counts_of_round(connection, shop.round_id)
    return max((count for count in counts if count.is_weighed is weighed), key=lambda count: count.orders)


def books_close(shop: Shop) -> bool:
    """Return whether the books close."""
    with shop.store.read() as connection:
        return queries.books_close(connection).ok


def open_sums(shop: Shop) -> dict[int, int]:
    """Return what is open of every order of the round, in fen."""
    with shop.store.read() as connection:
        orders = orders_of_round(connection, shop.round_id, with_cancelled=True)
        return dues(connection, [order.id for order in orders])


def standing(shop: Shop) -> tuple[object, ...]:
    """Return the orders of the round with their lines and what is open of them: what an undo must bring back."""
    with shop.store.read() as connection:
        orders = orders_of_round(connection, shop.round_id, with_cancelled=True)
    return (orders, open_sums(shop), records(shop.store))


def records(store: Store) -> tuple[object, ...]:
    """Return what is kept of cut lines, receipts and surplus."""
    with store.read() as connection:
        return tuple(
            tuple(tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id"))
            for table in ("line_change", "receipt", "surplus")
        )
