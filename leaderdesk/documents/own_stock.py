"""Label paper of the leader's own measures: checked that it holds together before anything is printed on it."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.stock import A4_MM, LabelStock

LEAST_MM = (30.0, 20.0)
"""A smaller label has no room for a code that can be read and a room number beside it."""

_MOST_ROLL_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Measures:
    """What the leader measured, in tenths of a millimetre; a roll has one label a page and no margins."""

    width: int
    height: int
    columns: int = 1
    rows: int = 1
    left: int = 0
    top: int = 0
    gap_across: int = 0
    gap_down: int = 0
    roll: bool = True


def checked(measures: Measures) -> None:
    """Do nothing for paper that holds together; UserError that names what does not fit, and by how much."""
    width, height = measures.width / 10, measures.height / 10
    if width < LEAST_MM[0] or height < LEAST_MM[1]:
        raise UserError(_("A label this small has no room for its code. The least is 30 × 20 mm."))
    if measures.roll:
        if width > _MOST_ROLL_MM[0] or height > _MOST_ROLL_MM[1]:
            raise UserError(_("A label cannot be larger than a sheet of A4."))
        return
    if measures.columns < 1 or measures.rows < 1:
        raise UserError(_("A sheet has at least one column and one row."))
    if min(measures.left, measures.top, measures.gap_across, measures.gap_down) < 0:
        raise UserError(_("Margins and gaps cannot be less than nothing."))
    used_across = _span(measures.left, measures.width, measures.columns, measures.gap_across)
    used_down = _span(measures.top, measures.height, measures.rows, measures.gap_down)
    for used, page, words in (
        (used_across, A4_MM[0], _("The columns need {used} mm, the sheet is {page} mm wide. Take {over} mm off.")),
        (used_down, A4_MM[1], _("The rows need {used} mm, the sheet is {page} mm high. Take {over} mm off.")),
    ):
        if used > page:
            raise UserError(words.format(used=f"{used:g}", page=f"{page:g}", over=f"{used - page:g}"))


def own_stock(key: str, name: str, measures: Measures) -> LabelStock:
    """Return paper of these measures; UserError if it does not hold together."""
    checked(measures)
    width, height = measures.width / 10, measures.height / 10
    if measures.roll:
        return LabelStock(key, name, width, height, (width, height), roll=True)
    return LabelStock(
        key,
        name,
        width,
        height,
        A4_MM,
        measures.columns,
        measures.rows,
        measures.left / 10,
        measures.top / 10,
        gap_mm=(measures.gap_across / 10, measures.gap_down / 10),
    )


def _span(first: int, size: int, count: int, gap: int) -> float:
    return (first + count * size + (count - 1) * gap) / 10
