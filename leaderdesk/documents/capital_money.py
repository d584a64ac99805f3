"""Money in the capital characters of Chinese receipts: 壹仟肆佰叁拾陆元整."""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")
MOST_FEN = 10**18 - 1


def capital_yuan(fen: int) -> str:
    """Return `fen` in capital characters, with 负 before less than nothing; ValueError above 16 digits of yuan."""
    if abs(fen) > MOST_FEN:
        raise ValueError("too much money for capital characters")
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan else ""
    sign = "负" if fen < 0 else ""
    if not rest:
        return f"{sign}{whole or '零元'}整"
    tenth = f"{_DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    hundredth = f"{_DIGITS[cents]}分" if cents else "整"
    return f"{sign}{whole}{tenth}{hundredth}"


def _whole(yuan: int) -> str:
    text = ""
    gap = False
    for section in range(len(_SECTIONS) - 1, -1, -1):
        value = yuan // 10_000**section % 10_000
        if not value:
            gap = bool(text)
            continue
        # A zero is said once where digits are missing between two that are there: 壹万零伍, 壹拾万零叁佰.
        if text and (gap or value < 1000):
            text += "零"
        text += _section(value) + _SECTIONS[section]
        gap = False
    return text


def _section(value: int) -> str:
    text = ""
    gap = False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text
