"""What the window is put together from; app.py hands it over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from leaderdesk.features.places import Page, Place
from leaderdesk.ui.icons import IconName

if TYPE_CHECKING:
    # The frame shows before these are imported.
    from leaderdesk.core.feature import Reaction
    from leaderdesk.features.desk import Desk, Screen
    from leaderdesk.storage.database import Store
    from leaderdesk.ui.palette import Palette


@dataclass(frozen=True, slots=True)
class RailItem:
    """One item of the rail; `title` is a message of the catalogue."""

    page: Page
    icon: IconName
    title: str
    keys: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the window shows that belongs to a feature.

    `make_page` builds the screen of a page on the first visit and `make_palette` the search panel over the window,
    both from a Desk; `reactions` go into the store; `fill_practice` makes the practice neighbourhood in an empty
    folder and tells how far it is. They are callables, so that the frame shows before anything is imported.
    `modules` names what the screen of a place is made of, and `ahead` all of that in the order in which it is likely to
    be wanted: it is imported off the window's thread. `badges` counts what waits on each page that has something, None
    being a dot, and `badge_tables` names the tables a change of which moves these numbers.
    `make_check` builds what tells at the bottom of the window, all the time, whether something holds.
    `first` names what Today is made of: it is imported while the
    store opens.
    """

    rail: Sequence[RailItem]
    make_page: Callable[[Page, Desk], Screen]
    make_palette: Callable[[Desk, QWidget], Palette]
    reactions: Callable[[], Sequence[Reaction]]
    fill_practice: Callable[[Path, Callable[[int, int], None]], None]
    modules: Callable[[Place], Sequence[str]]
    ahead: Sequence[str]
    first: Sequence[str] = ()
    badges: Callable[[Store], Mapping[Page, int | None]] = field(default=lambda _store: {})
    badge_tables: Callable[[], frozenset[str]] = field(default=frozenset)
    make_check: Callable[[Desk], QWidget] | None = None
