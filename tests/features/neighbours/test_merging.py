"""Two neighbours become one and one becomes two: what stays, what is known, what is refused."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.actions import (
    add_alias,
    add_neighbour,
    archive_neighbour,
    edit_neighbour,
    ensure_neighbour,
    hold_apart,
    merge_neighbours,
    restore_neighbour,
    split_neighbour,
)
from leaderdesk.features.neighbours.queries import (
    archived_count,
    buildings,
    find_neighbours,
    known_neighbours,
    neighbour_card,
    neighbour_rows,
)
from leaderdesk.features.neighbours.queries.merging import alike_neighbours, living_card
from leaderdesk.features.neighbours.rules import NeighbourCard
from leaderdesk.features.neighbours.rules.merging import (
    Belongings,
    Merge,
    SharedRound,
    Split,
    chosen_text,
    first_sides,
    what_happens,
)
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store


def card(store: Store, neighbour_id: int) -> NeighbourCard:
    with store.read() as connection:
        found = neighbour_card(connection, neighbour_id)
    assert found is not None
    return found


def pair(store: Store) -> tuple[int, int]:
    kept = add_neighbour(store, name="王阿姨", room="3-602", phone="13900000001", note="爱草莓").id
    gone = add_neighbour(store, name="王秀兰", room="12-3-402", diet="不吃辣", note="周末在家").id
    add_alias(store, gone, "兰姐")
    return kept, gone


def merged(store: Store, **sides: str) -> tuple[int, int, int]:
    kept, gone = pair(store)
    chosen = first_sides(card(store, kept), card(store, gone)) | sides
    return kept, gone, merge_neighbours(store, Merge(kept, gone, chosen))  # type: ignore[arg-type]


def test_all_names_stay_known_and_the_other_is_in_no_list(estate: Store) -> None:
    kept, gone, _action = merged(estate)
    with estate.read() as connection:
        (one,) = [each for each in known_neighbours(connection) if each.id in (kept, gone)]
        assert (one.id, one.name, set(one.aliases)) == (kept, "王阿姨", {"王秀兰", "兰姐"})
        for typed in ("王秀兰", "兰姐", "wxl", "3602"):
            assert [each.id for each in find_neighbours(connection, typed)] == [kept]
        assert gone not in {
            each.id for each in (*neighbour_rows(connection), *neighbour_rows(connection, archived=True))
        }
        assert archived_count(connection) == 0
        living = living_card(connection, gone)
    assert living is not None
    assert living.id == kept


def test_what_is_chosen_side_by_side_stays(estate: Store) -> None:
    kept, _gone, _action = merged(estate, name="gone", room="gone")
    found = card(estate, kept)
    assert (found.name, found.room, found.phone) == ("王秀兰", "12-3-402", "13900000001")
    assert found.diet == "不吃辣"
    assert found.note == "爱草莓；周末在家"
    assert "王阿姨" in found.aliases
    assert "王秀兰" not in found.aliases


def test_a_door_that_nobody_is_left_behind_goes(estate: Store) -> None:
    kept, _gone, action = merged(estate, room="gone")
    with estate.read() as connection:
        doors = {each.name: each.household_count for each in buildings(connection)}
    assert doors["3"] == 1
    edit_neighbour(estate, kept, room="1-101")
    with estate.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM household WHERE label = '12-3-402'").scalar() == 1
    with language("en"), pytest.raises(UserError, match="later"):
        estate.undo(action)


def test_only_remarks_can_both_stay() -> None:
    with language("en"), pytest.raises(UserError, match="Only one"):
        chosen_text("phone", {"phone": "both"}, "1", "2")
    assert chosen_text("note", {"note": "both"}, "爱草莓", "爱草莓") == "爱草莓"


def test_a_list_that_names_her_by_her_old_name_finds_her(estate: Store) -> None:
    kept, _gone, _action = merged(estate)
    with estate.write("take") as writing:
        assert ensure_neighbour(writing, name="王秀兰", room=None) == kept


def test_one_step_with_both_names_that_brings_everything_back(estate: Store) -> None:
    with estate.read() as connection:
        before_merge = journal.recent_actions(connection, 100)
    kept, gone, action = merged(estate)
    with estate.read() as connection:
        found = journal.action(connection, action)
    assert found is not None
    with language("zh_CN"):
        assert found.title == "合并 王阿姨 和 王秀兰"
    estate.undo(action)
    assert card(estate, gone).archived_at_ms is None
    assert card(estate, kept).aliases == ()
    assert len(before_merge) < found.id


def test_nobody_who_is_put_away_or_merged_already_is_merged(estate: Store) -> None:
    kept, gone, _action = merged(estate)
    other = add_neighbour(estate, name="老徐").id
    with pytest.raises(UserError):
        merge_neighbours(estate, Merge(other, gone))
    with pytest.raises(UserError):
        merge_neighbours(estate, Merge(kept, kept))
    with pytest.raises(UserError):
        restore_neighbour(estate, gone)
    archive_neighbour(estate, other)
    with pytest.raises(UserError):
        merge_neighbours(estate, Merge(kept, other))


def test_three_who_are_one_lead_to_the_last(estate: Store) -> None:
    kept, gone, _action = merged(estate)
    last = add_neighbour(estate, name="兰兰", room="3-602").id
    merge_neighbours(estate, Merge(last, kept, {"name": "gone"}))
    with estate.read() as connection:
        for each in (kept, gone):
            living = living_card(connection, each)
            assert living is not None
            assert living.id == last
    assert {"王秀兰", "兰姐", "兰兰"} <= set(card(estate, last).aliases)


def test_the_preview_says_what_will_happen_in_words(estate: Store) -> None:
    kept, gone = pair(estate)
    one, other = card(estate, kept), card(estate, gone)
    shared = (
        SharedRound(1, "第 1 期", "草莓", "酸奶", 100),
        SharedRound(2, "第 2 期", "草莓", "酸奶", 100, paid_fen=5),
    )
    merge = Merge(kept, gone, first_sides(one, other), joined_rounds=frozenset({2}))
    with language("zh_CN"):
        said = what_happens(one, other, merge, Belongings(7, shared))
    assert "以后都叫王阿姨" in said[0]
    assert "7 单" in said[1]
    assert said[2] == "第 1 期：两份订单都留着，王秀兰那份还写王秀兰。"
    assert said[3] == "第 2 期：两份订单会合成一份，付过的钱一起记过来。"


def test_what_is_split_off_is_a_neighbour_of_her_own(estate: Store) -> None:
    kept, _gone, _action = merged(estate)
    added = split_neighbour(estate, Split(kept, "王秀兰", "12-3-402", ("兰姐",)))
    found = card(estate, added.id)
    assert (found.name, found.room, found.aliases) == ("王秀兰", "12-3-402", ("兰姐",))
    assert card(estate, kept).aliases == ()
    with estate.read() as connection:
        assert [each.id for each in find_neighbours(connection, "兰姐")] == [added.id]
    estate.undo(added.action_id)
    assert set(card(estate, kept).aliases) == {"王秀兰", "兰姐"}


def test_a_split_needs_a_name_that_tells_the_two_apart(estate: Store) -> None:
    kept, _gone = pair(estate)
    with pytest.raises(UserError):
        split_neighbour(estate, Split(kept, "王阿姨", "3-602"))
    with pytest.raises(UserError):
        split_neighbour(estate, Split(kept, "", "3-602"))
    with pytest.raises(UserError):
        split_neighbour(estate, Split(kept, "王秀兰", "12-3-402"))


def test_two_who_are_held_apart_are_not_proposed_and_neither_are_two_that_were_split(estate: Store) -> None:
    first = add_neighbour(estate, name="王阿姨", room="3-602").id
    second = add_neighbour(estate, name="王秀兰", room="3-602").id
    with estate.read() as connection:
        assert [(each.first.id, each.second.id) for each in alike_neighbours(connection)] == [(first, second)]
    assert hold_apart(estate, second, first) is not None
    assert hold_apart(estate, first, second) is None
    new = split_neighbour(estate, Split(first, "王秀英", "3-602")).id
    with estate.read() as connection:
        assert (first, new) not in {(each.first.id, each.second.id) for each in alike_neighbours(connection)}


def test_who_was_put_away_comes_back_herself_and_not_under_the_name_merged_into_hers(estate: Store) -> None:
    first = add_neighbour(estate, name="王秀兰", room="3-602").id
    kept = add_neighbour(estate, name="王阿姨", room="3-602").id
    merge_neighbours(estate, Merge(kept, first))
    archive_neighbour(estate, kept)
    with estate.write("take") as writing:
        assert ensure_neighbour(writing, name="王秀兰", room="3-602") == kept


def test_what_is_kept_under_her_old_name_follows_her_door_and_phone(estate: Store) -> None:
    kept, gone, _action = merged(estate)
    add_neighbour(estate, name="新来的", room="3-101")
    edit_neighbour(estate, kept, room="1-101", phone="13900000009")
    found, record = card(estate, kept), card(estate, gone)
    assert (record.name, record.room, record.phone) == ("王秀兰", "1-101", "13900000009")
    assert found.room == "1-101"
    with estate.read() as connection:
        assert [each.room for each in find_neighbours(connection, "新来的")] == ["3-101"]
