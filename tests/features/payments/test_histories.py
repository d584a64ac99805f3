"""Whatever happens to orders, people and money, in whatever order, and is undone and done again: the books close."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from leaderdesk.app import reactions
from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.payments.queries import books_close
from leaderdesk.storage.database import Store, open_store
from tests.features.payments.histories import History
from tests.features.payments.world import make_goods, make_world
from tests.practice import TODAY

FIRST_SEED = 20_260_125
STEPS = 14
PARTS = 20
"""The ten thousand in so many tests, which other processes may share."""
KINDS = 24
"""What can happen in a history, and to be refused."""
IN_ONE_STORE = 50
"""After so many histories a new store is begun: what has grown large is slower to ask."""


def new_store(home: Path) -> Store:
    clock = FixedClock(dt.datetime.combine(TODAY, dt.time(14, 0)))
    store = open_store(StorePaths(home), clock=clock, reactions=reactions())
    make_goods(store)
    return store


def live(home: Path, histories: int, *, first_seed: int) -> Counter[str]:
    """Let so many histories happen, each from its own seed, and return what was done how often."""
    done: Counter[str] = Counter()
    for start in range(0, histories, IN_ONE_STORE):
        store = new_store(home / str(start))
        for seed in range(first_seed + start, first_seed + min(start + IN_ONE_STORE, histories)):
            try:
                done += History(store, make_world(store), random.Random(seed)).live(STEPS)
            except BaseException as error:
                error.add_note(f"in the history of seed {seed}")
                raise
        with store.read() as connection:
            assert books_close(connection).breaches == ()
        store.close()
    return done


def test_the_books_close_whatever_happens(tmp_path: Path) -> None:
    done = live(tmp_path, 60, first_seed=FIRST_SEED)
    assert done["undo"] > 0 < done["redo"]


@pytest.mark.sweep
@pytest.mark.parametrize("part", range(PARTS))
def test_the_books_close_in_ten_thousand_histories(tmp_path: Path, part: int) -> None:
    each = 10_000 // PARTS
    done = live(tmp_path, each, first_seed=FIRST_SEED + part * each)
    sys.stdout.write(", ".join(f"{name} {count}" for name, count in done.most_common()) + "\n")
    # Each kind of thing happened often enough to mean something: of all parts together more than a hundred times.
    assert len(done) == KINDS
    assert min(done.values()) > 100 // PARTS
