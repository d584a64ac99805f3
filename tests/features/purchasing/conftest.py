"""The purchase page of a closed practice round, for each test that wants it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.features.purchasing.screen import PurchasePage
from leaderdesk.features.rounds.actions import close_round
from tests.features.pickups.table import shown
from tests.features.purchasing.purchase import Purchase
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=12)
    close_round(shop.store, shop.round_id)
    yield shop
    shop.store.close()


@pytest.fixture
def purchase(qtbot: QtBot, shop: Shop) -> Iterator[Purchase]:
    with shown(qtbot, shop, PurchasePage) as (screen, page):
        assert isinstance(page, PurchasePage)
        yield Purchase(screen, page)
