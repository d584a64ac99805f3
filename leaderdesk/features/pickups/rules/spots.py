"""Where each bag of an order lies, in the leader's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.rules import PickupOrder, bags_of


@dataclass(frozen=True, slots=True)
class Spot:
    """What of an order lies together, and where; `place` is empty where the leader has not said."""

    words: str
    place: str
    is_cold: bool


def spots_of(found: PickupOrder, *, cold: str, frozen: str, ambient: str) -> tuple[Spot, ...]:
    """Return a spot for each place where something of the order waits; the places are as the leader calls them."""
    code, spots = found.order.pickup_text, list[Spot]()
    frozen_goods = [line for line in found.open_lines if line.storage == "frozen"]
    cold_goods = [line for line in found.open_lines if line.is_cold]
    # Frozen goods lie apart only where the leader says so.
    apart = bool(frozen_goods) and frozen not in ("", cold)
    if cold_goods and not (apart and frozen_goods == cold_goods):
        spots.append(Spot(_cold_words(found), _at(cold or _("Fridge"), code), is_cold=True))
    if apart:
        spots.append(Spot(_("Frozen: {goods}").format(goods=_goods(frozen_goods)), _at(frozen, code), is_cold=True))
    if len(cold_goods) < len(found.open_lines):
        words = _("{count} pieces not cooled").format(count=sum(1 for line in found.open_lines if not line.is_cold))
        spots.append(Spot(words, _at(ambient, code) if ambient else "", is_cold=False))
    return tuple(spots)


def _cold_words(found: PickupOrder) -> str:
    bags = sum(1 for bag in bags_of(found.order) if bag.is_cold)
    return ngettext("{count} cold bag", "{count} cold bags", bags).format(count=bags)


def _goods(lines: Sequence[Line]) -> str:
    return _(", ").join(line.product_label for line in lines)


def _at(place: str, code: str) -> str:
    return _("{place} · labelled {code}").format(place=place, code=code)
