"""Words in a name's place that are goods, and nobody's name."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.runs import WORDS, first_sort, goods_after_amount, has_goods
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.wishes import is_polite, strip_polite, weighed

_COUNTED_BY = frozenset({Sort.AMOUNT, Sort.UNCLEAR, Sort.TIMES, Sort.EACH})


def orders_only(tokens: Sequence[Token], goods: Goods) -> bool:
    """Return whether the tokens are goods with amounts and nothing else."""
    named = any(token.sort in (Sort.GOOD, Sort.EACH) for token in tokens) or goods.single
    amounts = any(token.sort in (Sort.AMOUNT, Sort.UNCLEAR) for token in tokens)
    return named and amounts and all(token.sort not in WORDS or is_polite(token.text) for token in tokens)


def units_fit(tokens: Sequence[Token], goods: Goods) -> bool:
    """Return whether every amount of the tokens can count the goods beside it."""
    fits = [place for token in tokens if token.sort is Sort.GOOD for place in token.fits] or list(range(len(goods.all)))
    return all(
        token.milli is None or any(weighed(goods.all[place], token.unit, token.milli) is not None for place in fits)
        for token in tokens
        if token.sort is Sort.AMOUNT
    )


def parts_of_goods(segment: Sequence[Token], rest: Sequence[Token], *, goods: Goods) -> bool:
    """Return whether words are made of parts of offers' names and counted (五花 2斤, 两种馄饨各一)."""
    cut = next((at for at, token in enumerate(segment) if token.sort in _COUNTED_BY), len(segment))
    front = segment[:cut]
    if not any(token.sort is Sort.WORD for token in front) or not goods.parts_in(strip_polite(_text(front))):
        return False
    behind = segment[cut:] or rest
    spaced = bool(behind) and behind[0].sort is Sort.SPACE
    if spaced and first_sort(behind) is Sort.AMOUNT and goods_after_amount(behind):
        return False
    first = next((token for token in behind if token.sort is not Sort.SPACE), None)
    return first is not None and (first.sort in (*_COUNTED_BY, Sort.OPEN) or first.text in "、/&:")


def other_goods(front: Sequence[Token], amount: Token, *, line: Sequence[Token], goods: Goods) -> bool:
    """Return whether a word glued to an amount of boxes or pounds, behind a room, is goods rather than a person."""
    if goods.single or amount.sort is not Sort.AMOUNT:
        return False
    if amount.unit in ("", "份") and not goods.containing(_text(front)):
        return False
    room = any(token.sort is Sort.ROOM and token.end <= amount.start for token in line)
    return room and not has_goods(line)


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)


def shares_out(tokens: list[Token], *, text: str, goods: Goods) -> bool:
    """Return whether part of the goods' names with 各 and an amount stands there (月饼各一盒), and no name."""
    each = next((at for at, token in enumerate(tokens) if token.sort is Sort.EACH), 0)
    if not each or first_sort(tokens[each + 1 :]) not in (Sort.AMOUNT, Sort.TIMES, None):
        return False
    return bool(goods.parts_in(text[tokens[0].start : tokens[each].start].strip()))
