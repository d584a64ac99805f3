"""Text as people type it: cleaned, compared and masked."""

from __future__ import annotations

import unicodedata

MOST_NAME = 60
"""Characters a name may have; longer ones are cut where they come in."""

_FIRST_RARE_HANZI, _LAST_RARE_HANZI = 0x20000, 0x3FFFF
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_KEPT_CONTROLS = frozenset("\n\t")


def cleaned(text: str) -> str:
    """Return `text` without NUL, lone surrogates, control and direction marks; emoji joiners and line breaks stay."""
    return "".join(sign for sign in text if sign in _KEPT_CONTROLS or sign in _JOINERS or _printable(sign))


def one_line(text: str) -> str:
    """Return `text` cleaned, in one line, with single spaces and none at its ends."""
    return " ".join(cleaned(text).split())


def name_text(text: str) -> str:
    """Return a name as it is kept: one line of at most MOST_NAME characters."""
    return one_line(text)[:MOST_NAME].strip()


def compare_key(text: str) -> str:
    """Return what is compared of a name: one width, lower case, no spaces, no invisible signs."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        sign for sign in folded if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Mn", "Cc", "Cs")
    )


def masked_phone(phone: str) -> str:
    """Return a phone number with its middle hidden: "138****1234"; short numbers show their last two digits only."""
    if len(phone) >= 11:
        return f"{phone[:-8]}****{phone[-4:]}"
    return "*" * max(0, len(phone) - 2) + phone[-2:] if phone else ""


def masked_name(name: str) -> str:
    """Return a name of which only the first sign can be read: 王*, L*; nothing for nothing."""
    first = name[:1]
    for sign in name[1:]:
        # What hangs on to a sign belongs to it: accents, skin tones, and the rest of a family of emoji.
        if first[-1] != "\u200d" and not _hangs_on(sign):
            break
        first += sign
    return f"{first}*" if first else ""


def digits_of(text: str) -> str:
    """Return the ASCII digits of `text` after folding full-width ones; other scripts' digits do not count."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")


def _hangs_on(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me", "Mc", "Cf") or "\U0001f3fb" <= sign <= "\U0001f3ff"


def _printable(sign: str) -> bool:
    if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return True
    # Hanzi of names are added to Unicode faster than Python learns of them; the last two of a plane are never signs.
    return _FIRST_RARE_HANZI <= ord(sign) <= _LAST_RARE_HANZI and ord(sign) & 0xFFFF < 0xFFFE
