"""How soon the window shows, and Today with it, beside a bare window of PySide6 measured in the same run.

Each start is a process of its own; the store holds half a million lines. The ratios are what is promised.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from leaderdesk.core.paths import StorePaths
from tests.practice import open_shop

LINES, LINES_EACH, ROUNDS = 500_000, 4, 400
STARTS = 5
MOST_OF_A_BARE_WINDOW, MOST_UNTIL_TODAY = 1.5, 4.0

_BARE = """
import sys, time
began = float(sys.argv[1])
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.painted)
    def painted(self):
        print(time.monotonic() - began)
        QApplication.exit()

app = QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""
_OURS = """
import sys, time
began = float(sys.argv[1])
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from leaderdesk.app import parts
from leaderdesk.core.paths import StorePaths
from leaderdesk.window.opening import Opening

first = 0.0

def painted():
    global first
    first = time.monotonic() - began
    assert "sqlalchemy" not in sys.modules

app = QApplication(sys.argv)
opening = Opening(parts, StorePaths(Path(sys.argv[2])), language=None)
opening.frame.painted.disconnect()
opening.frame.painted.connect(painted)
opening.frame.painted.connect(opening.furnish)

def look():
    if opening.window is None:
        return
    page = opening.frame.stack.currentWidget()
    if hasattr(page, "is_filled") and page.is_filled():
        print(first, time.monotonic() - began)
        opening.frame.close()
        app.exit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
app.exec()
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with half a million lines in rounds that are settled, beside the open round."""
    home = tmp_path_factory.mktemp("large") / "shop"
    open_shop(home).store.close()
    with closing(sqlite3.connect(StorePaths(home).store)) as connection:
        _fill(connection)
    return home


def test_the_frame_shows_almost_as_soon_as_a_bare_window(store: Path, tmp_path: Path) -> None:
    for program in (_BARE, _OURS):
        _run(program, tmp_path, str(store))
    bare, frame, today = [], [], []
    for _start in range(STARTS):
        bare.append(float(_run(_BARE, tmp_path, str(store))))
        painted, filled = _run(_OURS, tmp_path, str(store)).split()
        frame.append(float(painted))
        today.append(float(filled))
    floor = statistics.median(bare)
    sys.stdout.write(
        f"bare {floor * 1000:.0f} ms, frame {statistics.median(frame) / floor:.2f},"
        f" Today {statistics.median(today) / floor:.2f}\n"
    )
    assert statistics.median(frame) / floor <= MOST_OF_A_BARE_WINDOW
    assert statistics.median(today) / floor <= MOST_UNTIL_TODAY


def _run(program: str, cache: Path, *arguments: str) -> str:
    # An installed program comes with its bytecode; here it is kept beside the store.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(
        [sys.executable, "-c", program, str(time.monotonic()), *arguments],
        env={**surroundings, "PYTHONPYCACHEPREFIX": str(cache)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return ran.stdout.strip().splitlines()[-1]


def _fill(connection: sqlite3.Connection) -> None:
    orders = LINES // LINES_EACH
    connection.execute("PRAGMA foreign_keys = OFF")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    first_round = 1000
    connection.executemany(
        "INSERT INTO round (id, number, title, cutoff, pickup_from, pickup_until, opened_at_ms, closed_at_ms,"
        " settled_at_ms) VALUES (?, ?, '', '2020-01-01T22:00', '2020-01-03T10:00', '2020-01-03T18:00', 1, 2, 3)",
        [(first_round + place, -1 - place) for place in range(ROUNDS)],
    )
    product_ids = [row[0] for row in connection.execute("SELECT id FROM product LIMIT ?", (LINES_EACH,))]
    connection.executemany(
        "INSERT INTO offer (id, round_id, product_id, code, position, price_fen, cost_fen)"
        " VALUES (?, ?, ?, ?, ?, 1000, 600)",
        [
            (10_000 + place * LINES_EACH + each, first_round + place, product, f"G{each}", each)
            for place in range(ROUNDS)
            for each, product in enumerate(product_ids)
        ],
    )
    connection.executemany(
        "INSERT INTO neighbour (id, name) VALUES (?, ?)", [(100_000 + each, f"邻居{each}") for each in range(320)]
    )
    connection.executemany(
        "INSERT INTO orders (id, round_id, neighbour_id, pickup_code, created_at_ms) VALUES (?, ?, ?, ?, 1)",
        [
            (1_000_000 + each, first_round + each % ROUNDS, 100_000 + each // ROUNDS, 1 + each // ROUNDS)
            for each in range(orders)
        ],
    )
    connection.executemany(
        "INSERT INTO line (order_id, offer_id, amount_milli, price_fen) VALUES (?, ?, 1000, 1000)",
        [
            (1_000_000 + each, 10_000 + (each % ROUNDS) * LINES_EACH + good)
            for each in range(orders)
            for good in range(LINES_EACH)
        ],
    )
    _book(connection)
    connection.commit()


def _book(connection: sqlite3.Connection) -> None:
    """Debit each order and pay it: two entries of two lines."""
    for first, kind, other, sign in ((2_000_000, "order", "sales", 1), (4_000_000, "payment", "wechat", -1)):
        connection.execute(
            "INSERT INTO ledger_entry (id, kind, at_ms) SELECT ? + id, ?, 1 FROM orders WHERE id >= 1000000",
            (first, kind),
        )
        connection.execute(
            "INSERT INTO ledger_line (entry_id, account, neighbour_id, order_id, amount_fen)"
            " SELECT ? + id, 'neighbour', neighbour_id, id, ? FROM orders WHERE id >= 1000000",
            (first, -sign * 1000 * LINES_EACH),
        )
        connection.execute(
            "INSERT INTO ledger_line (entry_id, account, order_id, amount_fen)"
            " SELECT ? + id, ?, id, ? FROM orders WHERE id >= 1000000",
            (first, other, sign * 1000 * LINES_EACH),
        )
