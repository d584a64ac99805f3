"""What the tests of features share: a practice shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.features.rounds.actions import close_round
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Give a shop whose open round has twelve orders."""
    opened = open_shop(tmp_path / "shop")
    yield opened
    opened.store.close()


@pytest.fixture
def closed_shop(tmp_path: Path) -> Iterator[Shop]:
    """Give a shop with 24 orders in a round that takes no more."""
    opened = open_shop(tmp_path / "home", orders=24)
    close_round(opened.store, opened.round_id)
    yield opened
    opened.store.close()
