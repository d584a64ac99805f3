"""Listens to the window's heart: `heartbeat.py HOME` goes everywhere and writes the longest gaps as JSON.

A timer beats every millisecond on the window's thread; a gap between two beats is time in which it heard nobody. Each
gap is kept twice: by the clock on the wall, and by what this thread computed meanwhile, which other programs do not
lengthen.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from leaderdesk.app import parts
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.home.screen import TodayPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.window.opening import Opening

SPREAD_MS = 150
"""What is shown settles for so long: fields that follow, a second layout, the painting."""
LONGEST_S = 60.0
FLOOR_WIDGETS, FLOOR_RUNS = 500, 9
PASTED_LINES = 500
STEPS = (Step.OPEN, Step.INTAKE, Step.CLOSE, Step.PURCHASE, Step.ARRIVAL, Step.LABELS, Step.PICKUP, Step.SETTLE)
PAGES = (Page.PRODUCTS, Page.NEIGHBOURS, Page.COMMUNITY, Page.IMPORT, Page.SETTINGS, Page.TODAY)


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, or how long something took: on the wall and in this thread's computing, in ms."""

    wall_ms: float
    cpu_ms: float

    def since(self, earlier: Moment) -> Moment:
        """Return the time from `earlier` to this one."""
        return Moment(self.wall_ms - earlier.wall_ms, self.cpu_ms - earlier.cpu_ms)


def now() -> Moment:
    """Return this moment of the thread that asks."""
    return Moment(time.perf_counter() * 1000, time.thread_time() * 1000)


class Heart(QObject):
    """Keeps the longest gap between two beats since it was last asked."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = now()
        self._longest = Moment(0.0, 0.0)
        self._timer.start(1)

    def begin(self) -> None:
        """Forget what was before."""
        self._last, self._longest = now(), Moment(0.0, 0.0)

    def longest(self) -> Moment:
        """Return the longest gap since `begin`, by the wall and by computing each for itself."""
        return self._longest

    def _beat(self) -> None:
        beat = now()
        gap, longest = beat.since(self._last), self._longest
        self._longest = Moment(max(longest.wall_ms, gap.wall_ms), max(longest.cpu_ms, gap.cpu_ms))
        self._last = beat


class Walk:
    """One window that is led from place to place."""

    def __init__(self, home: Path) -> None:
        self.heart = Heart()
        self.gaps: dict[str, Moment] = {}
        self.opening = Opening(parts, StorePaths(home), language="zh_CN")
        until(lambda: self.opening.window is not None and self.opening.window.session.desk is not None)
        # A bug shall end the walk with its trace, not show its page.
        sys.excepthook = sys.__excepthook__
        self.frame = self.opening.frame
        until(self._today_is_filled)
        self.gaps["start"] = self.heart.longest()

    def do(self, name: str, act: Callable[[], object]) -> None:
        """Act, and keep the longest gap until all is shown."""
        self.heart.begin()
        act()
        self.settle()
        self.gaps[name] = self.heart.longest()

    def go(self, name: str, place: Place) -> None:
        """Go to a place; the gap is kept under `name`."""
        window = self.opening.window
        assert window is not None
        self.do(name, lambda: window.session.go(place))

    def settle(self) -> None:
        """Let the window run until nothing is under way any more."""
        window = self.opening.window
        assert window is not None
        rest(SPREAD_MS)
        until(lambda: window.tasks.is_idle() and window.session.ahead.is_done())
        rest(SPREAD_MS)

    def shown(self, name: str) -> QWidget:
        """Return the visible widget whose class has that name."""
        found = [each for each in self.frame.findChildren(QWidget) if each.isVisible()]
        named = [each for each in found if type(each).__name__ == name]
        assert named, f"no {name} among {sorted({type(each).__name__ for each in found})}"
        return named[0]

    def _today_is_filled(self) -> bool:
        page = self.frame.stack.currentWidget()
        return isinstance(page, TodayPage) and page.is_filled()


def walk(home: Path) -> dict[str, Moment]:
    """Open the store in `home`, go everywhere twice and do what takes longest; return gaps by name."""
    round_id, neighbour_id, product_id, order_id = ids_of(home)
    led = Walk(home)
    window = led.opening.window
    assert window is not None
    # Right after Today shows, while what the pages are made of is still being imported.
    led.go("rounds at once", Place(Page.ROUNDS))
    led.do("waiting", led.settle)
    places = {f"step {step.name.lower()}": Place(Page.ROUNDS, round_id=round_id, step=step) for step in STEPS}
    places |= {f"page {page.value}": Place(page) for page in PAGES}
    for turn in ("first", "again"):
        for name, place in places.items():
            led.go(f"{name}, {turn}", place)
    led.go("product drawer", Place(Page.PRODUCTS, product_id=product_id))
    led.go("neighbour profile", Place(Page.NEIGHBOURS, neighbour_id=neighbour_id))
    led.go("order drawer", Place(Page.ROUNDS, round_id=round_id, step=Step.INTAKE, order_id=order_id))
    led.do("palette", window.session.summon)
    led.do("palette, typing", lambda: QTest.keyClicks(focused(), "cao"))
    led.do("palette, closed", lambda: QTest.keyClick(focused(), Qt.Key.Key_Escape))
    paste = Place(Page.ROUNDS, round_id=round_id, step=Step.INTAKE, paste=long_list(home))
    led.go("500 lines pasted", paste)
    pane = led.shown("ListPane")
    led.do("next question", lambda: pane.go_on(1))  # type: ignore[attr-defined]
    led.do("question answered", lambda: QTest.keyClick(focused(), Qt.Key.Key_1))
    led.go("labels", Place(Page.ROUNDS, round_id=round_id, step=Step.LABELS))
    head = led.shown("LeafingHead")
    led.do("leafing", lambda: head.turned.emit(1))  # type: ignore[attr-defined]
    led.do("label preview", window.session.print_page)
    led.do("preview closed", lambda: led.shown("PrintPreview").close())
    led.frame.close()
    return led.gaps


def floor() -> Moment:
    """Return how long it takes to put many bare widgets of Qt into a window and show it: the median of some runs."""
    times = []
    for _run in range(FLOOR_RUNS):
        began = now()
        window = QWidget()
        column = QVBoxLayout(window)
        for number in range(FLOOR_WIDGETS):
            column.addWidget(QLabel(f"{number}"))
        window.show()
        QApplication.processEvents()
        times.append(now().since(began))
        window.close()
        window.deleteLater()
        QApplication.processEvents()
    return Moment(statistics.median(each.wall_ms for each in times), statistics.median(each.cpu_ms for each in times))


def ids_of(home: Path) -> tuple[int, int, int, int]:
    """Return ids of the open round, a neighbour, a product and an order of that round."""
    with closing(sqlite3.connect(StorePaths(home).store)) as connection:
        (round_id,) = connection.execute("SELECT id FROM round ORDER BY number DESC LIMIT 1").fetchone()
        (neighbour_id,) = connection.execute("SELECT id FROM neighbour LIMIT 1").fetchone()
        (product_id,) = connection.execute("SELECT product_id FROM offer WHERE round_id = ?", (round_id,)).fetchone()
        (order_id,) = connection.execute("SELECT id FROM orders WHERE round_id = ?", (round_id,)).fetchone()
    return round_id, neighbour_id, product_id, order_id


def long_list(home: Path) -> str:
    """Return a list of 500 lines by neighbours of the store; some are unclear."""
    with closing(sqlite3.connect(StorePaths(home).store)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM neighbour ORDER BY id")]
        goods = [name for (name,) in connection.execute("SELECT name FROM product ORDER BY id LIMIT 8")]
    lines = [
        f"{number}. {names[number % len(names)]} {goods[number % len(goods)]}{1 + number % 3}"
        + (" 小王再加一点" if number % 25 == 0 else "")
        for number in range(1, PASTED_LINES + 1)
    ]
    return "\n".join(["#接龙", "这一期", "", *lines])


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def until(done: Callable[[], object]) -> None:
    """Let the event loop run until `done` says so."""
    loop, timer, last_s = QEventLoop(), QTimer(), time.monotonic() + LONGEST_S

    def look() -> None:
        if done() or time.monotonic() > last_s:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(5)
    loop.exec()
    if time.monotonic() > last_s:
        raise TimeoutError("the window did not settle")


def rest(ms: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    measured = walk(Path(sys.argv[1]))
    # Last, when the program and its fonts are loaded as for everything that was measured.
    gaps = {name: asdict(gap) for name, gap in measured.items()}
    sys.stdout.write(json.dumps({"floor": asdict(floor()), "gaps": gaps}) + "\n")
