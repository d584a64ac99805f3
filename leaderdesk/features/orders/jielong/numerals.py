"""Numbers as people write them, in whole thousandths: 2, 0.5, ½, 十五, 两, 半."""

from __future__ import annotations

import re
from functools import lru_cache

from leaderdesk.core.amount import MOST_MILLI, ONE

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "壹": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "贰": 2,
    "三": 3,
    "仨": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
    "双": 2,
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_FRACTIONS = {"½": 500, "¼": 250, "¾": 750}
_DECIMAL = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,3})0*)?")
CHINESE = "零〇一二三四五六七八九十百"


def chinese_value(word: str) -> int | None:
    """Return the whole number of a Chinese numeral (十二 → 12, 五零二 → 502, 两百 → 200), None if it is none."""
    if not any(sign in _PLACES for sign in word):
        if not word or any(sign not in DIGITS for sign in word):
            return None
        return int("".join(str(DIGITS[sign]) for sign in word))
    total, digit = 0, None
    for sign in word:
        if sign in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[sign]
            digit = None
        elif sign in DIGITS and (digit is None or digit == 0):
            digit = DIGITS[sign]
        else:
            return None
    return total + (digit or 0)


@lru_cache(maxsize=4096)
def milli_of(word: str) -> int | None:
    """Return the thousandths a number names; None if it is malformed or more than anybody orders."""
    if word == "半":
        return ONE // 2
    fraction = 0
    if word and word[-1] in _FRACTIONS:
        fraction, word = _FRACTIONS[word[-1]], word[:-1]
        if not word:
            return fraction
    match = _DECIMAL.fullmatch(word)
    if match is not None:
        milli = int(match[1]) * ONE + int((match[2] or "0").ljust(3, "0")) + fraction
    else:
        value = chinese_value(word)
        if value is None:
            return None
        milli = value * ONE + fraction
    return milli if milli <= MOST_MILLI else None
