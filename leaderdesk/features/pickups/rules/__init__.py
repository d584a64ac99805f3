"""Bags, their codes, and what is answered when one is asked for."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from leaderdesk.core.events import Event
from leaderdesk.core.i18n import _
from leaderdesk.core.text import digits_of, one_line
from leaderdesk.features.orders.rules import Line, Order

CODE_LENGTH = 20
_PREFIX = "71"
_SIGNED = 10

AMBIENT_BAG = 1
COLD_BAG = 2
WHOLE_ORDER = 0

NotTakenReason = Literal["missing", "bad", "later"]

GiftGoes = Literal["along", "alone", "stays"]
"""Whether the gifts of an order go: with its goods, even where no goods go, or not now."""


@dataclass(frozen=True, slots=True)
class Bag:
    """One bag of an order: `number` is the digit in its code, `place` counts it among the order's `of` bags from 1."""

    order: Order
    number: int
    place: int
    of: int
    lines: tuple[Line, ...]

    @property
    def is_cold(self) -> bool:
        """Whether it belongs in the fridge."""
        return self.number == COLD_BAG


def bags_of(order: Order, *, cold_apart: bool = True) -> tuple[Bag, ...]:
    """Return the bags of an order: ambient goods apart from cold ones; none for a cancelled order."""
    if order.cancelled_at_ms is not None:
        return ()
    if not cold_apart:
        return (Bag(order, AMBIENT_BAG, 1, 1, order.lines),) if order.lines else ()
    kinds = (
        (AMBIENT_BAG, [line for line in order.lines if not line.is_cold]),
        (COLD_BAG, [line for line in order.lines if line.is_cold]),
    )
    filled = [(number, tuple(lines)) for number, lines in kinds if lines]
    return tuple(Bag(order, number, place, len(filled), lines) for place, (number, lines) in enumerate(filled, start=1))


def code_of(order_id: int, bag: int, shop_key: str) -> str:
    """Return the 20 digits of a bag's QR code: 71, the order's number, the bag (0: all), the signature."""
    body = f"{_PREFIX}{order_id:07d}{bag}"
    return body + _signature(body, shop_key)


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """What a code says; `genuine` tells whether this shop signed it."""

    order_id: int
    bag: int
    genuine: bool


def read_code(text: str, shop_key: str) -> ScannedCode | None:
    """Return what the 20 digits in `text` say, in whatever width they were typed; None if it is no such code."""
    digits = digits_of(text)
    if (
        len(digits) != CODE_LENGTH
        or len(one_line(text).replace(" ", "")) != CODE_LENGTH
        or not digits.startswith(_PREFIX)
    ):
        return None
    body, signature = digits[:_SIGNED], digits[_SIGNED:]
    return ScannedCode(
        order_id=int(body[2:9]), bag=int(body[9]), genuine=hmac.compare_digest(signature, _signature(body, shop_key))
    )


class Kind(Enum):
    """The kinds of answer to a check-off."""

    OK = "ok"
    PARTLY = "partly"
    ALREADY = "already"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    OTHER_SHOP = "other-shop"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class PickupOrder:
    """An order at the pickup table: what of it has been handed over, what was left and why, and what is still owed.

    `collected_by` is who came for it if it was somebody else, `moved_to` the day (2026-02-01) on which it is fetched
    instead; both are empty for most. `gift` is what goes along for nothing, in words, where a paper names it.
    """

    order: Order
    round_name: str
    handed_line_ids: frozenset[int]
    handed_at_ms: int | None
    not_taken: tuple[tuple[int, str], ...]
    due_fen: int
    collected_by: str = ""
    moved_to: str = ""
    gift: str = ""

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """The lines not handed over yet."""
        return tuple(line for line in self.order.lines if line.id not in self.handed_line_ids)

    @property
    def is_done(self) -> bool:
        """Whether everything has been handed over."""
        return bool(self.order.lines) and not self.open_lines

    @property
    def piece_count(self) -> int:
        """How many things the neighbour carries: whole units count each, weighed goods count once."""
        return count_pieces(self.order.lines)


def count_pieces(lines: Sequence[Line]) -> int:
    """Return how many things these lines are: whole units count each, an amount with a fraction counts once."""
    return sum(line.amount_milli // 1000 if line.amount_milli % 1000 == 0 else 1 for line in lines)


def numbers_of(pickups: Sequence[PickupOrder]) -> dict[int, int]:
    """Return the numbers that these orders have on the printed list, each with the order's id: their pickup codes."""
    return {each.order.pickup_code: each.order.id for each in pickups}


@dataclass(frozen=True, slots=True)
class GiftsHanded(Event):
    """The gifts that go along with these orders have just been handed over, with the goods or alone."""

    order_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BroughtBack(Event):
    """Nothing of these orders counts as handed over any more."""

    order_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GiftDue:
    """What goes along with an order for nothing: what, and what it is for; `is_promise` where none of it is a gift."""

    goods: str
    reason: str = ""
    is_promise: bool = False


def both_said(first: Mapping[int, str], second: Mapping[int, str]) -> dict[int, str]:
    """Return, by order, what either says of it, one after the other."""
    orders = dict.fromkeys((*first, *second))
    return {id_: _(", ").join(filter(None, (first.get(id_), second.get(id_)))) for id_ in orders}


def both_due(first: Mapping[int, GiftDue], second: Mapping[int, GiftDue]) -> dict[int, GiftDue]:
    """Return, by order, what either lets go along with it, as one."""
    goods = both_said(*({id_: due.goods for id_, due in dues.items()} for dues in (first, second)))
    reasons = both_said(*({id_: due.reason for id_, due in dues.items()} for dues in (first, second)))
    gifts = {id_ for dues in (first, second) for id_, due in dues.items() if not due.is_promise}
    return {id_: GiftDue(words, reasons[id_], is_promise=id_ not in gifts) for id_, words in goods.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check-off came to; `choices` are the orders meant when the code fits several.

    `gift_alone` says that no goods went, but the gifts of the order.
    """

    kind: Kind
    found: PickupOrder | None = None
    bag: int = WHOLE_ORDER
    handed: tuple[Line, ...] = ()
    choices: tuple[PickupOrder, ...] = ()
    action_id: int | None = None
    gift_alone: bool = False


def standing_of(found: PickupOrder) -> Kind:
    """Return how an order stands before anything is handed over now."""
    if found.order.cancelled_at_ms is not None or not found.order.lines:
        return Kind.CANCELLED
    if found.is_done:
        return Kind.ALREADY
    if found.handed_line_ids:
        return Kind.PARTLY
    return Kind.UNPAID if found.due_fen > 0 else Kind.OK


def _signature(body: str, shop_key: str) -> str:
    digest = hmac.new(bytes.fromhex(shop_key), body.encode("ascii"), hashlib.sha256).digest()
    return f"{int.from_bytes(digest, 'big') % 10**_SIGNED:010d}"
