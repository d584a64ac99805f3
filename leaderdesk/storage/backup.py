"""Copies of the store that were read back before they count.

A backup is one zip file with the store and a manifest of its digest: SQLite's own integrity check alone overlooks
flipped bytes. Backups are told apart and ordered by a running number, not by the clock, which may go back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from leaderdesk.core.clock import local
from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.files import disk_sentence, whole_file
from leaderdesk.core.i18n import _
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.trouble import storage_trouble

ENDING = ".ldbackup"
_STORE, _MANIFEST = "store.sqlite", "manifest.json"
_NAME = re.compile(r"(?P<number>\d{6})-(?P<day>\d{4}-\d{2}-\d{2})-(?P<time>\d{4})\.ldbackup")
_MOST_BYTES = 20 * 2**30
_CHUNK = 1 << 20
_COUNTED = ("neighbour", "round", "orders")

KEPT_LATEST = 20
KEPT_DAYS = 30
KEPT_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as its manifest describes it."""

    path: Path
    number: int
    made_ms: int
    version: int
    neighbours: int
    rounds: int
    orders: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup file in the folder: what it holds, or the sentence that says why it cannot be used."""

    path: Path
    number: int
    backup: Backup | None
    trouble: str


class BrokenBackup(UserError):
    """The file is not a backup that can be trusted."""


def make_backup(paths: StorePaths, *, now_ms: int, target: Path | None = None) -> Backup:
    """Copy the store as it stands, read the copy back, and return what it holds.

    Without `target` the copy goes to the backup folder under the next number. Nothing is left behind if anything fails.
    """
    number = _next_number(paths.backups)
    path = target or paths.backups / f"{number:06d}-{local(now_ms):%Y-%m-%d-%H%M}{ENDING}"
    with _scratch(paths.home) as scratch:
        copy = scratch / _STORE
        with storage_trouble(), closing(sqlite3.connect(paths.store)) as source, closing(sqlite3.connect(copy)) as into:
            source.backup(into)
            into.execute("PRAGMA journal_mode = DELETE")
        manifest = {
            "made_ms": now_ms,
            "number": number,
            "sha256": _digest(copy),
            "size": copy.stat().st_size,
            **_contents(copy),
        }
        with whole_file(path) as part:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                archive.writestr(_MANIFEST, json.dumps(manifest))
                archive.write(copy, _STORE)
            made = read_back(part, scratch_in=paths.home)
    return replace(made, path=path)


def read_back(path: Path, *, scratch_in: Path, most_version: int | None = None) -> Backup:
    """Return what the backup holds after reading every byte of it; BrokenBackup says what is wrong with it."""
    with _opened(path) as archive, _scratch(scratch_in) as scratch:
        manifest = _manifest(archive)
        copy = scratch / _STORE
        _extract(archive, copy, size=int(manifest["size"]))
        if _digest(copy) != manifest["sha256"]:
            raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one."))
        if most_version is not None and int(manifest["version"]) > most_version:
            raise BrokenBackup(_("This backup was written by a newer LeaderDesk. Install the newer version to use it."))
        contents = _contents(copy)
        if any(contents[key] != manifest[key] for key in contents):
            raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one."))
    return Backup(
        path=path,
        number=int(manifest["number"]),
        made_ms=int(manifest["made_ms"]),
        version=contents["version"],
        neighbours=contents["neighbour"],
        rounds=contents["round"],
        orders=contents["orders"],
    )


def restore_backup(paths: StorePaths, path: Path, *, now_ms: int, most_version: int) -> Backup | None:
    """Make the backup the store, after reading it back; return the backup of what stood there before, if anything.

    The store must be closed by everybody. Until the last step, one rename, the old store is untouched.
    """
    read_back(path, scratch_in=paths.home, most_version=most_version)
    before = make_backup(paths, now_ms=now_ms) if paths.store.exists() and paths.store.stat().st_size else None
    with _opened(path) as archive, whole_file(paths.store) as part:
        _extract(archive, part, size=int(_manifest(archive)["size"]))
        for leftover in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                paths.store.with_name(paths.store.name + leftover).unlink()
    _pause_file(paths).write_text(str(_next_number(paths.backups)), encoding="ascii")
    return before


def list_backups(folder: Path, *, scratch_in: Path, most_version: int) -> tuple[Listed, ...]:
    """Return every backup of the folder, newest number first, each read back just now."""
    return tuple(
        _listed(path, scratch_in=scratch_in, most_version=most_version) for path in reversed(backup_files(folder))
    )


def backup_files(folder: Path) -> list[Path]:
    """Return the backup files of the folder by number, without opening them."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), key=lambda path: path.name)


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


def _contents(store: Path) -> dict[str, int]:
    """Return the version and the counts of a store file; BrokenBackup unless SQLite finds it sound."""
    try:
        with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one."))
            counts = {
                table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in _COUNTED
            }
            return {"version": int(connection.execute("PRAGMA user_version").fetchone()[0]), **counts}
    except sqlite3.Error as error:
        raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one.")) from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, int | str]:
    if sorted(archive.namelist()) != [_MANIFEST, _STORE]:
        raise BrokenBackup(
            _("This file is not a LeaderDesk backup. Choose a file that ends in {ending}.").format(ending=ENDING)
        )
    try:
        manifest: dict[str, int | str] = json.loads(archive.read(_MANIFEST))
        if not {"made_ms", "number", "sha256", "size", "version", *_COUNTED} <= manifest.keys():
            raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one."))
    except (ValueError, zipfile.BadZipFile, zlib.error, EOFError, AttributeError) as error:
        raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one.")) from error
    return manifest


def _extract(archive: zipfile.ZipFile, target: Path, *, size: int) -> None:
    """Write the store of the archive to `target`, and not a byte more than its manifest says."""
    left = min(size, _MOST_BYTES)
    try:
        with archive.open(_STORE) as source, target.open("wb") as into:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one."))
                into.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one.")) from error
    if left:
        raise BrokenBackup(_("This backup is damaged and cannot be used. Choose another one."))


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise BrokenBackup(
            _("This file is not a LeaderDesk backup. Choose a file that ends in {ending}.").format(ending=ENDING)
        ) from error
    except OSError as error:
        raise StorageTrouble(disk_sentence(error, path)) from error
    with archive:
        yield archive


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """Give a folder beside the store: the system's own may be too small, or another disk that others can read."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".scratch-", dir=home) as folder:
            yield Path(folder)
    except OSError as error:
        raise StorageTrouble(disk_sentence(error, home)) from error


def _listed(path: Path, *, scratch_in: Path, most_version: int) -> Listed:
    try:
        return Listed(
            path=path,
            number=_number(path),
            backup=read_back(path, scratch_in=scratch_in, most_version=most_version),
            trouble="",
        )
    except BrokenBackup as broken:
        return Listed(path=path, number=_number(path), backup=None, trouble=str(broken))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _next_number(folder: Path) -> int:
    files = backup_files(folder)
    return _number(files[-1]) + 1 if files else 1


def _number(path: Path) -> int:
    return int(path.name[:6])


def _last_of_each(files: Iterable[Path], bucket: str, count: int) -> list[Path]:
    last: dict[str, Path] = {}
    for path in files:
        day = dt.date.fromisoformat(path.name[7:17])
        last.pop(day.strftime(bucket), None)
        last[day.strftime(bucket)] = path
    return list(last.values())[-count:]


def _pause_file(paths: StorePaths) -> Path:
    return paths.backups / "kept-since-restore"


def _paused_below(paths: StorePaths) -> int:
    try:
        return int(_pause_file(paths).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
