"""Money in whole fen: reading, writing and the one rounding rule."""

from __future__ import annotations

import re
import unicodedata

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _

MOST_FEN = 100_000_000_00
"""No single sum of a neighbourhood reaches a hundred million yuan; what does is a slip of the finger."""

_LONGEST = 100
_YUAN = re.compile(
    r"(?P<sign>-?)¥?(?P<inner>-?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]{1,2}))?元?"
)


def parse_yuan(text: str) -> int:
    """Return the fen that `text` names in yuan ("36", "¥1,234.50"); UserError if it is not a sum of money."""
    folded = "".join(unicodedata.normalize("NFKC", text[: _LONGEST + 1]).split())
    match = _YUAN.fullmatch(folded)
    if match is None or len(text) > _LONGEST or (match["sign"] and match["inner"]):
        raise UserError(_("“{text}” is not a price. Write it like 36 or 36.50.").format(text=text.strip()[:40]))
    fen = int(match["whole"].replace(",", "")) * 100 + int((match["part"] or "0").ljust(2, "0"))
    if fen > MOST_FEN:
        raise UserError(_("{text} yuan is too much. Check the number of digits.").format(text=text.strip()[:40]))
    return -fen if match["sign"] or match["inner"] else fen


def yuan_text(fen: int) -> str:
    """Return `fen` as plain decimal yuan with two places, "-12.30", for files and the command line."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def format_yuan(fen: int) -> str:
    """Return `fen` as people read it: "¥1,234.00", "-¥5.00"."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def line_total(price_fen: int, amount_milli: int) -> int:
    """Return price × amount in fen, rounded half up to a fen; `amount_milli` is in thousandths of the unit."""
    return (price_fen * amount_milli + 500) // 1000


def percent_tenths(part_fen: int, whole_fen: int) -> int:
    """Return `part_fen` of `whole_fen` in tenths of a per cent, a half rounded away from zero; 0 of nothing."""
    if not whole_fen:
        return 0
    size = (2 * abs(part_fen) * 1000 + abs(whole_fen)) // (2 * abs(whole_fen))
    return size if (part_fen < 0) == (whole_fen < 0) else -size


def percent_text(tenths: int) -> str:
    """Return tenths of a per cent as people read them: "31.4 %"."""
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10} %"
