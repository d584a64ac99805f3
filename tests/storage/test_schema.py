"""The rows in the code and the tables in the file say the same, and every table is watched."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from sqlalchemy import Integer, String, Table

from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import Row

FEATURES = Path(__file__).parents[2] / "leaderdesk" / "features"
UNWATCHED = {"history_line", "ledger_open", "photo", "scan_answer", "journal_action", "journal_change"}
TYPES = {"INTEGER": Integer, "TEXT": String}


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    importlib.import_module("leaderdesk.storage.tables")
    for path in sorted(FEATURES.glob("*/tables.py")):
        importlib.import_module(f"leaderdesk.features.{path.parent.name}.tables")
    return dict(Row.metadata.tables)


def stored(store: Store) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return each column's type and whether it may be empty, by table and column."""
    with store.read() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        ).scalars()
        return {
            name: {
                row.name: (row.type, not row.notnull and not row.pk)
                for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')
            }
            for name in names.all()
        }


def test_every_row_in_the_code_is_its_table_in_the_file(store: Store, tables: dict[str, Table]) -> None:
    columns = stored(store)
    wrong = []
    for name, table in tables.items():
        assert set(columns[name]) == {column.name for column in table.columns}, name
        for column in table.columns:
            kind, may_be_empty = columns[name][column.name]
            if kind in TYPES and not isinstance(column.type, TYPES[kind]):
                wrong.append(f"{name}.{column.name} is {kind} in the file")
            if may_be_empty is not column.nullable:
                wrong.append(f"{name}.{column.name} may {'' if may_be_empty else 'not '}be empty in the file")
    assert wrong == []


def test_every_table_in_the_file_has_its_row_in_the_code(store: Store, tables: dict[str, Table]) -> None:
    journal = {"journal_action", "journal_change"}
    assert set(stored(store)) - journal == set(tables)


def test_references_are_the_same_in_both(store: Store, tables: dict[str, Table]) -> None:
    for name, table in tables.items():
        with store.read() as connection:
            found = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")').all()
        in_file = {(row[3], row[2]) for row in found}
        assert in_file == {(key.parent.name, key.target_fullname.split(".")[0]) for key in table.foreign_keys}, name


def test_every_table_is_strict_and_has_an_id(store: Store) -> None:
    with store.read() as connection:
        rows = connection.exec_driver_sql("PRAGMA table_list").all()
    strict = {row[1]: row[5] for row in rows if row[2] == "table" and not row[1].startswith("sqlite_")}
    assert set(strict.values()) == {1}
    assert all("id" in columns for columns in stored(store).values())


def test_every_table_tells_the_journal_of_each_kind_of_change(store: Store) -> None:
    with store.read() as connection:
        triggers = set(
            connection.exec_driver_sql(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'journal_*'"
            ).scalars()
        )
    expected = {
        f"journal_{table}_{change}"
        for table in set(stored(store)) - UNWATCHED
        for change in ("insert", "update", "delete")
    }
    assert triggers == expected


def test_every_reference_has_an_index(store: Store) -> None:
    """Or else deleting one row reads a whole table."""
    small = {
        "round.copied_from_id",
        "printed_list.round_id",
        "product_photo.photo_id",
        "purchase_order.supplier_id",
    }
    lacking = []
    with store.read() as connection:
        for name in stored(store):
            first = {
                connection.exec_driver_sql(f'SELECT name FROM pragma_index_info("{row[1]}") WHERE seqno = 0').scalar()
                for row in connection.exec_driver_sql(f'PRAGMA index_list("{name}")').all()
            }
            keys = {row[3] for row in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")').all()}
            lacking += [f"{name}.{key}" for key in keys - first]
    assert set(lacking) <= small
