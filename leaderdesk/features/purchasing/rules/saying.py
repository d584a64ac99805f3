"""What several people wrote one after the other, taken apart into who said what."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_CLOCK = re.compile(
    r"\s*(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?(?:周.|星期.|昨天|今天|上午|下午|晚上)?"
    r"\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*$"
)
_POLITE = re.compile(r"(?:还)?(?:能不能|可不可以|能否|可以|能)(?=(?:再)?(?:加|要|来|补))")
_ASKING = re.compile(r"(?:行不行|可以不|可以吗|能行吗|好不好|成不|行不|行吗|好吗|吗|不|嘛|呗|么)?[\s?？!！。~～,，]*$")


_ONE_OF_IT = re.compile(r"(?<![0-9一二三四五六七八九十])([一1])个")


@dataclass(frozen=True, slots=True)
class Saying:
    """What one person said: `plain` begins with who said it and is said as lists are, `words` are her own."""

    plain: str
    words: str


def whole_sayings(text: str, names: AbstractSet[str]) -> list[Saying]:
    """Return each saying with who said it: "小安 面包加俩".

    A line that is only a name (as chats copy it, with or without the time) belongs to the line below; what a person
    asks politely is said plainly, as the reader of lists knows it.
    """
    found, speaker = list[Saying](), ""
    for raw in text.splitlines():
        line = _CLOCK.sub("", raw.strip()).strip() or raw.strip()
        bare = line.rstrip(":： ")
        if bare in names:
            speaker = bare
        elif line:
            found.append(Saying(plain_saying(f"{speaker} {line}" if speaker else line), line))
            speaker = ""
    return found


def plain_saying(line: str) -> str:
    """Return the wish without the politeness around it: 面包能加俩不 becomes 面包加俩."""
    head, sign, rest = line.partition("：") if "：" in line else line.partition(":")
    spoken = f"{head} {rest.strip()}" if sign and rest.strip() and len(head) <= 20 and not head[-1:].isdigit() else line
    return _ONE_OF_IT.sub(r"\1份", _ASKING.sub("", _POLITE.sub("", spoken))).strip()
