"""A practice shop for the tests of the pickup table, and the station in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.features.pickups.table import Station, station
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=40, neighbours=60)
    yield shop
    shop.store.close()


@pytest.fixture
def table(qtbot: QtBot, shop: Shop) -> Iterator[Station]:
    with station(qtbot, shop) as found:
        yield found
