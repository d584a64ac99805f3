"""A practice shop for the tests of the settings, in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.features.home.desks import Table, table
from tests.practice import Shop


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""


@pytest.fixture
def desk(qtbot: QtBot, shop: Shop) -> Iterator[Table]:
    with table(qtbot, shop.store) as given:
        yield given
