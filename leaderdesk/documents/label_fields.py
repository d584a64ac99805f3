"""Draws a label by a layout of the leader's own: rows from the top, rows from the foot, the goods between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leaderdesk.documents import qr
from leaderdesk.documents.figures import SNOWFLAKE
from leaderdesk.documents.goods_flow import Piece, draw_goods_row, goods_rows
from leaderdesk.documents.headline import draw_headline, stands_on_line
from leaderdesk.documents.label import Label, bag_word, cold_word, rest_word, tail_word
from leaderdesk.documents.label_layout import (
    IMPORTANCE,
    SIZES,
    FieldName,
    FieldSize,
    Fit,
    Layout,
    LayoutField,
    module_mm,
    unit_of,
)
from leaderdesk.documents.page import CAP_HEIGHT, Paper

_EMS = {
    "room": 12.3, "code": 5.8, "name": 3.5, "tail": 2.7, "cold": 2.7, "bag": 2.7, "goods": 3.0, "gift": 2.7,
    "note": 2.7, "footer": 2.4, "shop": 2.4,
}  # fmt: skip
_CHIPS = frozenset({"cold", "bag", "gift"})
_CUT = frozenset({"name", "gift", "note", "footer", "shop"})
"""Texts whose end may be left out; half a pickup code would be another one."""

_TO_THE_RIGHT = frozenset({"code", "bag"})
"""These end their row, at its right end."""

_LEAST_MM = 1.8
"""Smaller hanzi cannot be read from 203 dots per inch."""

_MARGIN, _GAP, _LEADING, _HAIR = 1.6, 1.6, 0.35, 0.01
_HANZI_ABOVE, _HANZI_BELOW, _CHIP, _PITCH = 0.90, 0.14, 1.4, 1.25
_WORDS_ROOM = 0.72
"""A room of hanzi, or a name in its place, is set this much smaller: a hanzi is higher than a digit."""

_LEAST_ROOM = 1.5
"""In less than so many ems no room can be read, however its beginning is left out."""

_MOST_OF_ROW = 0.45
"""The room gives way to the pickup code beside it down to this share of the row."""


@dataclass(frozen=True, slots=True)
class _Set:
    """One field as it stands in its row: its text, its em, the width it takes, and how far it reaches."""

    name: FieldName
    text: str
    em: float
    width: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """The label in millimetres: its margins and what the code takes of its lower right corner."""

    width: float
    height: float
    unit: float
    module: float

    @property
    def margin(self) -> float:
        return _MARGIN * max(self.unit, 0.6)

    @property
    def zone(self) -> float:
        """The side of the code with its clear space."""
        return (qr.MODULES + 2 * qr.QUIET_MODULES) * self.module

    def room_at(self, bottom: float) -> float:
        """Return how wide a row may be that reaches down to `bottom`."""
        whole = self.width - 2 * self.margin
        beside = self.module > 0 and bottom > self.height - self.zone - _HAIR
        return self.width - self.zone - self.margin - _HAIR if beside else whole


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the rows lie: (top, fields) each, and between which heights the goods are."""

    rows: tuple[tuple[float, tuple[_Set, ...]], ...]
    goods: tuple[float, float] | None
    left_out: tuple[FieldName, ...]


def draw_fields(paper: Paper, label: Label, layout: Layout, width: float, height: float) -> Fit:
    """Draw `label` by `layout` on this size, in millimetres; nothing touches anything else. Return what did not fit."""
    code_size = layout.size_of("qr")
    module = 0.0 if code_size is None else module_mm(code_size, width, height)
    frame = _Frame(width, height, unit_of(width, height), module)
    plan = _planned(paper, label, layout, frame)
    shortened: list[FieldName] = []
    for top, row in plan.rows:
        shortened += _draw_row(paper, frame, row, top=top)
    if plan.goods is not None and not _draw_goods(paper, label, layout, frame, span=plan.goods):
        shortened.append("goods")
    if module:
        at = qr.QUIET_MODULES * module - frame.zone
        paper.code(width + at, height + at, label.code, module=module)
    return Fit(plan.left_out, tuple(shortened))


def _planned(paper: Paper, label: Label, layout: Layout, frame: _Frame) -> _Plan:
    """Return the rows of as many fields as there is room for; the least important ones give way."""
    fields = [field for field in layout.fields if field.name != "qr" and _wanted(label, field.name)]
    left_out: list[FieldName] = []
    while True:
        plan = _tried(paper, label, fields, frame)
        if plan is not None:
            return _Plan(plan.rows, plan.goods, tuple(left_out))
        gone = max(fields, key=lambda field: IMPORTANCE.index(field.name))
        fields.remove(gone)
        left_out.insert(0, gone.name)


def _tried(paper: Paper, label: Label, fields: Sequence[LayoutField], frame: _Frame) -> _Plan | None:
    """Return where everything lies; None if it does not all fit."""
    names = [field.name for field in fields]
    split = names.index("goods") if "goods" in names else len(names)
    sets = [_set(paper, label, field, frame) for field in fields if field.name != "goods"]
    foot_room = frame.room_at(frame.height)
    foot = _rows_of(sets[split:], lambda _bottom: foot_room)
    head = _rows_of(sets[:split], frame.room_at, top=frame.margin)
    if foot is None or head is None:
        return None
    bottom = frame.height - frame.margin
    rows, y = [], frame.margin
    for row in head:
        rows.append((y, row))
        y += _row_height(row)
    below = []
    for row in reversed(foot):
        bottom -= _row_height(row)
        below.append((bottom, row))
    if split == len(names):
        return _Plan((*rows, *reversed(below)), None, ()) if y <= bottom + _LEADING else None
    least = _goods_ems(fields[split].size, frame)[-1] * _PITCH
    return _Plan((*rows, *reversed(below)), (y, bottom), ()) if y + least <= bottom else None


def _goods_ems(size: FieldSize, frame: _Frame) -> tuple[float, ...]:
    """Return the ems the products may be set in, the largest first."""
    usual = max(_EMS["goods"] * frame.unit * SIZES[size], _LEAST_MM)
    return tuple(max(usual * share, _LEAST_MM) for share in (1.0, 0.85, 0.7))


def _rows_of(
    sets: Sequence[_Set], room_at: Callable[[float], float], *, top: float = 0.0
) -> list[tuple[_Set, ...]] | None:
    """Return the fields in rows that are no wider than there is room; None if one of them has none at all."""
    rows: list[tuple[_Set, ...]] = []
    row: list[_Set] = []
    for place, each in enumerate(sets):
        following = sets[place + 1] if place + 1 < len(sets) else None
        room = room_at(top + _row_height((*row, each)))
        fitted = _squeezed(each, room - _taken(row), following)
        if row and fitted is None:
            top += _row_height(tuple(row))
            rows.append(tuple(row))
            row = []
            fitted = _last_resort(each, room_at(top + _row_height((each,))), following)
        elif fitted is None:
            fitted = _last_resort(each, room, following)
        if fitted is None:
            return None
        row.append(fitted)
        if each.name in _TO_THE_RIGHT and len(row) > 1:
            top += _row_height(row)
            rows.append(tuple(row))
            row = []
    return [*rows, tuple(row)] if row else rows


def _taken(row: Sequence[_Set]) -> float:
    return sum(each.width + _GAP for each in row)


def _row_height(row: Sequence[_Set]) -> float:
    return max(each.above for each in row) + max(each.below for each in row) + _LEADING


def _squeezed(each: _Set, room: float, following: _Set | None) -> _Set | None:
    """Return the field as it stands in what is left of a row; None if it wants a row of its own."""
    if each.name == "room":
        beside = following.width + _GAP if following is not None and following.name == "code" else 0.0
        most = max(room - beside, room * _MOST_OF_ROW)
        width = min(each.width, most)
        enough = width >= min(each.width, each.em * _LEAST_ROOM)
        return _Set(each.name, each.text, each.em, width, each.above, each.below) if enough else None
    return each if each.width <= room else None


def _last_resort(each: _Set, room: float, following: _Set | None) -> _Set | None:
    """Return the field alone in a row: made smaller, or its end left out where that is allowed."""
    if each.name == "room":
        return _squeezed(each, room, following)
    if each.width <= room:
        return each
    pad = _chip_pad(each)
    share = (room - pad) / max(each.width - pad, 1e-6)
    if each.em * share >= _LEAST_MM and each.name not in _CHIPS:
        return _Set(each.name, each.text, each.em * share, room, each.above, each.below)
    return _Set(each.name, each.text, each.em, room, each.above, each.below) if each.name in _CUT else None


def _chip_pad(each: _Set) -> float:
    if each.name not in _CHIPS:
        return 0.0
    return each.em * _CHIP * (1.25 if each.name == "cold" else 0.5)


def _set(paper: Paper, label: Label, field: LayoutField, frame: _Frame) -> _Set:
    text = _text(label, field.name)
    em = max(_EMS[field.name] * frame.unit * SIZES[field.size], _LEAST_MM)
    if field.name == "room":
        em = min(em, frame.height * 0.5)
        plain = stands_on_line(text)
        em *= 1.0 if plain else _WORDS_ROOM
        width = paper.width_of(text, size=em, bold=True)
        return _Set("room", text, em, width, em * (CAP_HEIGHT if plain else _HANZI_ABOVE), 0.0 if plain else em * 0.14)
    if field.name in _CHIPS:
        figure = SNOWFLAKE if field.name == "cold" else ""
        width = paper.chip_width(text, height=em * _CHIP, size=em, figure=figure)
        return _Set(field.name, text, em, width, em * (_CHIP + CAP_HEIGHT) / 2, em * (_CHIP - CAP_HEIGHT) / 2)
    width = paper.width_of(text, size=em, bold=field.name in ("code", "name"))
    return _Set(field.name, text, em, width, em * _HANZI_ABOVE, em * _HANZI_BELOW)


def _draw_row(paper: Paper, frame: _Frame, row: Sequence[_Set], *, top: float) -> list[FieldName]:
    """Draw a row from `top` on; return the fields whose end was left out."""
    baseline = top + max(each.above for each in row)
    bottom = top + _row_height(row)
    right = frame.margin + frame.room_at(bottom)
    x, cut = frame.margin, list[FieldName]()
    for place, each in enumerate(row):
        if each.name in _TO_THE_RIGHT and place == len(row) - 1 and place:
            x = right - each.width
        if not _draw_set(paper, each, x=x, y=baseline):
            cut.append(each.name)
        x += each.width + _GAP
    return cut


def _draw_set(paper: Paper, each: _Set, *, x: float, y: float) -> bool:
    """Draw one field with its baseline at `y`; return whether it is there whole."""
    if each.name == "room":
        draw_headline(paper, each.text, x=x, y=y, size=each.em, width=each.width)
        return True
    if each.name in _CHIPS:
        height = each.em * _CHIP
        figure = SNOWFLAKE if each.name == "cold" else ""
        fit = paper.fit(
            each.text, size=each.em, width=each.width - _chip_pad(each) + _HAIR, smallest=each.em, bold=True
        )
        top = y - (height + each.em * CAP_HEIGHT) / 2
        paper.chip(x, top, fit.text, height=height, size=each.em, filled=each.name == "cold", figure=figure)
        return fit.text == each.text
    bold = each.name in ("code", "name")
    fit = paper.fit(each.text, size=each.em, width=each.width + _HAIR, smallest=min(each.em, _LEAST_MM), bold=bold)
    paper.text(x, y, fit.text, size=fit.size, bold=bold)
    return not fit.text.endswith("…") or each.text.endswith("…")


def _draw_goods(paper: Paper, label: Label, layout: Layout, frame: _Frame, *, span: tuple[float, float]) -> bool:
    """Draw the products between two heights, smaller where they are many; return whether all are there."""
    top, bottom = span
    width = frame.room_at(bottom)
    size, most, rows = 0.0, 0, list[list[Piece]]()
    for size in _goods_ems(layout.size_of("goods") or "m", frame):
        rows, most = goods_rows(paper, label.items, size=size, width=width), int((bottom - top) / size / _PITCH + 1e-6)
        if len(rows) <= most:
            break
    cut = len(rows) > most
    y = top + size * 0.95
    for row in rows[: max(most - 1, 0)] if cut else rows:
        draw_goods_row(paper, row, x=frame.margin, y=y)
        y += size * _PITCH
    if cut:
        paper.fitted(frame.margin, y, rest_word(label), size=size, width=width, smallest=size * 0.6)
    return not cut


def _wanted(label: Label, name: FieldName) -> bool:
    return bool(label.items) if name == "goods" else bool(_text(label, name))


def _text(label: Label, name: FieldName) -> str:
    make = _TEXTS.get(name)
    return make(label) if make is not None else ""


_TEXTS: dict[str, Callable[[Label], str]] = {
    "room": lambda label: label.headline,
    "code": lambda label: label.pickup_code,
    "name": lambda label: label.second_line,
    "tail": tail_word,
    "cold": lambda label: cold_word(label.storage),
    "bag": bag_word,
    "gift": lambda label: label.gift_text or "",
    "note": lambda label: label.note,
    "footer": lambda label: label.footer,
    "shop": lambda label: label.shop,
}
