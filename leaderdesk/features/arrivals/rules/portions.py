"""Sharing out what came of one offer among those who ordered it, when it is less than they ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from leaderdesk.core.amount import ONE
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _


class Policy(Enum):
    """Who gets how much of what came short; the leader chooses one, the last choice is offered first."""

    FIRST_COME = "first-come"
    IN_PROPORTION = "in-proportion"
    ONE_EACH = "one-each"
    LEAST_SHORT = "least-short"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one line asks for; amounts in thousandths of the unit.

    `place` is its turn among the orders of the round, from the first that came. `household` is whom it is shared with:
    lines of one household count as one where each household gets something. `short_before_fen` is what the neighbour
    went without in earlier rounds. `held_milli` cannot be taken away any more: it is in the neighbour's hands.
    """

    line_id: int
    household: str
    place: int
    ordered_milli: int
    short_before_fen: int = 0
    held_milli: int = 0


def share_out(
    policy: Policy,
    claims: Iterable[Claim],
    *,
    came_milli: int,
    step_milli: int,
    by_hand: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """Return how much each line gets, by line id, in thousandths.

    Nobody gets more than ordered nor less than what is in hand already. All that came is given out as long as anybody
    is short, but for a rest smaller than `step_milli`; apart from a last piece that makes an order whole, what is given
    is a whole number of steps. Where no more came than is in hand already, everybody else gets nothing.
    `by_hand` is read by BY_HAND alone: lines it does not name get what they would get by FIRST_COME of what is left.
    UserError where it names more than came, or for one line more than was ordered or less than is in hand.
    """
    asked = sorted(claims, key=lambda claim: (claim.place, claim.line_id))
    pot = _Pot(asked, came_milli=came_milli, step_milli=step_milli)
    if policy is Policy.BY_HAND:
        fixed = by_hand or {}
        _check(asked, fixed, came_milli=came_milli)
        pot.fix(fixed)
        asked = [claim for claim in asked if claim.line_id not in fixed]
    _FILL[policy](pot, asked)
    return pot.given


class _Pot:
    """What is left to give, and what each line has so far."""

    def __init__(self, claims: Sequence[Claim], *, came_milli: int, step_milli: int) -> None:
        self.given = {claim.line_id: min(claim.held_milli, claim.ordered_milli) for claim in claims}
        self.left = max(came_milli - sum(self.given.values()), 0)
        self.step_milli = step_milli

    def fix(self, amounts: Mapping[int, int]) -> None:
        for line_id, milli in amounts.items():
            self.left = max(self.left - (milli - self.given[line_id]), 0)
            self.given[line_id] = milli

    def give(self, claim: Claim, most_milli: int) -> None:
        """Give the line up to `most_milli` more, in whole steps or all it still lacks."""
        lacks = claim.ordered_milli - self.given[claim.line_id]
        most = min(most_milli, lacks, self.left)
        portion = most if most == lacks else most // self.step_milli * self.step_milli
        self.given[claim.line_id] += portion
        self.left -= portion


def _first_come(pot: _Pot, claims: Sequence[Claim]) -> None:
    for claim in claims:
        pot.give(claim, pot.left)


def _in_proportion(pot: _Pot, claims: Sequence[Claim]) -> None:
    """Give each the same share of what it lacks, and the steps that remain to the largest remainders (Hamilton)."""
    lacks = {claim.line_id: claim.ordered_milli - pot.given[claim.line_id] for claim in claims}
    whole = sum(lacks.values())
    if whole <= pot.left:
        _first_come(pot, claims)
        return
    pool, remainders = pot.left, dict[int, int]()
    for claim in claims:
        # Whole numbers all the way: the share is lacks × pool ÷ whole, in steps, with its remainder kept exactly.
        steps, remainders[claim.line_id] = divmod(lacks[claim.line_id] * pool, whole * pot.step_milli)
        pot.give(claim, steps * pot.step_milli)
    behind = sorted(claims, key=lambda claim: (-remainders[claim.line_id], claim.place, claim.line_id))
    for claim in behind:
        pot.give(claim, pot.step_milli)
    # An order that is no whole number of steps may take less than a step, so that a step is still left for others.
    _first_come(pot, behind)


def _one_each(pot: _Pot, claims: Sequence[Claim]) -> None:
    """Give each household one portion first, then the rest as they came."""
    portion = -(-ONE // pot.step_milli) * pot.step_milli
    served = {claim.household for claim in claims if pot.given[claim.line_id] > 0}
    for claim in claims:
        if claim.household not in served:
            before = pot.left
            pot.give(claim, portion)
            if pot.left < before:
                served.add(claim.household)
    _first_come(pot, claims)


def _least_short(pot: _Pot, claims: Sequence[Claim]) -> None:
    """Serve those first who went without the most in earlier rounds: who was least short so far gives way now."""
    _first_come(pot, sorted(claims, key=lambda claim: (-claim.short_before_fen, claim.place, claim.line_id)))


def _check(claims: Sequence[Claim], fixed: Mapping[int, int], *, came_milli: int) -> None:
    by_line = {claim.line_id: claim for claim in claims}
    for line_id, milli in fixed.items():
        claim = by_line.get(line_id)
        if claim is None or not min(claim.held_milli, claim.ordered_milli) <= milli <= claim.ordered_milli:
            raise UserError(_("Nobody can get more than was ordered, or less than was handed out already."))
    others = sum(min(claim.held_milli, claim.ordered_milli) for claim in claims if claim.line_id not in fixed)
    if sum(fixed.values()) + others > max(came_milli, sum(min(c.held_milli, c.ordered_milli) for c in claims)):
        raise UserError(_("That is more than came. Give somebody else less first."))


_FILL: Mapping[Policy, Callable[[_Pot, Sequence[Claim]], None]] = {
    Policy.FIRST_COME: _first_come,
    Policy.IN_PROPORTION: _in_proportion,
    Policy.ONE_EACH: _one_each,
    Policy.LEAST_SHORT: _least_short,
    Policy.BY_HAND: _first_come,
}
