"""Copies of the store that were read back before they count.

A backup is one zip file with the store and a manifest of its digest: SQLite's own integrity check alone overlooks
flipped bytes. The zip's comment is the digest of every byte before it, so that not even a flipped date goes unseen.
Backups are told apart and ordered by a running number, not by the clock, which may go back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from leaderdesk.core.clock import local
from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.files import disk_sentence, whole_file, write_whole
from leaderdesk.core.i18n import _
from leaderdesk.core.moved import Moved, share, unseen
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.scratch import SCRATCH
from leaderdesk.storage.trouble import storage_trouble

ENDING = ".ldbackup"
_STORE, _MANIFEST = "store.sqlite", "manifest.json"
_NAME = re.compile(r"[0-9]{6}-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{4}\.ldbackup")
_SEAL_LENGTH = 64
_MOST_BYTES = 20 * 2**30
_CHUNK = 1 << 20
_COUNTED = ("neighbour", "round", "orders")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What a zip file that is not whole makes the standard library say."""

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


def make_backup(paths: StorePaths, *, now_ms: int, target: Path | None = None, moved: Moved = unseen) -> Backup:
    """Copy the store as it stands, read the copy back, and return what it holds.

    Without `target` the copy goes to the backup folder under the next number. Nothing is left behind if anything fails,
    nor if `moved` raises.
    """
    number = _next_number(paths.backups)
    path = target or paths.backups / f"{number:06d}-{local(now_ms):%Y-%m-%d-%H%M}{ENDING}"
    with _scratch(paths.home) as scratch:
        copy = scratch / _STORE
        with storage_trouble(), closing(sqlite3.connect(paths.store)) as source, closing(sqlite3.connect(copy)) as into:
            source.backup(into)
            into.execute("PRAGMA journal_mode = DELETE")
        share(moved, 0, 30)(1, 3)
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
                _pack(archive, copy, share(moved, 30, 60))
                archive.comment = b"0" * _SEAL_LENGTH
            _seal(part)
            made = read_back(part, scratch_in=paths.home, moved=share(moved, 60, 100))
    return replace(made, path=path)


def read_back(path: Path, *, scratch_in: Path, most_version: int | None = None, moved: Moved = unseen) -> Backup:
    """Return what the backup holds after reading every byte of it; BrokenBackup says what is wrong with it."""
    with _opened(path) as archive, _scratch(scratch_in) as scratch:
        if not _is_sealed(path):
            raise _damaged()
        manifest = _manifest(archive)
        copy = scratch / _STORE
        _extract(archive, copy, manifest, share(moved, 0, 50))
        if most_version is not None and manifest.counts["version"] > most_version:
            raise BrokenBackup(_("This backup was written by a newer LeaderDesk. Install the newer version to use it."))
        contents = _contents(copy)
        if contents != manifest.counts:
            raise _damaged()
    return Backup(
        path=path,
        number=manifest.number,
        made_ms=manifest.made_ms,
        version=contents["version"],
        neighbours=contents["neighbour"],
        rounds=contents["round"],
        orders=contents["orders"],
    )


def restore_backup(
    paths: StorePaths, path: Path, *, now_ms: int, most_version: int, moved: Moved = unseen
) -> Backup | None:
    """Make the backup the store, after reading it back; return the backup of what stood there before, if anything.

    The store must be closed by everybody. Until the last step, one rename, the old store is untouched, also if `moved`
    raises. One that is damaged cannot become a backup: its files are kept in the backup folder as they are.
    """
    read_back(path, scratch_in=paths.home, most_version=most_version, moved=share(moved, 0, 30))
    before = _keep_before(paths, now_ms=now_ms, moved=share(moved, 30, 90))
    with _opened(path) as archive, whole_file(paths.store) as part:
        _extract(archive, part, _manifest(archive), share(moved, 90, 100))
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


@dataclass(frozen=True, slots=True)
class _Manifest:
    made_ms: int
    number: int
    size: int
    sha256: str
    counts: Mapping[str, int]


def _contents(store: Path) -> dict[str, int]:
    """Return the version and the counts of a store file; BrokenBackup unless SQLite finds it sound."""
    try:
        with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise _damaged()
            counts = {
                table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in _COUNTED
            }
            return {"version": int(connection.execute("PRAGMA user_version").fetchone()[0]), **counts}
    except sqlite3.Error as error:
        raise _damaged() from error


def _manifest(archive: zipfile.ZipFile) -> _Manifest:
    if sorted(archive.namelist()) != [_MANIFEST, _STORE]:
        raise _not_a_backup()
    try:
        with archive.open(_MANIFEST) as file:
            found = json.loads(file.read(_CHUNK))
        return _Manifest(
            made_ms=int(found["made_ms"]),
            number=int(found["number"]),
            size=int(found["size"]),
            sha256=str(found["sha256"]),
            counts={name: int(found[name]) for name in ("version", *_COUNTED)},
        )
    except (*_UNREADABLE, ValueError, TypeError, KeyError) as error:
        raise _damaged() from error


def _pack(archive: zipfile.ZipFile, copy: Path, moved: Moved) -> None:
    entry, size = zipfile.ZipInfo.from_file(copy, _STORE), copy.stat().st_size
    entry.compress_type = zipfile.ZIP_DEFLATED
    with copy.open("rb") as source, archive.open(entry, "w") as into:
        while chunk := source.read(_CHUNK):
            into.write(chunk)
            moved(source.tell(), size)


def _extract(archive: zipfile.ZipFile, target: Path, manifest: _Manifest, moved: Moved) -> None:
    """Write the store of the archive to `target`, not a byte more than its manifest says, with its digest."""
    left, digest = min(manifest.size, _MOST_BYTES), hashlib.sha256()
    try:
        with archive.open(_STORE) as source, target.open("wb") as into:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _damaged()
                moved(manifest.size - left, manifest.size)
                digest.update(chunk)
                into.write(chunk)
    except _UNREADABLE as error:
        raise _damaged() from error
    if left or digest.hexdigest() != manifest.sha256:
        raise _damaged()


def _seal(path: Path) -> None:
    """Put the digest of every byte before it in the place of the zip's comment."""
    with path.open("r+b") as file:
        seal = _digest_of_all_but_seal(file)
        file.seek(-_SEAL_LENGTH, os.SEEK_END)
        file.write(seal)


def _is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        seal = _digest_of_all_but_seal(file)
        return file.read(_SEAL_LENGTH + 1) == seal


def _digest_of_all_but_seal(file: BinaryIO) -> bytes:
    """Return the digest of the file up to its seal, as hex, and leave the file standing there."""
    left, digest = max(0, file.seek(0, os.SEEK_END) - _SEAL_LENGTH), hashlib.sha256()
    file.seek(0)
    while chunk := file.read(min(left, _CHUNK)):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode("ascii")


def _damaged() -> BrokenBackup:
    return BrokenBackup(_("This backup is damaged and cannot be used. Choose another one."))


def _not_a_backup() -> BrokenBackup:
    return BrokenBackup(
        _("This file is not a LeaderDesk backup. Choose a file that ends in {ending}.").format(ending=ENDING)
    )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise _not_a_backup() from error
    except OSError as error:
        raise StorageTrouble(disk_sentence(error, path)) from error
    with archive:
        yield archive


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """Give a folder beside the store: the system's own may be too small, or another disk that others can read."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=home) as folder:
            yield Path(folder)
    except OSError as error:
        raise StorageTrouble(disk_sentence(error, home)) from error


def _listed(path: Path, *, scratch_in: Path, most_version: int) -> Listed:
    backup, trouble = None, ""
    try:
        backup = read_back(path, scratch_in=scratch_in, most_version=most_version)
    except BrokenBackup as broken:
        trouble = str(broken)
    return Listed(path=path, number=_number(path), backup=backup, trouble=trouble)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
