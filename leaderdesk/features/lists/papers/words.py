"""How amounts, goods and sums are said in lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.orders.papers import times_text
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.rules import Bag, PickupOrder
from leaderdesk.features.products.rules import StorageKind


def amount_words(milli: int, unit: str) -> str:
    """Return an amount with its unit: 2 盒."""
    return f"{amount_text(milli)} {unit}".rstrip()


def goods_words(lines: Sequence[Line]) -> str:
    """Return goods as they stand on paper: 草莓×2、土鸡蛋×1."""
    return "、".join(f"{line.product_label}{times_text(line)}" for line in lines)


def with_gift(goods: str, gift: str) -> str:
    """Return the goods, and behind them what goes along for nothing: 草莓×2；推荐礼：手工皂×1."""
    return _("{goods}; {along}").format(goods=goods, along=gift) if gift else goods


def storage_marks(kinds: Iterable[StorageKind]) -> tuple[str, ...]:
    """Return the words that tell how cold these are kept; none for goods of the shelf."""
    found = set(kinds)
    return tuple(word for kind, word in (("chilled", _("chilled")), ("frozen", _("frozen"))) if kind in found)


def people_words(count: int) -> str:
    """Return how many neighbours: 42 位."""
    return ngettext("{count} neighbour", "{count} neighbours", count).format(count=count)


def sum_words(pickups: Sequence[PickupOrder]) -> str:
    """Return how many neighbours and pieces: 42 位 · 118 件."""
    pieces = sum(each.piece_count for each in pickups)
    return _("{people} neighbours · {pieces} pieces").format(people=len(pickups), pieces=pieces)


def cold_words(bags: Iterable[Bag]) -> str:
    """Return how many of the bags are cold: 冷藏 34 袋."""
    return _("{count} cold bags").format(count=sum(bag.is_cold for bag in bags))


def building_words(name: str) -> str:
    """Return a building's name as a heading: 3 号楼."""
    return _("Building {name}").format(name=name) if name else _("No building")
