"""Figures about those who were brought: each with how many it rests on and the range it may lie in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from leaderdesk.core.money import percent_tenths

_MILLION = 1_000_000
_Z_SQUARED = 3_841_459
"""In millionths. Nineteen times of twenty the truth lies in the range."""

WEEKS = 8
"""So many weeks everybody has for buying again."""

_WEEK_MS = 7 * 86_400_000

WHOLE = 1000
"""All of them, in tenths of a per cent."""


@dataclass(frozen=True, slots=True)
class Bought:
    """When somebody ordered for the first and for the second time (unix ms); None for who ordered once."""

    first_ms: int
    second_ms: int | None = None


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

    `kept` are those brought who bought again at any time; `cost_fen` is what all gifts of referrals cost.
    """

    referred: Share
    others: Share
    kept: int
    cost_fen: int

    @property
    def cost_per_kept_fen(self) -> int | None:
        """What the gifts cost for each neighbour who stayed, half up; None while nobody did."""
        return None if not self.kept else (2 * self.cost_fen + self.kept) // (2 * self.kept)


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


def bought_again(bought: Iterable[Bought], now_ms: int) -> Share:
    """Return how many bought again within WEEKS of their first order, of those whose first lies as far back.

    So who came last week and who came years ago have the same time for it.
    """
    span = WEEKS * _WEEK_MS
    ripe = [one for one in bought if one.first_ms <= now_ms - span]
    return Share(
        sum(1 for one in ripe if one.second_ms is not None and one.second_ms <= one.first_ms + span), len(ripe)
    )
