"""One backup in a file: written whole, sealed, and trusted only after every byte of it was read back.

It is one zip file with the store and a manifest of its digest: SQLite's own integrity check alone overlooks flipped
bytes. The zip's comment is the digest of every byte before it, so that not even a flipped date goes unseen.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.files import disk_sentence, whole_file
from leaderdesk.core.i18n import _
from leaderdesk.core.moved import Moved, share, unseen
from leaderdesk.storage.scratch import SCRATCH
from leaderdesk.storage.trouble import storage_trouble

ENDING = ".ldbackup"
_STORE, _MANIFEST = "store.sqlite", "manifest.json"
_SEAL_LENGTH = 64
_MOST_BYTES = 20 * 2**30
_CHUNK = 1 << 20
_COUNTED = ("neighbour", "round", "orders")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What a zip file that is not whole makes the standard library say."""


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


class BrokenBackup(UserError):
    """The file is not a backup that can be trusted."""


def write_backup(store: Path, path: Path, *, number: int, now_ms: int, scratch_in: Path, moved: Moved) -> Backup:
    """Copy the store as it stands to `path`, read the copy back, and return what it holds.

    Nothing is left behind if anything fails, nor if `moved` raises.
    """
    with _scratch(scratch_in) as scratch:
        copy = scratch / _STORE
        with storage_trouble(), closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(copy)) as into:
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
            made = read_back(part, scratch_in=scratch_in, moved=share(moved, 60, 100))
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


def unpack(path: Path, target: Path, *, moved: Moved) -> None:
    """Write the store of the backup to `target`; BrokenBackup unless it is byte for byte the one that was kept."""
    with _opened(path) as archive:
        _extract(archive, target, _manifest(archive), moved)


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


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
