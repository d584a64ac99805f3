"""A village of neighbours in which some bring others, in a real store with the real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.features.referrals.village import Village, open_village


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Give a village with rules in force, gifts on the shelf and nobody brought yet."""
    opened = open_village(tmp_path / "village")
    yield opened
    opened.store.close()
