"""The questions that a file of orders may raise, each with its likely answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.features.sharing.rules.answers import (
    Answers,
    Choice,
    CountBoth,
    CountOnce,
    IsNeighbour,
    IsOffer,
    LeaveOut,
    NewNeighbour,
    PutOnOffer,
    Question,
)
from leaderdesk.features.sharing.rules.goods import Match, Wanted, split_spec
from leaderdesk.features.sharing.rules.incoming_orders import IncomingOrder, sum_or_none

_MOST_CHOICES = 3
_ALIKE = 34
"""From so many hundredths of signs in common on, an offer is named as what may be meant."""

_GOODS = "goods:"


def goods_key(wanted: Wanted) -> str:
    """Return the key of the question what these goods are: the same for every row that names them."""
    return f"{_GOODS}{compare_key(wanted.text)}"


def who_key(order: IncomingOrder) -> str:
    """Return the key of the question whose order it is."""
    return f"who:{order.key}"


def double_key(order: IncomingOrder, offer_id: int) -> str:
    """Return the key of the question whether these goods are meant twice."""
    return f"double:{offer_id}:{order.key}"


def is_about_goods(key: str) -> bool:
    """Return whether it is the key of a question about goods."""
    return key.startswith(_GOODS)


def offers_with(offers: Sequence[Offer], answers: Answers) -> tuple[Offer, ...]:
    """Return the offers as they will be once these answers are learnt; new ones have an id below zero."""
    names: dict[int, list[str]] = {}
    made: list[Offer] = []
    for key, answer in answers.items():
        if isinstance(answer, IsOffer):
            names.setdefault(answer.offer_id, []).append(key.removeprefix(_GOODS))
        elif isinstance(answer, PutOnOffer) and offers:
            fresh = replace(offers[0], id=-1 - len(made), product_id=0, name=answer.name, short_name="")
            fresh = replace(fresh, spec=answer.spec, product_code="", price_fen=answer.price_fen, step_milli=1000)
            made.append(replace(fresh, aliases=(key.removeprefix(_GOODS),), limit_milli=None))
    known = (replace(each, aliases=(*each.aliases, *names.get(each.id, ()))) for each in offers)
    return (*known, *made)


def ask_goods(order: IncomingOrder, wanted: Wanted, match: Match, offers: Sequence[Offer]) -> Question:
    """Return the question what these goods are, or that their offer has no price yet."""
    out = Choice(_("Leave them out"), LeaveOut())
    if match.offer is not None:
        return Question(goods_key(wanted), _("It has no price in this round yet. Set it first."), (out,))
    priced = [offer for offer in offers if offer.price_fen is not None]
    likely = [offer for offer in match.near if offer.price_fen is not None] or _alike(wanted, priced)
    choices = [Choice(_offer_words(offer), IsOffer(offer.id)) for offer in likely[: _MOST_CHOICES - 1]]
    price_fen = _price_fen(order, wanted)
    if price_fen is not None and not match.near and offers:
        name, spec = split_spec(wanted)
        label = _("New: put on offer at {price}").format(price=format_yuan(price_fen))
        choices.append(Choice(label, PutOnOffer(name, spec, price_fen)))
    choices = [*choices, out][:_MOST_CHOICES]
    others = [Choice(_offer_words(offer), IsOffer(offer.id)) for offer in priced]
    return Question(goods_key(wanted), _unknown(wanted, match.near), tuple(choices), (*others, out))


def ask_who(order: IncomingOrder, reason: str, candidates: Sequence[KnownNeighbour]) -> Question:
    """Return the question whose order it is."""
    people = [
        Choice(f"{person.room or ''} {person.name}".strip(), IsNeighbour(person.id))
        for person in sorted(candidates, key=lambda person: person.room or "")
    ]
    new, out = Choice(_("Neither, a new neighbour"), NewNeighbour()), Choice(_("Leave the order out"), LeaveOut())
    return Question(who_key(order), reason, (*people[: _MOST_CHOICES - 1], new), (*people, new, out))


def ask_double(order: IncomingOrder, offer_id: int, *, label: str, milli: int) -> Question:
    """Return the question whether goods that another source brought are meant twice."""
    words = _("{product} ×{amount} is there from another source already. Is it the same?")
    reason = words.format(product=label, amount=amount_text(milli))
    once, both = Choice(_("The same, count it once"), CountOnce()), Choice(_("Both are meant, add it"), CountBoth())
    return Question(double_key(order, offer_id), reason, (once, both))


def _alike(wanted: Wanted, offers: Sequence[Offer]) -> list[Offer]:
    said = compare_key(wanted.text)

    def likeness(offer: Offer) -> int:
        names = (offer.name, offer.short_name, *offer.aliases)
        return max(_likeness(said, compare_key(name)) for name in names if name)

    ranked = sorted(((likeness(offer), offer) for offer in offers), key=lambda each: (-each[0], each[1].position))
    return [offer for alike, offer in ranked if alike >= _ALIKE]


def _likeness(said: str, name: str) -> int:
    """Return how many hundredths of the signs are in common; a name within the other is wholly so."""
    return 100 if name and (name in said or said in name) else round(100 * SequenceMatcher(None, said, name).ratio())


def _price_fen(order: IncomingOrder, wanted: Wanted) -> int | None:
    """Return what one of these goods costs by the file, None if it does not say or does not divide."""
    money = sum_or_none(wanted.money)
    if money is None and len(order.goods) == 1:
        money = order.money_fen
    try:
        milli = parse_amount(wanted.amount)
    except UserError:
        return None
    if not money or money < 0 or not milli or money * 1000 % milli:
        return None
    return money * 1000 // milli


def _offer_words(offer: Offer) -> str:
    return f"{offer.name} {offer.spec}".strip()


def _unknown(wanted: Wanted, near: Sequence[Offer]) -> str:
    if not near:
        return _("Nothing in this round is called “{goods}”. What is it?").format(goods=wanted.text)
    return _("The spec of “{goods}” fits none of the round: {offers}.").format(
        goods=wanted.text, offers="、".join(f"{offer.name} {offer.spec}".strip() for offer in near)
    )
