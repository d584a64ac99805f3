"""Lists of neighbours: complete, in walking order, found by every way a leader types."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from leaderdesk.features.neighbours.actions import (
    add_neighbour,
    archive_neighbour,
    edit_neighbour,
    ensure_neighbour,
    write_note,
)
from leaderdesk.features.neighbours.queries import (
    archived_count,
    building_names,
    buildings,
    find_neighbours,
    known_neighbours,
    neighbour_card,
    neighbour_rows,
    tag_counts,
)
from leaderdesk.storage.database import Store


def test_the_list_is_in_walking_order_and_holds_the_tags(estate: Store) -> None:
    with estate.read() as connection:
        rows = neighbour_rows(connection)
    assert [row.room for row in rows] == ["3-502", "1-1001", "12-3-402", ""]
    assert [tag.name for tag in rows[0].tags] == ["核心邻居", "推荐官"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张阿姨", "张阿姨"),
        ("zay", "张阿姨"),
        ("zhangayi", "张阿姨"),
        ("zj", "张阿姨"),
        ("cj", "张阿姨"),
        ("cengjie", "张阿姨"),
        ("sls", "单老师"),
        ("dls", "单老师"),
        ("shanlaoshi", "单老师"),
        ("3-502", "张阿姨"),
        ("３５０２", "张阿姨"),
        ("12-402", "单老师"),
        ("123402", "单老师"),
        ("1234", "张阿姨"),
        ("138-0000-1234", "张阿姨"),
        ("DDM", "豆豆妈"),
        ("张 502", "张阿姨"),
    ],
)
def test_a_neighbour_is_found(estate: Store, typed: str, name: str) -> None:
    with estate.read() as connection:
        assert find_neighbours(connection, typed)[0].name == name


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "\\", "\x00", "'; drop table neighbour", "没有这人"])
def test_what_fits_nobody_finds_nobody(estate: Store, typed: str) -> None:
    with estate.read() as connection:
        assert find_neighbours(connection, typed) == ()


def test_a_change_is_found_by_its_new_words(estate: Store) -> None:
    with estate.read() as connection:
        (aunt,) = find_neighbours(connection, "张阿姨")
    edit_neighbour(estate, aunt.id, name="李大姐", room="1-203", phone="13900005678")
    with estate.read() as connection:
        assert [row.id for row in find_neighbours(connection, "ldj")] == [aunt.id]
        assert [row.id for row in find_neighbours(connection, "1203")] == [aunt.id]
        assert [row.id for row in find_neighbours(connection, "5678")] == [aunt.id]
        assert find_neighbours(connection, "zay") == ()
        assert aunt.id not in {row.id for row in find_neighbours(connection, "1234")}


def test_who_is_put_away_is_in_no_list(estate: Store) -> None:
    with estate.read() as connection:
        (aunt,) = find_neighbours(connection, "张阿姨")
    archive_neighbour(estate, aunt.id)
    with estate.read() as connection:
        assert find_neighbours(connection, "张阿姨") == ()
        assert aunt.id not in {row.id for row in neighbour_rows(connection)}
        assert aunt.id not in {one.id for one in known_neighbours(connection)}
        assert [row.id for row in neighbour_rows(connection, archived=True)] == [aunt.id]
        assert archived_count(connection) == 1
        assert {one.tag.name: one.count for one in tag_counts(connection)} == {"推荐官": 1, "核心邻居": 0}


def test_what_the_reader_of_a_paste_gets(estate: Store) -> None:
    with estate.read() as connection:
        known = {one.name: one for one in known_neighbours(connection)}
        assert building_names(connection) == ("3", "1", "12")
    assert known["张阿姨"].room == "3-502"
    assert known["张阿姨"].aliases == ("曾姐",)
    assert known["小林"].room is None


def test_buildings_count_doors_not_people(estate: Store) -> None:
    add_neighbour(estate, name="张叔叔", room="3-502")
    add_neighbour(estate, name="老徐", room="3-603")
    with estate.read() as connection:
        assert [(one.name, one.household_count) for one in buildings(connection)] == [("3", 2), ("1", 1), ("12", 1)]


def test_the_card_holds_everything(estate: Store) -> None:
    add_neighbour(estate, name="张叔叔", room="3-502")
    with estate.read() as connection:
        (aunt,) = find_neighbours(connection, "张阿姨")
    write_note(estate, aunt.id, "喜欢小一点的草莓")
    with estate.read() as connection:
        card = neighbour_card(connection, aunt.id)
        assert neighbour_card(connection, 999) is None
    assert card is not None
    assert (card.room, card.phone, card.diet, card.joined_on) == ("3-502", "13800001234", "孙子乳糖不耐", "2026-01-26")
    assert [one.name for one in card.housemates] == ["张叔叔"]
    assert [note.text for note in card.notes] == ["喜欢小一点的草莓"]
    assert card.aliases == ("曾姐",)


def test_a_list_takes_as_many_statements_for_many_as_for_few(estate: Store) -> None:
    with estate.write("many") as writing:
        for number in range(300):
            ensure_neighbour(writing, name=f"邻居{number}", room=f"3-{number + 1000}")
    statements: list[str] = []
    with estate.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
        assert len(neighbour_rows(connection)) == 304
        assert len(known_neighbours(connection)) == 304
    assert len(statements) <= 6  # BEGIN, buildings, two for each list, tags
