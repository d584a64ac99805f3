"""What stands in a round when a list is read: the goods, the people, their orders, and what the list said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.jielong import model
from leaderdesk.features.orders.rules.memory import Learnt, buildings_called
from leaderdesk.features.rounds.rules import Offer

Amounts = Mapping[int, int]
"""Thousandths by offer id; zeros left out."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One neighbour's order as it stands.

    `prices` are those her goods were ordered at; `listed_note` and `listed_paid` are what the list last said; `locked`
    are the offers of hers that were handed over, `files` what imports brought.
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
    files: Amounts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EarlierPaste:
    """The paste that was last confirmed; `sources` are the lines (from 1) of each neighbour's order."""

    id: int
    at_ms: int
    text: str
    sources: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the lists of a round, counted from 1, as it was confirmed last.

    `same` is what of `listed` had come from another source before and was not counted again.
    """

    number: int
    listed: Mapping[int, Amounts]
    same: Mapping[int, Amounts]
    last: EarlierPaste | None


@dataclass(frozen=True, slots=True)
class Once:
    """Goods of the round (by offer id) that each household gets once, and who had them in other rounds.

    `doors` are rooms (3-502), `people` ids: who had them has had them wherever she lives.
    """

    offers: frozenset[int] = frozenset()
    doors: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """All of it, read at one moment, by id; offers in their order, people in the order in which they came.

    `listed`, `same` and `last` are those of the list `strand`, with which a text is compared; `strands` are all lists.
    `fingerprint` tells whether it still stands, `bought` what somebody had last, `memory` what the leader explained,
    `once` what each household gets once.
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
    same: Mapping[int, Amounts] = field(default_factory=dict)
    strand: int = 1
    strands: tuple[Strand, ...] = ()
    memory: tuple[Learnt, ...] = ()
    once: Once = field(default_factory=Once)

    def elsewhere(self, neighbour_id: int | None) -> dict[int, int]:
        """Return what this neighbour has that did not come from the list, thousandths by offer id, zeros left out."""
        standing = self.standing.get(neighbour_id) if neighbour_id is not None else None
        if neighbour_id is None or standing is None or standing.cancelled:
            return {}
        listed, same = self.listed.get(neighbour_id, {}), self.same.get(neighbour_id, {})
        rest = {
            offer_id: milli - max(0, listed.get(offer_id, 0) - same.get(offer_id, 0))
            for offer_id, milli in standing.amounts.items()
        }
        return {offer_id: milli for offer_id, milli in rest.items() if milli > 0}

    def ways(self, neighbour_id: int | None, offer_id: int) -> tuple[str, ...]:
        """Return which other ways goods of hers came: another list, a file, or written by hand."""
        standing = self.standing.get(neighbour_id) if neighbour_id is not None else None
        if neighbour_id is None or standing is None:
            return ()
        lists = [
            _("list {number}").format(number=one.number)
            for one in self.strands
            if one.number != self.strand and one.listed.get(neighbour_id, {}).get(offer_id)
        ]
        files = [_("file")] if standing.files.get(offer_id) else []
        return (*lists, *files) or (_("by hand"),)

    def buildings_called(self) -> dict[str, str]:
        """Return the estate's buildings by what else they are called."""
        return buildings_called(self.memory, self.buildings, self.people.values(), self.offers.values())

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
