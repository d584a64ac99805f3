"""The store against its floors: durable commits, a scan among half a million lines, totals by product."""

from __future__ import annotations

import itertools
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, insert
from sqlalchemy.orm import Session

from leaderdesk.core.paths import StorePaths
from leaderdesk.features.neighbours.tables import TagRow
from leaderdesk.features.orders.queries.orders import round_totals
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import check_off, look_up
from leaderdesk.features.pickups.queries import household_of
from leaderdesk.features.pickups.rules import Kind, code_of
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store, open_store
from leaderdesk.storage.rows import Row
from tests.benchmarks.full_store import ROUNDS

COMMITS = 400
RUNS = 9
LEAST_COMMIT_RATIO = 1500 / 5200
"""1,500 a second where bare sqlite3 makes 5,200 commits of the same row, with no journal."""
LEAST_OBJECT_RATIO = 1500 / 1800
"""1,500 a second where SQLAlchemy's objects make 1,800 commits of the same row, with no journal."""
MOST_SCAN_RATIO = 20 / 0.2
"""20 ms where a bare durable commit takes 0.2 ms."""


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def bare_store(path: Path) -> sqlite3.Connection:
    """Return a durable file with the one table that is written to."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS tag"
        " (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, tint TEXT NOT NULL DEFAULT 'neutral') STRICT"
    )
    return connection


def bare_commits(path: Path) -> Callable[[], None]:
    """Return what makes COMMITS durable commits of one row with nothing but sqlite3."""
    connection, numbers = bare_store(path), itertools.count()

    def commits() -> None:
        for _commit in range(COMMITS):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO tag (name) VALUES (?)", (f"bare {next(numbers)}",))
            connection.execute("COMMIT")

    return commits


def journalled_commits(paths: StorePaths) -> Callable[[], None]:
    """Return what makes COMMITS durable commits of one row and its journal, with nothing but sqlite3."""
    open_store(paths).close()
    connection = sqlite3.connect(paths.store, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    numbers = itertools.count()

    def commits() -> None:
        for _commit in range(COMMITS):
            connection.execute("BEGIN IMMEDIATE")
            added = connection.execute(
                "INSERT INTO journal_action (at_ms, actor, name, about, undoable, under_way)"
                " VALUES (1, 'leader', 'Add', '{}', 1, 1)"
            )
            connection.execute("INSERT INTO tag (name) VALUES (?)", (f"bare {next(numbers)}",))
            connection.execute("UPDATE journal_action SET under_way = 0 WHERE id = ?", (added.lastrowid,))
            connection.execute("COMMIT")

    return commits


def object_commits(path: Path) -> Callable[[], None]:
    """Return what makes COMMITS durable commits of one object with SQLAlchemy as it comes."""
    bare_store(path).close()
    engine = create_engine(f"sqlite:///{path}", connect_args={"isolation_level": None})
    event.listen(engine, "connect", lambda driver, _record: driver.execute("PRAGMA synchronous = FULL"))
    event.listen(engine, "begin", lambda connection: connection.connection.execute("BEGIN IMMEDIATE"))
    numbers = itertools.count()

    def commits() -> None:
        for _commit in range(COMMITS):
            with Session(engine) as session, session.begin():
                session.add(TagRow(name=f"object {next(numbers)}"))
        engine.dispose()

    return commits


def commits_of_rows(store: Store) -> Callable[[], None]:
    """Return what makes COMMITS steps of one row, as actions write them in bulk."""
    numbers, add = itertools.count(), insert(Row.metadata.tables[TagRow.__tablename__])

    def commits() -> None:
        for _commit in range(COMMITS):
            with store.write("Add {what}", about={"what": "tag"}) as writing:
                writing.connection.execute(add, {"name": f"row {next(numbers)}"})

    return commits


def commits_of_objects(store: Store) -> Callable[[], None]:
    """Return what makes COMMITS steps of one row, as actions write a single one."""
    numbers = itertools.count()

    def commits() -> None:
        for _commit in range(COMMITS):
            with store.write("Add {what}", about={"what": "tag"}) as writing:
                writing.session.add(TagRow(name=f"ours {next(numbers)}"))

    return commits


def test_durable_commits(tmp_path: Path, benchmark: Any) -> None:
    """Each with its journal, against commits without one: by sqlite3 alone, and by SQLAlchemy's objects alone."""
    store = open_store(StorePaths(tmp_path / "store"))
    floors = {
        "bare": bare_commits(tmp_path / "bare.sqlite"),
        "bare_with_journal": journalled_commits(StorePaths(tmp_path / "floor")),
        "bare_objects": object_commits(tmp_path / "objects.sqlite"),
        "our_rows": commits_of_rows(store),
    }
    ours = commits_of_objects(store)
    found: dict[str, list[float]] = {name: [] for name in (*floors, "our_objects")}

    def floor() -> None:
        for name, commits in floors.items():
            found[name].append(seconds(commits))

    benchmark.pedantic(lambda: found["our_objects"].append(seconds(ours)), setup=floor, rounds=RUNS)
    store.close()
    figures = {name: round(COMMITS / statistics.median(times)) for name, times in found.items()}
    ratio = {name: round(figures[name] / figures["bare"], 2) for name in ("bare_objects", "our_rows", "our_objects")}
    benchmark.extra_info.update(figures, ratios_to_bare=str(ratio))
    assert figures["our_rows"] >= LEAST_COMMIT_RATIO * figures["bare"], figures
    assert figures["our_objects"] >= LEAST_OBJECT_RATIO * figures["bare_objects"], figures


def open_order_ids(store: Store) -> list[int]:
    with store.read() as connection:
        return list(
            connection.exec_driver_sql("SELECT id FROM orders WHERE round_id = ? ORDER BY id", (ROUNDS,)).scalars()
        )


def test_a_scan_answers_and_hands_over(full: Store, tmp_path: Path, benchmark: Any) -> None:
    with full.read() as connection:
        key = read_business(connection).shop_key
    codes = iter([code_of(order_id, 0, key) for order_id in open_order_ids(full)])
    floor, floors, ours = bare_commits(tmp_path / "bare.sqlite"), list[float](), list[float]()

    def scan() -> None:
        code = next(codes)
        began = time.perf_counter()
        answer = check_off(full, code, dues=dues, nonce=code)
        ours.append(time.perf_counter() - began)
        assert answer.kind is Kind.UNPAID

    floors.append(seconds(floor) / COMMITS)
    benchmark.pedantic(scan, rounds=50)
    bare, mine, slow = floors[0] * 1000, statistics.median(ours) * 1000, max(ours) * 1000
    benchmark.extra_info.update(bare_ms=round(bare, 2), ours_ms=round(mine, 2), slowest_ms=round(slow, 1))
    assert mine <= MOST_SCAN_RATIO * bare, f"{mine:.1f} ms against a commit of {bare:.2f} ms"


@pytest.mark.parametrize("typed", ["linju77", "7-501", "13800000777", "0777", "12"])
def test_what_is_typed_at_the_table_is_found(full: Store, tmp_path: Path, typed: str, benchmark: Any) -> None:
    floor = seconds(bare_commits(tmp_path / "bare.sqlite")) / COMMITS
    ours: list[float] = []

    def look() -> None:
        with full.read() as connection:
            ours.append(seconds(lambda: look_up(connection, typed, dues=dues)))

    benchmark.pedantic(look, rounds=30)
    assert statistics.median(ours) <= MOST_SCAN_RATIO * floor


def test_totals_by_product_of_a_round(full: Store, benchmark: Any) -> None:
    """The floor is the same sum by hand over one round's lines."""
    floors: list[float] = []
    ours: list[float] = []

    def floor() -> None:
        with closing(sqlite3.connect(full.paths.store)) as connection:
            connection.execute("SELECT 1 FROM round").fetchone()
            floors.append(
                seconds(
                    lambda: connection.execute(
                        "SELECT offer_id, sum(amount_milli) FROM line WHERE offer_id IN"
                        " (SELECT id FROM offer WHERE round_id = ?) GROUP BY offer_id",
                        (ROUNDS,),
                    ).fetchall()
                )
            )

    def mine() -> None:
        with full.read() as connection:
            ours.append(seconds(lambda: round_totals(connection, ROUNDS)))

    benchmark.pedantic(mine, setup=floor, rounds=15)
    benchmark.extra_info.update(
        floor_ms=round(statistics.median(floors) * 1000, 2), ours_ms=round(statistics.median(ours) * 1000, 2)
    )
    assert statistics.median(ours) <= 12 * statistics.median(floors)


def test_no_question_at_the_table_reads_a_whole_table(full: Store) -> None:
    """What a scan asks, asked for its plan: the big tables are searched, never scanned."""
    big = ("line", "orders", "handover", "handover_line", "ledger_entry", "ledger_line", "journal_change")
    asked: list[str] = []
    with full.read() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        key = read_business(connection).shop_key
        for typed in (code_of(open_order_ids(full)[60], 0, key), "linju77", "7-501", "0777", "12"):
            found = look_up(connection, typed, dues=dues).found
            if found is not None:
                household_of(connection, found.order, dues=dues)
        round_totals(connection, ROUNDS)
        driver.set_trace_callback(None)
        selects = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
        assert selects
        plans = {
            (row[3], statement)
            for statement in selects
            for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        }
    assert [plan for plan in plans if plan[0].split()[0] == "SCAN" and plan[0].split()[1] in big] == []
