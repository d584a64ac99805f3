"""Whether a text is a poll or a sign-up and no list of orders; in doubt it is a list of orders."""

from __future__ import annotations

import re

from leaderdesk.features.community.rules.model import NO, Draft, LineKind, PollKind
from leaderdesk.features.community.rules.reading import read
from leaderdesk.features.orders.jielong.fold import folded_text

_ORDER = re.compile(
    r"[0-9.]+ ?(?:元|块|份|盒|箱|斤|公斤|袋|瓶|包|板|提|桶|罐|个(?!大人|小孩|孩子|朋友|人|娃|宝|家长)|"
    r"只|条|kg|g|克|ml)(?![一-鿿]*名额)|[¥￥]|截单|开团|自提|下单|订单|"
    r"已付|包邮|库存|加购|拍[0-9]"
)
_PRICE_OF_EVENT = re.compile(r"(?:费用|每组|每家|每人|人均|门票|材料费)[^0-9\n]{0,4}[0-9.]+ ?(?:元|块)(?:/[组人家位])?")
_POLL = re.compile(r"投票|还是|[二三四]选一|[选去吃]哪|要不要|想团|扣 ?1|多选|\?")
_SIGN_UP = re.compile(r"报名|几大几小")
_AMOUNT = re.compile(r"[一-鿿a-z] ?[x*+]? ?[0-9]{1,3}(?:\.[0-9])?(?=$|[ ,、;])")
_LONGEST = 20_000


def likely_kind(text: str) -> PollKind | None:
    """Return what `text` is when it is surely a poll or a sign-up, else None; a list of orders always gives None."""
    if len(text) > _LONGEST:
        return None
    folded = folded_text(text)
    if _ORDER.search(_PRICE_OF_EVENT.sub("", folded)):
        return None
    draft = read(text)
    header = folded_text(
        "\n".join(
            line for line, one in zip(text.split("\n"), draft.lines, strict=True) if one.kind is LineKind.QUESTION
        )
    )
    clear = [answer for answer in draft.answers if answer.doubt is None]
    if not clear or len(clear) * 2 < len(draft.answers):
        return None
    if draft.asked.kind is PollKind.SIGNUP:
        return PollKind.SIGNUP if _SIGN_UP.search(header) and _comes(draft) else None
    if not _POLL.search(header) or not draft.asked.questions or _amounts(draft) > 0:
        return None
    return PollKind.POLL


def _comes(draft: Draft) -> bool:
    """Return whether the answers name families, or only names and heads: goods would be left over as notes."""
    families = sum(1 for one in draft.answers if one.heads is not None and (one.heads.adults or one.heads.children))
    noted = sum(1 for one in draft.answers if one.note)
    return families * 2 >= len(draft.answers) or noted * 4 <= len(draft.answers)


def _amounts(draft: Draft) -> int:
    """Return how many answers name an amount of something: 草莓2 is an order, 草莓+1 a voice."""
    digits = {key for question in draft.asked.questions for key in question.keys}
    if digits <= {"要", NO} or any(key.isdecimal() for key in digits):
        return 0
    found = 0
    for answer in draft.answers:
        text = re.sub(r"^ *[0-9]+ ?[.、)] ?", "", folded_text(answer.said))
        found += sum(1 for match in _AMOUNT.finditer(text) if not match.group().endswith("+1"))
    return found
