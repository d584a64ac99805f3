"""Collection passes over what is there for good, and everything is as it was before once the window has closed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.ui.garbage import MOST_LOOKED_AT, GarbageRound


class Ring:
    """Something that holds itself, which only collection can free."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[GarbageRound]:
    gc.collect()
    gc.unfreeze()
    made = GarbageRound()
    yield made
    made.stop()


def test_what_is_there_is_spared_and_what_comes_later_is_not(garbage: GarbageRound) -> None:
    early = Ring()
    earlier = weakref.ref(early)
    garbage.spare()
    assert gc.get_freeze_count() > 0
    late = Ring()
    later = weakref.ref(late)
    del early, late
    gc.collect()
    assert earlier() is not None
    assert later() is None


def test_closing_gives_back_what_was_spared(garbage: GarbageRound) -> None:
    ring = Ring()
    held = weakref.ref(ring)
    garbage.spare()
    del ring
    garbage.stop()
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()
    gc.collect()
    assert held() is None


def test_what_a_lane_made_by_the_hundred_thousand_is_not_looked_through(garbage: GarbageRound) -> None:
    passes: list[dict[str, int]] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            passes.append(info)

    gc.callbacks.append(watch)
    try:
        few = [[number] for number in range(1_000)]
        garbage.look()
        assert len(passes) == 1
        # As many again in each look: each is few, and what an older generation would be looked through for is not.
        rows = []
        for _look in range(40):
            rows.append([[number] for number in range(MOST_LOOKED_AT // 10)])
            garbage.look()
        assert sum(map(len, rows)) > 3 * MOST_LOOKED_AT
        assert gc.get_freeze_count() > MOST_LOOKED_AT
        assert {info["generation"] for info in passes} == {0}
        rows = [[[number] for number in range(MOST_LOOKED_AT + 1)]]
        before = len(passes)
        garbage.look()
        assert len(passes) == before
    finally:
        gc.callbacks.remove(watch)
    assert len(few) == 1_000


def test_a_window_that_spared_nothing_gives_nothing_back(garbage: GarbageRound) -> None:
    gc.freeze()
    try:
        garbage.stop()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
