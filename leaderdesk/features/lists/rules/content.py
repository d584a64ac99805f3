"""What stands in a list of any kind: sections of rows, each row the values of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from leaderdesk.features.lists.rules import ListKind

NumberKind = Literal["text", "count", "amount", "money"]


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in one field: its text on paper, words in boxes after it, and what a workbook counts with.

    `number` is a count, thousandths of a unit, or fen, as `kind` says.
    """

    text: str = ""
    marks: tuple[str, ...] = ()
    number: int | None = None
    kind: NumberKind = "text"


EMPTY = Value()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: whose it is (a household's rows are never parted by the end of a page) and its values by column.

    `amount_milli` is how much of the goods it stands for, for lists that name amounts; `bags` how many bags.
    """

    household: str
    values: Mapping[str, Value]
    order_ids: tuple[int, ...] = ()
    amount_milli: int = 0
    bags: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading, as those of a product or of a building."""

    heading: str
    summary: str
    entries: tuple[Entry, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListContent:
    """A whole list as it stands now; `by_section` says what the sections are, empty where there is but one.

    With `apart`, each section begins a sheet of its own, for it is given to somebody else.
    """

    kind: ListKind
    total: str
    total_detail: str
    sections: tuple[Section, ...]
    by_section: str = ""
    apart: bool = False
