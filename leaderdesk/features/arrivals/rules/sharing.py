"""Who gives way for what came short or weighs otherwise, and what that does to the money of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaderdesk.core.amount import MOST_MILLI
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.features.arrivals.rules.counting import Count
from leaderdesk.features.arrivals.rules.portions import Claim, Policy, share_out


@dataclass(frozen=True, slots=True)
class Party:
    """One order's line of an offer, with what its whole order still owes (`open_fen`, below zero: paid too much)."""

    line_id: int
    order_id: int
    neighbour_id: int
    name: str
    room: str
    place: int
    ordered_milli: int
    price_fen: int
    open_fen: int
    short_before_fen: int = 0
    is_held: bool = False

    @property
    def household(self) -> str:
        """With whom she shares a door."""
        return self.room or f"#{self.neighbour_id}"

    @property
    def is_paid(self) -> bool:
        """Whether nothing of the order is open."""
        return self.open_fen <= 0


@dataclass(frozen=True, slots=True)
class Cut:
    """What becomes of one line: `now_milli` for what was ordered; `waived_fen` of what it costs more is let go."""

    party: Party
    now_milli: int
    waived_fen: int = 0

    @property
    def change_fen(self) -> int:
        """What the line costs more than before; below zero it costs less. Nothing is waived here."""
        party = self.party
        return line_total(party.price_fen, self.now_milli) - line_total(party.price_fen, party.ordered_milli)

    @property
    def less_fen(self) -> int:
        """What the line costs less than before."""
        return max(-self.change_fen, 0)

    @property
    def owes_less_fen(self) -> int:
        """What of it she had not paid yet, and now need not."""
        return min(self.less_fen, max(self.party.open_fen, 0))

    @property
    def back_fen(self) -> int:
        """What of it she had paid, and has back."""
        return self.less_fen - self.owes_less_fen

    @property
    def adds_fen(self) -> int:
        """What she has to add."""
        return max(self.change_fen, 0) - self.waived_fen


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a way of sharing out comes to: the lines that change, by their turn, and what is left over."""

    policy: Policy | None
    cuts: tuple[Cut, ...]
    left_milli: int

    @property
    def emptied(self) -> tuple[Cut, ...]:
        """Those who get nothing of it at all."""
        return tuple(cut for cut in self.cuts if cut.now_milli == 0)

    @property
    def back_fen(self) -> int:
        """What goes back to those who have paid."""
        return sum(cut.back_fen for cut in self.cuts)

    @property
    def owes_less_fen(self) -> int:
        """What those who have not paid owe less."""
        return sum(cut.owes_less_fen for cut in self.cuts)

    @property
    def adds_fen(self) -> int:
        """What is to be added by those whose goods weigh more."""
        return sum(cut.adds_fen for cut in self.cuts)

    @property
    def waived_fen(self) -> int:
        """What the leader lets go."""
        return sum(cut.waived_fen for cut in self.cuts)


@dataclass(frozen=True, slots=True)
class Compared:
    """What one line gets by a policy, and what it would get first come, first served; thousandths."""

    party: Party
    first_milli: int
    now_milli: int

    @property
    def more_milli(self) -> int:
        """What the policy gives her more; below zero it takes from her."""
        return self.now_milli - self.first_milli


def compared(parties: Iterable[Party], chosen: Sharing, first: Sharing) -> tuple[Compared, ...]:
    """Return whom `chosen` treats otherwise than `first` does, by turn: who gains and who gives."""
    now, then = ({cut.party.line_id: cut.now_milli for cut in sharing.cuts} for sharing in (chosen, first))
    every = (
        Compared(party, then.get(party.line_id, party.ordered_milli), now.get(party.line_id, party.ordered_milli))
        for party in sorted(parties, key=_turn)
    )
    return tuple(each for each in every if each.more_milli)


def shared(count: Count, parties: Iterable[Party], policy: Policy, by_hand: Mapping[int, int] | None = None) -> Sharing:
    """Return what sharing out by `policy` does; `by_hand` is what each line gets, by line id.

    Nobody gets more than ordered, all that came is given out (by hand: as far as the leader goes), and what is in
    somebody's hands stays there. UserError if `by_hand` gives what is not there.
    """
    asked = tuple(parties)
    claims = [
        Claim(
            line_id=party.line_id,
            household=party.household,
            place=party.place,
            ordered_milli=party.ordered_milli,
            short_before_fen=party.short_before_fen,
            held_milli=party.ordered_milli if party.is_held else 0,
        )
        for party in asked
    ]
    portions = share_out(
        policy, claims, came_milli=count.usable_milli, step_milli=count.offer.step_milli, by_hand=by_hand
    )
    cuts = tuple(
        Cut(party, portions[party.line_id])
        for party in sorted(asked, key=_turn)
        if portions[party.line_id] < party.ordered_milli
    )
    return Sharing(policy, cuts, max(count.usable_milli - sum(portions.values()), 0))


def undecided_milli(count: Count, parties: Iterable[Party], by_hand: Mapping[int, int]) -> int:
    """Return how much must still be taken from somebody before a sharing by hand can be done; below 0 it is free."""
    wanted = sum(by_hand.get(party.line_id, party.ordered_milli) for party in parties)
    return wanted - count.usable_milli


def weighed(parties: Iterable[Party], weights: Mapping[int, int], *, waived_up_to_fen: int) -> Sharing:
    """Return what settling the lines by their weights (thousandths by line id) does: more costs more, less costs less.

    What a neighbour would have to add up to `waived_up_to_fen` is let go, as that is the leader's own money; what she
    has to have back is hers and always goes back in full. Lines that are not named, or handed over, stay. UserError if
    a weight is below zero or beyond all measure.
    """
    if any(not 0 <= milli <= MOST_MILLI for milli in weights.values()):
        raise UserError(_("This weight cannot be. Check the number of digits."))
    cuts = []
    for party in sorted(parties, key=_turn):
        now = weights.get(party.line_id, party.ordered_milli)
        if party.is_held or now == party.ordered_milli:
            continue
        cut = Cut(party, now)
        cuts.append(Cut(party, now, waived_fen=cut.change_fen if 0 < cut.change_fen <= waived_up_to_fen else 0))
    return Sharing(None, tuple(cuts), 0)


def _turn(party: Party) -> tuple[int, int]:
    return party.place, party.line_id
