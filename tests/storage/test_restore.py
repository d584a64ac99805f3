"""Restoring: the backup or the old store, never half, and today's data stay as one more backup."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.settings.actions import restore
from leaderdesk.storage.backup import backup_files, make_backup, thin_backups
from leaderdesk.storage.backup_file import BrokenBackup, read_back
from leaderdesk.storage.database import open_store
from leaderdesk.storage.lock import StoreInUse
from leaderdesk.storage.migrate import NewerStore
from tests.disks import fill, small_disk
from tests.storage.dumps import content, digests

ROOT = Path(__file__).parents[2]
NOW = FixedClock(dt.datetime(2026, 1, 25, 14, 22)).now_ms()


def add(paths: StorePaths, *names: str) -> None:
    store = open_store(paths)
    for name in names:
        with store.write("Add") as writing:
            writing.connection.exec_driver_sql("INSERT INTO neighbour (name) VALUES (?)", (name,))
    store.close()


def names(paths: StorePaths) -> list[object]:
    return [row[1] for row in content(paths)["neighbour"]]


@pytest.fixture
def backed_up(paths: StorePaths) -> Path:
    """Return a backup with one neighbour, of a store that has two by now."""
    add(paths, "before")
    made = make_backup(paths, now_ms=NOW).path
    add(paths, "after")
    return made


def test_the_backup_is_in_force_and_today_is_kept(paths: StorePaths, backed_up: Path) -> None:
    done = restore(paths, backed_up, now_ms=NOW + 1)
    assert names(paths) == ["before"]
    assert done.before is not None
    assert read_back(done.before.path, scratch_in=paths.home).neighbours == 2
    restore(paths, done.before.path, now_ms=NOW + 2)
    assert names(paths) == ["before", "after"]
    add(paths, "later")
    assert names(paths) == ["before", "after", "later"]


def test_thinning_pauses_for_what_was_there_before(paths: StorePaths, backed_up: Path) -> None:
    for number in range(2, 40):
        (paths.backups / f"{number:06d}-2026-01-25-15{number:02d}.ldbackup").write_bytes(b"")
    restore(paths, backed_up, now_ms=NOW)
    assert thin_backups(paths) == ()
    for number in range(41, 80):
        (paths.backups / f"{number:06d}-2026-01-26-15{number % 60:02d}.ldbackup").write_bytes(b"")
    gone = {path.name for path in thin_backups(paths)}
    assert gone
    assert min(gone) > "000041"
    assert {path.name[:6] for path in backup_files(paths.backups)} >= {f"{number:06d}" for number in range(1, 41)}


def test_a_broken_backup_changes_nothing(paths: StorePaths, backed_up: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ldbackup"
    broken.write_bytes(backed_up.read_bytes()[:-1])
    before = digests(paths.home)
    with pytest.raises(BrokenBackup):
        restore(paths, broken, now_ms=NOW)
    assert digests(paths.home) == before


def test_an_open_store_is_not_replaced(paths: StorePaths, backed_up: Path) -> None:
    store = open_store(paths)
    try:
        with pytest.raises(StoreInUse):
            restore(paths, backed_up, now_ms=NOW)
    finally:
        store.close()
    assert names(paths) == ["before", "after"]


def test_a_newer_store_is_not_replaced(paths: StorePaths, backed_up: Path) -> None:
    raise_version(paths)
    before = paths.store.read_bytes()
    with pytest.raises(NewerStore):
        restore(paths, backed_up, now_ms=NOW)
    assert paths.store.read_bytes() == before


def raise_version(paths: StorePaths) -> None:
    code = (
        f"import sqlite3; c = sqlite3.connect({str(paths.store)!r}); c.execute('PRAGMA user_version = 99'); c.close()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("damage", ["header", "middle", "cut", "text"])
def test_a_damaged_store_is_replaced_and_kept(paths: StorePaths, backed_up: Path, damage: str) -> None:
    whole = paths.store.read_bytes()
    half = len(whole) // 2
    damaged = {
        "header": b"\xff" * 200 + whole[200:],
        "middle": whole[:4096] + b"\xff" * (half - 4096) + whole[half:],
        "cut": whole[:5000],
        "text": b"hello",
    }[damage]
    paths.store.write_bytes(damaged)
    done = restore(paths, backed_up, now_ms=NOW)
    assert done.before is None
    assert names(paths) == ["before"]
    kept = list(paths.backups.glob("damaged-*.sqlite"))
    assert [path.read_bytes() for path in kept] == [damaged]


def test_without_a_store_there_is_nothing_to_keep(paths: StorePaths, backed_up: Path, tmp_path: Path) -> None:
    fresh = StorePaths(tmp_path / "fresh")
    assert restore(fresh, backed_up, now_ms=NOW).before is None
    assert names(fresh) == ["before"]


def test_a_full_disk_leaves_the_old_store(paths: StorePaths, backed_up: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        there = StorePaths(disk / "store")
        add(there, "old")
        fill(disk, leave=600 * 1024)
        with pytest.raises(StorageTrouble):
            restore(there, backed_up, now_ms=NOW)
        assert names(there) == ["old"]
        assert not list(there.home.glob(".*"))


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.settings.actions import restore
real = Path.replace
def replace(self, target):
    if Path(target).name == "leaderdesk.sqlite":
        if {late}:
            real(self, target)
        os._exit(9)
    return real(self, target)
Path.replace = replace
restore(StorePaths(Path({home!r})), Path({source!r}), now_ms={now})
"""


@pytest.mark.parametrize("late", [False, True])
def test_a_kill_around_the_last_rename_leaves_one_store_or_the_other(
    paths: StorePaths, backed_up: Path, late: bool
) -> None:
    code = KILLED.format(root=str(ROOT), home=str(paths.home), source=str(backed_up), now=NOW, late=late)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert names(paths) == (["before"] if late else ["before", "after"])
    add(paths, "next")
    assert names(paths)[-1] == "next"
    assert len(backup_files(paths.backups)) == 2


class Enough(Exception):
    """Somebody chose to stop."""


def reports(paths: StorePaths, backup: Path) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    restore(paths, backup, now_ms=NOW + 1, moved=lambda done, total: told.append((done, total)))
    return told


def test_a_restore_tells_how_far_it_is(paths: StorePaths, backed_up: Path) -> None:
    told = reports(paths, backed_up)
    assert len(told) >= 5
    assert told == sorted(told)
    assert told[-1] == (100, 100)


@pytest.mark.parametrize("after", range(5))
def test_a_restore_that_is_stopped_leaves_everything_as_it_was(paths: StorePaths, backed_up: Path, after: int) -> None:
    told: list[int] = []

    def moved(done: int, _total: int) -> None:
        told.append(done)
        if len(told) > after:
            raise Enough

    before = content(paths)
    with pytest.raises(Enough):
        restore(paths, backed_up, now_ms=NOW + 1, moved=moved)
    assert content(paths) == before
    assert list(paths.home.rglob("*.part")) == []


def test_a_backup_that_is_stopped_leaves_none(paths: StorePaths) -> None:
    add(paths, "before")

    def moved(done: int, _total: int) -> None:
        if done > 50:
            raise Enough

    with pytest.raises(Enough):
        make_backup(paths, now_ms=NOW, moved=moved)
    assert backup_files(paths.backups) == []
    assert list(paths.home.rglob("*.part")) == []
