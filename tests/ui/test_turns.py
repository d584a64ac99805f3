"""Work of the window's own thread in pieces: in their order, one to a turn, and never for nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from pytestqt.qtbot import QtBot

from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.turns import Turns


@pytest.fixture
def turns(qtbot: QtBot) -> Turns:
    return Turns()


def noting(noted: list[str], word: str) -> Callable[[], None]:
    return lambda: noted.append(word)


def destroy(owner: QObject) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)


def test_pieces_are_done_in_their_order_chain_after_chain(turns: Turns, qtbot: QtBot) -> None:
    owner, noted = QObject(), list[str]()
    turns.add(owner, noting(noted, "make"), noting(noted, "show"))
    turns.add(owner, noting(noted, "another"))
    assert noted == []
    qtbot.waitUntil(turns.is_done)
    assert noted == ["make", "show", "another"]


def test_what_the_leader_does_is_heard_between_two_pieces(turns: Turns, qtbot: QtBot) -> None:
    owner, noted = QObject(), list[str]()
    turns.add(owner, lambda: QTimer.singleShot(0, noting(noted, "click")), *[noting(noted, "piece")] * 3)
    qtbot.waitUntil(turns.is_done)
    assert noted.index("click") < len(noted) - 1


def test_an_owner_destroyed_meanwhile_gets_no_further_piece(turns: Turns, qtbot: QtBot) -> None:
    owner, other, noted = QObject(), QObject(), list[str]()
    turns.add(owner, lambda: destroy(owner), noting(noted, "for nobody"), noting(noted, "for nobody"))
    turns.add(other, noting(noted, "other"))
    qtbot.waitUntil(turns.is_done)
    assert noted == ["other"]


def test_a_piece_that_raises_ends_its_chain_and_no_other(turns: Turns, qtbot: QtBot) -> None:
    owner, noted = QObject(), list[str]()

    def stumble() -> None:
        raise LookupError("a bug")

    turns.add(owner, stumble, noting(noted, "after the bug"))
    turns.add(owner, noting(noted, "another"))
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(turns.is_done)
    assert [kind for kind, _error, _trace in raised] == [LookupError]
    assert noted == ["another"]


def test_the_end_is_told_once_and_only_when_nothing_is_left(turns: Turns, qtbot: QtBot) -> None:
    owner, told = QObject(), list[bool]()
    turns.done.connect(lambda: told.append(turns.is_done()))
    turns.add(owner, lambda: turns.add(owner, lambda: None), lambda: None)
    qtbot.waitUntil(turns.is_done)
    assert told == [True]


def test_what_is_left_is_left_out_when_it_stops(turns: Turns, qtbot: QtBot) -> None:
    owner, noted = QObject(), list[str]()
    turns.add(owner, turns.stop, noting(noted, "left"))
    turns.add(owner, noting(noted, "left"))
    qtbot.waitUntil(turns.is_done)
    qtbot.wait(5)
    assert noted == []


def test_the_runner_is_not_idle_while_a_turn_is_left(qtbot: QtBot) -> None:
    runner, owner, noted = TaskRunner(trouble=print, bug=print), QObject(), list[str]()
    runner.in_turns(owner, noting(noted, "made"), noting(noted, "shown"))
    assert runner.has_turns()
    assert not runner.is_idle()
    assert runner.wait()
    assert noted == ["made", "shown"]
    runner.shutdown()
    runner.in_turns(owner, noting(noted, "after closing"))
    assert runner.is_idle()
