"""The label of a sheet: room, name and pickup number in one line, products flowing below, code at the lower right."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.documents import qr
from leaderdesk.documents.figures import GIFT
from leaderdesk.documents.goods_flow import draw_goods_row, goods_rows
from leaderdesk.documents.headline import draw_headline
from leaderdesk.documents.label import Label, bag_word, cold_word, rest_word, tail_word
from leaderdesk.documents.page import Paper

_DESIGN_MM = (70.0, 37.0)
_MODULE = 0.67
_HAIR = 0.01
"""Texts end this much before the clear space of the code."""

_MANY = 4
"""More products than these are set in smaller type."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the parts of a strip lie, in millimetres; `unit` is 1 on a label of 70 × 37."""

    unit: float
    width: float
    height: float

    @property
    def margin(self) -> float:
        return 4.1 * self.unit

    @property
    def right(self) -> float:
        return self.width - self.margin

    @property
    def module(self) -> float:
        return _MODULE * self.unit

    @property
    def code_x(self) -> float:
        return self.right - qr.MODULES * self.module

    @property
    def code_y(self) -> float:
        return self.height - (qr.QUIET_MODULES + qr.MODULES) * self.module

    @property
    def column(self) -> float:
        """Width of what stands left of the code."""
        return self.code_x - qr.QUIET_MODULES * self.module - self.margin - _HAIR


def draw_strip(paper: Paper, label: Label, width: float, height: float) -> None:
    """Draw `label` on a strip of this size, in millimetres; nothing on it touches anything else."""
    frame = _Frame(min(width / _DESIGN_MM[0], height / _DESIGN_MM[1]), width, height)
    _draw_head(paper, label, frame)
    gift_below = _draw_foot(paper, label, frame)
    _draw_items(paper, label, frame, gift="" if gift_below else label.gift_text or "")
    paper.code(frame.code_x, frame.code_y, label.code, module=frame.module)


def _draw_head(paper: Paper, label: Label, frame: _Frame) -> None:
    unit, y = frame.unit, 11.9 * frame.unit
    code_room = (frame.right - frame.margin) * 0.3
    taken = paper.fitted(
        frame.right, y, label.pickup_code, size=5.6 * unit, width=code_room, smallest=3 * unit, bold=True, align="right"
    )
    room = frame.right - taken - 2 * unit - frame.margin
    name = label.second_line
    name_room = min(paper.width_of(name, size=4.1 * unit), room * 0.36) + 2 * unit if name else 0.0
    x = frame.margin
    x += draw_headline(paper, label.headline, x=x, y=y, size=9.2 * unit, width=room - name_room)
    x += 2 * unit
    if name:
        left = frame.right - taken - 2 * unit - x
        paper.fitted(x, y, name, size=4.1 * unit, width=left, smallest=2.5 * unit)
    tail = tail_word(label)
    paper.fitted(
        frame.right, 16.2 * unit, tail, size=2.7 * unit, width=frame.right - frame.code_x, smallest=1.8 * unit,
        align="right",
    )  # fmt: skip


def _draw_foot(paper: Paper, label: Label, frame: _Frame) -> bool:
    """Draw chips and footer; return whether the gift found its place among them."""
    unit, height, size = frame.unit, 3.9 * frame.unit, 2.9 * frame.unit
    gap = 1.2 * unit
    top = frame.height - 2.7 * unit - height
    x, end = frame.margin, frame.margin + frame.column
    cold = cold_word(label.storage)
    if cold:
        x += paper.chip(x, top, cold, height=height, size=size, filled=True) + gap
    if label.bag_count > 1 or label.by_piece:
        x += paper.chip(x, top, bag_word(label), height=height, size=size, filled=False) + gap
    footer = paper.width_of(label.footer, size=size * 0.8)
    gift = label.gift_text or ""
    gift_width = paper.chip_width(gift, height=height, size=size) + gap if gift else 0.0
    fits = bool(gift) and x + gift_width + min(footer, frame.column / 2) <= end
    if fits:
        x += paper.chip(x, top, gift, height=height, size=size, filled=False) + gap
    y = top + height / 2 + size * 0.366
    paper.fitted(x, y, label.footer, size=size, width=end - x, smallest=size * 0.6)
    return fits


def _draw_items(paper: Paper, label: Label, frame: _Frame, *, gift: str) -> None:
    unit = frame.unit
    top, foot = 14.4 * unit, frame.height - 7.4 * unit
    size, pitch = 3.4 * unit, 4.6 * unit
    rows = goods_rows(paper, label.items, size=size, width=frame.column)
    most = int((foot - top) / pitch) - bool(gift)
    if len(label.items) > _MANY or len(rows) > most:
        size, pitch = 2.75 * unit, 3.6 * unit
        most = int((foot - top) / pitch) - bool(gift)
        rows = goods_rows(paper, label.items, size=size, width=frame.column)
    cut = len(rows) > most
    y = top + size * 0.9
    for row in rows[: most - 1] if cut else rows:
        draw_goods_row(paper, row, x=frame.margin, y=y)
        y += pitch
    if cut:
        paper.fitted(frame.margin, y, rest_word(label), size=size, width=frame.column, smallest=size * 0.7)
        y += pitch
    if gift:
        side = size * 0.86
        paper.figure(frame.margin, y - side * 0.86, GIFT, size=side)
        left, room = frame.margin + side * 1.4, frame.column - side * 1.4
        paper.fitted(left, y, gift, size=size, width=room, smallest=size * 0.65)
