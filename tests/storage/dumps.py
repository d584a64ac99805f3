"""What a store holds, as text that can be compared."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from leaderdesk.core.paths import StorePaths

JOURNAL = frozenset({"journal_action", "journal_change", "sqlite_sequence"})


def dump(paths: StorePaths, *, without: Collection[str] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table of the store as they stand, by the table's name."""
    with closing(sqlite3.connect(f"{paths.store.as_uri()}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
            for table in sorted(set(tables) - set(without))
        }


def content(paths: StorePaths) -> dict[str, list[tuple[object, ...]]]:
    """Return what the leader would call her data: everything but the journal and its counters."""
    return dump(paths, without=JOURNAL)


def digests(folder: Path, *, ending: str = "") -> dict[str, str]:
    """Return the digest of every file in the folder, by its name."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name.endswith(ending)
    }
