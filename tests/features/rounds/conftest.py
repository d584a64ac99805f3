"""What the tests of rounds share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.features.rounds.shop import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_shop(tmp_path / "shop")
    yield opened
    opened.store.close()


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""
