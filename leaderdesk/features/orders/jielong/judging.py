"""Whether a line without a list number orders anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.chat import is_chatter, is_question, speaks_to
from leaderdesk.features.orders.jielong.body import Bit, is_label, join
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.lines import Row
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.spoken import Spoken, Surroundings, hear, says_me
from leaderdesk.features.orders.jielong.wishes import is_polite

_CLAUSE = re.compile(r"[?,;。!: ]+")
_PRICE_ASKED = re.compile(r"多少钱|怎么卖|几元|几块|啥价|什么价")


def orders_something(spoken: Spoken, goods: Goods) -> bool:
    """Return whether something is ordered or changed, in a line that need not be an order."""
    wishes = spoken.wishes
    if has_price(spoken.body.text) or (not spoken.rooms and tells_prices(spoken, goods) and len(wishes.all) > 1):
        return False
    if words.GONE.search(spoken.body.text) and not any(wish.given for wish in wishes.all):
        return False
    if wishes.same is not None:
        return True
    if goods.single and _begins_with_amount(spoken, goods):
        return True
    if spoken.wants:
        weak = not wishes.all and not wishes.changes and not goods.single
        return not weak or bool(wishes.strays)
    return bool(wishes.all) and (spoken.named or not wishes.notes)


def _begins_with_amount(spoken: Spoken, goods: Goods) -> bool:
    """Return whether an amount of the one good stands right behind who orders it, with a wish glued on (1份不要葱)."""
    wishes = spoken.wishes
    if not spoken.named or len(wishes.glued_strays) != 1 or len(wishes.notes) != 1:
        return False
    amount = wishes.glued_strays[0]
    front = max([spoken.name[1] if spoken.name is not None else 0, *(room.end for room in spoken.rooms)])
    said = spoken.body.text[front : amount.start]
    fits = amount.unit == goods.all[0].unit or amount.unit in words.LIKE_PORTION
    return fits and wishes.notes[0][0] == amount.start and (not said.strip() or is_polite(said))


def takes_back(spoken: Spoken) -> bool:
    """Return whether nothing is said but that an order is taken back or left open, in whatever words (退群, 反悔了)."""
    wishes = spoken.wishes
    if wishes.all or wishes.strays or wishes.changes or len(wishes.notes) != 1:
        return False
    return words.WITHDRAWN.match(spoken.body.text, *wishes.notes[0]) is not None


def is_talk(text: str, around: Surroundings) -> bool:
    """Return whether a folded line is talk that orders nothing; goods counted behind @somebody are no talk."""
    said = speaks_to(text)
    return is_chatter(text) and not (said is not None and _counts_goods(said, said, around))


def only_asks(text: str, around: Surroundings) -> bool:
    """Return whether a folded line asks something and orders nothing beside it (草莓1盒 今晚能送吗 orders)."""
    if not is_question(text):
        return False
    if _PRICE_ASKED.search(text):
        return True
    return not any(_counts_goods(part, text, around) for part in _CLAUSE.split(text) if part and not is_question(part))


def _counts_goods(clause: str, text: str, around: Surroundings, *, bare: bool = False) -> bool:
    """Return whether a clause counts goods, those it names or (有的话来2斤) those asked about before it."""
    tokens = around.scanner.scan(clause)
    if not any(token.sort is Sort.AMOUNT and (token.unit or bare) for token in tokens):
        return False
    named = around.scanner.scan(text) if clause.startswith(("有", "要", "来")) else tokens
    return around.goods.single or any(_names_goods(token, around.goods) for token in named)


def _names_goods(token: Token, goods: Goods) -> bool:
    part = token.text.removeprefix("有").rstrip("吗么呢") if token.sort is Sort.WORD else ""
    return token.sort is Sort.GOOD or (len(part) > 1 and bool(goods.parts_in(part)))


def orders_in_labels(rows: Sequence[Row], around: Surroundings) -> bool:
    """Return whether the first rows are a block of labels (收货人：, 地址：, 商品：) that counts goods."""
    block = list(takewhile(lambda row: row.kind is None and is_label(row.text), rows))
    return len(block) > 1 and any(_counts_goods(row.text, row.text, around, bare=True) for row in block)


def is_clear(spoken: Spoken) -> bool:
    """Return whether goods with an amount stand there and nothing else."""
    wishes = spoken.wishes
    counted = any(wish.given and wish.fits for wish in wishes.all)
    return (counted or wishes.cancel or wishes.set) and not wishes.notes


def has_price(text: str) -> bool:
    """Return whether a folded text names a price."""
    return words.PRICE.search(text) is not None


def tells_prices(spoken: Spoken, goods: Goods) -> bool:
    """Return whether every good said has its own price for an amount: the leader's list, no order."""
    given = [wish for wish in spoken.wishes.all if wish.given]
    return bool(given) and all(
        not wish.unit and len(wish.fits) == 1 and wish.milli == goods.all[wish.fits[0]].offer.price_fen * 10
        for wish in given
    )


def continues(spoken: Spoken, text: str, around: Surroundings) -> bool:
    """Return whether a line goes on with the entry above it: goods or a note, and nobody else named."""
    wishes = spoken.wishes
    if spoken.rooms or says_me(text):
        return False
    if spoken.name is None:
        said = wishes.all or wishes.strays or wishes.changes or wishes.paid or spoken.recommended
        return bool(said) or text.strip().startswith(words.LEADING_NOTE)
    if _is_known(spoken, around) or around.goods.single:
        return text.strip().startswith(words.LEADING_NOTE) and not spoken.wants and not wishes.all
    glued = spoken.body.text[spoken.name[1] : spoken.name[1] + 1] not in (" ", ",", ":", "")
    if spoken.wants:
        return glued and not wishes.changes
    return text.strip().startswith(words.LEADING_NOTE)


def only_names(spoken: Spoken, under: Sequence[Row], around: Surroundings) -> bool:
    """Return whether a line is a known name and nothing else, and the one under it an order without a name."""
    wishes = spoken.wishes
    if spoken.wants or wishes.all or wishes.notes or not under or not _is_known(spoken, around):
        return False
    row = under[0]
    if row.kind is not None or row.parts or row.sender is not None or row.colon is not None:
        return False
    said = hear(join([Bit(row.line, row.folded, row.body, len(row.text))]), around)
    return said.wants and not said.named


def _is_known(spoken: Spoken, around: Surroundings) -> bool:
    if spoken.name is None:
        return False
    start, end = spoken.name
    return around.book.longest_at(spoken.body.text, start, [end]) == end
