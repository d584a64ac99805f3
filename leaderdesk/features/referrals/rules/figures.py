"""Figures about those who were brought: each with how many it rests on and the range it may lie in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from leaderdesk.core.money import percent_tenths

_MILLION = 1_000_000
_Z_SQUARED = 3_841_459
"""In millionths. Nineteen times of twenty the truth lies in the range."""

WHOLE = 1000
"""All of them, in tenths of a per cent."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, with the range (Wilson) in which the share of all such neighbours lies."""

    hits: int
    n: int

    @property
    def tenths(self) -> int:
        """The share in tenths of a per cent; 0 of nobody."""
        return percent_tenths(self.hits, self.n)

    @property
    def range(self) -> tuple[int, int]:
        """The lower and the upper end in tenths of a per cent; of nobody it is everything."""
        return wilson(self.hits, self.n)


@dataclass(frozen=True, slots=True)
class Figures:
    """Who bought again of those who were brought and of the others, and what a kept neighbour cost.

    `kept` are those brought who bought again; `cost_fen` is what all gifts of referrals cost.
    """

    referred: Share
    others: Share
    cost_fen: int

    @property
    def cost_per_kept_fen(self) -> int | None:
        """What the gifts cost for each neighbour who stayed, half up; None while nobody did."""
        kept = self.referred.hits
        return None if not kept else (2 * self.cost_fen + kept) // (2 * kept)


def wilson(hits: int, n: int) -> tuple[int, int]:
    """Return the range, in tenths of a per cent, in which a share lies of which `hits` of `n` were seen.

    It is reckoned in whole millionths and rounded outwards.
    """
    if n <= 0:
        return 0, WHOLE
    middle = hits * _MILLION + _Z_SQUARED // 2
    reach = math.isqrt(_Z_SQUARED * (hits * (n - hits) * _MILLION // n + _Z_SQUARED // 4))
    below = n * _MILLION + _Z_SQUARED
    low = 0 if hits == 0 else max(0, WHOLE * (middle - reach) // below)
    high = WHOLE if hits == n else min(WHOLE, -(-WHOLE * (middle + reach) // below))
    return low, high


def bought_again(order_counts: Iterable[int]) -> Share:
    """Return how many of those who bought at least once bought again."""
    buyers = [count for count in order_counts if count > 0]
    return Share(sum(1 for count in buyers if count > 1), len(buyers))
