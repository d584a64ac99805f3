"""One program per store: a lock the system lets go of when the program dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.files import disk_sentence
from leaderdesk.core.i18n import _

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class StoreInUse(StorageTrouble):
    """Another program has this store open."""


class StoreLock:
    """Holds the lock file of a store from its making until `release`."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] | None = path.open("ab")
        except OSError as trouble:
            raise StorageTrouble(disk_sentence(trouble, path)) from trouble
        try:
            _take(self._file)
        except OSError as trouble:
            self._file.close()
            raise StoreInUse(
                _("LeaderDesk is already open with this data. Use its window, or close it first.")
            ) from trouble

    def release(self) -> None:
        """Let others open the store; a second call does nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _take(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        os.set_inheritable(file.fileno(), False)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
