"""A practice shop for the tests of Today, in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from tests.features.home.desks import Table, table
from tests.practice import Shop, open_shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_shop(tmp_path / "shop")
    yield opened
    opened.store.close()


@pytest.fixture
def desk(qtbot: QtBot, shop: Shop) -> Iterator[Table]:
    with table(qtbot, shop.store) as given:
        yield given
