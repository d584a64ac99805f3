"""Reading in plain SQL: Today shows before SQLAlchemy is there, whose import takes longer than all the rest."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "cache_size = -65536",
    "temp_store = MEMORY",
    "busy_timeout = 5000",
)
"""How every connection to the store is set, whoever makes it."""


class Rows(Protocol):
    """What a statement found; the columns of a row are its attributes."""

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows once."""
        ...

    def one(self) -> Any:
        """Return the only row."""
        ...

    def first(self) -> Any:
        """Return the first row, or None."""
        ...


class Reading(Protocol):
    """A connection that sees one state of the store: the plain one of a glance, and every one of SQLAlchemy's."""

    def exec_driver_sql(self, statement: str, parameters: dict[str, Any] | None = None) -> Rows:
        """Run a statement whose values are named: `WHERE id = :id`."""
        ...


class PlainRow(sqlite3.Row):
    """A row whose columns are its attributes."""

    def __getattr__(self, name: str) -> Any:
        """Return the column of that name."""
        try:
            return self[name]
        except IndexError:
            raise AttributeError(name) from None


class _PlainRows:
    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def one(self) -> Any:
        (row,) = self._cursor.fetchall()
        return row

    def first(self) -> Any:
        return self._cursor.fetchone()


class _PlainReading:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def exec_driver_sql(self, statement: str, parameters: dict[str, Any] | None = None) -> Rows:
        return _PlainRows(self._connection.execute(statement, parameters or {}))


class PlainReaders:
    """The plain connections to one store: made when they are needed, kept for the next time."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give a connection that sees one state of the store throughout; sqlite3.Error for what disk and file say."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._open()
        try:
            connection.execute("BEGIN")
            yield _PlainReading(connection)
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        with self._lock:
            self._idle.append(connection)

    def close(self) -> None:
        """Close every connection that nobody uses."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._store, isolation_level=None, check_same_thread=False)
        try:
            for pragma in ("journal_mode = WAL", *PRAGMAS, "query_only = ON"):
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        connection.row_factory = PlainRow
        return connection


def among(ids: Iterable[int]) -> str:
    """Return `ids` as the value of `WHERE id IN (SELECT value FROM json_each(:ids))`."""
    return json.dumps(list(ids))


def named(row: Any, fields: Sequence[str]) -> Mapping[str, Any]:
    """Return these columns of `row` by name."""
    return {field: getattr(row, field) for field in fields}
