"""A desk for pages of the window: a real store, real lanes, and a record of what was said and where it went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.settings import MachineSettings
from leaderdesk.features.desk import Desk, StoreSwitch
from leaderdesk.features.places import Place
from leaderdesk.storage.database import Store
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.theme import theme


@dataclass
class Table:
    """A desk with what was told to it."""

    qtbot: QtBot
    store: Store
    notices: list[tuple[str, int | None]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)
    restored: list[Path] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    machine: MachineSettings = field(default_factory=MachineSettings)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        """Put the desk together."""
        bridge = Bridge()
        self.store.watch(bridge.tell)
        self.desk = Desk(
            store=self.store,
            tasks=TaskRunner(trouble=self.troubles.append, bug=self.bugs.append),
            bridge=bridge,
            clock=self.store.clock,
            notice=self._notice,
            go=self.places.append,
            settings=lambda: self.machine,
            set_settings=self._keep,
            undo_last=lambda: self.calls.append("undo"),
            stores=StoreSwitch(
                enter_practice=lambda: self.calls.append("practice"),
                back_up=lambda: self.calls.append("back up"),
                restore=self.restored.append,
            ),
        )

    def settle(self) -> None:
        """Wait until everything that was asked for is done and shown."""
        for _turn in range(6):
            QCoreApplication.sendPostedEvents()
            self.qtbot.wait(1)
            assert self.desk.tasks.wait(8000)
        assert not self.bugs, self.bugs

    def show(self, page: QWidget, size: tuple[int, int] = (1286, 740)) -> None:
        """Show the page in a window of its own."""
        page.resize(*size)
        page.show()
        self.qtbot.waitExposed(page)

    def _notice(self, sentence: str, *, undo: int | None = None) -> None:
        self.notices.append((sentence, undo))

    def _keep(self, settings: MachineSettings) -> None:
        self.machine = settings


@contextmanager
def table(qtbot: QtBot, store: Store) -> Iterator[Table]:
    """Give a desk on the store; afterwards nothing of it is left."""
    theme()
    given = Table(qtbot, store)
    try:
        yield given
    finally:
        given.desk.tasks.shutdown()
        discard(given.desk.tasks)


def discard(thing: QObject) -> None:
    """Have Qt destroy it now."""
    if isinstance(thing, QWidget):
        thing.close()
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete.value)
