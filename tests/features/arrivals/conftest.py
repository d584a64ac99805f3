"""A closed round with orders, in a real store with the real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.features.rounds.actions import close_round
from tests.practice import Shop, open_shop


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Give a shop whose round takes no more orders."""
    opened = open_shop(tmp_path / "home", orders=24)
    close_round(opened.store, opened.round_id)
    yield opened
    opened.store.close()
