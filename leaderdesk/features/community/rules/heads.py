"""How many come: 2大1小, 大人1小孩2, 一家三口, 我和孩子, +2, 3人, 带一个朋友."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leaderdesk.features.community.rules.model import MOST_HEADS, Heads
from leaderdesk.features.orders.jielong.numerals import chinese_value

_N = r"[0-9]{1,2}|[一二两俩仨三四五六七八九十]{1,2}"
_BIG = r"(?:大人|成人|家长|大(?![家概约叔伯姐哥妈爷]))"
_SMALL = r"(?:小孩子?|小朋友|小宝|孩子|儿童|娃娃?|宝宝?|小(?!时))"
_RELATIVE = r"(?:老公|老婆|爱人|先生|太太|爸爸?|妈妈?|他爸|她爸|孩子爸|爷爷|奶奶|外公|外婆|婆婆|公公)"
_FRIEND = r"(?:朋友|同事|闺蜜|邻居|同学|亲戚)"
_WITH = r"(?:带着?|带上|和|跟|领着?)"
_PAIR = re.compile(
    rf"{_BIG} ?:? ?(?P<big>{_N}) ?(?:个|位)? ?[,、和+]? ?{_SMALL} ?:? ?(?P<small>{_N})(?:个|位)?(?![0-9岁])"
)
_COUNTED = re.compile(rf"(?<![0-9.])(?P<n>{_N}) ?(?:个|位|名)? ?(?:(?P<big>{_BIG})|(?P<small>{_SMALL}))")
_NAMED = re.compile(
    r"(?:(?P<big>大人|成人|家长)|(?P<small>小孩|儿童|小朋友)) ?:? ?(?P<n>[0-9]{1,2})(?:个|位|名)?(?![0-9岁])"
)
_FAMILY = re.compile(r"一家(?P<n>[二两三四五六七23456])口(?:人)?")
_COMPANY = re.compile(
    rf"(?:我们?)? ?{_WITH} ?(?P<n>{_N})? ?(?:个|位|名)? ?(?:我?家?的?)?"
    rf"(?:(?P<big>{_RELATIVE})|(?P<small>{_SMALL}|儿子|女儿)|(?P<other>{_FRIEND}))"
)
_SUM = re.compile(rf"(?:一?共|总共|合计)? ?(?<![0-9.])(?P<n>{_N}) ?(?:个人|人|位|名|口人|组|家)(?![一-鿿]{{0,2}}口)")
_PLUS = re.compile(r"(?<![0-9])\+ ?(?P<n>[0-9]{1,2})(?![0-9])")
_TWO_PLUS = re.compile(r"(?<![0-9])(?P<a>[0-9]) ?\+ ?(?P<b>[0-9])(?![0-9])")
_ME_PLUS = re.compile(r"(?:我|本人) ?\+ ?(?P<n>[0-9])(?![0-9])")
_ALL = re.compile(r"全家(?:人)?|一大家子|一家子|一家人")
_BARE = re.compile(r"(?<![0-9.\-:])(?P<n>[0-9]{1,2})(?![0-9.\-:岁月日点号栋])")


@dataclass(frozen=True, slots=True)
class HeadsFound:
    """The heads of one line and the signs they were read from; in doubt `heads` is None and `fixes` may hold."""

    heads: Heads | None
    spans: tuple[tuple[int, int], ...]
    fixes: tuple[Heads, ...] = ()


def find_heads(text: str, *, bare: bool = False) -> HeadsFound | None:
    """Return the heads that a folded text names, None if it names none; `bare` lets a number alone count."""
    doubtful = _doubtful(text)
    if doubtful is not None:
        return doubtful
    parts = _parts(text)
    sums = _sums(text, [span for _heads, span in parts])
    if parts:
        return _joined(parts, sums)
    if sums:
        return _whole(sums)
    if bare:
        numbers = list(_BARE.finditer(text))
        if len(numbers) == 1:
            return _whole([(int(numbers[0]["n"]), numbers[0].span())])
    return None


def heads_text(heads: Heads) -> str:
    """Return heads as groups write them: 2大1小, 3人."""
    parts = [f"{heads.adults}大" if heads.adults else "", f"{heads.children}小" if heads.children else ""]
    said = "".join(parts)
    if not heads.others:
        return said or "0人"
    return f"{said}+{heads.others}人" if said else f"{heads.others}人"


def _doubtful(text: str) -> HeadsFound | None:
    match = _ME_PLUS.search(text)
    if match is not None:
        number = int(match["n"])
        return HeadsFound(None, (match.span(),), (Heads(others=number + 1), Heads(others=number)))
    match = _TWO_PLUS.search(text)
    if match is not None:
        first, second = int(match["a"]), int(match["b"])
        return HeadsFound(None, (match.span(),), (Heads(first, second), Heads(others=first + second)))
    match = _ALL.search(text)
    if match is not None and not _parts(text) and not _sums(text, []):
        return HeadsFound(None, (match.span(),), (Heads(2, 1), Heads(2, 2)))
    return None


def _parts(text: str) -> list[tuple[Heads, tuple[int, int]]]:
    """Return the counted grown-ups and children, each with its signs; no sign counts twice."""
    found: list[tuple[Heads, tuple[int, int]]] = []
    for match in _PAIR.finditer(text):
        _add(found, Heads(_number(match["big"]), _number(match["small"])), match.span())
    for match in _FAMILY.finditer(text):
        count = _number(match["n"])
        _add(found, Heads(2, 1) if count == 3 else Heads(others=count), match.span())
    company = False
    for match in _COMPANY.finditer(text):
        count = _number(match["n"]) if match["n"] else 1
        heads = Heads(count if match["big"] else 0, count if match["small"] else 0, count if match["other"] else 0)
        company = _add(found, heads, match.span()) or company
    counted = False
    for pattern in (_COUNTED, _NAMED):
        for match in pattern.finditer(text):
            count = _number(match["n"])
            counted = (
                _add(found, Heads(count if match["big"] else 0, count if match["small"] else 0), match.span())
                or counted
            )
    if company and not counted:
        found.append((Heads(adults=1), found[0][1]))
    return found


def _add(found: list[tuple[Heads, tuple[int, int]]], heads: Heads, span: tuple[int, int]) -> bool:
    if any(span[0] < end and start < span[1] for _heads, (start, end) in found):
        return False
    found.append((heads, span))
    return True


def _sums(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, tuple[int, int]]]:
    return [
        (_number(match["n"]), match.span())
        for pattern in (_SUM, _PLUS)
        for match in pattern.finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in taken)
    ]


def _joined(parts: list[tuple[Heads, tuple[int, int]]], sums: list[tuple[int, tuple[int, int]]]) -> HeadsFound:
    heads = Heads(*(sum(getattr(one, name) for one, _span in parts) for name in ("adults", "children", "others")))
    spans = tuple(dict.fromkeys(span for _value, span in (*parts, *sums)))
    named = {number for number, _span in sums}
    if named - {heads.total}:
        return HeadsFound(None, spans, (heads, *(Heads(others=number) for number in sorted(named)[:2])))
    return _checked(heads, spans)


def _whole(sums: list[tuple[int, tuple[int, int]]]) -> HeadsFound:
    numbers = list(dict.fromkeys(number for number, _span in sums))
    spans = tuple(span for _number, span in sums)
    if len(numbers) > 1:
        return HeadsFound(None, spans, tuple(Heads(others=number) for number in numbers[:3]))
    return _checked(Heads(others=numbers[0]), spans)


def _checked(heads: Heads, spans: tuple[tuple[int, int], ...]) -> HeadsFound:
    """Nobody, or more than a bus holds, is asked."""
    return HeadsFound(heads if 0 < heads.total <= MOST_HEADS else None, spans)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else chinese_value(word) or 0
