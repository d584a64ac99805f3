"""Goods of one sign that stand within other words by chance, and words that are one."""

from __future__ import annotations

import re

from leaderdesk.features.orders.jielong.emoji import is_emoji
from leaderdesk.features.orders.jielong.sorts import Sort, Token


def without_chance_goods(tokens: list[Token]) -> list[Token]:
    """Return the tokens with goods of one Chinese sign taken back where they are part of a longer word (大 in 大山)."""
    if not any(token.sort is Sort.GOOD and len(token.text) == 1 and "一" <= token.text <= "鿿" for token in tokens):
        return joined_words(tokens)
    kept = list(tokens)
    for place, token in enumerate(tokens):
        if token.sort is not Sort.GOOD or len(token.text) != 1 or not "一" <= token.text <= "鿿":
            continue
        before = kept[place - 1] if place else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        part = after is not None and after.sort is Sort.WORD and "一" <= after.text[0] <= "鿿"
        part = part and not re.match(
            r"的|份|号|款|个|要|来|和|跟|各|装|还是|还要|也要|就要", after.text if after else ""
        )
        behind = before is not None and before.sort is Sort.WORD and "一" <= before.text[-1] <= "鿿"
        behind = behind and not re.search(
            r"(?:要|来|和|跟|份|加|的|是|拿|订|买|给我|留|:)$", before.text if before else ""
        )
        doubled = any(
            other is not None and other.text == token.text and not is_emoji(token.text) for other in (before, after)
        )
        part = part or doubled
        counted = after is not None and after.sort in (Sort.AMOUNT, Sort.TIMES, Sort.UNCLEAR, Sort.PLUS, Sort.EACH)
        if part or (behind and not counted):
            kept[place] = Token(Sort.WORD, token.start, token.end, token.text)
    return joined_words(kept)


def joined_words(tokens: list[Token]) -> list[Token]:
    """Return the tokens with neighbouring words made one."""
    joined: list[Token] = []
    for token in tokens:
        if token.sort is Sort.WORD and joined and joined[-1].sort is Sort.WORD and joined[-1].end == token.start:
            last = joined[-1]
            joined[-1] = Token(Sort.WORD, last.start, token.end, last.text + token.text)
        else:
            joined.append(token)
    return joined
