"""SQLite's complaints, told apart: what a person can mend, and what is a bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.storage.ground import lay_ground


@contextmanager
def storage_trouble() -> Iterator[None]:
    """Turn what disk, lock or a damaged file make SQLite say into StorageTrouble; anything else passes.

    UserError where the store itself keeps something from being changed.
    """
    try:
        yield
    except _complaints() as error:
        locked = lock_sentence(error)
        if locked is not None:
            raise UserError(locked) from error
        sentence = _sentence(getattr(error, "orig", error))
        if sentence is None:
            raise
        raise StorageTrouble(sentence) from error


def lock_sentence(error: BaseException) -> str | None:
    """Return why the store keeps something from being changed, with the way out; None if that is not what it says."""
    said = getattr(error, "orig", error)
    if getattr(said, "sqlite_errorcode", None) != sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return None
    return next((_(sentence) for words, sentence in _LOCKS.items() if words in str(said)), None)


def _complaints() -> tuple[type[Exception], ...]:
    # Asked only once there is a complaint: where none was raised, SQLAlchemy need not be there.
    lay_ground()
    from sqlalchemy.exc import DBAPIError

    return DBAPIError, sqlite3.Error


_LOCKS = {
    "the round is settled": N_(
        "The round is settled and does not change any more. Book what is still to change as a correction on its page"
        " “Settle”, or undo the settling."
    ),
}
"""What a trigger of the schema says, and what a person is told."""

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
