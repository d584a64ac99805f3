"""Do and undo: whatever was done to neighbours and buildings, undoing it backwards gives the same tables."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.neighbours import actions
from leaderdesk.storage.database import Store, open_store
from tests.features.undoing import check_undo

TABLES = ("building", "household", "neighbour", "neighbour_alias", "tag", "neighbour_tag", "neighbour_note")
NAMES = st.sampled_from(["张阿姨", "豆豆妈", "曾姐", "单老师", "", "<b>"])
ROOMS = st.sampled_from(["3-502", "3-603", "1-1001", "12-3-402", "", "9-1", "什么"])
IDS = st.integers(1, 4)
Step = Callable[[Store], object]


def ensure(store: Store, name: str, room: str) -> None:
    with store.write("ensure") as writing:
        actions.ensure_neighbour(writing, name=name, room=room or None)


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda n, r: lambda s: actions.add_neighbour(s, name=n, room=r, phone="13800001234"), NAMES, ROOMS),
    st.builds(lambda i, n: lambda s: actions.edit_neighbour(s, i, name=n), IDS, NAMES),
    st.builds(lambda i, r: lambda s: actions.edit_neighbour(s, i, room=r), IDS, ROOMS),
    st.builds(
        lambda i, p: lambda s: actions.edit_neighbour(s, i, phone=p), IDS, st.sampled_from(["", "60001234", "x"])
    ),
    st.builds(lambda i: lambda s: actions.archive_neighbour(s, i), IDS),
    st.builds(lambda i: lambda s: actions.restore_neighbour(s, i), IDS),
    st.builds(lambda n, r: lambda s: ensure(s, n, r), NAMES, ROOMS),
    st.builds(lambda i, t: lambda s: actions.add_tag(s, i, t), IDS, st.sampled_from(["核心", "新邻居"])),
    st.builds(lambda i, t: lambda s: actions.remove_tag(s, i, t), IDS, IDS),
    st.builds(lambda i, n: lambda s: actions.add_alias(s, i, n), IDS, NAMES),
    st.builds(lambda i, n: lambda s: actions.remove_alias(s, i, n), IDS, NAMES),
    st.builds(lambda i: lambda s: actions.write_note(s, i, "记一笔"), IDS),
    st.builds(lambda i: lambda s: actions.edit_note(s, i, "改一笔"), IDS),
    st.builds(lambda i: lambda s: actions.remove_note(s, i), IDS),
    st.builds(lambda b: lambda s: actions.add_building(s, b), st.sampled_from(["3", "1", "9", "-"])),
    st.builds(lambda i, b: lambda s: actions.edit_building(s, i, name=b), IDS, st.sampled_from(["3", "5", "A"])),
    st.builds(lambda i: lambda s: actions.edit_building(s, i, note="过马路"), IDS),
    st.builds(lambda i: lambda s: actions.remove_building(s, i), IDS),
    st.builds(lambda ids: lambda s: actions.set_walking_order(s, ids), st.permutations([1, 2, 3])),
)


@settings(max_examples=40)
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_undoing_everything_gives_the_same_tables(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(StorePaths(Path(folder)), clock=FixedClock(dt.datetime(2026, 1, 26, 12, 0)))
        actions.add_building(store, "3")
        actions.add_building(store, "1")
        ensure(store, "张阿姨", "3-502")
        check_undo(store, TABLES, steps)
        store.close()
