"""A step from one version to the next that is killed at any statement leaves the old store or the new one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import open_store
from leaderdesk.storage.migrate import stored_version
from tests.faults.programs import OPENER, run
from tests.storage.dumps import dump

MANY = 100_000


def killed_at_first_start(home: Path, number: int) -> bool:
    """Kill the first start before that statement, and see that the next one works; say whether it came so far."""
    paths = StorePaths(home / str(number))
    done = run(OPENER, paths.home, number)
    assert done.returncode in (0, 9), done.stderr
    open_store(paths).close()
    assert stored_version(paths.store) == 1
    shutil.rmtree(paths.home)
    return done.returncode == 9


def version(paths: StorePaths) -> int:
    """Return the version of the store, be it one this program does not know."""
    with closing(sqlite3.connect(f"{paths.store.as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def store_with_tags(paths: StorePaths) -> None:
    store = open_store(paths)
    with store.write("Add") as writing:
        for number in range(50):
            writing.connection.exec_driver_sql("INSERT INTO tag (name) VALUES (?)", (str(number),))
    store.close()


def killed_at_upgrade(old: StorePaths, home: Path, number: int) -> bool:
    """Kill the upgrade of a copy of `old` before that statement; the store is then the old one or the new one."""
    paths = StorePaths(home / str(number))
    shutil.copytree(old.home, paths.home)
    done = run(OPENER, paths.home, number, "second")
    assert done.returncode in (0, 9), done.stderr
    if version(paths) == 1:
        assert dump(paths) == dump(old)
        open_store(paths).close()
    assert run(OPENER, paths.home, MANY, "second").returncode == 0
    held = dump(paths)
    assert version(paths) == 2
    assert len(held["later_0"]) == 50
    assert {row[2] for row in held["tag"]} == {"moved"}
    shutil.rmtree(paths.home)
    return done.returncode == 9


@pytest.mark.parametrize("number", [1, 2, 40, 120])
def test_a_first_start_that_is_killed_is_no_obstacle(tmp_path: Path, number: int) -> None:
    assert killed_at_first_start(tmp_path, number)


@pytest.mark.parametrize("number", [1, 4, 60])
def test_an_upgrade_that_is_killed_leaves_one_version_or_the_other(tmp_path: Path, number: int) -> None:
    old = StorePaths(tmp_path / "old")
    store_with_tags(old)
    assert killed_at_upgrade(old, tmp_path, number)


@pytest.mark.sweep
def test_a_first_start_killed_at_every_statement(tmp_path: Path) -> None:
    number = 1
    while killed_at_first_start(tmp_path, number):
        number += 1
    assert number > 150


@pytest.mark.sweep
def test_an_upgrade_killed_at_every_statement(tmp_path: Path) -> None:
    old = StorePaths(tmp_path / "old")
    store_with_tags(old)
    number = 1
    while killed_at_upgrade(old, tmp_path, number):
        number += 1
    assert number > 100
