"""How the cells of a workbook look: fonts, fills, lines and number formats of each kind of cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from leaderdesk.documents.book import Kind

if TYPE_CHECKING:
    from openpyxl.cell import Cell

FAMILY = "Microsoft YaHei"
MONEY, MONEY_WITH_SIGN, COUNT, TEXT = "#,##0.00", '"¥"#,##0.00', "#,##0", "@"

_GREEN, _TINT, _ZEBRA, _HAIR = "FF16725A", "FFE3F1EB", "FFF3F8F6", "FFDAD6CC"
_INK, _GREY, _WHITE = "FF24231F", "FF6B685F", "FFFFFFFF"

Role = Literal["title", "key", "value", "head", "row", "zebra", "total", "heading", "note"]


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how a cell looks.

    `quoted` marks text that begins like a formula, so that it stays text when it is edited; `signed` shows the ¥ of
    money; `right` sets text to the right.
    """

    role: Role
    kind: Kind = "text"
    bold: bool = False
    quoted: bool = False
    signed: bool = False
    right: bool = False


def dress(cell: Cell, look: Look) -> None:
    """Give `cell` its look."""
    cell.font = _font(look)
    cell.alignment = _alignment(look)
    cell.number_format = _number_format(look)
    cell.quotePrefix = look.quoted
    fill = {"head": _GREEN, "zebra": _ZEBRA, "total": _TINT}.get(look.role)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if look.role in {"row", "zebra", "total"}:
        hair = Side(style="thin", color=_HAIR)
        top = Side(style="medium", color=_GREEN) if look.role == "total" else hair
        cell.border = Border(left=hair, right=hair, top=top, bottom=hair)


def _font(look: Look) -> Font:
    if look.role == "title":
        return Font(name=FAMILY, size=16, bold=True, color=_INK)
    color = {"head": _WHITE, "key": _GREY, "note": _INK}.get(look.role, _INK)
    bold = look.bold or look.role in {"head", "total", "heading"}
    return Font(name=FAMILY, size=10.5, bold=bold, color=color)


def _alignment(look: Look) -> Alignment:
    left = (look.kind == "text" or look.role == "value") and not look.right
    if not left:
        # No indent at the right: LibreOffice keeps it in the first of several alike cells only.
        return Alignment(horizontal="right", vertical="center", wrap_text=look.role == "head")
    table = look.role in {"row", "zebra", "head", "total"}
    wrap = table and look.role != "total"
    return Alignment(horizontal="left", vertical="center", wrap_text=wrap, indent=1 if table else 0)


def _number_format(look: Look) -> str:
    if look.kind == "money":
        return MONEY_WITH_SIGN if look.signed else MONEY
    if look.kind == "number":
        return COUNT
    return TEXT if look.quoted else "General"
