"""What people and the leader say around the orders: thanks, questions, announcements."""

from __future__ import annotations

import re

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.emoji import is_emoji
from leaderdesk.features.orders.jielong.fold import name_key

_SIGNS = re.compile(r"[\s,.;:!~、。…\-_()\[\]*#·^'\"`=|<>/\\@?]+")
_ALL = re.compile(r"@ ?(?:所有人|全体成员|全体|all)|^ *@")
_CALLED = re.compile(r"^ *@ ?(?!所有人|全体|all)[^ ,:]{1,20}[ ,:]+(?P<said>.+)$")
_TO_HER = re.compile(r"你的|您的|到了|来取|来拿|取货|取一下|记得|帮你|给你|付一下|没付")
_STOCK = re.compile(
    r"^\W*(?:现在|目前|今天|这边|我这)?(?:还有|还剩|就剩|只剩|剩|只有|库存|现货|到货|多了|多出|"
    r"[一-鿿]{2,6}(?:只剩|还剩|最后) ?[0-9一二两三四五六七八九十])"
)
_SYSTEM = re.compile(
    r"撤回了一条消息|以下为新消息|加入了?群聊|拍了拍|邀请.{1,40}加入|修改群名|^ *-{3,}[^-]{0,40}-{3,} *$"
)
_ANNOUNCEMENT = re.compile(
    r"截单|截团|截止|结单|结团|封单|成团|开团|开始接龙|自提点|到货|发货|配送|抓紧|只剩|还剩|"
    r"剩余|剩下|库存|限量|限购|售罄|卖完|卖光|先到先得|拿完为止|"
    r"满 ?[0-9一二两三四五六七八九十百]+ ?(?:件|元|份|盒|斤|箱|袋|单|块)?.{0,3}(?:减|送|免|包邮|打|起|发|成)|"
    r"发车|够 ?[0-9一二两三四五六七八九十百]+ ?(?:单|份|人|件|箱|户).{0,3}[发开成送]|"
    r"自提(?:时间|地点|处|柜)|统一(?:送|配|发|放)|运费|"
    r"^ *(?:合计|总计|共计|汇总|小计|累计|统计)(?![^0-9]{0,4}[0-9.]+ ?(?:元|块))|"
    r"^ *(?:目前|现在|截至|合计|总计|共计|总数|统计|汇总|小计|累计|一共)[一-鿿]{0,3} ?(?:[: ]|$)|"
    r"所有人|群收款|各位|亲们|邻居们|欢迎|通知|公告|接龙格式|特价|包邮|免运费|小程序|链接|没货|缺货"
)


def is_chatter(text: str) -> bool:
    """Return whether a folded line is talk that orders nothing: 收到, 👌, @所有人, [图片]."""
    if _ALL.search(text) or _SYSTEM.search(text):
        return True
    rest = words.BRACKETS.sub("", text)
    rest = _SIGNS.sub("", rest)
    rest = "".join(sign for sign in rest if not is_emoji(sign))
    while rest:
        match = words.CHATTER.match(rest)
        if match is None or not match.group():
            return False
        rest = rest[match.end() :]
    return True


def speaks_to(text: str) -> str | None:
    """Return what is said behind the @ somebody is called by, None if nobody is or it is about what she ordered."""
    match = _CALLED.match(text)
    return match["said"] if match is not None and _TO_HER.search(match["said"]) is None else None


def is_question(text: str) -> bool:
    """Return whether a folded line asks something: 草莓还有吗."""
    return words.QUESTION.search(text.strip()) is not None


def is_announcement(text: str) -> bool:
    """Return whether a folded line is the leader's: a cut-off, what is left, a delivery."""
    return _ANNOUNCEMENT.search(text) is not None


def is_stock(text: str) -> bool:
    """Return whether words of the leader's tell what is there: 还有3箱苹果."""
    return _STOCK.match(text) is not None


def is_leader(name: str) -> bool:
    """Return whether a name calls itself the leader's, in either script."""
    folded = name_key(name)
    return any(title in folded for title in ("团长", "群主", "团主"))
