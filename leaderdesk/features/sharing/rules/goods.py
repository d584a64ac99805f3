"""Which offer of the round is meant by what a platform calls goods; never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leaderdesk.core.text import compare_key
from leaderdesk.features.rounds.rules import Offer

_SPEC_BEHIND = re.compile(r"(?P<name>.+?)\s*[(（](?P<spec>[^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]\s*")
_BADGE = re.compile(r"^(?:\s*[【\[][^】\]]{1,12}[】\]])+")
_SEVERAL = re.compile(r"(?P<name>[^+＋]+?)\s*[+＋]\s*(?P<amount>[0-9]+(?:\.[0-9]+)?)\s*(?:[;；,，、\n\r]+\s*|$)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """So much of some goods, as one row says it."""

    row: int
    product: str
    spec: str
    amount: str
    money: str = ""

    @property
    def text(self) -> str:
        """How the goods are called in a sentence."""
        return self.product if not self.spec or self.spec in self.product else f"{self.product}({self.spec})"


@dataclass(frozen=True, slots=True)
class Match:
    """The offer that is meant if it is certain; else those it may be, none if nobody knows the goods."""

    offer: Offer | None
    near: tuple[Offer, ...] = ()


class GoodsIndex:
    """The offers of a round by every name that means them."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._named: dict[str, list[Offer]] = {}
        for offer in offers:
            names = {offer.name, offer.short_name, offer.product_code, *offer.aliases}
            names |= {f"{offer.name}{offer.spec}", f"{offer.name}({offer.spec})"} if offer.spec else set()
            for key in {compare_key(name) for name in names if name}:
                self._named.setdefault(key, []).append(offer)

    def find(self, product: str, spec: str) -> Match:
        """Return which offer is meant by goods and the spec beside them."""
        for name, specs in _ways(product, spec):
            named = self._named.get(compare_key(name), [])
            if named:
                return _by_spec(named, specs)
        return Match(None)


def split_spec(wanted: Wanted) -> tuple[str, str]:
    """Return name and spec of goods, told apart: 草莓(2斤装) beside 2斤装 is 草莓 and 2斤装."""
    name = _BADGE.sub("", wanted.product).strip() or wanted.product
    behind = _SPEC_BEHIND.fullmatch(name)
    return (name, wanted.spec) if behind is None else (behind["name"], wanted.spec or behind["spec"])


def several_goods(cell: str) -> tuple[tuple[str, str], ...]:
    """Return goods and amounts of one cell: 【新款】草莓(2斤装)+1；酸奶+2. Nothing if it is not written like that."""
    found, at = [], 0
    text = cell.strip()
    while at < len(text):
        match = _SEVERAL.match(text, at)
        if match is None:
            return ()
        found.append((match["name"].strip(), match["amount"]))
        at = match.end()
    return tuple(found)


def _ways(product: str, spec: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Give the names to look for, the fullest first, each with the specs that are said beside it."""
    if spec and spec not in product:
        # The whole of it may be a name that was learnt.
        yield f"{product}({spec})", ()
    for whole in dict.fromkeys((product, _BADGE.sub("", product).strip())):
        behind = _SPEC_BEHIND.fullmatch(whole)
        if behind is None:
            yield whole, (spec,)
        else:
            # What stands behind the name itself is nearer to it than the column beside, which is filled down by hand.
            yield whole, ()
            yield behind["name"], (behind["spec"], spec)


def _by_spec(named: Sequence[Offer], specs: Iterable[str]) -> Match:
    said = [compare_key(spec) for spec in specs if spec]
    for spec in said:
        fitting = [offer for offer in named if compare_key(offer.spec) == spec]
        if len(fitting) == 1:
            return Match(fitting[0])
    if len(named) == 1 and (not said or not named[0].spec):
        return Match(named[0])
    return Match(None, tuple(named))
