"""Who brought somebody, where her line says it: 张阿姨推荐, (3栋李婶介绍来的), 推荐人：王姐."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from leaderdesk.features.neighbours.rooms import Room, find_rooms
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.names import LIKE_A_PERSON, NameBook, look_up_key

_SIGN = r"[^\s,;。.:!?~()\[\]【】「」+*/、\x1f]"
_LABELLED = re.compile(
    rf"(?:推荐人|介绍人|引荐人)(?:是|为)? ?:? ?(?P<who>{_SIGN}{{1,14}})|推荐 ?: ?(?P<named>{_SIGN}{{1,14}})"
)
_SAID = re.compile(
    r"(?<![^\s,;。.!~([【:\x1f])(?:我?是|经过?|由|通过|感谢|谢谢|多谢|听|被|跟着?|因为?)?"
    rf"(?P<who>{_SIGN}{{1,14}}?)(?:给我|帮我|向我)?"
    r"(?:(?:推荐|介绍|引荐)给?我?们?|拉我?(?=[来进])|带我?(?=进))"
    r"(?:过来|进来|来|进了?群|入群|加入|认识|参加|团购?|买|下单|接龙)?(?:的|哒|滴|了)?"
)
_ENDS = frozenset(" \n,;。!~)]】\x1f")
_PRAISE = re.compile(
    r"强烈|墙裂|力$|真心|诚意|好物|有什么|求|谁|没|不|团长|群主|群里|朋友|邻居|同事|别人|人家|大家|网上|抖音"
)
"""What stands before 推荐 and is nobody of the estate, or only praises."""
_LEADS = " ,;:~([【\x1f"
_BRACKETS = {"(": ")", "[": "]", "【": "】"}


@dataclass(frozen=True, slots=True)
class Recommended:
    """The folded signs [start, end) that say who brought somebody, those of the name, and the room said with it.

    `outer` are these signs with the brackets around them. `of_goods`: the goods behind it
    were recommended (李婶推荐的草莓).
    """

    start: int
    end: int
    outer: tuple[int, int]
    name: tuple[int, int]
    room: Room | None = None
    of_goods: bool = False


def recommended_in(text: str, book: NameBook, goods: Goods, buildings: Collection[str]) -> Recommended | None:
    """Return who is said to have brought the person of a folded line; None where that is nobody of the estate.

    At the very front only a name that is known counts: somebody may be called 好物推荐.
    """
    # Looked for one by one, as nearly no line holds any of them.
    if "荐" not in text and "介绍" not in text and "拉" not in text and "带我进" not in text:
        return None
    for match in _LABELLED.finditer(text):
        group = "who" if match["who"] else "named"
        start, end = match.span(group)
        known = book.longest_at(text, start, range(start + 2, end + 1))
        end = known or end
        if known is not None or not (_PRAISE.search(text, start, end) or text[start:end].isdigit()):
            return Recommended(match.start(), end, _outer(text, match.start(), end), (start, end))
    for match in _SAID.finditer(text):
        found = _said(text, match, book, goods, buildings)
        if found is not None:
            return found
    return None


def _said(
    text: str, match: re.Match[str], book: NameBook, goods: Goods, buildings: Collection[str]
) -> Recommended | None:
    stop = match.end()
    of_goods = stop < len(text) and goods.longest_at(text, stop) is not None
    if stop < len(text) and text[stop] not in _ENDS and not of_goods:
        return None
    start, end = match.span("who")
    room = None
    for found in find_rooms(text[start:end], buildings)[:1]:
        if found.start == 0 and found.end < end - start:
            room, start = found.room, start + found.end
    who = text[start:end]
    known = book.holds(look_up_key(who))
    before = text[: match.start()]
    for found in find_rooms(before, buildings):
        before = before[: found.start] + " " * (found.end - found.start) + before[found.end :]
    in_front = not before.strip(_LEADS)
    like_one = not in_front and LIKE_A_PERSON.fullmatch(who) is not None and _PRAISE.search(who) is None
    if not known and not like_one:
        return None
    return Recommended(match.start(), stop, _outer(text, match.start(), stop), (start, end), room, of_goods)


def _outer(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place with the brackets around it, where they hold nothing else."""
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if before and after and _BRACKETS.get(before[-1]) == after[0]:
        return len(before) - 1, len(text) - len(after) + 1
    return start, end
