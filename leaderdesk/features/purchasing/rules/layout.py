"""The columns of a supplier's sheet: their order, the words over them, and which of them show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import cleaned

LONGEST_HEADING = 20

# Each column with its words, and the words on a slip where they differ; a width in characters.
_COLUMNS: dict[str, tuple[str, str, int]] = {
    "place": (N_("No."), "", 6),
    "code": (N_("Code"), "", 15),
    "product": (N_("Product"), "", 34),
    "spec": (N_("Spec"), "", 16),
    "ordered": (N_("Ordered"), N_("Sent before"), 11),
    "spare": (N_("Spare"), N_("In all"), 10),
    "to_order": (N_("To order"), N_("More or less"), 11),
    "cost": (N_("Cost"), "", 11),
    "sum": (N_("Sum"), "", 13),
    "keep": (N_("Keep"), "", 10),
    "remarks": (N_("Remarks"), "", 30),
}
ALWAYS = frozenset({"product", "to_order"})
"""Columns that cannot be hidden: without them a sheet asks for nothing."""

FOR_PHONES = frozenset({"product", "spec", "ordered", "to_order", "cost", "sum"})
"""Columns that a picture for a phone has room for."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column; an empty `heading` stands for the usual words, in the language of the paper."""

    key: str
    heading: str = ""
    shown: bool = True

    @property
    def usual(self) -> str:
        """The usual words over it, in the language in force."""
        return _(_COLUMNS[self.key][0])

    @property
    def width(self) -> int:
        """How wide it is, in characters."""
        return _COLUMNS[self.key][2]


def title_of(column: SheetColumn, *, first: bool) -> str:
    """Return what stands over the column; on a slip three columns mean something else and say so."""
    other = _COLUMNS[column.key][1]
    if not first and other:
        return _(other)
    return column.heading or column.usual


def usual_layout() -> tuple[SheetColumn, ...]:
    """Return the columns as sheets have them."""
    return tuple(SheetColumn(key) for key in _COLUMNS)


def layout_text(columns: Sequence[SheetColumn]) -> str:
    """Return the columns as they are kept."""
    kept = [
        {"key": each.key, "heading": _heading(each.heading), "shown": each.shown or each.key in ALWAYS}
        for each in columns
        if each.key in _COLUMNS
    ]
    return json.dumps(kept, ensure_ascii=False)


def read_layout(kept: str) -> tuple[SheetColumn, ...]:
    """Return the columns that were kept; those it does not name, as of a newer program, stand behind."""
    try:
        found = json.loads(kept)
    except ValueError:
        return usual_layout()
    columns: dict[str, SheetColumn] = {}
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict) and each.get("key") in _COLUMNS:
            key = str(each["key"])
            shown = bool(each.get("shown", True)) or key in ALWAYS
            columns[key] = SheetColumn(key, _heading(str(each.get("heading", ""))), shown)
    return tuple((columns | {key: SheetColumn(key) for key in _COLUMNS if key not in columns}).values())


def _heading(words: str) -> str:
    return " ".join(cleaned(words).split())[:LONGEST_HEADING]
