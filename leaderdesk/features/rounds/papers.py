"""The price list of a round, for the stairwell."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.clock import printed_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.documents.price_list import PriceFact, PriceLine, PriceList
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.features.rounds.rules.cells import quantity
from leaderdesk.features.rounds.rules.group_text import example_line
from leaderdesk.features.rounds.rules.planned import moment_text, pickup_text, times_of
from leaderdesk.storage.business import Business


def price_list(round_: Round, offers: Sequence[Offer], business: Business, *, printed_ms: int) -> PriceList:
    """Return what the sheet says: what there is at which price, until when, where to fetch it, and how to order.

    It hangs where everybody passes: no phone stands on it, no cost, and nothing of any order.
    """
    place = round_.pickup_place or business.pickup_place
    facts = [
        PriceFact(_("Order until"), moment_text(round_.cutoff)),
        PriceFact(_("Pickup"), pickup_text(times_of(round_))),
    ]
    if place:
        facts.append(PriceFact(_("Where to fetch"), place))
    return PriceList(
        seller=_seller(business),
        title=round_.name,
        word=" ".join(round_.note.split()),
        facts=tuple(facts),
        lines=tuple(_line(offer, round_) for offer in offers),
        how=example_line(offers),
        printed=printed_text(printed_ms),
    )


def _seller(business: Business) -> str:
    group = _("{leader}'s group buy").format(leader=business.leader_name) if business.leader_name else ""
    return _(" · ").join(part for part in (business.estate_name, group) if part)


def _line(offer: Offer, round_: Round) -> PriceLine:
    words = {"chilled": _("chilled"), "frozen": _("frozen")}
    return PriceLine(
        code=offer.code,
        name=offer.name,
        detail=offer.spec,
        price=_("price to come") if offer.price_fen is None else format_yuan(offer.price_fen),
        per=_("each {unit}").format(unit=offer.unit) if offer.unit and offer.price_fen is not None else "",
        limit=_(" · ").join(_limits(offer, round_)),
        cold=words.get(offer.storage, ""),
    )


def _limits(offer: Offer, round_: Round) -> list[str]:
    said = []
    if offer.limit_milli is not None:
        said.append(_("at most {amount} each household").format(amount=quantity(offer.limit_milli, offer.unit)))
    if offer.total_limit_milli is not None:
        said.append(_("{amount} in all").format(amount=quantity(offer.total_limit_milli, offer.unit)))
    if offer.cutoff is not None and offer.cutoff != round_.cutoff:
        said.append(_("only until {time}").format(time=moment_text(offer.cutoff)))
    return said
