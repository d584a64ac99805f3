"""From nothing or an older version to the present one; a newer store and other people's files stay as they are."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.i18n import language
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage import migrate
from leaderdesk.storage.database import open_store
from tests.storage.dumps import digests, dump

ROOT = Path(__file__).parents[2]


def make(paths: StorePaths) -> None:
    open_store(paths).close()


def test_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in migrate.steps()] == list(range(1, migrate.present_version() + 1))


def test_a_fresh_store_is_of_the_present_version_and_opens_again_unchanged(paths: StorePaths) -> None:
    assert migrate.stored_version(paths.store) == 0
    make(paths)
    assert migrate.stored_version(paths.store) == migrate.present_version()
    before = dump(paths)
    make(paths)
    assert dump(paths) == before


@pytest.mark.parametrize("begun", [b"", None], ids=["empty file", "header only"])
def test_a_store_that_was_only_begun_is_made(paths: StorePaths, begun: bytes | None) -> None:
    paths.home.mkdir()
    paths.store.write_bytes(b"")
    if begun is None:
        with closing(sqlite3.connect(paths.store)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    make(paths)
    assert migrate.stored_version(paths.store) == migrate.present_version()


def test_a_newer_store_is_refused_and_stays_as_it_is(paths: StorePaths) -> None:
    make(paths)
    with closing(sqlite3.connect(paths.store)) as connection:
        connection.execute(f"PRAGMA user_version = {migrate.present_version() + 1}")
    before = digests(paths.home)
    with language("en"), pytest.raises(migrate.NewerStore, match="newer LeaderDesk"):
        open_store(paths)
    assert digests(paths.home) == before
    with pytest.raises(migrate.NewerStore):
        open_store(paths)


def test_a_newer_store_whose_last_words_are_in_the_wal_is_refused_and_stays(paths: StorePaths) -> None:
    make(paths)
    written = f"c = sqlite3.connect({str(paths.store)!r}); c.execute('PRAGMA user_version = 99')"
    newer = f"import os, sqlite3; {written}; os._exit(9)"
    assert subprocess.run([sys.executable, "-c", newer], check=False).returncode == 9
    # The index of the WAL is not data: every opener makes it anew.
    before = {name: digest for name, digest in digests(paths.home).items() if not name.endswith("-shm")}
    assert any(name.endswith("-wal") for name in before)
    for _time in range(2):
        with pytest.raises(migrate.NewerStore):
            open_store(paths)
        assert {name: digest for name, digest in digests(paths.home).items() if not name.endswith("-shm")} == before


@pytest.mark.parametrize(
    "content",
    [b"hello", b"x" * 5000, b"PK\x03\x04" + b"\x00" * 4000, b"SQLite format 3\x00" + b"\xff" * 5000, "not a store"],
    ids=["short", "text", "zip", "torn header", "another program's database"],
)
def test_what_is_not_a_store_is_told_and_not_touched(paths: StorePaths, content: bytes | str) -> None:
    paths.home.mkdir()
    if isinstance(content, bytes):
        paths.store.write_bytes(content)
    else:
        with closing(sqlite3.connect(paths.store)) as connection:
            connection.execute("CREATE TABLE theirs (a)")
    before = paths.store.read_bytes()
    with pytest.raises(StorageTrouble):
        open_store(paths)
    assert paths.store.read_bytes() == before
    assert set(digests(paths.home)) == {"leaderdesk.lock", "leaderdesk.sqlite"}


def test_a_folder_in_the_place_of_the_store_is_told(paths: StorePaths) -> None:
    paths.store.mkdir(parents=True)
    with pytest.raises(StorageTrouble):
        open_store(paths)


def test_a_file_in_the_place_of_the_folder_is_told(paths: StorePaths) -> None:
    paths.home.write_bytes(b"")
    with pytest.raises(StorageTrouble):
        open_store(paths)


def test_an_older_store_is_copied_before_and_upgraded(paths: StorePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    make(paths)
    before = dump(paths)
    first = migrate.steps()
    second = migrate.Step(number=2, statements=("CREATE TABLE later (id INTEGER PRIMARY KEY, name TEXT) STRICT",))
    monkeypatch.setattr(migrate, "steps", lambda: (*first, second))
    make(paths)
    assert migrate.stored_version(paths.store) == 2
    assert "later" in dump(paths)
    with closing(sqlite3.connect(paths.store)) as connection:
        watched = "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'journal_later_*'"
        assert connection.execute(watched).fetchone() == (3,)
    copy = paths.backups / "before-upgrade-from-1.sqlite"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT * FROM setting").fetchall() == before["setting"]


def test_a_step_that_fails_leaves_the_old_version(paths: StorePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    make(paths)
    before = dump(paths)
    first = migrate.steps()
    broken = migrate.Step(
        number=2, statements=("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT", "INSERT INTO nowhere VALUES (1)")
    )
    monkeypatch.setattr(migrate, "steps", lambda: (*first, broken))
    with pytest.raises(Exception, match="nowhere"):
        open_store(paths)
    monkeypatch.undo()
    assert os.environ["TZ"]
    make(paths)
    assert dump(paths) == before
