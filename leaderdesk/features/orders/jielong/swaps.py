"""Changes: 改成, 换成, 取消 and the goods they are about."""

from __future__ import annotations

from leaderdesk.features.orders.jielong.ear import AMOUNTS, Ear
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.wishes import is_polite, strip_polite

_WANTED = frozenset({"要", "来", "换", "改", "拿", "只要", "就要", "改要", "想要", "我要"})
"""Behind goods that are given up these begin what is wanted instead (不要甜瓜 要草莓1盒)."""


def take_set(ear: Ear, token: Token) -> None:
    """Read 改成 and 换成: the goods before get a new amount, or are given up; 写错了 says so of all that follows."""
    if token.packed:
        ear.wishes.corrects = True
        return
    ear.wishes.set, ear.wishes.set_at = True, token.end
    last = ear.last()
    near = ear.peek()
    if near is not None and near.sort is Sort.WORD and is_polite(near.text):
        ear.skip_to(near)
        near = ear.peek()
    if last is not None and last.cancelled:
        return
    held_end = ear.held.end if ear.held is not None else -1
    if near is not None and near.sort in AMOUNTS and not good_after(ear, near):
        if last is not None and not ear.far:
            last.given = last.unclear = False
            last.milli = None
        return
    if near is not None and near.sort is Sort.GOOD and any(wish.fits == near.fits for wish in ear.wishes.all[:-1]):
        if last is not None:
            last.given, last.unclear = False, True
        return
    if last is None or not token.firm or ear.far or held_end > last.end:
        ear.wishes.swapped_in = ear.wishes.swapped_in or (last is None and token.text[:1] in "换调")
        return
    last.swapped_milli = last.milli if last.given else None
    last.zero, last.given, last.unclear = True, False, False


def good_after(ear: Ear, amount: Token) -> bool:
    """Return whether an amount is followed at once by goods."""
    place = next((at for at in range(ear.at, len(ear.tokens)) if ear.tokens[at] is amount), len(ear.tokens))
    after = ear.tokens[place + 1] if place + 1 < len(ear.tokens) else None
    own = ear.tokens[place + 2].sort if place + 2 < len(ear.tokens) else None
    if own is Sort.SET:
        return False
    return (
        after is not None
        and after.sort in (Sort.GOOD, Sort.WORD)
        and after.start == amount.end
        and (after.sort is Sort.GOOD or bool(ear.goods.containing(strip_polite(after.text) or "?")))
    )


def take_cancel(ear: Ear, token: Token) -> None:
    """Read 取消: the goods before it, else those behind it."""
    ear.wishes.cancel = True
    ear.wishes.minus = ear.wishes.minus or token.text == "-"
    ear.drop_held()
    waiting = [wish for wish in ear.wishes.all[ear.shut :] if wish.open]
    last = ear.last()
    if last is not None and last.given and not last.cancelled and takes_less(ear, token):
        return
    if last is not None and last.open:
        for wish in waiting:
            wish.cancelled = True
    elif last is not None and not last.cancelled and ear.shut < len(ear.wishes.all) and token.firm:
        for wish in ear.wishes.all[ear.shut :]:
            wish.cancelled = True
    else:
        cancel_behind(ear, token)
    ear.shut = len(ear.wishes.all)


def takes_less(ear: Ear, cancel: Token) -> bool:
    """Take 减1 behind goods already counted on the same line as a question: how many are meant cannot be told."""
    near = ear.peek()
    if near is None or near.sort not in AMOUNTS or good_after(ear, near):
        return False
    if not cancel.text.startswith(("减", "少", "退", "去掉", "-")):
        return False
    last = ear.last()
    assert last is not None
    last.given, last.unclear = False, True
    ear.wishes.cancel = ear.wishes.minus = False
    ear.skip_to(near)
    return True


def cancel_behind(ear: Ear, cancel: Token) -> None:
    """Read what stands behind 取消 up to the next comma, and cancel it."""
    first, notes, wanted = len(ear.wishes.all), len(ear.wishes.notes), False
    while ear.at < len(ear.tokens) and ear.tokens[ear.at].sort not in (
        Sort.STRONG,
        Sort.SET,
        Sort.CANCEL,
        Sort.OPEN,
    ):
        token = ear.tokens[ear.at]
        if len(ear.wishes.all) > first and token.sort is Sort.WORD and token.text.strip() in _WANTED:
            wanted = True
            break
        ear.at += 1
        ear.take(ear, token)
    ear.drop_held()
    if len(ear.wishes.all) == first and len(ear.wishes.notes) > notes and ear.wishes.notes[notes][0] == cancel.end:
        ear.note(cancel.start, cancel.end)
    if len(ear.wishes.all) == first and len(ear.wishes.notes) == notes and cancel.text[-1:] == "要":
        for wish in ear.wishes.all[ear.shut :]:
            wish.cancelled = True
    end = max((wish.end for wish in ear.wishes.all[first:]), default=0)
    firm = wanted or cancel.firm or ear.text.startswith("了", end)
    for wish in ear.wishes.all[first:]:
        wish.cancelled, wish.soft, wish.said_from = True, not firm, cancel.start
