"""What a platform's file says that somebody ordered, whatever the platform."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.money import parse_yuan
from leaderdesk.core.text import compare_key
from leaderdesk.features.sharing.rules import ReviewRow
from leaderdesk.features.sharing.rules.addresses import Written
from leaderdesk.features.sharing.rules.goods import Wanted

KTT, QUNJIELONG = "kuaituantuan", "qunjielong"
_BETWEEN = "#"


@dataclass(frozen=True, slots=True)
class IncomingOrder:
    """One order of the file: `numbers` are the platform's own, several when it joined orders; `rows` where it stands.

    `who` tells people with the same number apart and is no name but a digest, so that nothing personal is kept twice.
    """

    numbers: tuple[str, ...]
    who: str
    rows: tuple[int, ...]
    name: str
    recipient: str
    phone: str
    place: Written
    note: str
    goods: tuple[Wanted, ...]
    money_fen: int | None = None

    @property
    def key(self) -> str:
        """The key under which it is remembered: its numbers and whose they are."""
        return f"{'、'.join(self.numbers)}{_BETWEEN}{self.who}"


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """What was read of a file of orders; `left_out` are rows that are no order, `notices` what should be known."""

    kind: str
    orders: tuple[IncomingOrder, ...]
    left_out: tuple[ReviewRow, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def money_fen(self) -> int | None:
        """What the file says its orders come to, each order counted once."""
        sums = [order.money_fen for order in self.orders if order.money_fen is not None]
        return sum(sums) if sums else None


def numbers_of_key(key: str) -> tuple[frozenset[str], str]:
    """Return the numbers and the digest that a key was made of."""
    numbers, _sign, who = key.rpartition(_BETWEEN)
    return frozenset(numbers.split("、")), who


def digest(*parts: str) -> str:
    """Return what stands for these words in a key: the same words, however written, give the same."""
    joined = "\n".join(compare_key(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", errors="surrogatepass"), digest_size=12).hexdigest()


def sum_or_none(text: str) -> int | None:
    """Return the fen of what may be a sum; "-", 不限 and the like are none."""
    try:
        return parse_yuan(text)
    except UserError:
        return None
