"""How orders fill cases, and whether enough came together: rounded up, with what is left over or still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Bought:
    """What the leader decided about buying for a round, beyond what neighbours ordered.

    `extra` is what she takes herself, thousandths by offer id; `agreed` are the offers she buys although too little of
    them was ordered.
    """

    extra: Mapping[int, int] = field(default_factory=dict)
    agreed: frozenset[int] = frozenset()


def missing_to_minimum(minimum_milli: int | None, taken_milli: int) -> int:
    """Return what is missing to the least amount that comes at all; 0 where there is none, or it is reached.

    `taken_milli` is what was ordered and what the leader takes herself: the supplier asks for no names.
    """
    return max((minimum_milli or 0) - taken_milli, 0)
