"""A desk for the screens of orders: real store, real lanes, and what was said kept for the test."""

from __future__ import annotations

from dataclasses import dataclass, field

from leaderdesk.core.settings import MachineSettings
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.storage.database import Store
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.tasks import TaskRunner


@dataclass
class Said:
    """What the desk was told: notices with their undo, places, and what went wrong."""

    notices: list[tuple[str, int | None]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)

    def notice(self, sentence: str, *, undo: int | None = None) -> None:
        self.notices.append((sentence, undo))


def make_desk(store: Store, said: Said) -> Desk:
    """Return a desk on `store`; close its runner with `desk.tasks.shutdown()`."""
    bridge = Bridge()
    store.watch(bridge.tell)
    return Desk(
        store=store,
        tasks=TaskRunner(trouble=said.troubles.append, bug=said.bugs.append),
        bridge=bridge,
        clock=store.clock,
        notice=said.notice,
        go=said.places.append,
        settings=MachineSettings,
        set_settings=lambda _settings: None,
    )
