"""Polls and sign-ups in the store: taken, pasted again, cleared up, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.community.actions import (
    answer_open,
    archive_poll,
    close_poll,
    dismiss,
    edit_poll,
    new_poll,
    paste_again,
    restore_poll,
    set_answer,
    winner_round,
    withdraw,
)
from leaderdesk.features.community.queries import (
    compare_paste,
    pastes_of,
    polls,
    said_before,
    shown_poll,
    tally_of,
    voices_of,
)
from leaderdesk.features.community.rules.comparison import Became
from leaderdesk.features.community.rules.model import Heads
from leaderdesk.features.community.rules.tally import State, Tally
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Store
from tests.practice import open_shop

VOTE = "下期想团A草莓还是B蓝莓？\n1. 张三 A\n2. 李四 B\n3. 王五 A"
CLASS = "亲子烘焙课报名 限5人\n1. 张三 2大1小\n2. 李四 1大1小\n3. 王五 1大1小\n4. 赵六 1大"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    shop = open_shop(tmp_path / "store", orders=0)
    yield shop.store
    shop.store.close()


def counted(store: Store, poll_id: int) -> Tally:
    with store.read() as connection:
        found = tally_of(connection, poll_id)
    assert found is not None
    return found


def votes(store: Store, poll_id: int) -> dict[str, list[str]]:
    return {
        each.option.key: [voice.name for voice in each.voices] for each in counted(store, poll_id).questions[0].counts
    }


def test_new_poll_counts_people(store: Store) -> None:
    taken = new_poll(store, VOTE)
    assert (taken.new, taken.asks) == (3, 0)
    assert votes(store, taken.poll_id) == {"A": ["张三", "王五"], "B": ["李四"]}
    with store.read() as connection:
        assert [(one.poll.id, one.voices) for one in polls(connection)] == [(taken.poll_id, 3)]
        assert [paste.text for paste in pastes_of(connection, taken.poll_id)] == [VOTE]


def test_new_poll_is_undone_as_a_whole(store: Store) -> None:
    taken = new_poll(store, VOTE)
    assert taken.action_id is not None
    store.undo(taken.action_id)
    with store.read() as connection:
        assert polls(connection) == ()


def test_nothing_to_read_is_refused(store: Store) -> None:
    for text in ("", "  \n ", "哈哈哈"):
        with pytest.raises(UserError):
            new_poll(store, text)


def test_pasted_again_tells_what_became_of_each(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    newer = "下期想团A草莓还是B蓝莓？\n1. 张三 B\n2. 李四 B\n3. 赵六 A"
    with store.read() as connection:
        seen = compare_paste(connection, poll_id, newer)
    assert seen is not None
    assert {change.who: change.became for change in seen.changes} == {
        "张三": Became.CHANGED,
        "李四": Became.SAME,
        "赵六": Became.NEW,
        "王五": Became.WITHDRAWN,
    }
    taken = paste_again(store, poll_id, newer, seen=seen)
    assert votes(store, poll_id) == {"A": ["赵六"], "B": ["张三", "李四"]}
    assert [voice.name for voice in counted(store, poll_id).withdrawn] == ["王五"]
    assert taken.action_id is not None
    store.undo(taken.action_id)
    assert votes(store, poll_id) == {"A": ["张三", "王五"], "B": ["李四"]}


def test_same_paste_again_does_nothing(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    assert paste_again(store, poll_id, VOTE).action_id is None
    with store.read() as connection:
        assert len(pastes_of(connection, poll_id)) == 1


def test_a_piece_of_chat_takes_nobody_out(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    paste_again(store, poll_id, "赵六：B\n张三：改选B")
    assert votes(store, poll_id) == {"A": ["王五"], "B": ["张三", "李四", "赵六"]}


def test_what_somebody_said_before_stays_visible(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    paste_again(store, poll_id, "张三：改选B")
    with store.read() as connection:
        voice = next(one for one in voices_of(connection, poll_id) if one.name == "张三")
        assert [said for _at, said in said_before(connection, voice.id)] == ["1. 张三 A"]


def test_stale_comparison_is_refused(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    with store.read() as connection:
        seen = compare_paste(connection, poll_id, "赵六：B")
    set_answer(store, poll_id, name="赵六", picks=(("A",),))
    with pytest.raises(UserError):
        paste_again(store, poll_id, "赵六：B", seen=seen)
    assert votes(store, poll_id)["A"] == ["张三", "王五", "赵六"]


def test_seats_go_in_order_of_arrival(store: Store) -> None:
    poll_id = new_poll(store, CLASS).poll_id
    found = counted(store, poll_id)
    assert [voice.name for voice in found.coming] == ["张三", "李四"]
    assert [voice.name for voice in found.waiting] == ["王五", "赵六"]
    assert (found.heads, found.free_seats) == (Heads(3, 2), 0)
    withdraw(store, found.coming[0].id)
    assert [voice.name for voice in counted(store, poll_id).coming] == ["李四", "王五", "赵六"]


def test_who_comes_back_stands_at_the_end(store: Store) -> None:
    poll_id = new_poll(store, CLASS).poll_id
    withdraw(store, counted(store, poll_id).coming[0].id)
    paste_again(store, poll_id, "张三：2大1小，我又能来了")
    assert [voice.name for voice in counted(store, poll_id).waiting] == ["张三"]


def test_seats_can_be_changed(store: Store) -> None:
    poll_id = new_poll(store, CLASS).poll_id
    edit_poll(store, poll_id, seats=0)
    assert counted(store, poll_id).waiting == ()


def test_open_lines_are_answered_and_not_asked_again(store: Store) -> None:
    text = "下期想团A草莓还是B蓝莓？\n1. 张三 A\n2. 李四 A和B\n3. 王五 再说"
    poll_id = new_poll(store, text).poll_id
    first, second = counted(store, poll_id).open
    answer_open(store, first.id, picks=(("B",),))
    dismiss(store, second.id)
    assert votes(store, poll_id) == {"A": ["张三"], "B": ["李四"]}
    assert counted(store, poll_id).open == ()
    assert paste_again(store, poll_id, text).action_id is None


def test_only_allowed_answers_are_written(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    for picks in ((), ((),), (("C",),), (("A", "B"),), (("A",), ("B",))):
        with pytest.raises(UserError):
            set_answer(store, poll_id, name="赵六", picks=picks)
    edit_poll(store, poll_id, several=True)
    set_answer(store, poll_id, name="赵六", picks=(("A", "B"),))
    assert votes(store, poll_id) == {"A": ["张三", "王五", "赵六"], "B": ["李四", "赵六"]}


def test_written_by_hand_stays_when_the_list_is_pasted_again(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    set_answer(store, poll_id, name="赵六", picks=(("B",),))
    paste_again(store, poll_id, VOTE.replace("王五 A", "王五 B"))
    assert votes(store, poll_id)["B"] == ["李四", "王五", "赵六"]


def test_closed_poll_takes_no_more(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    close_poll(store, poll_id)
    with pytest.raises(UserError):
        paste_again(store, poll_id, "赵六：B")
    with pytest.raises(UserError):
        set_answer(store, poll_id, name="赵六", picks=(("B",),))


def test_bin_and_back(store: Store) -> None:
    poll_id = new_poll(store, VOTE).poll_id
    archive_poll(store, poll_id)
    with store.read() as connection:
        assert polls(connection) == ()
        assert [one.poll.id for one in polls(connection, archived=True)] == [poll_id]
    restore_poll(store, poll_id)
    with store.read() as connection:
        assert [one.poll.id for one in polls(connection)] == [poll_id]


def test_winner_becomes_a_draft_in_one_step(store: Store) -> None:
    with store.read() as connection:
        product = connection.exec_driver_sql("SELECT id, name FROM product LIMIT 1").one()
    poll_id = new_poll(store, f"下期投票 A{product.name} B没有的东西\n张三：A\n李四：A").poll_id
    round_id, action_id = winner_round(store, poll_id)
    with store.read() as connection:
        assert [offer.product_id for offer in offers_of_round(connection, round_id)] == [product.id]
        shown = shown_poll(connection, poll_id)
    assert shown is not None
    assert shown.tally.poll.round_id == round_id
    store.undo(action_id)
    assert counted(store, poll_id).poll.round_id is None


def test_winner_that_is_no_product_is_refused(store: Store) -> None:
    poll_id = new_poll(store, "下期投票 A火星石 B没有的东西\n张三：A\n李四：A").poll_id
    with pytest.raises(UserError):
        winner_round(store, poll_id)


def test_taken_back_before_it_was_ever_counted_stays_visible(store: Store) -> None:
    poll_id = new_poll(store, "下期想团A还是B\n1. 张三 A\n2. 李四 B\n3. 张三 取消").poll_id
    found = counted(store, poll_id)
    assert [(voice.name, voice.earlier) for voice in found.withdrawn] == [("张三", "1. 张三 A")]
    assert all(voice.state is not State.OPEN for voice in found.voices)
