"""Words that say what becomes of goods: more, instead, no longer, each, paid."""

from __future__ import annotations

import re
from typing import Protocol

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.emoji import is_emoji
from leaderdesk.features.orders.jielong.sorts import GAPS, Sort, Token

_SOFTENED = re.compile(r"(?:了|咯|喽|嘞|咧|一下|吧|哈|啦|哦|噢|呀|啊|呢|哟|嘛|哒|啰|噻|先|谢谢)*")


_DONE = tuple("了掉哒咯喽嘞啰噻鸟滴")
"""What stands behind a refusal that is meant, here and in the south."""
_NOT_WANTED = frozenset({"莫要", "勿要", "甭要", "没要", "覅", "覅要"})


class Follows(Protocol):
    """Says of a place in a text whether an amount, or anything that is wanted, begins there."""

    def number_follows(self, text: str, at: int) -> bool:
        """Return whether an amount begins at `at`."""
        ...

    def wish_follows(self, text: str, at: int) -> bool:
        """Return whether an amount or goods begin at `at`."""
        ...


def action_at(scanner: Follows, text: str, at: int, *, found: list[Token]) -> Token | None:
    """Return the token of the word for a change, a payment or 各 that begins at `at`, None if none does."""
    sign = text[at]
    if sign in "已付转微支":
        match = words.PAID.match(text, at)
        if match is not None:
            return Token(Sort.PAID, at, match.end(), match.group())
    if sign in "没未还":
        match = words.NOT_PAID.match(text, at)
        if match is not None:
            return Token(Sort.WORD, at, match.end(), match.group())
    if sign == "x":
        return Token(Sort.TIMES, at, at + 1, sign) if scanner.number_follows(text, at + 1) else None
    if sign == "+":
        return Token(Sort.PLUS, at, at + 1, sign) if scanner.wish_follows(text, at + 1) else None
    match = words.WRONG.match(text, at)
    if match is not None:
        return Token(Sort.SET, at, match.end(), match.group(), firm=False, packed=True)
    match = words.EACH.match(text, at)
    if match is not None and (
        scanner.number_follows(text, match.end())
        or not ("一" <= text[match.end() : match.end() + 1] <= "鿿" and not scanner.wish_follows(text, match.end()))
    ):
        return Token(Sort.EACH, at, match.end(), match.group())
    return _change_at(scanner, text, at, found=found)


def _change_at(scanner: Follows, text: str, at: int, *, found: list[Token]) -> Token | None:
    match = words.SET.match(text, at) or (words.SWAP.match(text, at) if _after_wish(found, at) else None)
    if (
        match is not None
        and text[max(0, at - 1) : at] not in ("不", "别", "勿")
        and scanner.wish_follows(text, match.end())
    ):
        return Token(Sort.SET, at, match.end(), match.group(), firm=words.SWAP.match(text, at) is not None)
    match = words.ADD.match(text, at)
    if match is not None and scanner.wish_follows(text, match.end()):
        return Token(Sort.ADD, at, match.end(), match.group())
    if text[at] == "加" and scanner.number_follows(text, at + 1):
        return Token(Sort.PLUS, at, at + 1, "加")
    if text[at] in "减少" and scanner.number_follows(text, at + 1):
        return Token(Sort.CANCEL, at, at + 1, text[at])
    match = words.LESS.match(text, at)
    if match is not None and scanner.number_follows(text, match.end()):
        return Token(Sort.CANCEL, at, match.end(), match.group())
    return _cancel_at(
        scanner, text, at, goods_before=bool(found) and found[-1].end == at and found[-1].sort is Sort.GOOD
    )


def _cancel_at(scanner: Follows, text: str, at: int, *, goods_before: bool) -> Token | None:
    match = words.CANCEL.match(text, at)
    if match is None or (at and text[at - 1] in "能可会没未别勿包想" and not goods_before):
        return None
    word, end = match.group(), match.end()
    done = word.endswith(_DONE)
    polite = _SOFTENED.match(text, end)
    end = polite.end() if polite is not None else end
    stops = end == len(text) or text[end] in " ,;。、:!~)(.…?\x1f-_" or is_emoji(text[end])
    stops = stops or words.CANCEL.match(text, end) is not None or (done and end > match.end())
    core = re.sub(r"^(?:全部|全都|全|都|统统|先|这次|本次|这周|已经?|申请)|[了掉哒咯喽嘞啰噻鸟滴]+$", "", word)
    core = "不要" if core in _NOT_WANTED else core
    if core == "算" and not done:
        return None
    if (
        stops
        or (goods_before and done)
        or (scanner.wish_follows(text, end) and (not done or core in words.CANCEL_FIRM))
    ):
        return Token(Sort.CANCEL, at, end, word, firm=core != "不要" or done)
    return None


def _after_wish(found: list[Token], at: int) -> bool:
    for token in reversed(found):
        if token.sort in GAPS:
            continue
        return token.sort in (Sort.GOOD, Sort.AMOUNT, Sort.CANCEL, Sort.CLOSE) or token.end < at
    return True
