"""Background work: everything arrives once, on the right thread, or is told."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.i18n import current_language, language
from leaderdesk.ui.tasks import Progress, Stopped, TaskRunner


class Desk:
    """A runner with what reached its wide handlers."""

    def __init__(self) -> None:
        self.troubles: list[Exception] = []
        self.bugs: list[BaseException] = []
        self.runner = TaskRunner(trouble=self.troubles.append, bug=self.bugs.append)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.runner.shutdown()
    assert not lanes()


def lanes() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("leaderdesk-")]


def destroy(owner: QObject) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)


def raising(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_a_result_arrives_on_the_windows_thread_and_work_runs_on_another(desk: Desk) -> None:
    owner, got, worked = QObject(), [], []
    desk.runner.read(
        owner, lambda: worked.append(threading.get_ident()), lambda _none: got.append(threading.get_ident())
    )
    assert got == []
    assert desk.runner.wait()
    assert got == [threading.get_ident()]
    assert worked != got


def test_a_thousand_requests_all_arrive_and_writes_keep_their_order(desk: Desk) -> None:
    owner = QObject()
    reads: list[int] = []
    writes: list[int] = []
    busy = threading.Lock()

    def write(number: int) -> int:
        assert busy.acquire(blocking=False), "two writes at once"
        busy.release()
        return number

    for number in range(1000):
        desk.runner.read(owner, lambda number=number: number, reads.append)  # type: ignore[misc]
        desk.runner.write(owner, lambda number=number: write(number), writes.append)  # type: ignore[misc]
    assert desk.runner.wait(20_000)
    assert sorted(reads) == list(range(1000))
    assert writes == list(range(1000))
    assert desk.bugs == []


def test_an_owner_destroyed_meanwhile_hears_nothing(desk: Desk) -> None:
    gate = threading.Event()
    owner = QObject()
    got: list[object] = []
    for _ in range(100):
        desk.runner.read(owner, gate.wait, got.append)
    destroy(owner)
    gate.set()
    assert desk.runner.wait()
    assert got == []
    assert desk.bugs == []


def test_a_failed_write_is_told_even_if_its_owner_is_gone(desk: Desk) -> None:
    owner = QObject()
    heard: list[Exception] = []
    full = StorageTrouble("The disk is full.")
    desk.runner.write(owner, raising(full), failed=heard.append)
    desk.runner.read(owner, raising(UserError("Nobody asks any more.")), print, heard.append)
    destroy(owner)
    assert desk.runner.wait()
    assert heard == []
    assert desk.troubles == [full]


def test_each_kind_of_failure_reaches_its_handler(desk: Desk) -> None:
    owner = QObject()
    heard: list[Exception] = []
    mine, wide, bug = UserError("mine"), StorageTrouble("wide"), KeyError("bug")
    desk.runner.read(owner, raising(mine), print, heard.append)
    desk.runner.read(owner, raising(wide), print)
    desk.runner.read(owner, raising(bug), print, heard.append)
    desk.runner.write(owner, raising(SystemExit(3)))
    assert desk.runner.wait()
    assert heard == [mine]
    assert desk.troubles == [wide]
    assert {type(error) for error in desk.bugs} == {KeyError, SystemExit}


def test_only_the_newest_request_of_a_key_delivers(desk: Desk) -> None:
    owner, other = QObject(), QObject()
    got: list[str] = []
    gate = threading.Event()

    def search(text: str) -> str:
        gate.wait()
        return text

    for text in ("z", "zh", "zha", "zhan", "zhang"):
        desk.runner.read(owner, lambda text=text: search(text), got.append, latest="search")  # type: ignore[misc]
    desk.runner.read(owner, lambda: search("count"), got.append, latest="count")
    desk.runner.read(other, lambda: search("other"), got.append, latest="search")
    gate.set()
    assert desk.runner.wait()
    assert sorted(got) == ["count", "other", "zhang"]
    desk.runner.read(owner, lambda: "again", got.append, latest="search")
    assert desk.runner.wait()
    assert got[-1] == "again"


def test_long_work_reports_and_stops_where_it_is(desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    moved: list[tuple[int, int]] = []
    ended: list[str] = []
    rolled_back = threading.Event()

    def work(progress: Progress) -> str:
        try:
            for line in range(10**9):
                progress.report(line, 10**9)
        except Stopped:
            rolled_back.set()
            raise
        return "finished"

    job = desk.runner.write_long(
        owner, work, ended.append, moved=lambda *step: moved.append(step), stopped=lambda: ended.append("stopped")
    )
    qtbot.waitUntil(lambda: len(moved) >= 2)
    job.cancel()
    assert desk.runner.wait()
    assert rolled_back.is_set()
    assert ended == ["stopped"]
    assert moved[0][1] == 10**9
    assert moved[0][0] <= moved[1][0]


def test_work_that_never_began_is_stopped_too(desk: Desk) -> None:
    owner = QObject()
    ended: list[str] = []
    gate = threading.Event()
    desk.runner.write(owner, gate.wait)
    job = desk.runner.write_long(owner, lambda progress: "ran", ended.append, stopped=lambda: ended.append("stopped"))
    job.cancel()
    gate.set()
    assert desk.runner.wait()
    assert ended == ["stopped"]


def test_the_language_goes_along(desk: Desk) -> None:
    owner = QObject()
    got: list[object] = []
    with language("en"):
        desk.runner.read(owner, current_language, got.append)
    with language("zh_CN"):
        desk.runner.read(owner, current_language, got.append)
    assert desk.runner.wait()
    assert set(got) == {"en", "zh_CN"}


def test_closing_finishes_short_writes_and_stops_the_rest(desk: Desk) -> None:
    owner = QObject()
    written: list[int] = []
    stopped: list[str] = []
    gate = threading.Event()

    def endless(progress: Progress) -> None:
        gate.set()
        while True:
            progress.report(1, 2)

    desk.runner.read_long(owner, endless, print, stopped=lambda: stopped.append("read"))
    assert gate.wait(5)
    for number in range(50):
        desk.runner.write(owner, lambda number=number: written.append(number))  # type: ignore[misc]
    desk.runner.shutdown()
    assert written == list(range(50))
    assert stopped == ["read"]
    assert not lanes()
    with pytest.raises(RuntimeError):
        desk.runner.write(owner, lambda: None)


def test_no_timer_of_the_window_dies_on_a_worker(desk: Desk) -> None:
    """Qt would warn, and the warning fails this test."""
    owner = QObject()

    def leave_a_ring() -> None:
        timer = QTimer()
        timer.start(60_000)
        timer.setProperty("ring", 1)
        ring: list[object] = [timer]
        ring.append(ring)

    def churn() -> None:
        for _ in range(2000):
            ring: list[object] = []
            ring.append(ring)

    for _ in range(20):
        leave_a_ring()
        desk.runner.read(owner, churn, lambda _none: None)
    assert desk.runner.wait()
    assert not gc.isenabled()
    desk.runner.shutdown()
    gc.collect()
    assert gc.isenabled()


def test_a_failure_keeps_no_widget_alive_on_its_way(desk: Desk) -> None:
    owner = QObject()
    asked: list[weakref.ref[QTimer]] = []

    def ask() -> None:
        timer = QTimer()
        timer.start(60_000)
        asked.append(weakref.ref(timer))

        def work() -> None:
            held = timer
            raise LookupError(str(held.isActive()))

        desk.runner.read(owner, work, print)

    for _ in range(50):
        ask()
    assert desk.runner.wait()
    assert len(desk.bugs) == 50
    gc.collect()
    assert [one for one in asked if one() is not None] == []
