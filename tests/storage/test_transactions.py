"""One transaction: all of it or nothing, told to others only once it stands."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.events import Changed, Event
from leaderdesk.core.feature import Reaction
from leaderdesk.core.i18n import language
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.neighbours.tables import TagRow
from leaderdesk.storage.database import Store, Writing, open_store
from tests.disks import fill, small_disk
from tests.storage.dumps import dump


@dataclass(frozen=True, slots=True)
class TagAdded(Event):
    """A tag was added."""

    name: str


def add_tag(writing: Writing, name: str) -> None:
    writing.connection.exec_driver_sql("INSERT INTO tag (name) VALUES (?)", (name,))


def write_and_fail(store: Store, error: BaseException) -> None:
    with store.write("Add") as writing:
        add_tag(writing, "老人")
        raise error


def add_and_tell(store: Store, name: str) -> None:
    with store.write("Add") as writing:
        add_tag(writing, name)
        writing.tell(TagAdded(name))


def tags(paths: StorePaths) -> list[object]:
    return [row[1] for row in dump(paths)["tag"]]


def test_what_was_written_is_there_and_told_after_the_commit(store: Store, paths: StorePaths) -> None:
    told: list[tuple[Changed, list[object]]] = []
    store.watch(lambda changed: told.append((changed, tags(paths))))
    with store.write("Add") as writing:
        add_tag(writing, "老人")
        assert told == []
        assert tags(paths) == []
    assert told == [(Changed(frozenset({"tag"}), writing.action_id), ["老人"])]


@pytest.mark.parametrize("error", [UserError("no"), ZeroDivisionError(), KeyboardInterrupt()])
def test_an_error_leaves_nothing_and_tells_nobody(store: Store, paths: StorePaths, error: BaseException) -> None:
    told: list[Changed] = []
    store.watch(told.append)
    before = dump(paths)
    with pytest.raises(type(error)):
        write_and_fail(store, error)
    assert dump(paths) == before
    assert told == []
    with store.write("Add") as writing:
        add_tag(writing, "烘焙")
    assert tags(paths) == ["烘焙"]


def test_a_write_that_changes_nothing_leaves_no_step_and_tells_nobody(store: Store, paths: StorePaths) -> None:
    told: list[Changed] = []
    store.watch(told.append)
    before = dump(paths, without={"sqlite_sequence"})
    with store.write("Nothing"):
        pass
    assert dump(paths, without={"sqlite_sequence"}) == before
    assert told == []


def test_others_follow_in_the_same_transaction(paths: StorePaths) -> None:
    def follow(writing: Writing, happened: TagAdded) -> None:
        if happened.name == "bad":
            raise UserError("refused")
        if not happened.name.endswith("!"):
            add_tag(writing, f"{happened.name}!")
            writing.tell(TagAdded(f"{happened.name}!"))

    store = open_store(paths, reactions=[Reaction(TagAdded, follow)])
    try:
        add_and_tell(store, "a")
        assert tags(paths) == ["a", "a!"]
        with pytest.raises(UserError):
            add_and_tell(store, "bad")
        assert tags(paths) == ["a", "a!"]
        store.undo(1)
        assert tags(paths) == []
    finally:
        store.close()


def test_a_reader_sees_one_state_throughout(store: Store) -> None:
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM tag").scalar() == 0
        thread = threading.Thread(target=lambda: write_one(store))
        thread.start()
        thread.join()
        assert connection.exec_driver_sql("SELECT count(*) FROM tag").scalar() == 0
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM tag").scalar() == 1


def write_one(store: Store) -> None:
    with store.write("Add") as writing:
        add_tag(writing, "老人")


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises((OperationalError, StorageTrouble)), store.read() as connection:
        connection.exec_driver_sql("INSERT INTO tag (name) VALUES ('x')")


def test_what_the_leader_typed_is_in_no_error(store: Store) -> None:
    write_one(store)
    with pytest.raises(IntegrityError) as caught, store.write("Add") as writing:
        writing.connection.exec_driver_sql("INSERT INTO tag (id, name) VALUES (9, ?)", ("老人",))
    assert "老人" not in str(caught.value)


def test_the_store_is_durable_and_checks_references(store: Store) -> None:
    with store.write("Look") as writing:
        connection = writing.connection
        found = [
            connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]


def test_a_commit_that_is_refused_leaves_nothing_and_the_next_one_goes_through(store: Store, paths: StorePaths) -> None:
    before = dump(paths)

    def refused() -> None:
        with store.write("Add") as writing:
            writing.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            writing.connection.exec_driver_sql("INSERT INTO neighbour_tag (neighbour_id, tag_id) VALUES (8, 9)")

    with pytest.raises(IntegrityError):
        refused()
    assert dump(paths) == before
    write_one(store)
    assert tags(paths) == ["老人"]


def test_objects_and_statements_share_one_transaction(store: Store, paths: StorePaths) -> None:
    with store.write("Add") as writing:
        writing.session.add(TagRow(name="老人"))
        writing.session.flush()
        writing.connection.exec_driver_sql("UPDATE tag SET name = name || '!'")
        writing.session.add(TagRow(name="烘焙"))
    assert tags(paths) == ["老人!", "烘焙"]
    store.undo(writing.action_id)
    assert tags(paths) == []


def test_a_full_disk_changes_nothing_and_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path, megabytes=4) as disk:
        paths = StorePaths(disk / "store")
        store = open_store(paths)
        try:
            write_one(store)
            ballast = fill(disk, leave=64 * 1024)
            before = dump(paths)
            with language("en"), pytest.raises(StorageTrouble, match="disk"), store.write("Add") as writing:
                add_tag(writing, "x" * 3_000_000)
            assert dump(paths) == before
            ballast.unlink()
            with store.write("Add") as writing:
                add_tag(writing, "now")
            assert tags(paths) == ["老人", "now"]
        finally:
            store.close()


def test_many_threads_write_one_after_the_other(store: Store, paths: StorePaths) -> None:
    def write(number: int) -> None:
        for step in range(10):
            with store.write("Add") as writing:
                add_tag(writing, f"{number}-{step}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tags(paths)) == 80
    with closing(sqlite3.connect(paths.store)) as connection:
        assert connection.execute("SELECT count(DISTINCT action_id) FROM journal_change").fetchone() == (80,)
