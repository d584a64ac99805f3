"""Amounts of goods as whole thousandths of the unit."""

from __future__ import annotations

import re
import unicodedata

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _

ONE = 1000
"""One unit, in thousandths."""

MOST_MILLI = 100_000 * ONE
"""More of one good than any neighbourhood orders; above it a number is a slip of the finger."""

_LONGEST = 100
_DECIMAL = re.compile(r"(?P<whole>[0-9]{1,12})(?:\.(?P<part>[0-9]{1,3})0*)?")


def parse_amount(text: str) -> int:
    """Return the thousandths that `text` names ("2", "0.5", "１．５"); UserError if it is not an amount."""
    folded = unicodedata.normalize("NFKC", text[: _LONGEST + 1]).strip()
    match = _DECIMAL.fullmatch(folded)
    if match is None or len(text) > _LONGEST:
        raise UserError(_("“{text}” is not an amount. Write it like 2 or 0.5.").format(text=text.strip()[:40]))
    milli = int(match["whole"]) * ONE + int((match["part"] or "0").ljust(3, "0"))
    if milli > MOST_MILLI:
        raise UserError(_("{text} is too many. Check the number of digits.").format(text=text.strip()[:40]))
    return milli


def amount_text(milli: int) -> str:
    """Return `milli` thousandths as a decimal without trailing zeros: "2", "0.5", "-1.25"."""
    sign = "-" if milli < 0 else ""
    whole, part = divmod(abs(milli), ONE)
    return f"{sign}{whole}.{part:03d}".rstrip("0").rstrip(".")


def rounded_up(milli: int, step_milli: int) -> int:
    """Return the smallest multiple of `step_milli` that is not below `milli`."""
    return -(-milli // step_milli) * step_milli
