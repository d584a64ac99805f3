"""The label of a roll: room first, code at the lower right with all its clear space, made for 203 dots per inch."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.i18n import _
from leaderdesk.documents import qr
from leaderdesk.documents.figures import GIFT, SNOWFLAKE
from leaderdesk.documents.headline import draw_headline, stands_on_line
from leaderdesk.documents.label import Label, bag_word, cold_word, rest_word, tail_word
from leaderdesk.documents.page import Paper

DOT_MM = 0.125
"""One dot of a thermal head: 8 to a millimetre."""

_MODULE_DOTS = 7
_DESIGN_MM = (60.0, 40.0)
_ROOM_MM, _ROOM_FOOT_MM = 12.3, 10.2
"""Digits and capitals of this em are 9 mm high, so that a room is read from across the yard."""

_WORDS_MM, _WORDS_FOOT_MM = 9.6, 9.0
"""A hanzi reaches higher and lower than a digit."""

_MANY = 4
"""More products than these are set in smaller type."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the parts of a card lie, in millimetres; `unit` is 1 on a card of 60 × 40."""

    unit: float
    width: float
    height: float
    module: float

    @property
    def margin(self) -> float:
        return 2.0 * self.unit

    @property
    def quiet(self) -> float:
        return qr.QUIET_MODULES * self.module

    @property
    def code_x(self) -> float:
        return self.width - self.quiet - qr.MODULES * self.module

    @property
    def code_y(self) -> float:
        return self.height - self.quiet - qr.MODULES * self.module

    @property
    def column(self) -> float:
        """Width of what stands left of the code."""
        return self.code_x - self.quiet - self.margin


def draw_card(paper: Paper, label: Label, width: float, height: float) -> None:
    """Draw `label` on a card of this size, in millimetres; nothing on it touches anything else."""
    unit = min(width / _DESIGN_MM[0], height / _DESIGN_MM[1])
    # Whole dots: a module that is seven and a half dots wide prints as seven here and eight there.
    frame = _Frame(unit, width, height, max(1, int(_MODULE_DOTS * unit)) * DOT_MM)
    _draw_head(paper, label, frame)
    _draw_who(paper, label, frame)
    paper.line(frame.margin, 15.6 * unit, frame.margin + frame.column, 15.6 * unit, width=0.25)
    _draw_items(paper, label, frame)
    paper.fitted(
        frame.margin, height - 2.9 * unit, label.footer, size=2.3 * unit, width=frame.column, smallest=1.7 * unit
    )
    paper.code(frame.code_x, frame.code_y, label.code, module=frame.module)


def _draw_head(paper: Paper, label: Label, frame: _Frame) -> None:
    unit, right = frame.unit, frame.width - frame.margin
    room = (frame.width - 2 * frame.margin) / 3
    paper.fitted(
        right, 3.4 * unit, _("Pickup code"), size=2.4 * unit, width=room, smallest=1.6 * unit, align="right"
    )  # fmt: skip
    taken = paper.fitted(
        right, 9.0 * unit, label.pickup_code, size=5.8 * unit, width=room, smallest=3 * unit, bold=True, align="right"
    )
    caption = paper.width_of(_("Pickup code"), size=2.4 * unit)
    left_for_room = right - max(taken, min(caption, room)) - 2 * unit - frame.margin
    size, foot = (_ROOM_MM, _ROOM_FOOT_MM) if stands_on_line(label.headline) else (_WORDS_MM, _WORDS_FOOT_MM)
    draw_headline(paper, label.headline, x=frame.margin, y=foot * unit, size=size * unit, width=left_for_room)


def _draw_who(paper: Paper, label: Label, frame: _Frame) -> None:
    unit = frame.unit
    left = _draw_chips(paper, label, frame) - 1.2 * unit
    tail = tail_word(label)
    tail_width = paper.width_of(tail, size=2.7 * unit) if tail else 0.0
    name_room = left - frame.margin - (tail_width + 1.2 * unit if tail else 0.0)
    x = frame.margin
    if label.second_line:
        x += paper.fitted(
            x, 13.9 * unit, label.second_line, size=3.5 * unit, width=name_room, smallest=2.3 * unit, bold=True
        )
        x += 1.2 * unit
    paper.fitted(x, 13.9 * unit, tail, size=2.7 * unit, width=max(0.0, left - x), smallest=1.8 * unit)


def _draw_chips(paper: Paper, label: Label, frame: _Frame) -> float:
    """Draw the bag's number and, left of it, the cold bar; return where they begin."""
    unit, y, height = frame.unit, 10.9 * frame.unit, 3.6 * frame.unit
    size = 2.7 * unit
    word, cold = bag_word(label), cold_word(label.storage)
    x = frame.width - frame.margin - paper.chip_width(word, height=height, size=size)
    paper.chip(x, y, word, height=height, size=size, filled=False)
    if cold:
        x -= paper.chip_width(cold, height=height, size=size, figure=SNOWFLAKE) + 1.2 * unit
        paper.chip(x, y, cold, height=height, size=size, filled=True, figure=SNOWFLAKE)
    return x


def _draw_items(paper: Paper, label: Label, frame: _Frame) -> None:
    unit = frame.unit
    top, foot = 15.9 * unit, frame.height - 5.1 * unit
    extra = 1 if label.gift_text else 0
    size, pitch = 3.0 * unit, 3.75 * unit
    if len(label.items) > _MANY or len(label.items) + extra > int((foot - top) / pitch):
        size, pitch = 2.45 * unit, 2.95 * unit
    most = int((foot - top) / pitch) - extra
    shown = label.items if len(label.items) <= most else label.items[: most - 1]
    y = top + pitch * 0.82
    for item in shown:
        _draw_item(paper, frame, y=y, size=size, texts=(item.name, item.amount_text))
        y += pitch
    if len(shown) < len(label.items):
        paper.fitted(frame.margin, y, rest_word(label), size=size, width=frame.column, smallest=size * 0.7)
        y += pitch
    if label.gift_text:
        side = size * 0.86
        paper.figure(frame.margin, y - side * 0.86, GIFT, size=side)
        left = frame.margin + side + size * 0.35
        room = frame.column - side - size * 0.35
        paper.fitted(left, y, label.gift_text, size=size * 0.92, width=room, smallest=size * 0.65)


def _draw_item(paper: Paper, frame: _Frame, *, y: float, size: float, texts: tuple[str, str]) -> None:
    name, amount = texts
    right = frame.margin + frame.column
    taken = paper.fitted(
        right, y, amount, size=size, width=frame.column * 0.45, smallest=size * 0.6, bold=True, align="right"
    )
    room = frame.column - taken - size * 0.5
    paper.fitted(frame.margin, y, name, size=size, width=room, smallest=size * 0.74)
