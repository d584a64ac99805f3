"""Votes counted by key in a stream: beside pasted answers, each its own step, taken back one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.community.actions import close_poll, empty_poll, paste_again, vote_by_key, winner_round
from leaderdesk.features.community.queries import polls, tally_of
from leaderdesk.features.community.rules.model import Asked, Option, PollKind, Question
from leaderdesk.features.community.rules.words import group_text
from leaderdesk.features.products.actions import add_product
from leaderdesk.features.products.rules import NewProduct
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store, open_store

pytestmark = pytest.mark.usefixtures("english")

ASKED = Asked(PollKind.POLL, "下期想团", (Question("", (Option("A", "耙耙柑"), Option("B", "蓝莓"))),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(StorePaths(tmp_path / "store"))
    yield opened
    opened.close()


def counts(store: Store, poll_id: int) -> dict[str, int]:
    with store.read() as connection:
        counted = tally_of(connection, poll_id)
    assert counted is not None
    return {one.option.key: one.count for one in counted.questions[0].counts}


def test_keys_count_beside_pasted_answers_and_are_undone_one_by_one(store: Store) -> None:
    poll_id, _step = empty_poll(store, ASKED)
    paste_again(store, poll_id, "张阿姨：A\n小林：B\n豆豆妈：A")
    first = vote_by_key(store, poll_id, "A", stream_id=None)
    vote_by_key(store, poll_id, "B")
    second = vote_by_key(store, poll_id, "B")
    assert counts(store, poll_id) == {"A": 3, "B": 3}
    store.undo(second)
    assert counts(store, poll_id) == {"A": 3, "B": 2}
    undone = store.undo(first)
    assert counts(store, poll_id) == {"A": 2, "B": 2}
    with store.read() as connection:
        named = journal.action(connection, first)
    assert named is not None
    assert named.title == "A vote for A 耙耙柑"
    store.undo(undone)
    assert counts(store, poll_id) == {"A": 3, "B": 2}


def test_they_decide_who_wins_and_are_told_in_the_group(store: Store) -> None:
    product = add_product(store, NewProduct(name="蓝莓", unit="盒", price_fen=3800))
    poll_id, _step = empty_poll(store, ASKED)
    paste_again(store, poll_id, "张阿姨：A")
    for _vote in range(2):
        vote_by_key(store, poll_id, "B")
    with store.read() as connection:
        counted = tally_of(connection, poll_id)
        assert polls(connection)[0].voices == 3
    assert counted is not None
    assert "B 蓝莓: 2 votes" in group_text(counted)
    assert group_text(counted).endswith("2 votes were called out in the stream.")
    round_id, _made = winner_round(store, poll_id)
    with store.read() as connection:
        assert [offer.product_id for offer in offers_of_round(connection, round_id)] == [product.id]


def test_a_closed_poll_and_an_unknown_choice_are_refused(store: Store) -> None:
    poll_id, _step = empty_poll(store, ASKED)
    with pytest.raises(UserError, match="no longer one of the choices"):
        vote_by_key(store, poll_id, "C")
    with pytest.raises(UserError, match="no longer one of the choices"):
        vote_by_key(store, poll_id, "A", question=1)
    close_poll(store, poll_id)
    with pytest.raises(UserError, match="closed"):
        vote_by_key(store, poll_id, "A")
    assert counts(store, poll_id) == {"A": 0, "B": 0}
