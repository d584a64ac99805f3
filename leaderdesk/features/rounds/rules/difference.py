"""What a copied round now says otherwise than the one it was copied from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leaderdesk.core.clock import planned
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.features.rounds.rules.cells import case_text, limit_text, quantity
from leaderdesk.features.rounds.rules.planned import weekly_text


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: of what, in which respect, and how it reads before and now; empty text for nothing."""

    of: str
    what: str
    before: str
    after: str


def differences(
    source: Round, source_offers: Sequence[Offer], copied: Round, copied_offers: Sequence[Offer]
) -> tuple[Difference, ...]:
    """Return what differs, the round first, then the offers in their order; a shift by whole weeks is no difference."""
    found = [*_of_round(source, copied)]
    before = {offer.product_id: offer for offer in source_offers}
    now = {offer.product_id for offer in copied_offers}
    for offer in copied_offers:
        old = before.get(offer.product_id)
        if old is None:
            found.append(Difference(offer.label, _("new here"), "", _price(offer)))
        else:
            found += _of_offer(source, old, copied, offer)
    found += [
        Difference(offer.label, _("left out"), _price(offer), "")
        for offer in source_offers
        if offer.product_id not in now
    ]
    return tuple(found)


def _of_round(source: Round, copied: Round) -> list[Difference]:
    told: tuple[tuple[str, Callable[[Round], str]], ...] = (
        (_("name"), lambda one: one.title),
        (_("cut-off"), lambda one: weekly_text(one.cutoff)),
        (_("pickup"), lambda one: f"{weekly_text(one.pickup_from)}–{planned(one.pickup_until):%H:%M}"),
        (_("pickup place"), lambda one: one.pickup_place),
    )
    return [Difference("", what, read(source), read(copied)) for what, read in told if read(source) != read(copied)]


def _of_offer(source: Round, old: Offer, copied: Round, offer: Offer) -> list[Difference]:
    told: tuple[tuple[str, Callable[[Offer], str]], ...] = (
        (_("sale price"), _price),
        (_("cost"), lambda one: format_yuan(one.cost_fen)),
        (_("limit"), limit_text),
        (_("case"), case_text),
        (_("smallest step"), lambda one: quantity(one.step_milli, one.unit)),
    )
    found = [Difference(offer.label, what, read(old), read(offer)) for what, read in told if read(old) != read(offer)]
    own_before, own_now = _own_cutoff(source, old), _own_cutoff(copied, offer)
    if own_before != own_now:
        found.append(
            Difference(
                offer.label,
                _("cut-off"),
                own_before or weekly_text(source.cutoff),
                own_now or weekly_text(copied.cutoff),
            )
        )
    return found


def _own_cutoff(round_: Round, offer: Offer) -> str:
    return "" if offer.cutoff is None or offer.cutoff == round_.cutoff else weekly_text(offer.cutoff)


def _price(offer: Offer) -> str:
    return "" if offer.price_fen is None else format_yuan(offer.price_fen)
