"""Amounts: which goods they count, and which only repeat the size on the package."""

from __future__ import annotations

import re

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.ear import Ear
from leaderdesk.features.orders.jielong.goods import Fits
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.wishes import Wish, weighed


def take_amount(ear: Ear, token: Token) -> None:
    """Read an amount: of the goods before it, of those behind it, or of none."""
    last = ear.last()
    following = ear.next()
    glued_good = following is not None and following.sort in (Sort.GOOD, Sort.WORD) and following.start == token.end
    next_goods = glued_good and following is not None and following.sort is Sort.GOOD
    beside = last is None or last.end == token.start or not (next_goods and (ear.far or not last.open))
    if token.packed or is_size(ear, last if beside else None, token):
        if not is_printed(ear, last, token):
            ear.note(token.start, token.end)
        if last is not None and last.open:
            last.end, last.sized = token.end, True
        return
    ear.drop_held()
    if last is not None and last.open and not (glued_good and belongs_to_next(ear, last, token, following)):
        give(last, token)
        last.end = token.end
        return
    near = ear.peek()
    if glued_good or (near is not None and near.sort is Sort.GOOD):
        ear.held = token
        return
    if is_sum(ear, token):
        return
    before = ear.text[max(0, token.start - 4) : token.start]
    if re.search(r"(?:共|合计|总计|小计) ?$", before):
        ear.wishes.summed = token
    elif not re.search(r"(?:其中|分|每) ?$", before):
        ear.wishes.strays.append(token)


def is_sum(ear: Ear, token: Token) -> bool:
    """Return whether a bare number is what the goods before it cost, the last ones or all of them."""
    if token.unit or token.milli is None:
        return False
    costs = [
        ear.goods.all[wish.fits[0]].offer.price_fen * wish.milli // 100
        for wish in ear.wishes.all
        if len(wish.fits) == 1 and wish.given and wish.milli is not None
    ]
    return bool(costs) and token.milli in (costs[-1], sum(costs))


def belongs_to_next(ear: Ear, last: Wish, token: Token, following: Token | None) -> bool:
    """Return whether an amount between two goods counts those behind it: nearer to them, or of their unit."""
    if following is None or following.sort is not Sort.GOOD:
        return False
    if last.end == token.start:
        return False
    fits_last = amount_fits(ear, last.fits, token)
    fits_next = amount_fits(ear, following.fits, token)
    if fits_last != fits_next:
        return fits_next
    after = ear.tokens[ear.at + 1] if ear.at + 1 < len(ear.tokens) else None
    own_amount = after is not None and after.sort in (Sort.AMOUNT, Sort.TIMES, Sort.UNCLEAR)
    return not own_amount


def amount_fits(ear: Ear, fits: Fits, token: Token) -> bool:
    """Return whether an amount can count any of the offers."""
    return any(
        token.milli is not None and weighed(ear.goods.all[place], token.unit, token.milli) is not None for place in fits
    )


def is_size(ear: Ear, last: Wish | None, token: Token) -> bool:
    """Return whether an amount repeats what is printed on the package (500ml, 5斤装, 24包) and counts nothing."""
    if token.packed:
        return True
    units = {ear.goods.all[place].unit for place in (last.fits if last else range(len(ear.goods.all)))}
    if token.unit in words.MEASURES and token.unit not in units:
        return True
    if last is None or token.milli is None or not token.unit or token.unit in units:
        return False
    return any((token.milli, token.unit) in ear.goods.all[place].sizes for place in last.fits)


def is_printed(ear: Ear, last: Wish | None, token: Token) -> bool:
    """Return whether a size stands in the spec of the goods; one that does not (120码) is somebody's choice of them."""
    fits = last.fits if last is not None else range(len(ear.goods.all))
    return token.packed or any((token.milli, token.unit) in ear.goods.all[place].sizes for place in fits)


def give(wish: Wish, token: Token) -> None:
    """Give a wish its amount; one that cannot be read makes it unclear."""
    if token.sort is Sort.UNCLEAR or token.milli is None:
        wish.unclear = True
        return
    wish.milli, wish.unit, wish.given = token.milli, token.unit, True
