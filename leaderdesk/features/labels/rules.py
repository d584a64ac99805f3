"""What the leader wants on her labels, in which order they come, and how her choices are kept as text."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, cast, get_args

from leaderdesk.documents.calibration import Correction, correction_of_numbers
from leaderdesk.documents.label_layout import FieldName, FieldSize, Layout, LayoutField
from leaderdesk.features.neighbours.rooms import from_normal
from leaderdesk.features.orders.rules import Order

RoomOrder = Literal["up", "down", "unit"]
"""Floors from below, floors from above, or one unit of the building after the other."""

ROOM_ORDERS: tuple[RoomOrder, ...] = get_args(RoomOrder)


@dataclass(frozen=True, slots=True)
class LabelChoices:
    """What the leader wants on her labels, and how many of them: one for each bag or for each piece."""

    cold_apart: bool = True
    names: bool = True
    phone_tails: bool = True
    gifts: bool = True
    by_piece: bool = False
    room_order: RoomOrder = "up"


@dataclass(frozen=True, slots=True)
class SavedLayout:
    """A layout the leader saved for a paper; `chosen`: the labels of that paper are printed by it."""

    id: int
    stock: str
    name: str
    layout: Layout
    chosen: bool


def in_print_order(
    orders: Iterable[Order], *, places: Mapping[str, int], room_order: RoomOrder, only: Collection[str] = ()
) -> tuple[Order, ...]:
    """Return the orders in the order in which their labels are printed, those of the buildings in `only` if any.

    `places` says which building comes first; inside one the rooms go up, down, or unit by unit. Equal ones stay as
    they were.
    """
    chosen = [order for order in orders if not only or order.building in only]
    if room_order != "unit":
        chosen.sort(key=_door, reverse=room_order == "down")
    else:
        chosen.sort(key=_unit)
    return tuple(sorted(chosen, key=lambda order: places.get(order.building, len(places))))


def layout_text(layout: Layout) -> str:
    """Return the layout as it is kept."""
    return json.dumps([[field.name, field.size] for field in layout.fields])


def read_layout(text: str) -> Layout:
    """Return the layout kept in `text`; what a later version wrote and this one does not know is left out."""
    fields: dict[FieldName, LayoutField] = {}
    for name, size in cast("list[tuple[FieldName, FieldSize]]", _pairs(text)):
        if name in get_args(FieldName) and size in get_args(FieldSize):
            fields.setdefault(name, LayoutField(name, size))
    return Layout(tuple(fields.values()))


def choices_text(choices: LabelChoices) -> str:
    """Return the choices as this machine keeps them."""
    return json.dumps(asdict(choices))


def read_choices(text: str) -> LabelChoices:
    """Return the choices kept in `text`; what is not there or of the wrong kind has its first value."""
    kept, first = _object(text), asdict(LabelChoices())
    fitting = {name: kept[name] for name in first if type(kept.get(name)) is type(first[name])}
    found = LabelChoices(**cast("dict[str, bool]", fitting))  # type: ignore[arg-type]  # the types were just compared
    return found if found.room_order in ROOM_ORDERS else replace(found, room_order="up")


def correction_of(text: str, *, printer: str, stock: str) -> Correction:
    """Return what was measured for that printer and paper; nothing to correct where nothing was."""
    numbers = _object(text).get(f"{printer}|{stock}")
    return correction_of_numbers(numbers)


def with_correction(text: str, correction: Correction, *, printer: str, stock: str) -> str:
    """Return the kept corrections with that of one printer and paper; one that changes nothing is let go."""
    kept = dict(_object(text))
    numbers = [correction.right_mm, correction.down_mm, correction.scale_x, correction.scale_y]
    kept.pop(f"{printer}|{stock}", None)
    if not correction.is_none:
        kept[f"{printer}|{stock}"] = numbers
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def _object(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _pairs(text: str) -> Sequence[object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(found, list):
        return ()
    return [
        each for each in found if isinstance(each, list) and len(each) == 2 and all(isinstance(e, str) for e in each)
    ]


def _door(order: Order) -> tuple[tuple[int, str], str]:
    room = from_normal(order.room) if order.room else None
    return (_natural(room.room), room.unit) if room is not None else ((0, ""), "")


def _unit(order: Order) -> tuple[tuple[int, str], tuple[int, str]]:
    room = from_normal(order.room) if order.room else None
    return (_natural(room.unit), _natural(room.room)) if room is not None else ((0, ""), (0, ""))


def _natural(part: str) -> tuple[int, str]:
    digits = "".join(sign for sign in part if sign in "0123456789")
    return int(digits or 0), part
