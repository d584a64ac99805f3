"""How orders fill cases: rounded up, with what is left over or still missing."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.amount import rounded_up


@dataclass(frozen=True, slots=True)
class CaseFill:
    """How orders fill the cases of one offer, in thousandths of the unit.

    `cases` is how many must be bought, `full` how many of them the orders fill; `to_buy_milli` is what those cases
    hold and `spare_milli` what of it nobody has ordered, which is also what is missing to the next full case.
    """

    ordered_milli: int
    cases: int
    full: int
    to_buy_milli: int
    spare_milli: int


def case_fill(ordered_milli: int, case_milli: int | None) -> CaseFill:
    """Return how `ordered_milli` fills cases of `case_milli`; goods that come loose leave nothing over."""
    if case_milli is None:
        return CaseFill(ordered_milli, cases=0, full=0, to_buy_milli=ordered_milli, spare_milli=0)
    to_buy = rounded_up(ordered_milli, case_milli)
    return CaseFill(
        ordered_milli,
        cases=to_buy // case_milli,
        full=ordered_milli // case_milli,
        to_buy_milli=to_buy,
        spare_milli=to_buy - ordered_milli,
    )
