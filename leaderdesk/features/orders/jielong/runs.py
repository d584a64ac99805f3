"""What stands in a run of tokens: where it ends, what comes first, whether goods are counted in it."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.features.orders.jielong.sorts import Sort, Token

Place = tuple[int, int]

WORDS = frozenset({Sort.WORD, Sort.STOP})
_ENDS = frozenset({Sort.SPACE, Sort.STRONG, Sort.ROOM, Sort.OPEN, Sort.CLOSE})


def whole(tokens: Sequence[Token]) -> Place:
    """Return the signs from the first token to the last."""
    return (tokens[0].start, tokens[-1].end)


def without_edges(tokens: list[Token]) -> list[Token]:
    """Return the tokens without gaps and brackets at their ends."""
    edges = (Sort.SPACE, Sort.WEAK, Sort.STRONG, Sort.CLOSE)
    start, end = 0, len(tokens)
    while start < end and tokens[start].sort in edges:
        start += 1
    while end > start and (tokens[end - 1].sort in edges or tokens[end - 1].sort is Sort.OPEN):
        end -= 1
    return tokens[start:end]


def first_segment(tokens: list[Token]) -> list[Token]:
    """Return the tokens up to the first gap; -, _ and & within words are none."""
    for at, token in enumerate(tokens):
        if token.sort in _ENDS:
            return tokens[:at]
        if token.sort is Sort.WEAK:
            inner = token.text in "-_&" and 0 < at < len(tokens) - 1
            if not (inner and tokens[at - 1].sort in WORDS and tokens[at + 1].sort in WORDS):
                return tokens[:at]
    return tokens


def first_sort(tokens: Sequence[Token]) -> Sort | None:
    """Return the sort of the first token that is no gap."""
    return next((token.sort for token in tokens if token.sort not in (Sort.SPACE, Sort.WEAK, Sort.STRONG)), None)


def goods_after_amount(tokens: Sequence[Token]) -> bool:
    """Return whether the first amount counts the goods behind it (1 束 百合)."""
    solid = [token.sort for token in tokens if token.sort is not Sort.SPACE]
    return solid[1:2] == [Sort.GOOD] and solid[2:3] not in ([Sort.AMOUNT], [Sort.TIMES], [Sort.UNCLEAR])


def has_goods(tokens: Sequence[Token]) -> bool:
    """Return whether goods are named."""
    return any(token.sort is Sort.GOOD for token in tokens)


def has_counted_goods(tokens: Sequence[Token]) -> bool:
    """Return whether goods are named and an amount stands somewhere."""
    return has_goods(tokens) and any(token.sort in (Sort.AMOUNT, Sort.UNCLEAR, Sort.EACH) for token in tokens)


def counted_from(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the goods at `at` have an amount of their own, before or behind them."""
    near = [token for token in tokens[at + 1 :] if token.sort is not Sort.SPACE][:2]
    behind = near[0] if near else None
    if len(near) == 2 and near[0].sort is Sort.AMOUNT and near[1].sort is Sort.GOOD and near[0].end == near[1].start:
        return False
    if behind is not None and behind.sort in (Sort.AMOUNT, Sort.TIMES, Sort.UNCLEAR, Sort.EACH, Sort.CANCEL):
        return True
    before = tokens[at - 1] if at else None
    return before is not None and before.sort is Sort.AMOUNT
