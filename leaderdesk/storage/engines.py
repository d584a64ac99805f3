"""SQLAlchemy's way into the store: one engine that writes, one whose connections only read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.reading import PRAGMAS

READERS = 4


def writing_engine(paths: StorePaths) -> Engine:
    """Return the engine with the one connection that may write."""
    return _engine(paths, begin="BEGIN IMMEDIATE", size=1)


def reading_engine(paths: StorePaths) -> Engine:
    """Return the engine whose connections each see one state of the store."""
    return _engine(paths, begin="BEGIN", size=READERS, query_only=True)


def _engine(paths: StorePaths, *, begin: str, size: int, query_only: bool = False) -> Engine:
    engine = create_engine(
        f"sqlite+pysqlite:///{paths.store}",
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        # What is in a statement is what the leader typed: names and phones stay out of every report.
        hide_parameters=True,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        if not query_only:
            connection.execute("PRAGMA journal_mode = WAL")
        for pragma in (*PRAGMAS, *(("query_only = ON",) if query_only else ())):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        # Past SQLAlchemy, which would take longer over this word than SQLite does.
        cursor = connection.connection.cursor()
        cursor.execute(begin)
        cursor.close()

    return engine
