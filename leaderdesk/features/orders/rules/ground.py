"""What stands in a round when a list is read: the goods, the people, their orders, and what the list said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from leaderdesk.core.money import line_total
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.jielong import model
from leaderdesk.features.rounds.rules import Offer

Amounts = Mapping[int, int]
"""Thousandths by offer id; zeros left out."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One neighbour's order as it stands.

    `prices` are those her goods were ordered at; `listed_note` and `listed_paid` are what the list last said; `locked`
    are the offers of hers that were handed over.
    """

    order_id: int
    amounts: Amounts
    prices: Mapping[int, int]
    note: str
    cancelled: bool = False
    listed_note: str = ""
    listed_paid: bool = False
    paid: bool = False
    locked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class EarlierPaste:
    """The paste that was last confirmed; `sources` are the lines (from 1) of each neighbour's order."""

    id: int
    at_ms: int
    text: str
    sources: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """All of it, read at one moment, by id; offers in their order, people in the order in which they came.

    `fingerprint` tells whether it still stands, `bought` what somebody had last.
    """

    round_id: int
    today: dt.date
    closed: bool
    offers: Mapping[int, Offer]
    people: Mapping[int, KnownNeighbour]
    buildings: tuple[str, ...]
    listed: Mapping[int, Amounts]
    standing: Mapping[int, Standing]
    last: EarlierPaste | None
    fingerprint: str
    bought: Mapping[int, str] = field(default_factory=dict)

    def price(self, neighbour_id: int | None, offer_id: int) -> int:
        """Return what one unit costs this neighbour, in fen: the price she ordered at, else the price of now."""
        standing = self.standing.get(neighbour_id) if neighbour_id is not None else None
        if standing is not None and not standing.cancelled and offer_id in standing.prices:
            return standing.prices[offer_id]
        return self.offers[offer_id].price_fen or 0

    def sum_fen(self, neighbour_id: int | None, amounts: Amounts) -> int:
        """Return what `amounts` come to for this neighbour, in fen."""
        return sum(line_total(self.price(neighbour_id, offer_id), milli) for offer_id, milli in amounts.items())


def goods_for_reader(ground: Ground) -> tuple[model.Offer, ...]:
    """Return the round's offers as the reader knows them; what she calls a product is one of its names."""
    return tuple(
        model.Offer(
            code=offer.code,
            name=offer.name,
            spec=offer.spec,
            unit=offer.unit,
            aliases=tuple(dict.fromkeys((*((offer.short_name,) if offer.short_name else ()), *offer.aliases))),
            step_milli=offer.step_milli,
            price_fen=offer.price_fen or 0,
        )
        for offer in ground.offers.values()
    )


def known_for_reader(ground: Ground) -> model.Known:
    """Return the neighbours and buildings as the reader knows them."""
    return model.Known(
        neighbours=tuple(
            model.Neighbour(str(one.id), one.name, one.room, one.aliases) for one in ground.people.values()
        ),
        buildings=ground.buildings,
    )
