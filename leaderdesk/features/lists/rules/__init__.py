"""The kinds of lists, what their columns are, and how a leader arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _

Align = Literal["left", "center", "right"]

MOST_BAGS = 60
"""No crate holds more bags than this."""


class ListKind(Enum):
    """The lists of a round, in the order in which they are used; the value stands in the store."""

    PICKING = "picking"
    PACKING = "packing"
    SHELF = "shelf"
    DRIVER = "driver"
    HELPER = "helper"
    PICKUP = "pickup"

    @property
    def title(self) -> str:
        """The list's name in the language in force."""
        return _(_TITLES[self])

    @property
    def about(self) -> str:
        """What the list is for, in one short line."""
        return _(_ABOUT[self])


_TITLES = {
    ListKind.PICKING: N_("Picking list"),
    ListKind.PACKING: N_("Packing list"),
    ListKind.SHELF: N_("Shelf list"),
    ListKind.DRIVER: N_("Driver's list"),
    ListKind.HELPER: N_("Building helper's list"),
    ListKind.PICKUP: N_("Pickup list"),
}
_ABOUT = {
    ListKind.PICKING: N_("product by product: who gets how much"),
    ListKind.PACKING: N_("bag by bag: what goes in"),
    ListKind.SHELF: N_("which bags stand in which crate"),
    ListKind.DRIVER: N_("how many bags for each building"),
    ListKind.HELPER: N_("a sheet for each building, without phone numbers"),
    ListKind.PICKUP: N_("whom to tick off at the table"),
}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column a list can have: its heading, its width on paper (mm; 0 shares what is left), and how it is set.

    `offered` columns are hidden until the leader wants them. `large` is read from afar.
    """

    key: str
    heading: str
    width_mm: int = 0
    align: Align = "left"
    bold: bool = False
    tick: bool = False
    large: bool = False
    offered: bool = False

    @property
    def title(self) -> str:
        """The heading in the language in force."""
        return _(self.heading)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a leader wants one kind of list: columns in their order, which are hidden, buildings and products in theirs.

    What is not named keeps its usual place. `crate_bags` is how many bags fit into a crate.
    """

    columns: tuple[str, ...] = ()
    hidden: frozenset[str] | None = None
    buildings: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    crate_bags: int = 8


_TICK = ListColumn("tick", N_("Ticked"), 11, tick=True)
_CODE = ListColumn("code", N_("Code"), 11, bold=True)
_ROOM = ListColumn("room", N_("Room"), 17, bold=True)
_NAME = ListColumn("name", N_("Neighbour"), 24)
_GOODS = ListColumn("goods", N_("Goods"))
_PIECES = ListColumn("pieces", N_("Pieces"), 12, "center")
_BUILDING = ListColumn("building", N_("Building"), 16, offered=True)
_PHONE = ListColumn("phone", N_("Phone"), 25, offered=True)
_NOTE = ListColumn("note", N_("Note"), 30, offered=True)
_OWES = ListColumn("owes", N_("Unpaid"), 20, bold=True)
_SIGNATURE = ListColumn("signature", N_("Signature"), 20)
_COLD = ListColumn("cold", N_("Cold bags"), 20, "center")
_AMBIENT = ListColumn("ambient", N_("Other bags"), 20, "center")
_BAGS = ListColumn("bags", N_("Bags"), 16, "center", bold=True)

_COLUMNS: dict[ListKind, tuple[ListColumn, ...]] = {
    ListKind.PICKING: (
        _TICK,
        replace(_ROOM, width_mm=24),
        replace(_NAME, width_mm=0),
        ListColumn("amount", N_("Amount"), 24, "right", bold=True),
        replace(_CODE, width_mm=16),
        replace(_NOTE, width_mm=46, offered=False),
        replace(_BUILDING, width_mm=24),
    ),
    ListKind.PACKING: (
        _TICK,
        _CODE,
        _ROOM,
        _NAME,
        ListColumn("bag", N_("Bag"), 24, bold=True),
        _GOODS,
        _PIECES,
        _NOTE,
        _PHONE,
    ),
    ListKind.SHELF: (
        _TICK,
        ListColumn("crate", N_("Crate"), 26, "center", bold=True, large=True),
        replace(_BUILDING, width_mm=26, offered=False, bold=True),
        ListColumn("who", N_("Bags of")),
        _BAGS,
    ),
    ListKind.DRIVER: (
        _TICK,
        ListColumn("stop", N_("Stop no."), 20, "center", bold=True, large=True),
        replace(_BUILDING, width_mm=0, offered=False, bold=True),
        _BAGS,
        _COLD,
        _AMBIENT,
        ListColumn("households", N_("Neighbours"), 22, "center"),
        replace(_SIGNATURE, heading=N_("Taken over by"), width_mm=36),
    ),
    ListKind.HELPER: (
        _TICK,
        replace(_CODE, width_mm=14),
        replace(_ROOM, width_mm=22),
        replace(_NAME, width_mm=0),
        _BAGS,
        _COLD,
        replace(_PIECES, width_mm=16, offered=True),
        replace(_OWES, width_mm=26, offered=True),
        replace(_SIGNATURE, width_mm=36),
    ),
    ListKind.PICKUP: (
        replace(_TICK, heading=N_("Taken"), width_mm=9),
        _CODE,
        replace(_ROOM, width_mm=15),
        replace(_NAME, width_mm=20),
        _GOODS,
        _PIECES,
        replace(_OWES, width_mm=19),
        _SIGNATURE,
        replace(_BAGS, offered=True),
        _NOTE,
        _PHONE,
    ),
}


def columns_of(kind: ListKind) -> tuple[ListColumn, ...]:
    """Return every column the list can have, in the usual order."""
    return _COLUMNS[kind]


def hidden_of(kind: ListKind, layout: Layout) -> frozenset[str]:
    """Return the keys of the columns that do not show."""
    if layout.hidden is not None:
        return layout.hidden
    return frozenset(column.key for column in columns_of(kind) if column.offered)


def arranged(kind: ListKind, layout: Layout) -> tuple[ListColumn, ...]:
    """Return every column in the leader's order, hidden ones too; one she never moved stands where it usually does."""
    known = {column.key: column for column in columns_of(kind)}
    ordered = [key for key in dict.fromkeys(layout.columns) if key in known]
    for place, key in enumerate(known):
        if key not in ordered:
            ordered.insert(min(place, len(ordered)), key)
    return tuple(known[key] for key in ordered)


def shown(kind: ListKind, layout: Layout) -> tuple[ListColumn, ...]:
    """Return the columns that stand on the paper, from the left."""
    hidden = hidden_of(kind, layout)
    return tuple(column for column in arranged(kind, layout) if column.key not in hidden)


def with_column(kind: ListKind, layout: Layout, key: str, *, visible: bool) -> Layout:
    """Return the layout with that column shown or hidden. UserError if none would be left."""
    hidden = hidden_of(kind, layout) - {key} if visible else hidden_of(kind, layout) | {key}
    if all(column.key in hidden for column in columns_of(kind)):
        raise UserError(_("One column has to stay. Show another one first."))
    return replace(layout, hidden=frozenset(hidden))


def in_order(names: Sequence[str], layout: Layout) -> list[str]:
    """Return these buildings in the leader's order for the list; those she never moved follow in walking order."""
    return _placed(names, layout.buildings)


def goods_in_order(names: Sequence[str], layout: Layout) -> list[str]:
    """Return these products in the leader's order for the list; those she never moved follow as they are offered."""
    return _placed(names, layout.products)


def _placed(names: Sequence[str], order: Sequence[str]) -> list[str]:
    wanted = {name: place for place, name in enumerate(order)}
    return sorted(names, key=lambda name: wanted.get(name, len(wanted)))
