"""A practice shop with one past round, handed out, and one open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from leaderdesk.features.rounds.queries import offers_of_round, round_rows
from leaderdesk.storage.database import Store
from tests.practice import open_shop


@dataclass(frozen=True, slots=True)
class Stand:
    """The store, a product, and the offers of it that were handed out and that are ordered now."""

    store: Store
    product_id: int
    past_offer: int
    open_offer: int


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    """The shop, looked at from one product that both rounds offered."""
    shop = open_shop(tmp_path / "store")
    with shop.store.read() as connection:
        past = next(one for one in round_rows(connection) if one.id != shop.round_id)
        before = {offer.product_id: offer.id for offer in offers_of_round(connection, past.id)}
        now = {offer.product_id: offer.id for offer in offers_of_round(connection, shop.round_id)}
    product_id = min(before.keys() & now.keys())
    yield Stand(shop.store, product_id, before[product_id], now[product_id])
    shop.store.close()
