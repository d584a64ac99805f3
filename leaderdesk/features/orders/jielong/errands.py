"""An errand said behind a name and glued to it: 老周帮对门带, 老李代收."""

from __future__ import annotations

import re
from collections.abc import Iterable

from leaderdesk.features.orders.jielong.sorts import Sort, Token

_TELLING = re.compile("[帮替代给]")
_SIGNS = ("帮", "替", "代", "给")
_WHO = r"[^\s,;。:()0-9]{2,12}?"
_ERRAND = re.compile(
    r"(?:帮忙?|替|代|给)[^\s,;。:()0-9]{1,8}?(?:代[拿收买取领]|[带拿订定买接收取团留]|下单)(?:一下|的|了)?|代[收拿取领买接订](?:的|了)?"
)
_NAMED = re.compile(rf"(?P<who>{_WHO})(?:{_ERRAND.pattern})")
_END = re.compile(r"$|[\s,;。:()]")


def before_errand(text: str, start: int, end: int, tokens: Iterable[Token]) -> int:
    """Return where a name in [start, end) ends if an errand is glued to it, that goes on to a gap or to goods."""
    if _TELLING.search(text, start + 2, end) is None:
        return end
    gap = _END.search(text, end)
    goods = {token.start for token in tokens if token.sort is Sort.GOOD and token.start >= end}
    for stop in sorted({gap.start() if gap is not None else len(text), end, *goods}):
        match = _NAMED.fullmatch(text, start, stop)
        if match is not None:
            return match.end("who")
    return end


def errand_at(text: str, at: int, tokens: Iterable[Token]) -> int | None:
    """Return where the errand that begins at `at` ends, at a gap or before goods; None if none begins."""
    if text[at : at + 1] not in _SIGNS:
        return None
    gap = _END.search(text, at)
    goods = {token.start for token in tokens if token.sort is Sort.GOOD and token.start > at}
    ends = sorted({gap.start() if gap is not None else len(text), *goods})
    return next((end for end in ends if _ERRAND.fullmatch(text, at, end)), None)
