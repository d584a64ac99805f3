"""The folder of backups: copies of the store that were read back before they count.

They are told apart and ordered by a running number, not by the clock, which may go back.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.clock import local
from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.files import whole_file, write_whole
from leaderdesk.core.moved import Moved, share, unseen
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.backup_file import ENDING, Backup, BrokenBackup, read_back, unpack, write_backup
from leaderdesk.storage.trouble import storage_trouble

_NAME = re.compile(r"[0-9]{6}-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{4}\.ldbackup")

KEPT_LATEST = 20
KEPT_DAYS = 30
KEPT_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup file in the folder: what it holds, or the sentence that says why it cannot be used."""

    path: Path
    number: int
    backup: Backup | None
    trouble: str


def make_backup(paths: StorePaths, *, now_ms: int, target: Path | None = None, moved: Moved = unseen) -> Backup:
    """Copy the store as it stands, read the copy back, and return what it holds.

    Without `target` the copy goes to the backup folder under the next number. Nothing is left behind if anything fails,
    nor if `moved` raises.
    """
    number = _next_number(paths.backups)
    path = target or paths.backups / f"{number:06d}-{local(now_ms):%Y-%m-%d-%H%M}{ENDING}"
    return write_backup(paths.store, path, number=number, now_ms=now_ms, scratch_in=paths.home, moved=moved)


def restore_backup(
    paths: StorePaths, path: Path, *, now_ms: int, most_version: int, moved: Moved = unseen
) -> Backup | None:
    """Make the backup the store, after reading it back; return the backup of what stood there before, if anything.

    The store must be closed by everybody. Until the last step, one rename, the old store is untouched, also if `moved`
    raises. One that is damaged cannot become a backup: its files are kept in the backup folder as they are.
    """
    read_back(path, scratch_in=paths.home, most_version=most_version, moved=share(moved, 0, 30))
    before = _keep_before(paths, now_ms=now_ms, moved=share(moved, 30, 90))
    with whole_file(paths.store) as part:
        unpack(path, part, moved=share(moved, 90, 100))
        for leftover in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                paths.store.with_name(paths.store.name + leftover).unlink()
    write_whole(_pause_file(paths), str(_next_number(paths.backups)).encode("ascii"))
    return before


def _keep_before(paths: StorePaths, *, now_ms: int, moved: Moved) -> Backup | None:
    if not paths.store.exists() or not paths.store.stat().st_size:
        return None
    try:
        return make_backup(paths, now_ms=now_ms, moved=moved)
    except (BrokenBackup, StorageTrouble):
        # Damaged, or not a store at all. If the disk is at fault, the copies below fail too, and all stays as it is.
        stamp = f"damaged-{_next_number(paths.backups):06d}-{local(now_ms):%Y-%m-%d-%H%M}"
        for ending in ("", "-wal"):
            source = paths.store.with_name(paths.store.name + ending)
            if source.exists():
                with whole_file(paths.backups / f"{stamp}.sqlite{ending}") as part:
                    shutil.copyfile(source, part)
        return None


def list_backups(
    folder: Path, *, scratch_in: Path, most_version: int, most: int | None = None, moved: Moved = unseen
) -> tuple[Listed, ...]:
    """Return the backups of the folder (the latest `most` of them), newest number first, each read back just now."""
    files, found = backup_files(folder)[::-1][:most], list[Listed]()
    for path in files:
        moved(len(found), len(files))
        found.append(_listed(path, scratch_in=scratch_in, most_version=most_version))
    return tuple(found)


def backup_files(folder: Path) -> list[Path]:
    """Return the backup files of the folder by number, without opening them."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _is_named(path)), key=lambda path: path.name)


def latest_backup_ms(paths: StorePaths) -> int:
    """Return when the latest backup of the folder was written, in unix milliseconds; 0 without one."""
    files = backup_files(paths.backups)
    return int(files[-1].stat().st_mtime * 1000) if files else 0


def thin_backups(paths: StorePaths) -> tuple[Path, ...]:
    """Delete backups that newer ones make needless and return them.

    The latest KEPT_LATEST stay, and the last of each of KEPT_DAYS days and of KEPT_WEEKS weeks. Only days that have
    backups count, so a clock that is far ahead deletes nothing. After a restore, what was there before it stays.
    """
    files = backup_files(paths.backups)
    keep = (
        set(files[-KEPT_LATEST:])
        | set(_last_of_each(files, "%Y-%m-%d", KEPT_DAYS))
        | set(_last_of_each(files, "%G-%V", KEPT_WEEKS))
    )
    paused_below = _paused_below(paths)
    needless = tuple(path for path in files if path not in keep and _number(path) >= paused_below)
    for path in needless:
        path.unlink(missing_ok=True)
    return needless


def copy_before_upgrade(paths: StorePaths, version: int) -> None:
    """Keep the store as it stands, through SQLite's backup API, under a name that says which version it is of."""
    target = paths.backups / f"before-upgrade-from-{version}.sqlite"
    with (
        storage_trouble(),
        whole_file(target) as part,
        closing(sqlite3.connect(paths.store)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy)


def _listed(path: Path, *, scratch_in: Path, most_version: int) -> Listed:
    backup, trouble = None, ""
    try:
        backup = read_back(path, scratch_in=scratch_in, most_version=most_version)
    except BrokenBackup as broken:
        trouble = str(broken)
    return Listed(path=path, number=_number(path), backup=backup, trouble=trouble)


def _is_named(path: Path) -> bool:
    if not _NAME.fullmatch(path.name):
        return False
    try:
        _day(path)
    except ValueError:
        return False
    return True


def _day(path: Path) -> dt.date:
    return dt.date.fromisoformat(path.name[7:17])


def _next_number(folder: Path) -> int:
    files = backup_files(folder)
    return _number(files[-1]) + 1 if files else 1


def _number(path: Path) -> int:
    return int(path.name[:6])


def _last_of_each(files: Iterable[Path], bucket: str, count: int) -> list[Path]:
    last: dict[str, Path] = {}
    for path in files:
        name = _day(path).strftime(bucket)
        last.pop(name, None)
        last[name] = path
    return list(last.values())[-count:]


def _pause_file(paths: StorePaths) -> Path:
    return paths.backups / "kept-since-restore"


def _paused_below(paths: StorePaths) -> int:
    try:
        return int(_pause_file(paths).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
