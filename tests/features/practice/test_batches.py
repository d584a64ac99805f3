"""The practice neighbourhood has batches, and of the latest something is left to fill in."""

from __future__ import annotations

from pathlib import Path

from leaderdesk.features.batches.queries import batch_rows
from leaderdesk.features.batches.rules import Trace
from leaderdesk.features.practice.actions import write_batches
from leaderdesk.features.practice.rules import invent
from tests.practice import SEED, TODAY, open_shop


def test_only_the_latest_batches_lack_something(tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "store", rounds=3)
    ids = write_batches(shop.store, invent(seed=SEED, today=TODAY, neighbours=40, rounds=3))
    with shop.store.read() as connection:
        batches = batch_rows(connection)
    shop.store.close()
    assert len(batches) == len(ids) > 2
    latest = max(batch.came_on for batch in batches)
    assert all(batch.offer_ids for batch in batches)
    assert not any(batch.missing for batch in batches if batch.came_on < latest)
    lacking = {each.trace for batch in batches if batch.came_on == latest for each in batch.missing}
    assert Trace.PACKAGING in lacking


def test_without_past_rounds_there_are_none(tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "store", rounds=0)
    assert write_batches(shop.store, invent(seed=SEED, today=TODAY, neighbours=40, rounds=0)) == ()
    shop.store.close()
