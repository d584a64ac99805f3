"""Backups: read back before they count, never accepted when damaged, thinned by days that have one."""

from __future__ import annotations

import datetime as dt
import json
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.i18n import language
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage import backup_file
from leaderdesk.storage.backup import KEPT_DAYS, KEPT_LATEST, backup_files, list_backups, make_backup, thin_backups
from leaderdesk.storage.backup_file import BrokenBackup, read_back
from leaderdesk.storage.database import Store, open_store
from leaderdesk.storage.scratch import remove_scratch
from leaderdesk.storage.migrate import present_version
from tests.disks import fill, small_disk

NOW = FixedClock(dt.datetime(2026, 1, 25, 14, 22)).now_ms()
DAY_MS = 86_400_000
FROZEN: Mapping[str, Any] = MappingProxyType({})


def add_neighbour(store: Store, name: str) -> None:
    with store.write("Add") as writing:
        writing.connection.exec_driver_sql("INSERT INTO neighbour (name) VALUES (?)", (name,))


@pytest.fixture
def made(store: Store, paths: StorePaths) -> Path:
    """Return a backup of a store with two neighbours."""
    add_neighbour(store, "张阿姨")
    add_neighbour(store, "𰻞记")
    return make_backup(paths, now_ms=NOW).path


def is_refused(path: Path, scratch_in: Path) -> bool:
    try:
        read_back(path, scratch_in=scratch_in)
    except BrokenBackup:
        return True
    return False


def test_a_backup_says_what_is_in_it(made: Path, paths: StorePaths) -> None:
    found = read_back(made, scratch_in=paths.home, most_version=present_version())
    assert (found.number, found.made_ms, found.neighbours, found.rounds, found.orders) == (1, NOW, 2, 0, 0)
    assert found.version == present_version()
    assert made.name == "000001-2026-01-25-1422.ldbackup"
    assert zipfile.is_zipfile(made)
    listed = list_backups(paths.backups, scratch_in=paths.home, most_version=present_version())
    assert [(each.backup == found, each.trouble) for each in listed] == [(True, "")]


def test_nothing_lies_about_afterwards(made: Path, paths: StorePaths) -> None:
    assert {path.name for path in paths.backups.iterdir()} == {made.name}
    assert not list(paths.home.glob(".scratch-*"))


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(store: Store, made: Path, paths: StorePaths) -> None:
    with store.write("Under way") as writing:
        writing.connection.exec_driver_sql("INSERT INTO neighbour (name) VALUES ('halfway')")
        assert make_backup(paths, now_ms=NOW).neighbours == 2


def test_no_flipped_byte_is_accepted(made: Path, paths: StorePaths, tmp_path: Path) -> None:
    whole, flipped = made.read_bytes(), tmp_path / "flipped.ldbackup"
    chance = random.Random(5)
    places = {min(len(whole) - 1, place + chance.randrange(100)) for place in range(0, len(whole), 100)}
    accepted = []
    for place in sorted(places | set(range(60)) | set(range(len(whole) - 400, len(whole)))):
        flipped.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        if not is_refused(flipped, paths.home):
            accepted.append(place)
    assert accepted == []


def test_no_truncated_or_grown_one_is_accepted(made: Path, paths: StorePaths, tmp_path: Path) -> None:
    whole, cut = made.read_bytes(), tmp_path / "cut.ldbackup"
    lengths = [0, 1, 21, 22, 100, *range(0, len(whole), 997), *range(len(whole) - 70, len(whole))]
    accepted = []
    for length in lengths:
        cut.write_bytes(whole[:length])
        if not is_refused(cut, paths.home):
            accepted.append(length)
    for more in (b"\x00", whole, b"0" * 64):
        cut.write_bytes(whole + more)
        if not is_refused(cut, paths.home):
            accepted.append(len(whole) + len(more))
    assert accepted == []


def forged(
    target: Path, made: Path, *, names: Mapping[str, bytes] = FROZEN, changes: Mapping[str, object] = FROZEN
) -> Path:
    """Write a sealed backup like `made` with members added or words of the manifest changed."""
    with zipfile.ZipFile(made) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**manifest, **changes}).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**members, **names}.items():
            archive.writestr(name, content)
        archive.comment = b"0" * 64
    backup_file._seal(target)
    return target


@pytest.mark.parametrize("name", ["../evil", "..\\evil", "C:\\evil", "/evil", "store.sqlite/../../evil", "a" * 300])
def test_a_member_that_leads_elsewhere_is_refused(made: Path, paths: StorePaths, tmp_path: Path, name: str) -> None:
    bad = forged(tmp_path / "bad.ldbackup", made, names={name: b"x"})
    assert is_refused(bad, paths.home)
    assert not (paths.home.parent / "evil").exists()
    assert not (paths.home / "evil").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 10**15},
        {"size": 10},
        {"size": -1},
        {"size": "many"},
        {"size": None},
        {"sha256": "0" * 64},
        {"neighbour": 3},
        {"version": None},
        {"made_ms": []},
        {"number": "١"},
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    made: Path, paths: StorePaths, tmp_path: Path, changes: dict[str, object]
) -> None:
    bad = forged(tmp_path / "bad.ldbackup", made, changes=changes)
    assert is_refused(bad, paths.home) or changes == {"number": "١"}


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x05\x06" + b"\x00" * 18, b"SQLite format 3\x00" * 99, b"\x00" * 9999]
)
def test_what_is_no_backup_at_all_is_told(paths: StorePaths, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.ldbackup"
    path.write_bytes(content)
    with language("en"), pytest.raises(BrokenBackup, match=r"not a LeaderDesk backup|damaged"):
        read_back(path, scratch_in=paths.home)


def test_a_file_that_is_not_there_and_a_folder_are_told(paths: StorePaths, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(StorageTrouble):
            read_back(path, scratch_in=paths.home)


def test_one_of_a_newer_version_is_told(made: Path, paths: StorePaths) -> None:
    with language("en"), pytest.raises(BrokenBackup, match="newer LeaderDesk"):
        read_back(made, scratch_in=paths.home, most_version=present_version() - 1)
    listed = list_backups(paths.backups, scratch_in=paths.home, most_version=0)
    assert [each.backup for each in listed] == [None]
    assert listed[0].trouble


def names_on(disk: Path) -> list[str]:
    """Return what lies there beside what SQLite keeps next to a store that it could not close for want of room."""
    names = sorted(path.name for path in disk.rglob("*") if path.name != "backups")
    return [name for name in names if not name.endswith(("-wal", "-shm"))]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        there = StorePaths(disk / "store")
        open_store(there).close()
        for leave in (900 * 1024, 500 * 1024, 100 * 1024, 4096):
            ballast = fill(disk, leave=leave)
            before = names_on(disk)
            try:
                made_here = make_backup(there, now_ms=NOW)
            except StorageTrouble:
                assert names_on(disk) == before
            else:
                made_here.path.unlink()
            ballast.unlink()


def test_numbers_go_on_when_the_clock_goes_back(store: Store, made: Path, paths: StorePaths) -> None:
    later = [make_backup(paths, now_ms=moment).number for moment in (NOW - 400 * DAY_MS, NOW + 4000 * DAY_MS, NOW)]
    assert later == [2, 3, 4]
    listed = list_backups(paths.backups, scratch_in=paths.home, most_version=present_version())
    assert [each.number for each in listed] == [4, 3, 2, 1]


def test_files_of_other_names_are_not_taken_for_backups(paths: StorePaths) -> None:
    paths.backups.mkdir(parents=True)
    for name in (
        "000001-2026-13-45-9999.ldbackup",
        "x.ldbackup",
        "٠٠٠٠٠١-2026-01-25-1422.ldbackup",
        "kept-since-restore",
    ):
        (paths.backups / name).write_bytes(b"")
    assert backup_files(paths.backups) == []
    assert thin_backups(paths) == ()


def stand_ins(paths: StorePaths, days: list[dt.date]) -> list[Path]:
    """Put an empty file for a backup of each day in the folder."""
    paths.backups.mkdir(parents=True, exist_ok=True)
    files = []
    for number, day in enumerate(days, start=1):
        files.append(paths.backups / f"{number:06d}-{day.isoformat()}-1200.ldbackup")
        files[-1].write_bytes(b"")
    return files


def test_thinning_keeps_the_latest_and_the_last_of_days_and_weeks(paths: StorePaths) -> None:
    first = dt.date(2025, 1, 1)
    files = stand_ins(paths, [first + dt.timedelta(days=number // 3) for number in range(3 * 400)])
    gone = set(thin_backups(paths))
    kept = [path for path in files if path not in gone]
    assert set(kept) == set(backup_files(paths.backups))
    assert kept[-KEPT_LATEST:] == files[-KEPT_LATEST:]
    days = {path.name[7:17] for path in kept}
    assert {(first + dt.timedelta(days=399 - back)).isoformat() for back in range(KEPT_DAYS)} <= days
    weeks = {dt.date.fromisoformat(day).strftime("%G-%V") for day in days}
    assert len(weeks) >= 52
    assert len(kept) < 110
    assert thin_backups(paths) == ()


def test_a_clock_far_ahead_costs_no_backup_of_the_days_before(paths: StorePaths) -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(29)]
    stand_ins(paths, [*days, dt.date(2038, 1, 1)])
    assert thin_backups(paths) == ()


def test_what_was_killed_halfway_is_cleaned_up(paths: StorePaths) -> None:
    left = paths.home / ".scratch-abc"
    left.mkdir(parents=True)
    (left / "store.sqlite").write_bytes(b"personal")
    remove_scratch(paths.home)
    assert not left.exists()
