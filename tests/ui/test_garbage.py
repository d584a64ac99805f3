"""Collection passes over what is there for good, and everything is as it was before once the window has closed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.ui.garbage import GarbageRound


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


def test_a_window_that_spared_nothing_gives_nothing_back(garbage: GarbageRound) -> None:
    gc.freeze()
    try:
        garbage.stop()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
