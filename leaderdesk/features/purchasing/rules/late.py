"""Late wishes: whether what comes anyway is enough for them, what else it takes, and what to answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.purchasing.rules import need_milli
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.features.rounds.rules.cells import quantity
from leaderdesk.features.rounds.rules.planned import moment_text


@dataclass(frozen=True, slots=True)
class Wish:
    """What a neighbour wished for after the cut-off, in thousandths; `answer` is "", "taken" or "declined"."""

    id: int
    round_id: int
    neighbour_id: int
    name: str
    room: str
    offer_id: int
    amount_milli: int
    words: str
    at_ms: int
    answer: str
    decided_at_ms: int | None
    action_id: int | None

    @property
    def who(self) -> str:
        """How the neighbour is named in the undo menu: 3-904 小安."""
        return f"{self.room} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Stand:
    """How an offer stands when a wish comes; thousandths. `expected_milli` is None while nothing of it was sent.

    `taken_milli` is what the orders and the leader (`extra_milli`) take.

    `most_milli` is all there is of it, None without a limit. `is_over` tells that nothing more can be asked for;
    nor can it once `arrived_milli` of it is there, of which the leader keeps `kept_milli` for those who come late.
    """

    offer: Offer
    taken_milli: int
    expected_milli: int | None
    most_milli: int | None = None
    is_over: bool = False
    arrived_milli: int | None = None
    kept_milli: int = 0
    extra_milli: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can be had from the supplier."""
        return self.is_over or self.arrived_milli is not None

    @property
    def bought_milli(self) -> int:
        """What is there; until it has come, what comes anyway: what was sent, and the cases that are open already."""
        if self.arrived_milli is not None:
            return self.arrived_milli
        need = 0 if self.is_over else need_milli(self.offer, self.taken_milli)
        return max(self.expected_milli or 0, need)

    @property
    def spare_milli(self) -> int:
        """What comes anyway and nobody has, or the leader keeps for those who come late."""
        return max(0, self.bought_milli - self.taken_milli, self.offered_milli)

    @property
    def offered_milli(self) -> int:
        """What the leader keeps for those who come late, as far as it is there; it may have been meant for herself."""
        return max(0, min(self.kept_milli, self.bought_milli - self.taken_milli + self.extra_milli))


class FitKind(Enum):
    """How a wish fits."""

    SPARE = "spare"
    OPENED = "opened"
    UNSENT = "unsent"
    CASE = "case"
    SLIP = "slip"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a wish fits: `opens` is how many cases must be bought for it, `number` the highest case that it reaches."""

    kind: FitKind
    words: str
    opens: int = 0
    number: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether it can be taken without buying more of what was sent already."""
        return self.kind in (FitKind.SPARE, FitKind.OPENED, FitKind.UNSENT)


def fit_of(stand: Stand, milli: int) -> Fit:
    """Return how a wish for `milli` thousandths fits what the offer stands at."""
    offer, spare = stand.offer, stand.spare_milli
    if stand.most_milli is not None and stand.taken_milli + milli > stand.most_milli:
        left = max(0, stand.most_milli - stand.taken_milli)
        words = _("not enough: {left} left of the limit") if left else _("the limit is reached")
        return Fit(FitKind.LACKING, words.format(left=_amount(offer, left)))
    if milli <= spare:
        return _from_spare(stand, milli)
    if stand.is_closed:
        words = _("not enough: only {left} left over") if spare else _("nothing is left over")
        return Fit(FitKind.LACKING, words.format(left=_amount(offer, spare)))
    if offer.case_milli is not None:
        number = need_milli(offer, stand.taken_milli + milli) // offer.case_milli
        opens = number - stand.bought_milli // offer.case_milli
        return Fit(FitKind.CASE, _opens(number, opens), opens=opens, number=number)
    if stand.expected_milli is None:
        supplier = offer.supplier_name or _("the supplier")
        return Fit(FitKind.UNSENT, _("{supplier} has no order yet, it can be added").format(supplier=supplier))
    more = _amount(offer, stand.taken_milli + milli - stand.bought_milli)
    return Fit(FitKind.SLIP, _("{amount} more to order, on an add-on slip").format(amount=more))


def taken_on(stand: Stand, milli: int) -> Stand:
    """Return how the offer stands once a wish for `milli` was taken."""
    return replace(stand, taken_milli=stand.taken_milli + milli, kept_milli=max(0, stand.kept_milli - milli))


def enough_for(wishes: Sequence[Wish], stands: dict[int, Stand]) -> tuple[Wish, ...]:
    """Return the open wishes that can all be taken, as they came, without buying more of what was sent already."""
    now, found = dict(stands), list[Wish]()
    for wish in wishes:
        stand = now.get(wish.offer_id)
        if wish.answer or stand is None or not fit_of(stand, wish.amount_milli).is_enough:
            continue
        now[wish.offer_id] = taken_on(stand, wish.amount_milli)
        found.append(wish)
    return tuple(found)


def reply_text(wish: Wish, offer: Offer, round_: Round) -> str:
    """Return what to say to the neighbour: that she gets it and when, or that it does not work out this time."""
    goods = f"{offer.label} ×{amount_text(wish.amount_milli)}"
    if wish.answer == "taken":
        return _("{name}, noted: {goods}. Pickup from {time}, see you there!").format(
            name=wish.name, goods=goods, time=moment_text(round_.pickup_from)
        )
    if wish.answer == "declined":
        return _(
            "{name}, I am sorry, {goods} does not work out any more this time. Next time I will shout earlier!"
        ).format(name=wish.name, goods=goods)
    return _("{name}, seen: {goods}. I ask the supplier and tell you.").format(name=wish.name, goods=goods)


def reply_texts(wishes: Iterable[Wish], offers: dict[int, Offer], round_: Round) -> str:
    """Return the answers to all wishes that were decided, a paragraph each."""
    return "\n".join(
        reply_text(wish, offers[wish.offer_id], round_) for wish in wishes if wish.answer and wish.offer_id in offers
    )


def kept_words(stand: Stand) -> str:
    """Return what of an offer came beyond the orders and is kept for those who come late: 草莓到货余 5 盒，留给加单."""
    return _("{product}: {amount} came beyond the orders and are kept for late orders").format(
        product=stand.offer.label, amount=_amount(stand.offer, stand.offered_milli)
    )


def kept_text(stand: Stand, round_: Round) -> str:
    """Return a text for the group that offers what is kept; it names nobody."""
    return _(
        "Dear neighbours, {amount} of {product} came beyond the orders ({round}). Who would like some, say so here;"
        " first come, first served."
    ).format(amount=_amount(stand.offer, stand.offered_milli), product=stand.offer.label, round=round_.name)


def _from_spare(stand: Stand, milli: int) -> Fit:
    offer, spare = stand.offer, stand.spare_milli
    number = 0 if offer.case_milli is None else stand.bought_milli // offer.case_milli
    opened = stand.expected_milli is not None and stand.bought_milli > stand.expected_milli
    if opened and stand.arrived_milli is None and offer.case_milli is not None:
        words = _("{amount} left in case {number}").format(amount=_amount(offer, spare), number=number)
        return Fit(FitKind.OPENED, words, number=number)
    if milli == spare:
        words = _("{amount} left over, just right").format(amount=_amount(offer, spare))
    else:
        words = _("{amount} left over, enough").format(amount=_amount(offer, spare))
    return Fit(FitKind.SPARE, words, number=number)


def _opens(number: int, opens: int) -> str:
    if opens == 1:
        return _("opens case {number}").format(number=number)
    return ngettext("opens {count} case", "opens {count} cases", opens).format(count=opens)


def _amount(offer: Offer, milli: int) -> str:
    return quantity(milli, offer.unit)
