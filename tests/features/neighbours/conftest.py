"""An open store with three buildings and a few invented neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.neighbours.actions import add_alias, add_building, add_neighbour, add_tag
from leaderdesk.storage.database import Store, open_store

NOON = dt.datetime(2026, 1, 26, 12, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store whose clock stands at NOON."""
    opened = open_store(StorePaths(tmp_path / "store"), clock=FixedClock(NOON))
    yield opened
    opened.close()


@pytest.fixture
def estate(store: Store) -> Store:
    """The store with buildings 3, 1 and 12 (walked in this order) and four neighbours."""
    for name in ("3", "1", "12"):
        add_building(store, name)
    aunt = add_neighbour(store, name="张阿姨", room="3-502", phone="13800001234", diet="孙子乳糖不耐")
    add_tag(store, aunt.id, "核心邻居")
    add_tag(store, aunt.id, "推荐官")
    add_alias(store, aunt.id, "曾姐")
    mother = add_neighbour(store, name="豆豆妈", room="1-1001")
    add_tag(store, mother.id, "推荐官")
    add_neighbour(store, name="单老师", room="12-3-402")
    add_neighbour(store, name="小林")
    return store
