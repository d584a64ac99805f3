"""Writing a file so that it is the old one or the new one, never half of either."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.i18n import _
from leaderdesk.core.text import one_line


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a new path to write to; afterwards `path` is that file, whole and on the disk, or untouched.

    The temporary file lies beside `path`, so that the last step is one rename. StorageTrouble says what the disk lacks.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        os.close(handle)
    except OSError as trouble:
        raise StorageTrouble(disk_sentence(trouble, path)) from trouble
    part = Path(name)
    try:
        yield part
        _sync(part)
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as trouble:
        raise StorageTrouble(disk_sentence(trouble, path)) from trouble
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Make `content` the content of `path`, whole or not at all."""
    with whole_file(path) as part:
        part.write_bytes(content)


def file_name(*parts: str) -> str:
    """Return `parts` joined to a file name that every system takes."""
    name = "-".join(one_line(part) for part in parts if part)
    safe = "".join("_" if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in name)
    return safe.strip(". ")[:80] or "leaderdesk"


def free_bytes(path: Path) -> int:
    """Return the bytes still free on the disk of `path` or of its nearest existing folder; 0 when unknown."""
    for folder in (path, *path.parents):
        if folder.exists():
            try:
                return shutil.disk_usage(folder).free
            except OSError:
                return 0
    return 0


def disk_sentence(trouble: OSError, path: Path) -> str:
    """Return what happened to `path` and what to do next."""
    name = path.name
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        free = free_bytes(path) // 1024
        return _("The disk is full, {free} KB are left. Make room and save {name} again; nothing was changed.").format(
            free=free, name=name
        )
    if trouble.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("{name} cannot be written there. Choose another folder, or close it in the other program.").format(
            name=name
        )
    return _("{name} could not be written ({reason}). Try another folder; nothing was changed.").format(
        name=name, reason=trouble.strerror or type(trouble).__name__
    )


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
