"""The words of one entry, one line or several, joined for reading, and the way back to every line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.fold import Folded
from leaderdesk.features.orders.jielong.model import Piece, Span
from leaderdesk.features.orders.jielong.sorts import ROOM_SIGN

_LABEL_INSIDE = re.compile(
    r"(?:^|(?<=[ ,;+\n]))(?P<what>收件人|收货人|取货人|联系人|姓名|名字|昵称|收货地址|地址|"
    r"住址|房号|楼号|门牌|备注|留言|手机号|电话|手机|联系方式|数量|商品|品种|跟团号|团号|订单号) ?: ?"
)
_NAME_LABELS = frozenset({"收件人", "收货人", "取货人", "联系人", "姓名", "名字", "昵称"})
_PHONE_LABELS = frozenset({"电话", "手机", "手机号", "联系方式", "跟团号", "团号", "订单号"})
MOST_SIGNS = 2000
"""Nobody orders in more signs than this; longer lines are not read."""
_VALUE = re.compile(r"[^\n,;]*?(?=\s{1,2}(?:[0-9]|$)|[,;\n]|$| (?:收|地址|房|楼|电话|手机|备注))")


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of one line: its folded signs [start, end)."""

    line: int
    folded: Folded
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """Bits joined by line ends; `text` is what is read, `name` a name that was labelled as one."""

    bits: tuple[Bit, ...]
    text: str
    name: tuple[int, int] | None = None

    def piece(self, start: int, end: int) -> Piece:
        """Return the words of the signs [start, end) as they were written, as far as they lie in one bit."""
        if len(self.bits) == 1 and start < end:
            only = self.bits[0]
            begin, stop = only.folded.span(only.start + start, min(only.start + end, only.end))
            return Piece(only.folded.source[begin:stop], Span(only.line, begin, stop))
        at = 0
        bit = self.bits[0]
        for bit in self.bits:
            length = bit.end - bit.start
            if start <= at + length:
                break
            at += length + 1
        first = bit.start + max(0, start - at)
        last = bit.start + min(max(0, end - at), bit.end - bit.start)
        begin, stop = bit.folded.span(first, max(first, last))
        return Piece(bit.folded.source[begin:stop], Span(bit.line, begin, stop))


def join(bits: Sequence[Bit]) -> Body:
    """Return the bits as one body; labels (收件人：) are taken out, what they name is kept."""
    text = "\n".join(bit.folded.text[bit.start : bit.end] for bit in bits)
    if ":" not in text:
        return Body(tuple(bits), text)
    name = None
    for match in list(_LABEL_INSIDE.finditer(text)):
        value = _VALUE.match(text, match.end())
        end = value.end() if value is not None else match.end()
        if match["what"] in _NAME_LABELS and end > match.end():
            name = name or (match.end(), end)
        stop = end if match["what"] in _PHONE_LABELS else match.end()
        text = blanked(text, match.start(), stop, " ")
    return Body(tuple(bits), text, name)


def blanked(text: str, start: int, end: int, sign: str = ROOM_SIGN) -> str:
    """Return `text` with the signs [start, end) replaced, its length unchanged."""
    return text[:start] + sign * (end - start) + text[end:]


def is_label(text: str) -> bool:
    """Return whether a line begins with a label such as 收件人： or 备注：."""
    return words.LABEL.match(text) is not None
