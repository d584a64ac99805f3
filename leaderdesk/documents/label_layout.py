"""A label as the leader lays it out: which fields, in which order, how large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leaderdesk.documents import qr
from leaderdesk.documents.stock import LabelStock

FieldName = Literal["room", "code", "name", "tail", "cold", "bag", "goods", "gift", "note", "footer", "shop", "qr"]
FieldSize = Literal["s", "m", "l", "xl"]

SIZES: dict[FieldSize, float] = {"s": 0.8, "m": 1.0, "l": 1.25, "xl": 1.6}
"""Each size as a share of the usual one."""

IMPORTANCE: tuple[FieldName, ...] = (
    "room", "code", "qr", "goods", "cold", "name", "bag", "gift", "tail", "note", "footer", "shop",
)  # fmt: skip
"""Every field; where there is not room for all, the last of these go first."""

LEAST_MODULE_DOTS = 4
"""A smaller module is not read back from a print of 203 dots per inch that is blurred and lies askew."""

DOT_MM = 0.125
"""One dot of a thermal head: 8 to a millimetre."""

_DESIGN_MM = (60.0, 40.0)
_MODULE_DOTS = 6


@dataclass(frozen=True, slots=True)
class LayoutField:
    """One field of a label and how large it is."""

    name: FieldName
    size: FieldSize = "m"


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a label in their order; a field that is not in it is not printed."""

    fields: tuple[LayoutField, ...]

    def size_of(self, name: FieldName) -> FieldSize | None:
        """Return how large the field is; None if it is not printed."""
        return next((field.size for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Fit:
    """What of a layout found no room on a label: fields left out, and texts whose end was left out."""

    left_out: tuple[FieldName, ...] = ()
    shortened: tuple[FieldName, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything is on the label as it was laid out."""
        return not self.left_out and not self.shortened


def usual_layout(paper: LabelStock) -> Layout:
    """Return the layout with which the leader's own one begins: what is printed on that paper otherwise."""
    names: tuple[FieldName, ...] = ("room", "code", "name", "tail", "cold", "bag", "goods", "gift", "footer", "qr")
    if paper.height_mm <= 30:
        names = ("room", "code", "name", "cold", "goods", "qr")
    return Layout(tuple(LayoutField(name) for name in names))


def unit_of(width: float, height: float) -> float:
    """Return how much larger than on a label of 60 × 40 things are."""
    return min(width / _DESIGN_MM[0], height / _DESIGN_MM[1])


def module_mm(size: FieldSize, width: float, height: float) -> float:
    """Return how wide one module of the code is: whole dots, never fewer than are read back."""
    wanted = int(_MODULE_DOTS * unit_of(width, height) * SIZES[size])
    most = int((min(width / 2, height) - 1) / DOT_MM / (qr.MODULES + 2 * qr.QUIET_MODULES))
    return max(LEAST_MODULE_DOTS, min(wanted, most)) * DOT_MM
