"""SQLite's complaints, told apart: what a person can mend, and what is a bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.i18n import N_, _


@contextmanager
def storage_trouble() -> Iterator[None]:
    """Turn what disk, lock or a damaged file make SQLite say into StorageTrouble; anything else passes."""
    try:
        yield
    except DBAPIError as error:
        sentence = _sentence(error.orig)
        if sentence is None:
            raise
        raise StorageTrouble(sentence) from error
    except sqlite3.Error as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise StorageTrouble(sentence) from error


_SENTENCES = (
    (
        (sqlite3.SQLITE_FULL,),
        N_("The disk is full. Make some room and do it again; nothing was changed."),
    ),
    (
        (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED),
        N_("Another program is using the data file. Close it and try again."),
    ),
    (
        (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB),
        N_("The data file is damaged. Restore the latest backup in Settings; the damaged file is kept."),
    ),
    (
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN),
        N_("The data folder cannot be written. Check that the disk is there and not write-protected."),
    ),
    (
        (sqlite3.SQLITE_IOERR,),
        N_("The disk did not answer. Check that it is plugged in; nothing was changed."),
    ),
)


def _sentence(error: BaseException | None) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    return next((_(sentence) for codes, sentence in _SENTENCES if code & 0xFF in codes), None)
