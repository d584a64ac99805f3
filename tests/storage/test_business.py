"""Settings of the business travel with the store."""

from __future__ import annotations

from dataclasses import fields

import pytest

from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.business import Business, ensure_shop_key, read_business, write_business
from leaderdesk.storage.database import Store
from tests.storage.dumps import dump


def business(store: Store) -> Business:
    with store.read() as connection:
        return read_business(connection)


def test_at_first_nothing_is_said(store: Store) -> None:
    assert business(store) == Business()
    assert not business(store).is_practice


def test_what_is_said_is_kept_and_undone(store: Store) -> None:
    with store.write("Settings") as writing:
        for field in fields(Business):
            write_business(writing.session, field.name, f"值 {field.name}")
    assert business(store) == Business(**{field.name: f"值 {field.name}" for field in fields(Business)})
    with store.write("Settings") as second:
        write_business(second.session, "leader_name", "李姐")
    store.undo(second.action_id)
    assert business(store).leader_name == "值 leader_name"


def test_a_name_that_does_not_exist_is_a_mistake(store: Store) -> None:
    with pytest.raises(KeyError), store.write("Settings") as writing:
        write_business(writing.session, "no_such_setting", "x")


def test_a_setting_of_a_later_version_is_let_be(store: Store) -> None:
    with store.write("Later") as writing:
        writing.connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('later', 'x')")
    assert business(store) == Business()


def test_the_key_of_the_shop_is_made_once(store: Store, paths: StorePaths) -> None:
    with store.write("First start", undoable=False) as writing:
        ensure_shop_key(writing.session)
    key = business(store).shop_key
    assert len(bytes.fromhex(key)) == 32
    before = dump(paths)["setting"]
    with store.write("First start", undoable=False) as writing:
        ensure_shop_key(writing.session)
    assert dump(paths)["setting"] == before
