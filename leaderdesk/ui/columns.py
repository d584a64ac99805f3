"""How rows become a table: columns, the look of a row, questions about a row, and editing in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from leaderdesk.ui.cells import Cell

R = TypeVar("R")
Side = Literal["left", "center", "right"]
RowKind = Literal["plain", "look", "gone", "quiet"]
"""How a row is painted: as it is; amber, please look; cancelled, struck; grey until it is touched."""


class Comparable(Protocol):
    """What can be sorted."""

    def __lt__(self, other: Any, /) -> bool:
        """Return whether this comes before `other`."""
        ...


@dataclass(frozen=True, slots=True)
class Edit(Generic[R]):
    """How a cell is edited in place.

    `text` gives what the field holds at first. `commit` is called with the row and what was typed; a UserError it
    raises is shown at the cell, and what was typed stays there.
    """

    text: Callable[[R], str]
    commit: Callable[[R, str], None]
    allowed: Callable[[R], bool] | None = None


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. `width` is in pixels at 100 % text; 0 shares what is left with the other such columns.

    One that `yields` is not shown where those would be left with too little to read.
    """

    key: str
    title: str
    cell: Callable[[R], Cell]
    width: int = 120
    side: Side = "left"
    sort: Callable[[R], Comparable] | None = None
    edit: Edit[R] | None = None
    hint: Callable[[R], str] | None = None
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Fix:
    """A question about a row: the reason, up to three answers on the keys 1 to 3, and links behind them.

    Answers and links count on: with two answers the first link has the index 2. With `beside` the buttons stand at the
    right end of the row itself and the reason is left to a column; else both make a second line under the cells.
    `suggests` marks the first answer as the likely one.
    """

    reason: str
    answers: tuple[str, ...]
    links: tuple[str, ...] = ()
    beside: bool = False
    suggests: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """A row that is a heading or a fold over the whole width; `link` is what a click on it offers ("show").

    With `warns` it stands over what is to be looked at.
    """

    text: str
    remark: str = ""
    link: str = ""
    icon: str = ""
    bold: bool = True
    warns: bool = False


@dataclass(frozen=True, slots=True)
class RowLook:
    """How one row is painted, and what it asks.

    `spans` are cells that reach over the next columns: the place of the column, and over how many it lies.
    """

    kind: RowKind = "plain"
    fix: Fix | None = None
    band: Band | None = None
    spans: tuple[tuple[int, int], ...] = ()


PLAIN = RowLook()


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column, and which way round."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was typed into a cell, and the sentence why it was not taken."""

    typed: str
    sentence: str
