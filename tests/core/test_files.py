"""A file is the old one or the new one, never half of either."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.files import free_bytes, whole_file, write_whole
from leaderdesk.core.i18n import language
from tests.disks import fill, small_disk

OLD, NEW = b"old" * 5000, b"new" * 200_000


def fail_halfway(path: Path) -> None:
    with whole_file(path) as part:
        part.write_bytes(NEW)
        raise ZeroDivisionError


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_the_new_file_stands_and_nothing_else_lies_about(tmp_path: Path) -> None:
    path = tmp_path / "新 文件" / "采购 单.xlsx"
    write_whole(path, OLD)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert names(path.parent) == {path.name}


def test_the_old_file_is_never_written_into(tmp_path: Path) -> None:
    path, twin = tmp_path / "a.pdf", tmp_path / "twin"
    path.write_bytes(OLD)
    twin.hardlink_to(path)
    write_whole(path, NEW)
    assert (path.read_bytes(), twin.read_bytes()) == (NEW, OLD)


def test_an_error_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(OLD)
    with pytest.raises(ZeroDivisionError):
        fail_halfway(path)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == {"a.pdf"}


def test_a_full_disk_leaves_the_old_file_and_says_how_much_room_there_is(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        path = disk / "a.pdf"
        path.write_bytes(OLD)
        fill(disk, leave=8192)
        with language("en"), pytest.raises(StorageTrouble, match=r"disk is full, \d+ KB are left"):
            write_whole(path, NEW)
        assert path.read_bytes() == OLD
        assert names(disk) == {"a.pdf", "ballast"}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        path = disk / "a.pdf"
        path.write_bytes(OLD)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with language("en"), pytest.raises(StorageTrouble, match="cannot be written there"):
            write_whole(path, NEW)
        assert path.read_bytes() == OLD


@pytest.mark.parametrize("name", ["x" * 300, "店" * 120])
def test_a_name_that_is_too_long_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageTrouble):
        write_whole(tmp_path / name, NEW)
    assert names(tmp_path) == set()


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(StorageTrouble):
        write_whole(tmp_path / "a.pdf", NEW)
    with pytest.raises(StorageTrouble):
        write_whole(tmp_path / "a.pdf" / "b" / ("c" * 300) / "d", NEW)


def test_free_room_is_told_for_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "a" / "b") > 0


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from leaderdesk.core import files
real = os.fsync
count = 0
def fsync(handle):
    global count
    count += 1
    if count == {when}:
        os._exit(9)
    real(handle)
os.fsync = fsync
files.write_whole(Path({path!r}), b"new" * 200_000)
"""


@pytest.mark.parametrize("when", [1, 2])
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path, when: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(OLD)
    code = KILLED.format(root=str(Path(__file__).parents[2]), path=str(path), when=when)
    assert subprocess.run([sys.executable, "-c", code], check=False, env=os.environ).returncode == 9
    assert path.read_bytes() == {1: OLD, 2: NEW}[when]
