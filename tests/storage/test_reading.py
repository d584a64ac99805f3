"""Plain readings: one state throughout, nothing written, the same answers as through SQLAlchemy."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.storage.business import ensure_shop_key, read_business, write_business
from leaderdesk.storage.database import Store
from leaderdesk.storage.reading import among


def say(store: Store, name: str, value: str) -> None:
    with store.write("Change") as writing:
        write_business(writing.session, name, value)


def test_a_glance_and_a_reading_say_the_same(store: Store) -> None:
    with store.write("First start") as writing:
        ensure_shop_key(writing.session)
    say(store, "leader_name", "李姐")
    with store.glance() as glance, store.read() as connection:
        assert read_business(glance) == read_business(connection)


def test_a_glance_sees_one_state_throughout_and_the_next_one_the_new(store: Store) -> None:
    say(store, "leader_name", "李姐")
    with store.glance() as glance:
        before = read_business(glance)
        say(store, "leader_name", "王姐")
        assert read_business(glance) == before
    with store.glance() as glance:
        assert read_business(glance).leader_name == "王姐"


def test_nothing_can_be_written_at_a_glance(store: Store) -> None:
    with pytest.raises(StorageTrouble), store.glance() as glance:
        glance.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('practice', '1')")
    with store.glance() as glance:
        assert read_business(glance).practice == ""


def test_rows_have_their_columns_by_name_and_ids_go_in_as_one_value(store: Store) -> None:
    with store.glance() as glance:
        found = glance.exec_driver_sql(
            "SELECT value AS id, value * 2 AS twice FROM json_each(:ids) WHERE value <> 2", {"ids": among([1, 2, 3])}
        )
        assert [(row.id, row.twice) for row in found] == [(1, 2), (3, 6)]
        row = glance.exec_driver_sql("SELECT 1 AS id").one()
        assert row.id == 1
        with pytest.raises(AttributeError, match="name"):
            _ = row.name
        assert glance.exec_driver_sql("SELECT 1 WHERE 0").first() is None
