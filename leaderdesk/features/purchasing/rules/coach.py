"""What may be done about a case that is not full, and about goods of which too little was ordered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.amount import amount_text, rounded_up
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import line_total
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.features.rounds.rules.cases import missing_to_minimum
from leaderdesk.features.rounds.rules.cells import quantity


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The last case of an offer, which orders and extra do not fill; amounts in thousandths, the cost in fen.

    `missing_milli` fills it, and costs `missing_fen` if the leader takes it herself; without the case
    `short_milli` could not be had.
    """

    line: PurchaseLine
    number: int
    missing_milli: int
    missing_fen: int
    short_milli: int

    @property
    def can_be_left_out(self) -> bool:
        """Whether leaving the case out takes only from what neighbours ordered."""
        return self.short_milli <= self.line.ordered_milli


@dataclass(frozen=True, slots=True)
class Coming:
    """That somebody wanted so much of an offer, by when it came: the highest `turn` came last."""

    order_id: int
    who: str
    name: str
    amount_milli: int
    turn: tuple[int, int]
    keeps_milli: int = 0


@dataclass(frozen=True, slots=True)
class Loss:
    """That an order would have `milli` less of an offer, and would have `left_milli` of it left."""

    order_id: int
    who: str
    name: str
    milli: int
    left_milli: int


@dataclass(frozen=True, slots=True)
class Minimum:
    """How an offer stands to its minimum; `agreed` tells whether the leader buys it all the same."""

    line: PurchaseLine
    minimum_milli: int
    agreed: bool

    @property
    def missing_milli(self) -> int:
        """What is missing to the minimum, 0 once it is reached."""
        return missing_to_minimum(self.minimum_milli, self.line.ordered_milli + self.line.extra_milli)


def open_case(line: PurchaseLine) -> OpenCase | None:
    """Return the case that is not full; None where every case is, or the goods come loose."""
    case = line.offer.case_milli
    if case is None or line.spare_milli <= 0:
        return None
    return OpenCase(
        line=line,
        number=line.to_order_milli // case,
        missing_milli=line.spare_milli,
        missing_fen=line_total(line.offer.cost_fen, line.spare_milli),
        short_milli=line.ordered_milli + line.extra_milli - (line.to_order_milli - case),
    )


def minimum_of(line: PurchaseLine, agreed: frozenset[int]) -> Minimum | None:
    """Return how the offer stands to its minimum; None where it has none."""
    least = line.offer.minimum_milli
    return None if least is None else Minimum(line, least, line.offer.id in agreed)


def losses(comings: Sequence[Coming], short_milli: int, step_milli: int) -> tuple[Loss, ...]:
    """Return who would go without so that at least `short_milli` less is wanted: who came last first, in whole steps.

    What was handed over (`keeps_milli`) stays. The sum is never more than one step above what is short.
    """
    cut: dict[int, int] = {}
    whole: dict[int, int] = {}
    people: dict[int, Coming] = {}
    keeps = {each.order_id: each.keeps_milli for each in comings}
    for each in comings:
        whole[each.order_id] = whole.get(each.order_id, 0) + each.amount_milli
        people[each.order_id] = each
    left = short_milli
    for each in sorted(comings, key=lambda coming: coming.turn, reverse=True):
        if left <= 0:
            break
        free = whole[each.order_id] - keeps[each.order_id] - cut.get(each.order_id, 0)
        taken = min(each.amount_milli, free, rounded_up(left, step_milli))
        if taken > 0:
            cut[each.order_id] = cut.get(each.order_id, 0) + taken
            left -= taken
    return tuple(
        Loss(each, people[each].who, people[each].name, milli, whole[each] - milli) for each, milli in cut.items()
    )


def comings_of(
    orders: Sequence[Order], offer_id: int, late: Mapping[int, Sequence[tuple[int, int]]], held: frozenset[int]
) -> tuple[Coming, ...]:
    """Return who wanted how much of the offer, by when it came.

    `late` are the wishes that were taken after the cut-off, (moment, amount) by order id: they came after everything
    else. `held` are lines that were handed over.
    """
    found: list[Coming] = []
    for order in orders:
        for line in (each for each in order.lines if each.offer_id == offer_id):
            name = order.neighbour_name
            who = f"{order.room} {name}".strip()
            keeps = line.amount_milli if line.id in held else 0
            rest = line.amount_milli
            for at_ms, milli in late.get(order.id, ()):
                part = min(milli, rest)
                rest -= part
                found.append(Coming(order.id, who, name, part, (at_ms, line.id), keeps))
            found.append(Coming(order.id, who, name, rest, (0, line.id), keeps))
    return tuple(each for each in found if each.amount_milli > 0)


def missing_words(case: OpenCase) -> str:
    """Return the coach's sentence: 草莓还差 3 斤满箱."""
    offer = case.line.offer
    return _("{product}: {amount} to the full case").format(
        product=offer.label, amount=quantity(case.missing_milli, offer.unit)
    )


def case_words(case: OpenCase) -> str:
    """Return what is in the case that is not full: 第 5 箱 10 斤，现在只有 7 斤."""
    offer = case.line.offer
    return _("Case {number} holds {size}, {taken} of it is wanted so far.").format(
        number=case.number, size=quantity(offer.case_milli or 0, offer.unit), taken=amount_text(case.short_milli)
    )


def shout(case: OpenCase, round_: Round) -> str:
    """Return a text for the group that asks who would like what fills the case; it names nobody."""
    offer = case.line.offer
    amount = quantity(case.missing_milli, offer.unit)
    return _(
        "Dear neighbours, {product} is {amount} short of a full case ({round}). If your fridge has room for one more,"
        " say so here; first come, first served. Thank you!"
    ).format(product=offer.label, amount=amount, round=round_.name)


def shout_for(minimum: Minimum, round_: Round) -> str:
    """Return a text for the group that asks who joins in, so that the goods come at all; it names nobody."""
    offer = minimum.line.offer
    return _(
        "Dear neighbours, {product} only comes from {least} on, and {missing} are missing ({round}). Who joins in? If"
        " it stays below, it is not bought this time, and what was paid goes back."
    ).format(
        product=offer.label,
        least=quantity(minimum.minimum_milli, offer.unit),
        missing=quantity(minimum.missing_milli, offer.unit),
        round=round_.name,
    )


def usual_text_for(name: str, minimum: Minimum) -> str:
    """Return what to say to a neighbour who usually buys what comes only if enough is ordered."""
    offer = minimum.line.offer
    return _(
        "{name}, you often take {product}. This time {missing} are missing for it to come at all."
        " Would you like some? No need to answer if not."
    ).format(name=name, product=offer.label, missing=quantity(minimum.missing_milli, offer.unit))


def usual_text(name: str, offer: Offer, missing_milli: int) -> str:
    """Return what to say to a neighbour who usually buys it."""
    return _(
        "{name}, you often take {product}. This time {amount} are left to the full case."
        " Shall I put some aside for you? No need to answer if not."
    ).format(name=name, product=offer.label, amount=quantity(missing_milli, offer.unit))


def sorry_text(loss: Loss, offer: Offer) -> str:
    """Return what to say to a neighbour who gets less because a case is left out."""
    if loss.left_milli:
        return _(
            "{name}, I am sorry: the last case of {product} did not fill, so there is {less} less for you"
            " and {left} stay. What you paid too much goes on your account."
        ).format(
            name=loss.name,
            product=offer.label,
            less=quantity(loss.milli, offer.unit),
            left=quantity(loss.left_milli, offer.unit),
        )
    return _(
        "{name}, I am sorry: the last case of {product} did not fill, so it does not come for you this time."
        " What you paid goes on your account."
    ).format(name=loss.name, product=offer.label)


def given_up_text(name: str, offer: Offer) -> str:
    """Return what to say to a neighbour whose goods are not bought because too little was ordered."""
    return _(
        "{name}, I am sorry: too few of us wanted {product} this time, so the supplier cannot bring it."
        " What you paid goes on your account, and I will offer it again."
    ).format(name=name, product=offer.label)


def minimum_words(minimum: Minimum) -> str:
    """Return how the offer stands to its minimum: 面包成团要 20 袋，还差 4 袋."""
    offer = minimum.line.offer
    return _("{product} comes from {least} on, {missing} are missing").format(
        product=offer.label,
        least=quantity(minimum.minimum_milli, offer.unit),
        missing=quantity(minimum.missing_milli, offer.unit),
    )


def people_words(count: int) -> str:
    """Return how many neighbours, in words."""
    return ngettext("{count} neighbour", "{count} neighbours", count).format(count=count)
