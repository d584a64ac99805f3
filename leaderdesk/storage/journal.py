"""The journal: undo, audit and notice of change from one set of triggers.

The technique is SQLite's own (https://www.sqlite.org/undoredo.html), with images of rows in place of statements,
so that an undo can be refused when a row has changed since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.storage.trouble import lock_sentence

UNDO_NAME = "Undo: {action}"
_UNWATCHED = frozenset(
    {"history_line", "journal_action", "journal_change", "ledger_open", "photo", "scan_answer", "sqlite_sequence"}
)
_REVERSES, _OF_ENTRY = "reverses_id", "entry_id"

Image = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One step of the journal: what was done, by whom, when, and whether it still stands."""

    id: int
    at_ms: int
    actor: str
    name: str
    about: Mapping[str, str]
    undoable: bool
    undoes: int | None
    undone_by: int | None

    @property
    def title(self) -> str:
        """What was done, in the language in force."""
        return _(self.name).format_map(_Blanks(self.about))


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None stands for a row that was not there."""

    id: int
    action_id: int
    table: str
    row_id: int
    before: Image | None
    after: Image | None


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def install_triggers(connection: Connection) -> None:
    """Make every table of the store tell the journal of each row that changes while an action is under way."""
    for (name,) in connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'journal_*'"
    ).all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
    for table in sorted(set(tables) - _UNWATCHED):
        for statement in _triggers(table, _columns(connection, table)):
            connection.exec_driver_sql(statement)


def begin(
    connection: Connection,
    *,
    at_ms: int,
    actor: str,
    name: str,
    about: Mapping[str, str],
    undoable: bool,
    undoes: int | None = None,
) -> int:
    """Open an action; every row changed from now to `finish` belongs to it. Return its id."""
    added = driver_of(connection).execute(
        "INSERT INTO journal_action (at_ms, actor, name, about, undoable, undoes, under_way)"
        " VALUES (?, ?, ?, ?, ?, ?, 1)",
        (at_ms, actor, name, _about_text(about), int(undoable), undoes),
    )
    if added.lastrowid is None:
        raise AssertionError("SQLite numbers every action")
    return added.lastrowid


def say_about(connection: Connection, action_id: int, about: Mapping[str, str]) -> None:
    """Make `about` the fields of the name of an action that is still open."""
    driver_of(connection).execute("UPDATE journal_action SET about = ? WHERE id = ?", (_about_text(about), action_id))


def finish(connection: Connection, action_id: int) -> frozenset[str]:
    """Close the action and return the tables it touched; an action that touched none leaves no entry."""
    driver = driver_of(connection)
    driver.execute("UPDATE journal_action SET under_way = 0 WHERE id = ?", (action_id,))
    touched = "SELECT DISTINCT table_name FROM journal_change WHERE action_id = ?"
    found = driver.execute(touched, (action_id,)).fetchall()
    if not found:
        driver.execute("DELETE FROM journal_action WHERE id = ? AND undoes IS NULL", (action_id,))
    return frozenset(table for (table,) in found)


def action(connection: Connection, action_id: int) -> Action | None:
    """Return the action of that id, if there is one."""
    rows = _actions(connection, "WHERE id = :id", {"id": action_id})
    return rows[0] if rows else None


def next_undo(connection: Connection) -> Action | None:
    """Return the latest action that stands and can be undone."""
    rows = _actions(
        connection, "WHERE undoable = 1 AND undone_by IS NULL AND undoes IS NULL ORDER BY id DESC LIMIT 1", {}
    )
    return rows[0] if rows else None


def next_redo(connection: Connection) -> Action | None:
    """Return the latest undo that no new action has followed, whose own undoing does the thing again."""
    rows = _actions(
        connection,
        # What did a thing again undoes an undo, and is not itself offered: or doing again would go to and fro.
        "WHERE undoes IN (SELECT id FROM journal_action WHERE undoes IS NULL) AND undone_by IS NULL AND undoable = 1"
        " AND id > coalesce((SELECT max(id) FROM journal_action WHERE undoes IS NULL), 0) ORDER BY id DESC LIMIT 1",
        {},
    )
    return rows[0] if rows else None


def recent_actions(connection: Connection, limit: int) -> list[Action]:
    """Return the latest `limit` actions, newest first, undos left out."""
    return _actions(connection, "WHERE undoes IS NULL ORDER BY id DESC LIMIT :limit", {"limit": limit})


def changes_of_action(connection: Connection, action_id: int) -> list[Change]:
    """Return what the action changed, in the order in which it did."""
    return _changes(connection, "WHERE action_id = :id ORDER BY id", {"id": action_id})


def last_change(connection: Connection) -> int:
    """Return the number of the latest change of any row, 0 before the first; it grows with each."""
    return int(connection.execute(text("SELECT coalesce(max(id), 0) FROM journal_change")).scalar_one())


def changes_of_row(connection: Connection, table: str, row_id: int) -> list[Change]:
    """Return every change of one row, oldest first."""
    return _changes(
        connection, "WHERE table_name = :table AND row_id = :row_id ORDER BY id", {"table": table, "row_id": row_id}
    )


def apply_backwards(connection: Connection, undone: Action, *, by_action: int, at_ms: int) -> None:
    """Within the open action `by_action`, bring back what stood before `undone`.

    UserError, naming what stands in the way, if a row has changed since or another row leans on it.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    books = _books(connection)
    for change in reversed(changes_of_action(connection, undone.id)):
        if change.table in books.values():
            _reverse_entry(connection, change, books, at_ms=at_ms)
        elif change.table not in books:
            _restore_row(connection, change, by_action=by_action)
    connection.execute(
        text("UPDATE journal_action SET undone_by = :by WHERE id = :id"), {"by": by_action, "id": undone.id}
    )
    if undone.undoes is not None:
        connection.execute(text("UPDATE journal_action SET undone_by = NULL WHERE id = :id"), {"id": undone.undoes})


def _about_text(about: Mapping[str, str]) -> str:
    return json.dumps(dict(about), ensure_ascii=False)


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return what lies under `connection`: above it, the statements that frame every write cost more than the disk."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the store is an SQLite file")
    return driver


def _restore_row(connection: Connection, change: Change, *, by_action: int) -> None:
    now = _image(connection, change.table, change.row_id)
    if change.after is None:
        if now is not None:
            raise _changed_since(connection, change, by_action)
        _insert(connection, change.table, change.before or {})
        return
    if now is None:
        raise _changed_since(connection, change, by_action)
    if change.before is None:
        if any(now.get(column) != value for column, value in change.after.items()):
            raise _changed_since(connection, change, by_action)
        _delete(connection, change)
        return
    touched = {column: value for column, value in change.before.items() if change.after.get(column) != value}
    if any(now.get(column) != change.after[column] for column in touched):
        raise _changed_since(connection, change, by_action)
    _update(connection, change, touched)


def _delete(connection: Connection, change: Change) -> None:
    try:
        connection.execute(text(f'DELETE FROM "{change.table}" WHERE id = :id'), {"id": change.row_id})
    except IntegrityError as error:
        raise UserError(lock_sentence(error) or _("Something later stands on this step. Undo that first.")) from error


def _update(connection: Connection, change: Change, touched: Image) -> None:
    if not touched:
        return
    assignments = ", ".join(f'"{column}" = :{column}' for column in touched)
    try:
        connection.execute(
            text(f'UPDATE "{change.table}" SET {assignments} WHERE id = :row__id'),
            {**touched, "row__id": change.row_id},
        )
    except IntegrityError as error:
        raise UserError(lock_sentence(error) or _("Something later has taken its place. Undo that first.")) from error


def _insert(connection: Connection, table: str, image: Image) -> None:
    names = ", ".join(f'"{column}"' for column in image)
    places = ", ".join(f":{column}" for column in image)
    try:
        connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), image)
    except IntegrityError as error:
        raise UserError(lock_sentence(error) or _("Something later has taken its place. Undo that first.")) from error


def _books(connection: Connection) -> Mapping[str, str]:
    """Return the tables that keep the lines of a book, each with the table of its entries."""
    found = connection.execute(
        text(
            'SELECT tables.name, keys."table" FROM sqlite_schema tables, pragma_foreign_key_list(tables.name) keys'
            ' JOIN pragma_table_info(keys."table") columns ON columns.name = :reverses'
            """ WHERE tables.type = 'table' AND keys."from" = :entry"""
        ),
        {"reverses": _REVERSES, "entry": _OF_ENTRY},
    )
    return {row[0]: row[1] for row in found}


def _reverse_entry(connection: Connection, change: Change, books: Mapping[str, str], *, at_ms: int) -> None:
    """An entry of a book is never taken out: an entry with the opposite lines is put behind it.

    What was reversed and done again stands by the last entry of that chain, and that one is reversed.
    """
    chain = connection.execute(
        text(
            f"WITH RECURSIVE chain(id) AS (SELECT :id UNION ALL SELECT later.id FROM chain"
            f' JOIN "{change.table}" later ON later.{_REVERSES} = chain.id) SELECT id FROM chain ORDER BY id'
        ),
        {"id": change.row_id},
    )
    ids = chain.scalars().all()
    if change.after is None or len(ids) % 2 == 0:
        raise UserError(_("Something later stands on this step. Undo that first."))
    image = {column: value for column, value in change.after.items() if column != "id"}
    _insert(connection, change.table, image | {_REVERSES: ids[-1], "at_ms": at_ms})
    for lines in (lines for lines, book in books.items() if book == change.table):
        columns = [column for column in _columns(connection, lines) if column != "id"]
        opposite = (f"-{column}" if column.endswith(("_fen", "_milli")) else column for column in columns)
        values = ", ".join(":entry" if column == _OF_ENTRY else column for column in opposite)
        connection.execute(
            text(
                f'INSERT INTO "{lines}" ({", ".join(columns)}) SELECT {values} FROM "{lines}"'
                f" WHERE {_OF_ENTRY} = :reversed ORDER BY id"
            ),
            {"entry": _last_id(connection), "reversed": ids[-1]},
        )


def _last_id(connection: Connection) -> int:
    return int(connection.execute(text("SELECT last_insert_rowid()")).scalar_one())


def _changed_since(connection: Connection, change: Change, by_action: int) -> UserError:
    later = _actions(
        connection,
        "WHERE id <> :by AND undone_by IS NULL AND id IN (SELECT action_id FROM journal_change"
        " WHERE table_name = :table AND row_id = :row_id AND action_id > :action) ORDER BY id DESC LIMIT 1",
        {"by": by_action, "table": change.table, "row_id": change.row_id, "action": change.action_id},
    )
    if not later:
        return UserError(_("This has changed since and cannot be undone any more."))
    return UserError(_("“{action}” came later and stands on this. Undo that first.").format(action=later[0].title))


def _actions(connection: Connection, where: str, values: Mapping[str, object]) -> list[Action]:
    rows = connection.execute(
        text(f"SELECT id, at_ms, actor, name, about, undoable, undoes, undone_by FROM journal_action {where}"),
        dict(values),
    )
    return [
        Action(
            id=row.id,
            at_ms=row.at_ms,
            actor=row.actor,
            name=row.name,
            about=json.loads(row.about),
            undoable=bool(row.undoable),
            undoes=row.undoes,
            undone_by=row.undone_by,
        )
        for row in rows
    ]


def _changes(connection: Connection, where: str, values: Mapping[str, object]) -> list[Change]:
    rows = connection.execute(
        text(f"SELECT id, action_id, table_name, row_id, before, after FROM journal_change {where}"), dict(values)
    )
    return [
        Change(
            id=row.id,
            action_id=row.action_id,
            table=row.table_name,
            row_id=row.row_id,
            before=None if row.before is None else json.loads(row.before),
            after=None if row.after is None else json.loads(row.after),
        )
        for row in rows
    ]


def _columns(connection: Connection, table: str) -> tuple[str, ...]:
    return tuple(connection.execute(text("SELECT name FROM pragma_table_info(:name)"), {"name": table}).scalars())


def _image(connection: Connection, table: str, row_id: int) -> Image | None:
    columns = _columns(connection, table)
    found = connection.execute(
        text(f'SELECT {_json_object(columns, "t")} FROM "{table}" t WHERE id = :id'), {"id": row_id}
    ).scalar()
    return None if found is None else json.loads(found)


def _json_object(columns: tuple[str, ...], row: str) -> str:
    return "json_object(" + ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns) + ")"


def _triggers(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    old, new = _json_object(columns, "OLD"), _json_object(columns, "NEW")
    # The one action that can be under way is the last: there is one writer, and its transaction is one action.
    under_way = "(SELECT under_way FROM journal_action ORDER BY id DESC LIMIT 1)"
    action = "(SELECT max(id) FROM journal_action)"
    images = {"INSERT": ("NEW.id", "NULL", new), "UPDATE": ("NEW.id", old, new), "DELETE": ("OLD.id", old, "NULL")}
    return tuple(
        f'CREATE TRIGGER "journal_{table}_{event.lower()}" AFTER {event} ON "{table}" WHEN {under_way} = 1'
        f" BEGIN INSERT INTO journal_change (action_id, table_name, row_id, before, after)"
        f" VALUES ({action}, '{table}', {row_id}, {before}, {after}); END"
        for event, (row_id, before, after) in images.items()
    )
