"""Answers to polls follow neighbours who are merged, and come back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.features.community.actions import new_poll, paste_again
from leaderdesk.features.community.queries import voices_of
from leaderdesk.features.community.rules.tally import State, Voice
from tests.features.merges import Two, rows_of, two_neighbours

QUESTION = "下期想团A草莓还是B蓝莓？\n"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    built = two_neighbours(tmp_path / "shop")
    yield built
    built.store.close()


def poll(two: Two, *lines: str) -> int:
    return new_poll(two.store, QUESTION + "\n".join(lines)).poll_id


def voices(two: Two, poll_id: int) -> list[Voice]:
    with two.store.read() as connection:
        return [one for one in voices_of(connection, poll_id) if one.state is State.CLEAR]


def test_her_answer_is_that_of_who_stays_and_the_next_paste_knows_it(two: Two) -> None:
    text = ("1. 王秀兰 3-602 A", "2. 张三 B")
    poll_id = poll(two, *text)
    before = rows_of(two.store)
    action = two.merge()
    assert next((one.neighbour_id, one.picks) for one in voices(two, poll_id)) == (two.kept_id, (("A",),))
    assert paste_again(two.store, poll_id, QUESTION + "\n".join(text)).action_id is None
    changed = paste_again(two.store, poll_id, QUESTION + "1. 王秀兰 3-602 B\n2. 张三 B")
    assert (changed.new, changed.changed) == (0, 1)
    assert changed.action_id is not None
    two.store.undo(changed.action_id)
    two.store.undo(action)
    assert rows_of(two.store) == before


@pytest.mark.parametrize("last", ["王秀兰", "王阿姨"])
def test_where_both_answered_what_was_said_last_counts(two: Two, last: str) -> None:
    first = "王阿姨" if last == "王秀兰" else "王秀兰"
    poll_id = poll(two, f"1. {first} 3-602 A", f"2. {last} 3-602 B")
    two.merge()
    assert [(one.neighbour_id, one.picks) for one in voices(two, poll_id)] == [(two.kept_id, (("B",),))]
