"""Whether claims come from one batch or one supplier: counted, and never made larger than it is."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import percent_text, percent_tenths

FEW = 20
"""Below so many buyers a share in per cent says more than is known."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How many claims came about one batch or supplier, from how many of those who bought."""

    kind: str
    """"batch" or "supplier"."""
    id: int
    name: str
    claims: int
    claimants: int
    buyers: int
    refund_fen: int = 0
    supplier_fen: int = 0


def pattern_text(pattern: Pattern) -> str:
    """Return the sentence of a pattern: numbers as they are; a share only where enough bought."""
    claims = ngettext("{count} claim", "{count} claims", pattern.claims).format(count=pattern.claims)
    if pattern.buyers < FEW:
        words = _("{name}: {claims} from {claimants} of {buyers} who bought")
        share = ""
    else:
        words = _("{name}: {claims} from {claimants} of {buyers} who bought ({share})")
        share = percent_text(percent_tenths(pattern.claimants, pattern.buyers))
    return words.format(
        name=pattern.name, claims=claims, claimants=pattern.claimants, buyers=pattern.buyers, share=share
    )
