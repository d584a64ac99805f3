"""A new store for each test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import Store, open_store


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(dt.datetime(2026, 1, 25, 14, 22))


@pytest.fixture
def paths(tmp_path: Path) -> StorePaths:
    return StorePaths(tmp_path / "store")


@pytest.fixture
def store(paths: StorePaths, clock: FixedClock) -> Iterator[Store]:
    store = open_store(paths, clock=clock)
    yield store
    store.close()
