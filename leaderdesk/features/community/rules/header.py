"""What the lines in front of the answers ask: a vote with its options, or a sign-up with its seats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leaderdesk.features.community.rules.model import (
    LONGEST_TITLE,
    Asked,
    Option,
    PollKind,
    Question,
    SeatsBy,
    tidy,
)
from leaderdesk.features.community.rules.options import find_options
from leaderdesk.features.orders.jielong.fold import folded_text

_SIGN_UP = re.compile(
    r"报名|亲子|活动|[课会营](?:$|[ ,。!])|(?:烘焙|手工|读书|品鉴|试吃|故事|插花|瑜伽|体验|公开)[课会]|一日游|"
    r"半日行|采摘|名额|几大几小|限(?:额)? ?[0-9]{1,3} ?[人组位名家]"
)
_SIGN_UP_SURE = re.compile(r"报名|几大几小|名额|亲子")
_HEADS = re.compile(r"几大几小|大人.{0,6}小孩|几个?大人|几个?孩子|大小?人数|注明人数|写(?:上|明)?人数|几位大人")
_SEATS = re.compile(
    r"限(?:额|报|招)?[^0-9\n]{0,3}(?P<a>[0-9]{1,3}) ?(?P<ua>人|位|名|组|家|户)|"
    r"名额[^0-9\n]{0,4}(?P<b>[0-9]{1,3}) ?(?P<ub>人|位|名|组|家|户|个)?|(?P<c>[0-9]{1,3}) ?个?名额"
)
_SEVERAL = re.compile(r"多选|可选两|选两[个样]|选[2-9][个样]|[选投](?:几|多)[个样]|不限[个选]|都可以选|可以都选")
_MARKS = re.compile(r"^[\s#＃*•·>【\[]*(?:接龙|投票|报名|活动报名|活动)?[\s:：】\]]+(?=.{3,})|^[\s#＃]+|[\s】]+$")
_BARE = re.compile(r"^[#＃\s]*(?:接龙|投票|报名)?(?:接龙)?[\s:：】\]]*$")
_QUESTION = re.compile(
    r"\?|还是|投票|[二三四多]选|选[一哪]|想团|想吃|要不要|去不去|扣 ?1|的 ?\+1|几大几小|报名|活动|接龙|大家|"
    r"各位|名额|选项"
)
_FACT = re.compile(
    r"(?:时间|日期|地点|地址|费用|价格|人数|名额|报名|截止|选项|投票|主题|活动|内容|说明|备注|要求|集合|老师|对象|年龄|方式|"
    r"注意|格式|问题|名称|联系人|题目|标题|提示|带队|路线)[^:]{0,6}$"
)


def read_header(lines: Sequence[str], menu: Sequence[Option], *, heads_said: bool) -> Asked:
    """Return what these original lines ask; `menu` are numbered options, `heads_said`: the answers name heads."""
    text = folded_text("\n".join(lines))
    found = (tuple(menu),) if len(menu) > 1 else find_options(lines)
    kind = _kind(text, found, heads_said=heads_said)
    title = _title(lines)
    if kind is PollKind.SIGNUP:
        seats, by = _seats(text)
        return Asked(kind, title, seats=seats, seats_by=by, wants_heads=_HEADS.search(text) is not None)
    several = _SEVERAL.search(text) is not None
    return Asked(kind, title, tuple(Question("", options, several) for options in found))


def is_question(text: str) -> bool:
    """Return whether a folded line asks the group something."""
    return _QUESTION.search(text) is not None


def is_title(words: str) -> bool:
    """Return whether folded words name an event or a fact of it: no name of a person."""
    head = words.split(":", maxsplit=1)[0].strip()
    return is_question(words) or is_fact(head) or _SIGN_UP.search(words) is not None


def is_fact(who: str) -> bool:
    """Return whether what stands before a colon names a fact of the event (时间, 地点) and nobody."""
    return _FACT.search(who) is not None


def _kind(text: str, found: tuple[tuple[Option, ...], ...], *, heads_said: bool) -> PollKind:
    chooses = any(len(options) > 1 for options in found)
    if chooses and not (heads_said and _SIGN_UP_SURE.search(text)):
        return PollKind.POLL
    if _SIGN_UP.search(text) or heads_said:
        return PollKind.SIGNUP
    return PollKind.POLL


def _seats(text: str) -> tuple[int | None, SeatsBy]:
    match = _SEATS.search(text)
    if match is None:
        return None, SeatsBy.HEADS
    seats = int(match["a"] or match["b"] or match["c"])
    unit = match["ua"] or match["ub"] or ""
    return seats or None, SeatsBy.PARTIES if unit in ("组", "家", "户") else SeatsBy.HEADS


def _title(lines: Sequence[str]) -> str:
    for line in lines:
        if line.strip() and not _BARE.match(line):
            return tidy(_MARKS.sub("", line.strip()).strip(" 【】[]#"), LONGEST_TITLE)
    return ""
