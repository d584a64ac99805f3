"""Phone numbers as people type them."""

from __future__ import annotations

import re
import unicodedata

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.text import digits_of, one_line

_SIGNS = re.compile(r"[0-9 ()+./·-]*")
_MOST_TYPED = 200


def parse_phone(text: str) -> str:
    """Return the digits of the phone number `text`, or nothing for nothing; UserError if it cannot be one."""
    folded = unicodedata.normalize("NFKC", one_line(text[:_MOST_TYPED]))
    digits = digits_of(folded)
    if not folded:
        return ""
    if not _SIGNS.fullmatch(folded) or not 5 <= len(digits) <= 15:
        raise UserError(_("This does not look like a phone number. Write the digits only."))
    if len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    if digits.startswith("1") and len(digits) == 10:
        raise UserError(_("The phone number seems a digit short."))
    if digits.startswith("1") and len(digits) == 12:
        raise UserError(_("The phone number seems a digit too long."))
    return digits
