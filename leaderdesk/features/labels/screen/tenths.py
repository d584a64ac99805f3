"""Millimetres as a leader types them, kept as whole tenths."""

from __future__ import annotations

import unicodedata

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.ui.edits import ParsedEdit

_MOST_TENTHS = 200
_LARGEST_TENTHS = 3000


def read_tenths(text: str) -> int:
    """Return the tenths of a millimetre that `text` names ("0.5", "-1"); UserError beyond 20 mm."""
    tenths = _tenths(text)
    if abs(tenths) > _MOST_TENTHS:
        raise UserError(_("More than 20 mm off: check the paper in the printer."))
    return tenths


def read_measure(text: str) -> int:
    """Return the tenths of a millimetre of a measure ("63.5"); UserError below nothing and beyond 300 mm."""
    tenths = _tenths(text)
    if not 0 <= tenths <= _LARGEST_TENTHS:
        raise UserError(_("Write millimetres between 0 and 300."))
    return tenths


def tenths_text(tenths: int) -> str:
    """Return tenths of a millimetre as they are written: "0.5", "-1"."""
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}".removesuffix(".0")


def tenths_edit(name: str, first: int = 0) -> ParsedEdit[int]:
    """Return a line for a number of millimetres to either side."""
    edit = ParsedEdit(name, read=read_tenths, write=tenths_text)
    edit.set_value(first)
    return edit


def measure_edit(name: str, first: int = 0) -> ParsedEdit[int]:
    """Return a line for a measure in millimetres."""
    edit = ParsedEdit(name, read=read_measure, write=tenths_text)
    edit.set_value(first)
    return edit


def _tenths(text: str) -> int:
    words = unicodedata.normalize("NFKC", text).strip().replace(",", ".").removeprefix("+")
    sign = -1 if words.startswith("-") else 1
    whole, _point, part = words.removeprefix("-").partition(".")
    if not (whole + part).isascii() or not (whole + part).isdigit() or len(whole) > 4 or len(part) > 1:
        raise UserError(_("Write millimetres, like 0.5 or -1."))
    return sign * (int(whole or "0") * 10 + int(part or "0"))
