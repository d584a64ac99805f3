"""No screen reads a table through that grows with every order: each of their queries is asked for its plan."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from leaderdesk.core.paths import StorePaths
from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.window.start import Window
from tests.practice import Shop, open_shop
from tests.window.windows import open_window, settle

BIG = frozenset(
    {
        "orders",
        "line",
        "listed",
        "order_source",
        "ledger_entry",
        "ledger_line",
        "handover",
        "handover_line",
        "printed_label",
        "purchase_line",
        "scan_answer",
        "history_line",
        "imported_row",
        "journal_action",
        "journal_change",
    }
)
KNOWN = (
    # The list of neighbours counts every order ever taken.
    re.compile(r"FROM orders\s+WHERE orders\.cancelled_at_ms IS NULL GROUP BY orders\.neighbour_id$"),
    # Settings say how much there is: counted over the shortest index, without a look at the rows.
    re.compile(r"^SELECT count\(\*\) AS count_1\s+FROM \w+$"),
    # Whether the books close: the first look goes through everything, each later one through what moved since.
    re.compile(r"^\s*SELECT order_id, booked - ordered FROM"),
    re.compile(r"^\s*SELECT entry_id, sum\(amount_fen\) FROM ledger_line WHERE entry_id > "),
    re.compile(r"^\s*SELECT order_id, (fen|sum\(fen\)) FROM \(\s*SELECT order_id, sum\(amount_fen\)"),
    # What can be undone next is looked for from the end, and is found at once.
    re.compile(r"FROM journal_action WHERE .* ORDER BY id DESC LIMIT 1$"),
)
"""What goes through a big table, or seems to, and may."""
_STEP = re.compile(r"(?P<way>SCAN|SEARCH) (?P<table>\w+)(?P<how>.*)")
_NAMED = re.compile(r"(?:FROM|JOIN|UPDATE)\s+\"?(?P<table>\w+)\"?\s+(?:AS\s+)?(?P<name>\w+)", re.IGNORECASE)
# Nearly every change is one of a line: the name of the table alone finds nothing.
_NO_HELP = "journal_change_row (table_name=?)"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that reaches SQLite from now on, its values written out, whichever way it goes."""
    found: list[str] = []
    connect = sqlite3.connect

    def listening(*words: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*words, **more)
        connection.set_trace_callback(found.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", listening)
    monkeypatch.setattr(sqlite3.dbapi2, "connect", listening)
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    opened = open_shop(tmp_path / "shop", rounds=3)
    cancel_order(opened.store, opened.orders()[-1].id)
    opened.store.close()
    return opened


def places(shop: Shop, order_id: int) -> Iterator[Place]:
    """Give every page, every step of a round, and one of each thing that opens on a page."""
    yield Place(Page.TODAY)
    yield Place(Page.ROUNDS)
    for step in Step:
        yield Place(Page.ROUNDS, round_id=shop.round_id, step=step)
    yield Place(Page.ROUNDS, round_id=shop.round_id, step=Step.INTAKE, order_id=order_id)
    yield Place(Page.ROUNDS, round_id=shop.round_id, step=Step.INTAKE, paste="1. 张阿姨 3-502 草莓2")
    yield Place(Page.PRODUCTS)
    yield Place(Page.PRODUCTS, product_id=1)
    yield Place(Page.NEIGHBOURS)
    yield Place(Page.NEIGHBOURS, neighbour_id=1)
    yield Place(Page.SETTINGS)


def visit(qtbot: QtBot, window: Window, shop: Shop) -> None:
    """Go everywhere, type where orders are looked for, undo a step and do it again."""
    store = window.session.store
    assert store is not None
    with store.read() as connection:
        order_id = connection.exec_driver_sql("SELECT min(id) FROM orders").scalar_one()
    for place in places(shop, order_id):
        window.session.go(place)
        settle(qtbot, window)
    window.session.go(Place(Page.ROUNDS, round_id=shop.round_id, step=Step.PICKUP))
    settle(qtbot, window)
    (station,) = (page for page in window.frame.findChildren(StationPage) if page.isVisible())
    for field in station.findChildren(QLineEdit):
        write(qtbot, window, field)
    window.session.summon()
    settle(qtbot, window)
    palette = QApplication.focusWidget()
    assert isinstance(palette, QLineEdit)
    write(qtbot, window, palette)
    window.session.undo_last()
    settle(qtbot, window)
    window.session.redo_last()
    settle(qtbot, window)


def write(qtbot: QtBot, window: Window, field: QLineEdit) -> None:
    for words in ("z", "zhang", "3-502", "0777", "12"):
        field.setText(words)
        QTest.qWait(200)
        settle(qtbot, window)
    field.clear()


def plans(store: Path, statement: str) -> list[str]:
    with closing(sqlite3.connect(store)) as connection:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]


def read_through(step: str, statement: str) -> bool:
    """Return whether this step of the plan goes through a whole big table."""
    found = _STEP.match(step)
    if found is None:
        return False
    names = {match["name"]: match["table"] for match in _NAMED.finditer(statement)}
    table = names.get(found["table"], found["table"])
    return table in BIG and (found["way"] == "SCAN" or _NO_HELP in found["how"])


def test_no_screen_reads_a_big_table_through(qtbot: QtBot, tmp_path: Path, shop: Shop, asked: list[str]) -> None:
    with open_window(qtbot, tmp_path / "shop") as window:
        visit(qtbot, window, shop)
    store = StorePaths(tmp_path / "shop").store
    questions = {each for each in asked if re.match(r"\s*(SELECT|WITH|UPDATE|DELETE|INSERT)\b", each)}
    read = {table for each in questions for table in BIG if re.search(rf"\b{table}\b", each)}
    assert {"orders", "line", "ledger_line", "handover_line", "journal_action", "journal_change"} <= read
    whole = sorted(
        f"{step}: {' '.join(statement.split())}"
        for statement in questions
        if not any(known.search(statement) for known in KNOWN)
        for step in plans(store, statement)
        if read_through(step, statement)
    )
    assert whole == []
