"""A desk for the screens of rounds: the real store and lanes, and a record of what was said and where it went."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.settings import MachineSettings
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.queries import RoundSlots
from leaderdesk.features.rounds.screen import RoundsPage, StepPageFactory
from leaderdesk.features.rounds.screen.close_page import ClosePage
from leaderdesk.features.rounds.screen.open_page import OpenPage
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.theme import theme
from tests.features.rounds.shop import Shop


@dataclass
class Said:
    """What the desk was told to say and where it was sent."""

    notices: list[tuple[str, int | None]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)

    def notice(self, sentence: str, *, undo: int | None = None) -> None:
        """Keep what would be shown in a toast."""
        self.notices.append((sentence, undo))


class Screens:
    """The page of rounds in a window of its own, with what it said."""

    def __init__(self, qtbot: QtBot, shop: Shop, page: RoundsPage, desk: Desk, said: Said) -> None:
        self.qtbot = qtbot
        self.shop = shop
        self.page = page
        self.desk = desk
        self.said = said

    def settle(self) -> None:
        """Wait until everything that was asked for is done and shown."""
        for _turn in range(6):
            QCoreApplication.sendPostedEvents()
            self.qtbot.wait(1)
            assert self.desk.tasks.wait(8000)
        assert not self.said.bugs, self.said.bugs

    def go(self, round_id: int | None = None, step: Step | None = None, *, wants_new: bool = False) -> None:
        """Arrive at a round and a step."""
        self.page.arrive(Place(Page.ROUNDS, round_id=round_id, step=step, wants_new=wants_new))
        self.settle()

    def opening(self) -> OpenPage:
        """Return the page of opening that was visited."""
        (found,) = self.page.findChildren(OpenPage)
        return found

    def closing(self) -> ClosePage:
        """Return the page of the cut-off that was visited."""
        (found,) = self.page.findChildren(ClosePage)
        return found

    def latest(self) -> str:
        """Return the last thing that was said."""
        return self.said.notices[-1][0] if self.said.notices else ""


@contextmanager
def screens(
    qtbot: QtBot,
    shop: Shop,
    *,
    slots: RoundSlots | None = None,
    step_pages: Mapping[Step, StepPageFactory] | None = None,
    size: tuple[int, int] = (1366, 768),
) -> Iterator[Screens]:
    """Give the page of rounds over the shop; afterwards nothing of it is left."""
    theme()
    said = Said()
    tasks = TaskRunner(trouble=lambda error: said.troubles.append(str(error)), bug=said.bugs.append)
    bridge = Bridge()
    shop.store.watch(bridge.tell)
    go: Callable[[Place], None] = said.places.append
    desk = Desk(
        store=shop.store,
        tasks=tasks,
        bridge=bridge,
        clock=shop.clock,
        notice=said.notice,
        go=go,
        settings=lambda: MachineSettings(paper_language="en"),
        set_settings=lambda _settings: None,
    )
    page = RoundsPage(desk, step_pages or {}, slots or RoundSlots())
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    try:
        yield Screens(qtbot, shop, page, desk, said)
    finally:
        # As when the window closes: a field that is being written in is read when it is left.
        if page.focusWidget() is not None:
            page.focusWidget().clearFocus()
        tasks.shutdown()
        discard(page)
        discard(tasks)


def discard(thing: QWidget | TaskRunner) -> None:
    """Have Qt destroy it now."""
    if isinstance(thing, QWidget):
        thing.close()
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete.value)
