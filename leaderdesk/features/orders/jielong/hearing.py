"""The goods part of one entry, heard token by token from left to right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.amounts import is_size, take_amount
from leaderdesk.features.orders.jielong.each import take_each
from leaderdesk.features.orders.jielong.ear import AMOUNTS, Ear
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.numerals import milli_of
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.swaps import take_cancel, take_set
from leaderdesk.features.orders.jielong.wanted import take_good, take_word
from leaderdesk.features.orders.jielong.wishes import Wish, Wishes, is_polite


_SUM_OF_MONEY = re.compile(r"(?P<sum>[0-9]+(?:\.[0-9]+)?) ?(?:元|块钱|rmb)")
_MONEY = re.compile("[元块共计]")
_SUM = re.compile(
    r"(?:^|[ ,;(])(?P<what>(?:一?共|合计|总计|总共)(?:计|是)? ?[0-9]+(?:\.[0-9]+)? ?(?:元|块钱?)?|"
    r"[0-9]+(?:\.[0-9]+)? ?(?:元|块钱?))[ 。.!)]*$"
)


def hear_wishes(goods: Goods, tokens: Sequence[Token], text: str) -> Wishes:
    """Return the wishes of all tokens of an entry behind its name."""
    ear = Ear(goods, tokens, text, take)
    while ear.at < len(tokens):
        token = tokens[ear.at]
        ear.at += 1
        take(ear, token)
    ear.drop_held()
    for wish in ear.wishes.all:
        wish.unclear = wish.unclear or (wish.paid_for and wish.open)
    if ear.wishes.notes:
        _keep_remarks(ear.wishes)
    if ear.wishes.summed is not None:
        _hold_to_sum(ear.wishes, ear.wishes.summed)
    if _MONEY.search(text) is not None:
        _note_sum(ear)
    if ear.wishes.corrects and any(wish.given for wish in ear.wishes.all):
        ear.wishes.set = True
    return ear.wishes


def _keep_remarks(wishes: Wishes) -> None:
    """Take goods named once more beside a wish about them as part of it (两只鸡，鸡要杀好): they were counted."""
    for wish in [wish for wish in wishes.all if wish.open and wish.fits and not wish.cancelled and wish.times < 2]:
        counted = any(other.given and set(other.fits) & set(wish.fits) for other in wishes.all)
        place = next((at for at, note in enumerate(wishes.notes) if note[0] == wish.end), None)
        if counted and place is not None:
            wishes.all.remove(wish)
            wishes.notes[place] = (wish.start, wishes.notes[place][1])


def _hold_to_sum(wishes: Wishes, summed: Token) -> None:
    """Make goods unclear that do not come to what was said they do (一家一袋，共2袋)."""
    if not wishes.all:
        if not wishes.strays or sum(stray.milli or 0 for stray in wishes.strays) != summed.milli:
            wishes.strays.append(summed)
        return
    units = {wish.unit for wish in wishes.all}
    if summed.milli is None or not all(wish.given for wish in wishes.all):
        return
    comparable = units <= {"", summed.unit} or summed.unit in words.LIKE_PORTION
    if summed.unit and comparable and sum(wish.milli or 0 for wish in wishes.all) != summed.milli:
        for wish in wishes.all:
            wish.given, wish.unclear = False, True


def _note_sum(ear: Ear) -> None:
    """Leave what it all comes to, said last (共132元), as a note."""
    behind = max((wish.end for wish in ear.wishes.all), default=len(ear.text))
    summed = _SUM.search(ear.text, behind)
    if summed is not None and not any(
        start < summed.end() and summed.start("what") < end for start, end in ear.wishes.notes
    ):
        ear.note(*summed.span("what"))
        ear.wishes.notes.sort()


def take(ear: Ear, token: Token) -> None:
    """Read one token."""
    if token.sort is not Sort.SPACE:
        _TAKERS.get(token.sort, take_other)(ear, token)


def take_other(ear: Ear, token: Token) -> None:
    """Read gaps, marks of payment, times and the words for more."""
    match token.sort:
        case Sort.STRONG:
            ear.drop_held()
            ear.far = True
        case Sort.TIMES if (last := ear.last()) is not None and last.given:
            last.unclear = last.unclear or _times_something_else(ear)
        case Sort.ADD:
            ear.more = ear.more or ear.wishes.set or ear.wishes.cancel
            ear.wishes.add = ear.wishes.add or not any(not wish.open for wish in ear.wishes.all)
        case Sort.PLUS:
            first = not any(not wish.open for wish in ear.wishes.all)
            ear.wishes.plus = ear.wishes.plus or first
        case Sort.PAID:
            ear.wishes.paid = token
        case Sort.TIME:
            ear.note(token.start, token.end)
        case Sort.PRICE:
            _take_price(ear, token)
        case _:
            pass


def _take_price(ear: Ear, token: Token) -> None:
    """Read a sum of money: goods for so much (五花肉30元的) are not counted by it, unless that is what one costs."""
    last = ear.last()
    money = _SUM_OF_MONEY.fullmatch(token.text)
    if last is None or not last.open or last.unknown or len(last.fits) != 1 or money is None:
        return
    near = is_polite(ear.text[last.end : token.start].strip() or "的")
    last.paid_for = near and milli_of(money["sum"]) != ear.goods.all[last.fits[0]].offer.price_fen * 10


def _times_something_else(ear: Ear) -> bool:
    """Return whether what stands behind a multiplying sign counts no goods (2瓶*2天)."""
    near = ear.peek()
    if near is None or near.sort not in AMOUNTS:
        return True
    behind = next((token for token in ear.tokens if token.start == near.end), None)
    return behind is not None and behind.sort is Sort.WORD and not near.unit and behind.text[0].isalnum()


def take_bracket(ear: Ear, _: Token) -> None:
    """Read what stands in brackets: goods, a size of the package, or a note."""
    depth, end = 1, ear.at
    while end < len(ear.tokens) and depth:
        depth += (ear.tokens[end].sort is Sort.OPEN) - (ear.tokens[end].sort is Sort.CLOSE)
        end += 1
    inside = [each for each in ear.tokens[ear.at : end] if each.sort is not Sort.CLOSE]
    counted = end < len(ear.tokens) and ear.tokens[end].sort in AMOUNTS
    if not prices_goods(ear, inside) and (reads_as_goods(ear, inside, counted=counted) or changes_goods(inside)):
        return
    ear.at = end
    if all_sizes(ear, inside) or not inside or prices_goods(ear, inside):
        return
    for each in inside:
        if each.sort is Sort.PAID:
            ear.wishes.paid = each
    _doubt_other_goods(ear, inside)
    if any(each.sort not in (Sort.PAID, Sort.SPACE) for each in inside):
        ear.note(inside[0].start, inside[-1].end)


def _doubt_other_goods(ear: Ear, inside: list[Token]) -> None:
    """Ask about goods counted in a note that are ordered nowhere else (草莓2盒（鸡蛋1板代李四）)."""
    for good, amount in pairwise(inside):
        ordered = any(set(wish.fits) & set(good.fits) for wish in ear.wishes.all)
        if good.sort is Sort.GOOD and good.firm and amount.sort is Sort.AMOUNT and amount.unit and not ordered:
            ear.wishes.all.append(Wish(good.fits, good.start, amount.end, unclear=True))


def reads_as_goods(ear: Ear, inside: list[Token], *, counted: bool) -> bool:
    """Return whether a bracket orders goods (1柚1橙, 【草莓】 with an amount behind) or counts those before it."""
    if any(each.sort in (Sort.WORD, Sort.TIME) and not is_polite(each.text) for each in inside):
        return False
    goods = any(each.sort is Sort.GOOD for each in inside)
    amounts = any(each.sort in AMOUNTS and not is_size(ear, ear.last(), each) for each in inside)
    if amounts and not goods:
        last = ear.last()
        return (last is None and ear.goods.single) or (last is not None and last.open)
    last = ear.last()
    return goods and (amounts or last is None or (counted and not last.open))


def prices_goods(ear: Ear, inside: list[Token]) -> bool:
    """Return whether a bracket holds nothing but what the goods before it cost each (枇杷（45）一盒)."""
    last = ear.last()
    if last is None or len(last.fits) != 1 or len(inside) != 1 or inside[0].sort is not Sort.AMOUNT:
        return False
    return not inside[0].unit and inside[0].milli == ear.goods.all[last.fits[0]].offer.price_fen * 10


def changes_goods(inside: list[Token]) -> bool:
    """Return whether a bracket changes the order (改2盒, 鸡蛋取消, 已取消) and is no note about it."""
    solid = [each for each in inside if each.sort is not Sort.SPACE]
    if not any(each.sort in (Sort.SET, Sort.ADD) or (each.sort is Sort.CANCEL and each.firm) for each in solid):
        return False
    return all(each.sort is not Sort.WORD or is_polite(each.text) or each.text == "已" for each in solid)


def all_sizes(ear: Ear, inside: list[Token]) -> bool:
    """Return whether a bracket holds nothing but sizes of the package."""
    sorts = {each.sort for each in inside}
    return sorts <= {Sort.AMOUNT, Sort.TIMES, Sort.SPACE, Sort.PRICE} and all(
        each.sort is not Sort.AMOUNT or is_size(ear, ear.last(), each) for each in inside
    )


_TAKERS = {
    Sort.GOOD: take_good,
    Sort.AMOUNT: take_amount,
    Sort.UNCLEAR: take_amount,
    Sort.WORD: take_word,
    Sort.STOP: take_word,
    Sort.EACH: take_each,
    Sort.SET: take_set,
    Sort.CANCEL: take_cancel,
    Sort.OPEN: take_bracket,
}
