"""What is typed into the cells of the table of offers, and how it reads there."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import parse_yuan
from leaderdesk.features.rounds.rules import Offer

_NO_LIMIT = frozenset(("", "不限", "无", "no limit", "none", "-"))
_LOOSE = frozenset(("", "散装", "散", "loose", "-"))
_IN_ALL = ("共", "总共", "一共", "in all", "total")


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a household may order, and how much there is in all; None means no limit."""

    household_milli: int | None
    total_milli: int | None


def read_price(typed: str) -> int | None:
    """Return the price in fen, None for an empty cell; UserError if it is no price or below zero."""
    if not typed.strip():
        return None
    fen = parse_yuan(typed)
    if fen < 0:
        raise UserError(_("A price cannot be below zero."))
    return fen


def read_limit(typed: str, unit: str) -> Limit:
    """Return the limits that were typed: "4" for each household, "共 20" in all, "4 共 20" both, nothing for none."""
    folded = _folded(typed)
    if folded in _NO_LIMIT:
        return Limit(None, None)
    for word in _IN_ALL:
        each, found, in_all = folded.partition(word)
        if found:
            household = _amount(each, unit) if each.strip(" ,，、") else None
            return Limit(household, _amount(in_all, unit))
    return Limit(_amount(folded, unit), None)


def read_case(typed: str, unit: str) -> int | None:
    """Return the size of a case ("10", "10 盒 / 箱"); None for goods that come loose."""
    folded = _folded(typed).partition("/")[0].strip()
    return None if folded in _LOOSE else _amount(folded, unit)


def read_step(typed: str, unit: str) -> int:
    """Return the smallest amount that can be ordered ("1", "0.5 斤"); an empty cell means one."""
    folded = _folded(typed)
    return _amount(folded, unit) if folded else 1000


def read_minimum(typed: str, unit: str) -> int | None:
    """Return how much of it must be ordered in all for it to be bought ("20", "20 盒"); None for no such condition."""
    folded = _folded(typed)
    return None if folded in _NO_LIMIT else _amount(folded, unit)


def limit_text(offer: Offer) -> str:
    """Return the limits as the cell shows them: 4 盒, 共 20 块, 不限."""
    parts = []
    if offer.limit_milli is not None:
        parts.append(quantity(offer.limit_milli, offer.unit))
    if offer.total_limit_milli is not None:
        parts.append(_("{amount} in all").format(amount=quantity(offer.total_limit_milli, offer.unit)))
    return _(", ").join(parts) if parts else _("no limit")


def limit_typed(offer: Offer) -> str:
    """Return the limits as they are typed."""
    each = "" if offer.limit_milli is None else amount_text(offer.limit_milli)
    in_all = "" if offer.total_limit_milli is None else f"共{amount_text(offer.total_limit_milli)}"
    return f"{each} {in_all}".strip()


def case_text(offer: Offer) -> str:
    """Return the case as the cell shows it: 10 盒 / 箱, 散装."""
    if offer.case_milli is None:
        return _("loose")
    return _("{amount} / case").format(amount=quantity(offer.case_milli, offer.unit))


def quantity(milli: int, unit: str) -> str:
    """Return an amount with its unit: 4 盒."""
    return _("{amount} {unit}").format(amount=amount_text(milli), unit=unit)


def margin_percent(offer: Offer) -> int | None:
    """Return how many percent of the price are earned, rounded half up; None where price or cost is missing."""
    if offer.margin_fen is None or not offer.price_fen:
        return None
    return (200 * offer.margin_fen + offer.price_fen) // (2 * offer.price_fen)


def loss_fen(offer: Offer) -> int:
    """Return how far the price lies below the cost, 0 if it does not."""
    return max(0, -(offer.margin_fen or 0))


def _folded(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def _amount(text: str, unit: str) -> int:
    bare = text.strip(" ,，、")
    if unit and bare.endswith(unit.casefold()):
        bare = bare[: -len(unit)]
    milli = parse_amount(bare)
    if milli <= 0:
        raise UserError(_("It must be more than zero. Leave the cell empty for none."))
    return milli
