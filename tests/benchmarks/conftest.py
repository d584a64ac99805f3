"""The large store that several benchmarks look into."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import Store
from tests.benchmarks.full_store import open_full_store


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with half a million lines."""
    store = open_full_store(StorePaths(tmp_path_factory.mktemp("full")))
    yield store
    store.close()
