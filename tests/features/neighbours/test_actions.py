"""Each change to a neighbour is one step of the journal; what cannot be kept changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from leaderdesk.core.errors import UserError
from leaderdesk.features.neighbours.actions import (
    add_alias,
    add_building,
    add_neighbour,
    add_tag,
    archive_neighbour,
    edit_building,
    edit_neighbour,
    edit_note,
    ensure_neighbour,
    remember_alias,
    remove_alias,
    remove_building,
    remove_note,
    remove_tag,
    restore_neighbour,
    set_walking_order,
    write_note,
)
from leaderdesk.features.neighbours.queries import (
    building_names,
    buildings,
    find_neighbours,
    neighbour_card,
    neighbour_rows,
)
from leaderdesk.features.neighbours.rules import NeighbourCard, UnknownBuilding
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store


def card(store: Store, neighbour_id: int) -> NeighbourCard:
    with store.read() as connection:
        found = neighbour_card(connection, neighbour_id)
    assert found is not None
    return found


def id_of(store: Store, typed: str) -> int:
    with store.read() as connection:
        return find_neighbours(connection, typed)[0].id


def doors(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(text("SELECT label FROM household ORDER BY label")).scalars())


def steps(store: Store) -> int:
    with store.read() as connection:
        return len(journal.recent_actions(connection, 1000))


def test_a_new_neighbour_is_one_step_named_in_the_undo_menu(estate: Store) -> None:
    before = steps(estate)
    added = add_neighbour(estate, name="老徐", room="3号楼603", phone="１３９ 0000 5678")
    with estate.read() as connection:
        step = journal.next_undo(connection)
    assert step is not None
    assert (step.id, step.about["who"]) == (added.action_id, "3-603 老徐")
    assert steps(estate) == before + 1
    assert card(estate, added.id).phone == "13900005678"
    assert card(estate, added.id).joined_on == "2026-01-26"


def test_two_people_share_a_door_and_the_last_one_takes_it_along(estate: Store) -> None:
    uncle = add_neighbour(estate, name="张叔叔", room="3-502")
    aunt = id_of(estate, "张阿姨")
    edit_neighbour(estate, aunt, room="1-203")
    assert "3-502" in doors(estate)
    edit_neighbour(estate, uncle.id, room="")
    assert "3-502" not in doors(estate)
    assert card(estate, uncle.id).room == ""


def test_an_unknown_building_is_refused_and_adding_it_helps(estate: Store) -> None:
    before = steps(estate)
    with pytest.raises(UnknownBuilding) as caught:
        add_neighbour(estate, name="老徐", room="9-603")
    with pytest.raises(UnknownBuilding):
        edit_neighbour(estate, id_of(estate, "张阿姨"), room="9-603")
    assert steps(estate) == before
    add_building(estate, caught.value.building)
    assert card(estate, add_neighbour(estate, name="老徐", room="9-603").id).room == "9-603"


def test_the_same_person_is_not_listed_twice(estate: Store) -> None:
    for name, room in (("张阿姨", "3-502"), ("小林", "")):
        with pytest.raises(UserError):
            add_neighbour(estate, name=name, room=room)
    with pytest.raises(UserError):
        edit_neighbour(estate, id_of(estate, "豆豆妈"), name="张阿姨", room="3-502")
    assert card(estate, id_of(estate, "豆豆妈")).room == "1-1001"


def test_a_bad_field_changes_none_of_the_others(estate: Store) -> None:
    aunt = id_of(estate, "张阿姨")
    before = card(estate, aunt)
    with pytest.raises(UserError):
        edit_neighbour(estate, aunt, name="李阿姨", phone="12")
    with pytest.raises(UserError):
        edit_neighbour(estate, aunt, name="李阿姨", room="没有的房")
    with pytest.raises(UserError):
        edit_neighbour(estate, aunt, joined_on="2027-02-30")
    assert card(estate, aunt) == before


def test_nothing_new_is_no_step(estate: Store) -> None:
    aunt, before = id_of(estate, "张阿姨"), steps(estate)
    assert edit_neighbour(estate, aunt, name="张阿姨", phone="138 0000 1234", room="3栋502") is None
    assert add_tag(estate, aunt, "核心邻居") is None
    assert add_alias(estate, aunt, "曾姐") is None
    assert add_alias(estate, aunt, "张阿姨") is None
    assert remove_alias(estate, aunt, "没有") is None
    assert remove_tag(estate, aunt, 99) is None
    assert set_walking_order(estate, []) is None
    assert steps(estate) == before


def test_what_is_gone_is_answered_with_a_sentence(estate: Store) -> None:
    for act in (
        lambda: edit_neighbour(estate, 99, name="谁"),
        lambda: archive_neighbour(estate, 99),
        lambda: restore_neighbour(estate, 99),
        lambda: add_tag(estate, 99, "核心"),
        lambda: add_alias(estate, 99, "谁"),
        lambda: write_note(estate, 99, "话"),
        lambda: edit_note(estate, 99, "话"),
        lambda: remove_note(estate, 99),
        lambda: edit_building(estate, 99, name="5"),
        lambda: remove_building(estate, 99),
    ):
        with pytest.raises(UserError):
            act()


def test_into_the_bin_and_back(estate: Store) -> None:
    aunt = id_of(estate, "张阿姨")
    before = card(estate, aunt)
    archive_neighbour(estate, aunt)
    with pytest.raises(UserError):
        archive_neighbour(estate, aunt)
    restore_neighbour(estate, aunt)
    assert card(estate, aunt) == before
    with pytest.raises(UserError):
        restore_neighbour(estate, aunt)


def test_nobody_comes_back_beside_a_twin(estate: Store) -> None:
    aunt = id_of(estate, "张阿姨")
    archive_neighbour(estate, aunt)
    add_neighbour(estate, name="张阿姨", room="3-502")
    with pytest.raises(UserError):
        restore_neighbour(estate, aunt)


def ensured(store: Store, name: str, room: str | None) -> int:
    with store.write("ensure") as writing:
        return ensure_neighbour(writing, name=name, room=room)


def test_ensure_finds_who_is_meant(estate: Store) -> None:
    aunt, lin = id_of(estate, "张阿姨"), id_of(estate, "小林")
    assert ensured(estate, "张阿姨", "3-502") == aunt
    assert ensured(estate, " 曾 姐 ", "3-502") == aunt
    assert ensured(estate, "张阿姨", None) == aunt
    assert ensured(estate, "小林", "3-502") == lin
    assert card(estate, lin).room == "3-502"


def test_ensure_adds_who_is_new(estate: Store) -> None:
    aunt = id_of(estate, "张阿姨")
    other = ensured(estate, "张阿姨", "9-101")
    assert other != aunt
    assert card(estate, other).room == "9-101"
    with estate.read() as connection:
        assert building_names(connection) == ("3", "1", "12", "9")
    assert ensured(estate, "阿姨", "3-502") not in (aunt, other)
    assert ensured(estate, "没有房号的人", "A-") != ensured(estate, "没有房号的人", "B-")
    with pytest.raises(UserError):
        ensured(estate, "\u200b", None)


def test_ensure_does_not_guess_between_two(estate: Store) -> None:
    first, second = id_of(estate, "张阿姨"), ensured(estate, "张阿姨", "1-402")
    assert ensured(estate, "张阿姨", None) not in (first, second)


def test_ensure_brings_back_from_the_bin(estate: Store) -> None:
    aunt = id_of(estate, "张阿姨")
    archive_neighbour(estate, aunt)
    assert ensured(estate, "张阿姨", "3-502") == aunt
    assert card(estate, aunt).archived_at_ms is None


def test_an_alias_is_remembered_once(estate: Store) -> None:
    aunt = id_of(estate, "张阿姨")
    with estate.write("remember") as writing:
        assert remember_alias(writing, aunt, "张姐")
        assert not remember_alias(writing, aunt, " 张 姐")
    assert card(estate, aunt).aliases == ("曾姐", "张姐")
    remove_alias(estate, aunt, "张姐")
    with estate.read() as connection:
        assert find_neighbours(connection, "张姐") == ()


def test_tags_are_shared_words(estate: Store) -> None:
    aunt, mother = id_of(estate, "张阿姨"), id_of(estate, "豆豆妈")
    add_tag(estate, mother, "核心 邻居")
    assert {tag.id for tag in card(estate, mother).tags} == {tag.id for tag in card(estate, aunt).tags}
    remove_tag(estate, mother, card(estate, aunt).tags[0].id)
    assert [tag.name for tag in card(estate, mother).tags] == ["推荐官"]


def test_notes_are_written_changed_and_deleted(estate: Store) -> None:
    aunt = id_of(estate, "张阿姨")
    note = write_note(estate, aunt, " 爱吃小的 ")
    assert edit_note(estate, note.id, "爱吃小的") is None
    edit_note(estate, note.id, "爱吃甜的")
    assert [one.text for one in card(estate, aunt).notes] == ["爱吃甜的"]
    remove_note(estate, note.id)
    assert card(estate, aunt).notes == ()
    with pytest.raises(UserError):
        write_note(estate, aunt, " \n ")


def test_the_walk_is_put_in_order(estate: Store) -> None:
    with estate.read() as connection:
        ids = {one.name: one.id for one in buildings(connection)}
    set_walking_order(estate, [ids["12"], ids["3"], 77])
    with estate.read() as connection:
        assert building_names(connection) == ("12", "3", "1")
        assert neighbour_rows(connection)[0].room == "12-3-402"


def test_a_renamed_building_renames_its_rooms(estate: Store) -> None:
    with estate.read() as connection:
        ids = {one.name: one.id for one in buildings(connection)}
    edit_building(estate, ids["3"], name="５号楼")
    aunt = id_of(estate, "5502")
    assert card(estate, aunt).room == "5-502"
    assert edit_building(estate, ids["3"], name="5") is None
    with pytest.raises(UserError):
        edit_building(estate, ids["3"], name="12")


def test_only_an_empty_building_goes(estate: Store) -> None:
    with estate.read() as connection:
        ids = {one.name: one.id for one in buildings(connection)}
    with pytest.raises(UserError):
        remove_building(estate, ids["3"])
    empty = add_building(estate, "7")
    with pytest.raises(UserError):
        add_building(estate, "7 号楼")
    remove_building(estate, empty.id)
    with estate.read() as connection:
        assert "7" not in building_names(connection)
