"""What every screen is handed: the store, the background lanes, and how to speak to the leader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from leaderdesk.core.clock import Clock
from leaderdesk.core.settings import MachineSettings
from leaderdesk.features.places import Place
from leaderdesk.storage.database import Store
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.tasks import TaskRunner


class Notice(Protocol):
    """Shows one sentence for six seconds."""

    def __call__(self, sentence: str, *, undo: int | None = None) -> None:
        """Show `sentence`; with `undo`, the id of an action of the journal, offer to undo it."""
        ...


class Mark(Protocol):
    """Keeps a few words in the line at the bottom of the window."""

    def __call__(self, words: str, *, place: Place | None = None) -> None:
        """Let `words` stand there, whatever page is in view, and lead to `place`; empty words take them away."""
        ...


AskFirst = Callable[[Callable[[], None]], None]
"""Asks the leader before the window closes; it is handed what closes the window all the same."""


def _together(_alone: object) -> None:
    """Do nothing: what a desk can do that stands in no window."""


def _unasked(_ask: AskFirst | None) -> None:
    """Do nothing: what a desk can do that stands in no window."""


def _unmarked(words: str, *, place: Place | None = None) -> None:
    """Do nothing with the words: what a desk can do that stands in no window."""


def _nothing() -> None:
    """Do nothing: what a desk can do that stands in no window."""


def _as_ever(_below: bool) -> None:  # noqa: FBT001 - one switch, and the name of the call says which
    """Do nothing: a desk that stands in no window has one way to speak."""


def _not_restored(_backup: Path) -> None:
    """Do nothing, as there is no window to restore in."""


@dataclass(frozen=True, slots=True)
class StoreSwitch:
    """Puts another store in the place of the one that is open, or another state of the same one.

    `enter_practice` makes the practice neighbourhood on the first visit and opens it, `leave_practice` goes back to the
    leader's own data, `clear_practice` does that too and removes all practice data. `back_up` makes a backup now.
    `restore` puts a backup in the place of the data; if it is refused, the data stay and the leader is told why.
    `is_away` tells whether there are the leader's own data to go back to.
    """

    enter_practice: Callable[[], None] = field(default=_nothing)
    leave_practice: Callable[[], None] = field(default=_nothing)
    clear_practice: Callable[[], None] = field(default=_nothing)
    back_up: Callable[[], None] = field(default=_nothing)
    restore: Callable[[Path], None] = field(default=_not_restored)
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to each screen by app.py; screens keep no other way to the outside.

    `notice` speaks in a toast, `go` shows another place, `settings` reads and `set_settings` keeps what holds for this
    machine (and applies it at once), `summon_palette` opens the search panel, `undo_last` is the header's undo button,
    `mark` keeps words in the line at the bottom of the window for as long as something holds, `speak_below` lets
    `notice` say there what can be undone, for as long as a page is in view whose buttons a toast would cover,
    `alone` gives the page in view the whole window, without the rail and the line at the bottom, or takes that back;
    `ask_first` has the window ask before it closes, until it is handed None. `stores` changes which data are open,
    `in_practice` tells whether they are those for practising.
    """

    store: Store
    tasks: TaskRunner
    bridge: Bridge
    clock: Clock
    notice: Notice
    go: Callable[[Place], None]
    settings: Callable[[], MachineSettings]
    set_settings: Callable[[MachineSettings], None]
    summon_palette: Callable[[], None] = field(default=_nothing)
    undo_last: Callable[[], None] = field(default=_nothing)
    mark: Mark = field(default=_unmarked)
    speak_below: Callable[[bool], None] = field(default=_as_ever)
    alone: Callable[[bool], None] = field(default=_together)
    ask_first: Callable[[AskFirst | None], None] = field(default=_unasked)
    stores: StoreSwitch = field(default_factory=StoreSwitch)
    in_practice: bool = False


class Screen(Protocol):
    """A page of the rail or a step of a round, as the window sees it; made once, on the first visit."""

    def widget(self) -> QWidget:
        """Return the page itself."""
        ...

    def arrive(self, place: Place) -> None:
        """Show `place`; called on every visit."""
        ...

    def print_page(self) -> None:
        """Show the paper of what is in view before it is printed; a page without one says so."""
        ...


PageFactory = Callable[[Desk], Screen]
