"""How the lines of a run-sheet become a table."""

from __future__ import annotations

from collections.abc import Callable

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.durations import clock_text, length_entry, length_text
from leaderdesk.features.streams.screen.run_sheet.book import SheetLine
from leaderdesk.ui.cells import Cell, Chip, Chips, Text
from leaderdesk.ui.columns import PLAIN, Column, Edit, Fix, RowLook

_QUIET = RowLook(kind="quiet")


def columns_of(set_length: Callable[[SheetLine, str], None]) -> tuple[Column[SheetLine], ...]:
    """Return the columns; `set_length` takes what was typed into a length and raises UserError to refuse it."""
    edit: Edit[SheetLine] = Edit(text=lambda line: length_entry(line.cue.length_s), commit=set_length)
    return (
        Column("start", _("Starts"), _start, 108, hint=lambda _line: _("Drag it, or press Alt with the arrow keys")),
        Column("cue", _("Cue"), _name, 120),
        Column(
            "length", _("Length"), _length, 84, edit=edit, hint=lambda _line: _("8 is eight minutes, 90 is 1:30, :20")
        ),
        Column("products", _("Products"), _products, 190, yields=True),
        Column("points", _("Talking points"), _points, 0, hint=_all_points),
    )


def look_of(line: SheetLine) -> RowLook:
    """Return how the line is painted: amber where time is lost or claimed twice, grey where the cue is skipped."""
    if line.cue.skipped:
        return _QUIET
    if line.timed.overlap_s:
        words = _("The cues before take {length} too long for {time}").format(
            length=length_text(line.timed.overlap_s), time=clock_text(line.timed.starts_at)
        )
        return RowLook(kind="look", fix=Fix(words, (_("Shorten those before"), _("Follow on at once"))))
    if line.timed.gap_s:
        words = _("{length} before {time} are empty").format(
            length=length_text(line.timed.gap_s), time=clock_text(line.timed.starts_at)
        )
        return RowLook(kind="look", fix=Fix(words, (_("Follow on at once"),), suggests=False))
    return PLAIN


def _start(line: SheetLine) -> Cell:
    if line.cue.skipped:
        return Text(_("skipped"), color="text3", icon="grip")
    hard = line.cue.hard_at is not None
    return Text(clock_text(line.timed.starts_at), icon="grip", bold=hard)


def _name(line: SheetLine) -> Cell:
    return Text(line.cue.name, remark=line.cue.part, bold=True, struck=line.cue.skipped)


def _length(line: SheetLine) -> Cell:
    icon = "lock" if line.cue.locked else ""
    return Text(length_text(line.cue.length_s), icon=icon, struck=line.cue.skipped)


def _products(line: SheetLine) -> Cell:
    if not line.cue.products:
        return Text("—", color="text3")
    return Chips(tuple(Chip(product.name) for product in line.cue.products))


def _points(line: SheetLine) -> Cell:
    points = line.cue.points
    more = _("+{count}").format(count=len(points) - 1) if len(points) > 1 else ""
    return Text(points[0].text if points else "", remark=more, color="text2")


def _all_points(line: SheetLine) -> str:
    return "\n".join(point.text for point in line.cue.points)
