"""Whatever is done to rounds and offers can be undone and leaves every table as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import round_rows
from leaderdesk.storage.journal import next_undo
from tests.features.rounds.shop import Shop, dump, filled, offers, open_shop
from tests.sealing import seal

VERBS = st.tuples(
    st.sampled_from(
        (
            "new",
            "copy",
            "title",
            "cutoff",
            "open",
            "close",
            "reopen",
            "settle",
            "archive",
            "add",
            "price",
            "limit",
            "move",
            "remove",
        )
    ),
    st.integers(0, 5),
    st.integers(0, 5),
)


def act(shop: Shop, verb: str, first: int, second: int) -> None:
    """Do `verb` to one of the rounds or offers there are; UserError where it makes no sense."""
    store = shop.store
    if verb == "new":
        actions.new_round(store, title=f"第{second}")
        return
    with store.read() as connection:
        rounds = round_rows(connection)
    round_ = rounds[first % len(rounds)]
    if verb == "add":
        actions.add_offer(store, round_id=round_.id, product_id=shop.products[second])
    elif verb in ("price", "limit", "move", "remove"):
        there = offers(shop, round_.id)
        offer_id = there[second % len(there)].id if there else 0
        on_offers: dict[str, Callable[[], object]] = {
            "price": lambda: actions.edit_offer(store, offer_id, {"price_fen": second * 100}),
            "limit": lambda: actions.edit_offer(store, offer_id, {"limit_milli": None, "total_limit_milli": 1000}),
            "move": lambda: actions.move_offer(store, offer_id, to=first),
            "remove": lambda: actions.remove_offer(store, offer_id),
        }
        on_offers[verb]()
    else:
        on_rounds: dict[str, Callable[[], object]] = {
            "copy": lambda: actions.copy_round(store, round_.id),
            "title": lambda: actions.edit_round(store, round_.id, title=f"{second}"),
            "cutoff": lambda: actions.edit_round(store, round_.id, cutoff=f"2026-01-2{second + 4}T20:00"),
            "open": lambda: actions.open_round(store, round_.id),
            "close": lambda: actions.close_round(store, round_.id),
            "reopen": lambda: actions.reopen_round(store, round_.id),
            "settle": lambda: seal(store, round_.id),
            "archive": lambda: actions.archive_round(store, round_.id),
        }
        on_rounds[verb]()


@settings(max_examples=25)
@given(st.lists(VERBS, min_size=1, max_size=30))
def test_do_and_undo_leaves_everything_as_it_was(verbs: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        shop = open_shop(Path(home))
        try:
            filled(shop)
            filled(shop, products=2)
            states = [dump(shop.store)]
            for verb in verbs:
                before = dump(shop.store)
                with suppress(UserError, ZeroDivisionError):
                    act(shop, *verb)
                if dump(shop.store) != before:
                    states.append(dump(shop.store))
            for state in reversed(states[:-1]):
                with shop.store.read() as connection:
                    latest = next_undo(connection)
                assert latest is not None
                shop.store.undo(latest.id)
                assert dump(shop.store) == state
        finally:
            shop.store.close()
