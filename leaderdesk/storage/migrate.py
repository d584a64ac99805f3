"""From any earlier version of the store to the present one, each step whole or not at all."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.i18n import _
from leaderdesk.storage.trouble import storage_trouble

if TYPE_CHECKING:
    # A store that is at its version is opened without them.
    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x4C447368
"""Marks an SQLite file as a store of LeaderDesk ("LDsh")."""

_FOLDER = "leaderdesk.storage.migrations"


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step; after it the store's `user_version` is `number`."""

    number: int
    statements: tuple[str, ...]


class NewerStore(StorageTrouble):
    """The store was written by a newer program and has not been touched."""


def steps() -> tuple[Step, ...]:
    """Return all steps, in order, numbered from 1 without a gap."""
    folder = resources.files(_FOLDER)
    return tuple(
        Step(number=int(name[:4]), statements=tuple(_statements(folder.joinpath(name).read_text(encoding="utf-8"))))
        for name in _step_names()
    )


def present_version() -> int:
    """Return the version that this program writes."""
    return len(steps())


def stored_version(path: Path) -> int:
    """Return the version of the store at `path` without changing a byte of it; 0 for a file with nothing in it yet.

    NewerStore if it is newer than this program, StorageTrouble if it is not a store of LeaderDesk.
    """
    if not path.exists() or path.stat().st_size == 0:
        return 0
    with storage_trouble():
        # Without a log beside the file nothing is to be read but the file; then not even an index is made for reading.
        log = path.with_name(path.name + "-wal")
        as_it_lies = "&immutable=1" if not log.exists() or log.stat().st_size == 0 else ""
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{as_it_lies}", uri=True)
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            application = int(connection.execute("PRAGMA application_id").fetchone()[0])
            begun_only = connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
        finally:
            connection.close()
    if (version, application) == (0, 0) and begun_only:
        # The very first start was cut off between making the file and its first step.
        return 0
    if application != APPLICATION_ID:
        raise StorageTrouble(_("{name} is not a LeaderDesk data file. Choose another folder.").format(name=path.name))
    if version > present_version():
        raise NewerStore(
            _("This data was written by a newer LeaderDesk. Install the newer version to open it; nothing was changed.")
        )
    return version


def refuse_newer(path: Path) -> None:
    """NewerStore if a newer program wrote the store at `path`; one that is damaged, or none at all, may be replaced."""
    try:
        stored_version(path)
    except NewerStore:
        raise
    except StorageTrouble:
        return


def upgrade(engine: Engine, version: int) -> None:
    """Bring the store behind `engine` from `version` to the present one; a step that is interrupted leaves no trace."""
    for step in steps()[version:]:
        with storage_trouble(), engine.begin() as connection:
            _apply(connection, step)


def _step_names() -> list[str]:
    entries = resources.files(_FOLDER).iterdir()
    return sorted(entry.name for entry in entries if re.fullmatch(r"\d{4}_\w+\.sql", entry.name))


def _apply(connection: Connection, step: Step) -> None:
    from leaderdesk.storage.journal import install_triggers

    for statement in step.statements:
        connection.exec_driver_sql(statement)
    install_triggers(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {step.number}")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines():
        if not statement and (not line.strip() or line.lstrip().startswith("--")):
            continue
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError(f"a statement does not end: {statement[:60]}")
