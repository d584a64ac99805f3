"""Imports what pages are made of off the window's thread: while Today is looked at, or when one is asked for."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

from PySide6.QtCore import QObject, QTimer, Signal
from typing_extensions import override

from leaderdesk.storage.ground import lay_ground
from leaderdesk.ui.tasks import TaskRunner

Then = Callable[[], None]

CALM_MS = 120
"""So long after a page was made the lane holds still: the page is painted and reads what it shows."""

LONGEST_PAUSE_S = 0.3
"""Whoever needs one of the modules meanwhile waits for the lane: it does not hold still for longer."""

_LOOK_S = 0.005


class Pause(MetaPathFinder):
    """Finds no module, but lets the lane it was made on hold still between two of them, as long as `is_wanted`.

    A module with all that it imports takes long, and the interpreter belongs to one thread at a time.
    """

    def __init__(self, is_wanted: Callable[[], bool]) -> None:
        self._is_wanted = is_wanted
        self._left_s = LONGEST_PAUSE_S
        self._lane = threading.get_ident()

    @override
    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        while self._lane == threading.get_ident() and self._left_s > 0 and self._is_wanted():
            time.sleep(_LOOK_S)
            self._left_s -= _LOOK_S
        return None


class Ahead(QObject):
    """Imports one module after the other on a reading lane; those that somebody waits for come first.

    `ended` tells once that everything is there.
    """

    ended = Signal()

    def __init__(self, tasks: TaskRunner, *, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._later: deque[str] = deque()
        self._now: tuple[deque[str], Then] | None = None
        self._under_way = ""
        self._is_stopped = False
        self._calm_at_s = 0.0
        self._has_spared = False

    def begin(self, modules: Sequence[str]) -> None:
        """Import all of these in their order, as long as nobody waits for others."""
        if not self._is_stopped:
            self._later.extend(modules)
            self._go_on()

    def when_there(self, modules: Sequence[str], then: Then) -> bool:
        """Call `then` once these are imported, and return whether that was at once.

        Who asked before and is still waiting is forgotten: the leader has gone elsewhere since.
        """
        self._now = None
        missing = deque(module for module in modules if not self._is_there(module))
        if not missing:
            then()
            return True
        self._now = (missing, then)
        self._go_on()
        return False

    def is_done(self) -> bool:
        """Return whether everything that was asked for is there."""
        return not (self._under_way or self._later or self._now)

    def stop(self) -> None:
        """Import no more after the one that is under way: the store closes."""
        self._is_stopped = True
        self._later.clear()
        self._now = None

    def _is_there(self, module: str) -> bool:
        return module in sys.modules and module != self._under_way

    def _go_on(self) -> None:
        if self._under_way:
            return
        if self._now is not None:
            missing, then = self._now
            while missing and self._is_there(missing[0]):
                missing.popleft()
            if not missing:
                self._now = None
                then()
            else:
                self._import(missing[0])
        if not self._under_way:
            self._go_on_later()

    def _go_on_later(self) -> None:
        while self._later and self._is_there(self._later[0]):
            self._later.popleft()
        if self._later:
            self._import(self._later[0])
        elif not self._has_spared:
            self._has_spared = True
            self._tasks.spare_from_collection()
            self.ended.emit()

    def _import(self, module: str) -> None:
        self._under_way = module

        def work() -> None:
            pause = Pause(self._must_pause)
            # Others may be walking along the list at this moment: it is replaced, not changed.
            sys.meta_path = [pause, *sys.meta_path]
            try:
                lay_ground()
                import_module(module)
            finally:
                sys.meta_path = [finder for finder in sys.meta_path if finder is not pause]

        self._tasks.read(self, work, lambda _nothing: None).over = self._import_over

    def _must_pause(self) -> bool:
        if self._now is not None or self._is_stopped:
            return False
        if self._tasks.has_turns():
            self._calm_at_s = time.monotonic() + CALM_MS / 1000
        return time.monotonic() < self._calm_at_s

    def _import_over(self) -> None:
        module, self._under_way = self._under_way, ""
        if module not in sys.modules:
            self._give_up(module)
        # The window has a turn before the next one: it may have been clicked meanwhile.
        QTimer.singleShot(0, self, self._go_on)

    def _give_up(self, module: str) -> None:
        """Ask no more for what cannot be imported, which is a bug and was told as one."""
        if module in self._later:
            self._later.remove(module)
        if self._now is not None and module in self._now[0]:
            self._now = None
