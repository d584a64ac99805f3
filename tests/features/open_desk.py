"""A desk for tests of screens: the real store, lanes and bridge; what would be said in a toast is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication

from leaderdesk.core.settings import MachineSettings
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.storage.database import Store
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.theme import theme


@dataclass
class OpenDesk:
    """The desk, and what it was asked to say, to show and to complain about."""

    desk: Desk
    said: list[tuple[str, int | None]] = field(default_factory=list)
    went: list[Place] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Let everything that was asked for arrive."""
        for _turn in range(4):
            QApplication.processEvents()
            assert self.desk.tasks.wait()

    def undo_last(self) -> None:
        """Press the undo of the last toast."""
        _sentence, action = self.said[-1]
        assert action is not None
        self.desk.store.undo(action)
        self.settle()


@contextmanager
def open_desk(store: Store) -> Iterator[OpenDesk]:
    """Give a desk over `store`; a bug in the background fails the test."""
    theme()
    bugs: list[BaseException] = []
    bridge = Bridge()
    store.watch(bridge.tell)
    went: list[Place] = []
    opened: OpenDesk
    tasks = TaskRunner(trouble=lambda error: opened.troubles.append(str(error)), bug=bugs.append)

    def say(sentence: str, *, undo: int | None = None) -> None:
        opened.said.append((sentence, undo))

    desk = Desk(
        store=store,
        tasks=tasks,
        bridge=bridge,
        clock=store.clock,
        notice=say,
        go=went.append,
        settings=MachineSettings,
        set_settings=lambda _settings: None,
    )
    opened = OpenDesk(desk, went=went)
    yield opened
    tasks.shutdown()
    assert bugs == []
