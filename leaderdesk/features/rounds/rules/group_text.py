"""The text that opens a round in the group, ready to paste, and what is said when it closes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.clock import day_text, planned
from leaderdesk.core.i18n import _
from leaderdesk.core.money import yuan_text
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.features.rounds.rules.cells import quantity

MOST_EXAMPLES = 2
"""Goods that the example line names: enough to show how it is written."""


@dataclass(frozen=True, slots=True)
class TextOptions:
    """What the text says of each product besides its name; `origins` holds where it comes from, by offer."""

    prices: bool = True
    limits: bool = True
    origins: Mapping[int, str] | None = None


def group_text(round_: Round, offers: Sequence[Offer], options: TextOptions) -> str:
    """Return the text for the group: what there is, until when, where to fetch it, and how to write the order.

    Times carry their date, because the text stays in the group longer than "tomorrow" is true.
    """
    lines = [round_.name, *(_offer_line(offer, options) for offer in offers), *_cutoff_lines(round_, offers)]
    if options.limits and any(offer.minimum_milli is not None for offer in offers):
        lines.append(_("What does not come together is not bought this time; what was paid for it goes back."))
    lines.append(_pickup_line(round_))
    if round_.note:
        lines.append(round_.note)
    if offers:
        lines.append(example_line(offers))
    return "\n".join(lines)


def example_line(offers: Sequence[Offer]) -> str:
    """Return how an order is written, with the first of these goods for an example; empty without any."""
    goods = " ".join(f"{offer.label}{amount}" for offer, amount in zip(offers[:MOST_EXAMPLES], (2, 1), strict=False))
    return _("Order like this: room, name, {goods}").format(goods=goods) if goods else ""


def closing_text(
    round_: Round, short: Sequence[tuple[Offer, int]], *, closed: bool, least: Sequence[tuple[Offer, int]] = ()
) -> str:
    """Return what is said in the group shortly before the cut-off, or after it.

    `short` names the goods whose last case is not full yet, with the thousandths that are missing; `least` the goods
    that come only from an amount on, with the thousandths that are missing to it, 0 once it is reached.
    """
    cutoff = _moment(planned(round_.cutoff))
    if closed:
        first = _("{round} is closed. Thank you all, what comes now is for the next round~").format(round=round_.name)
    else:
        first = _("{round} closes on {time}. Whoever still wants something, please write it now~").format(
            round=round_.name, time=cutoff
        )
    lines = [first]
    if not closed:
        lines += [
            _("{product}: {amount} more and the case is full").format(
                product=offer.label, amount=quantity(missing_milli, offer.unit)
            )
            for offer, missing_milli in short
        ]
    lines += [_least_line(offer, missing_milli, closed=closed) for offer, missing_milli in least]
    return "\n".join((*lines, _pickup_line(round_)))


def unpriced(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Return the offers that have no price yet; as long as there are some the text is not copied."""
    return tuple(offer for offer in offers if offer.price_fen is None)


def _offer_line(offer: Offer, options: TextOptions) -> str:
    parts = [f"{offer.code} {offer.label}"]
    if offer.spec:
        parts.append(f" {offer.spec}")
    if options.prices and offer.price_fen is not None:
        price = yuan_text(offer.price_fen).removesuffix(".00")
        parts.append(_(", {price} yuan").format(price=price))
    if options.limits:
        parts.append(_limits(offer))
    origin = (options.origins or {}).get(offer.id, "")
    if origin:
        parts.append(_(", from {origin}").format(origin=origin))
    return "".join(parts)


def _least_line(offer: Offer, missing_milli: int, *, closed: bool) -> str:
    if not missing_milli:
        return _("{product}: enough came together").format(product=offer.label)
    words = _("{product}: {missing} more and it comes; if not, it is not bought and what was paid goes back")
    if closed:
        words = _("{product}: {missing} are missing; I ask the supplier whether it comes and tell you here")
    return words.format(product=offer.label, missing=quantity(missing_milli, offer.unit))


def _limits(offer: Offer) -> str:
    said = []
    if offer.minimum_milli is not None:
        said.append(_("comes from {amount} on").format(amount=quantity(offer.minimum_milli, offer.unit)))
    if offer.limit_milli is not None:
        said.append(_("at most {amount} each household").format(amount=quantity(offer.limit_milli, offer.unit)))
    if offer.total_limit_milli is not None:
        said.append(_("{amount} in all").format(amount=quantity(offer.total_limit_milli, offer.unit)))
    return _(" ({limits})").format(limits=_(", ").join(said)) if said else ""


def _cutoff_lines(round_: Round, offers: Sequence[Offer]) -> list[str]:
    own: dict[str, list[str]] = {}
    for offer in offers:
        if offer.cutoff is not None and offer.cutoff != round_.cutoff:
            own.setdefault(offer.cutoff, []).append(offer.label)
    lines = [
        _("{goods}: orders until {time}").format(goods=_(", ").join(goods), time=_moment(planned(cutoff)))
        for cutoff, goods in sorted(own.items())
    ]
    time = _moment(planned(round_.cutoff))
    whole = _("Everything else: orders until {time}") if own else _("Orders until {time}")
    return [*lines, whole.format(time=time)]


def _pickup_line(round_: Round) -> str:
    begins, ends = planned(round_.pickup_from), planned(round_.pickup_until)
    until = ends.strftime("%H:%M") if begins.date() == ends.date() else _moment(ends)
    if not round_.pickup_place:
        return _("Pickup {begins}–{ends}").format(begins=_moment(begins), ends=until)
    return _("Pickup {begins}–{ends}, {place}").format(begins=_moment(begins), ends=until, place=round_.pickup_place)


def _moment(moment: dt.datetime) -> str:
    return _("{day} {time}").format(day=day_text(moment.date()), time=moment.strftime("%H:%M"))
