"""What is imported when: nothing heavy before Today is filled, nothing on the window's thread on a visit."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.window.ahead import Ahead
from tests.practice import open_shop

_START = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from leaderdesk.app import parts
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.home.screen.page import TodayPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.window.opening import Opening

def until(done):
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: done() and loop.quit())
    timer.start(5)
    loop.exec()

app = QApplication(sys.argv)
"""

_FILLING = (
    _START
    + """
read_list = TodayPage._read_list
early = []

def then_the_list(page):
    # Asked for as soon as Today is filled.
    early.append([name for name in list(sys.modules) if name.split(".")[0] in HEAVY or ".jielong" in name])
    return None

HEAVY = {"sqlalchemy", "openpyxl", "reportlab", "qrcode", "pypinyin", "pypdfium2"}
TodayPage._read_list = then_the_list
opening = Opening(parts, StorePaths(Path(sys.argv[1])), language=None)
until(lambda: early)
until(lambda: "leaderdesk.features.orders.screen" in sys.modules and opening.window.tasks.is_idle())
print(early[0])
opening.frame.close()
"""
)

_VISITING = (
    _START
    + """
opening = Opening(parts, StorePaths(Path(sys.argv[1])), language=None)
until(lambda: opening.window and opening.window.session.desk is not None)
session, tasks = opening.window.session, opening.window.tasks
until(lambda: "leaderdesk.features.settings.screen" in sys.modules and session.ahead.is_done() and tasks.is_idle())
late = []

def watch(event, given):
    if event == "import" and threading.current_thread() is threading.main_thread():
        late.append(given[0])

sys.addaudithook(watch)
round_id = int(sys.argv[2])
steps = (Step.OPEN, Step.INTAKE, Step.CLOSE, Step.PURCHASE, Step.LABELS, Step.PICKUP, Step.SETTLE)
places = [Place(Page.ROUNDS, round_id=round_id, step=step) for step in steps]
for place in (*places, *(Place(page) for page in Page)):
    session.go(place)
    until(tasks.is_idle)
session.summon()
print(sorted(name for name in late if name.split(".")[0] in ("leaderdesk", "sqlalchemy", "openpyxl", "reportlab")))
opening.frame.close()
"""
)


def _run(program: str, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip().splitlines()[-1]


@pytest.mark.slow
def test_today_is_filled_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    open_shop(tmp_path / "shop").store.close()
    assert _run(_FILLING, str(tmp_path / "shop")) == "[]"


@pytest.mark.slow
def test_no_visit_imports_anything_on_the_windows_thread(tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "shop")
    shop.store.close()
    assert _run(_VISITING, str(tmp_path / "shop"), str(shop.round_id)) == "[]"


@pytest.fixture
def tasks() -> Iterator[TaskRunner]:
    runner = TaskRunner(trouble=_fail, bug=_fail)
    yield runner
    runner.shutdown()


def _fail(error: BaseException) -> None:
    raise AssertionError from error


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of modules that write down on which thread they were imported."""
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("ahead_one", "ahead_two", "ahead_three"):
        (tmp_path / f"{name}.py").write_text("import threading\nTHREAD = threading.current_thread()\n")
    yield tmp_path
    for name in ("ahead_one", "ahead_two", "ahead_three"):
        sys.modules.pop(name, None)


def test_what_is_waited_for_comes_before_the_rest(qtbot: QtBot, tasks: TaskRunner, folder: Path) -> None:
    ahead, seen = Ahead(tasks, parent=tasks), list[set[str]]()

    def note() -> None:
        seen.append({name for name in ("ahead_one", "ahead_two", "ahead_three") if name in sys.modules})

    ahead.begin(("ahead_one", "ahead_two"))
    assert not ahead.when_there(("ahead_three",), note)
    qtbot.waitUntil(ahead.is_done)
    assert seen == [{"ahead_one", "ahead_three"}]
    assert "ahead_two" in sys.modules


def test_what_is_there_already_is_not_waited_for(tasks: TaskRunner) -> None:
    ahead, called = Ahead(tasks, parent=tasks), list[int]()
    assert ahead.when_there(("sys", "leaderdesk.window.ahead"), lambda: called.append(1))
    assert called == [1]


def test_only_who_asked_last_is_answered(qtbot: QtBot, tasks: TaskRunner, folder: Path) -> None:
    ahead, called = Ahead(tasks, parent=tasks), list[str]()
    ahead.when_there(("ahead_one",), lambda: called.append("first"))
    ahead.when_there(("ahead_two",), lambda: called.append("second"))
    qtbot.waitUntil(ahead.is_done)
    assert called == ["second"]


def test_a_closing_store_imports_no_more(qtbot: QtBot, tasks: TaskRunner, folder: Path) -> None:
    owner = QObject()
    ahead = Ahead(tasks, parent=owner)
    ahead.begin(("ahead_one", "ahead_two"))
    ahead.stop()
    ahead.begin(("ahead_three",))
    qtbot.waitUntil(ahead.is_done)
    assert "ahead_two" not in sys.modules
    assert "ahead_three" not in sys.modules


@pytest.mark.parametrize("is_waited_for", [True, False])
def test_an_import_that_raises_is_a_bug_and_ends(qtbot: QtBot, folder: Path, is_waited_for: bool) -> None:
    (folder / "ahead_two.py").write_text("raise LookupError('a bug')\n")
    bugs, called = list[BaseException](), list[int]()
    runner = TaskRunner(trouble=_fail, bug=bugs.append)
    ahead = Ahead(runner, parent=runner)
    if is_waited_for:
        ahead.when_there(("ahead_two",), lambda: called.append(1))
        ahead.begin(("ahead_one", "ahead_three"))
    else:
        ahead.begin(("ahead_one", "ahead_two", "ahead_three"))
    qtbot.waitUntil(ahead.is_done)
    runner.shutdown()
    assert [type(bug) for bug in bugs] == [LookupError]
    assert called == []
    assert {"ahead_one", "ahead_three"} <= sys.modules.keys()


def test_collection_spares_what_was_imported_once_all_is_there(qtbot: QtBot, tasks: TaskRunner, folder: Path) -> None:
    gc.unfreeze()
    ahead = Ahead(tasks, parent=tasks)
    ahead.begin(("ahead_one", "ahead_two"))
    assert gc.get_freeze_count() == 0
    qtbot.waitUntil(lambda: ahead.is_done() and gc.get_freeze_count() > 0)
    tasks.shutdown()
    assert gc.get_freeze_count() == 0
