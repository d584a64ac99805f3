"""各: one amount for several goods, for every offer, or for sorts that are no offers."""

from __future__ import annotations

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.amounts import give
from leaderdesk.features.orders.jielong.ear import AMOUNTS, Ear
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.wishes import Wish, is_polite


def take_each(ear: Ear, token: Token) -> None:
    """Read 各 and its amount: it closes the goods before it that have no number yet."""
    amount = ear.peek()
    while amount is not None and amount.sort is Sort.WORD and is_polite(amount.text):
        ear.skip_to(amount)
        amount = ear.peek()
    if amount is not None and amount.sort in (Sort.TIMES, Sort.PLUS):
        ear.skip_to(amount)
        amount = ear.peek()
    if amount is not None and amount.sort in AMOUNTS:
        ear.skip_to(amount)
    else:
        amount = None
    waiting = [wish for wish in ear.wishes.all if wish.open and not wish.cancelled]
    last = ear.last()
    if amount is None and token.text.endswith(("要", "要了")) and (waiting or (last and last.end == token.start)):
        return
    if waiting and sorts_between(ear, waiting[-1], token):
        waiting[-1].split = True
        return
    if not waiting:
        waiting = each_of_what(ear, token)
    for wish in waiting:
        give_each(ear, wish, amount)


def sorts_between(ear: Ear, wish: Wish, token: Token) -> bool:
    """Return whether words stand between goods and 各: sorts that are no offers of their own (红和黄各一斤)."""
    return any(
        wish.end <= start
        and end <= token.start
        and not words.TIME.match(ear.text, start)
        and not set("(") & set(ear.text[max(0, start - 1) : start])
        for start, end in ear.wishes.notes
    )


def each_of_what(ear: Ear, token: Token) -> list[Wish]:
    """Return the wishes that 各 alone means: the goods named behind it, else every offer of the round."""
    behind: list[Wish] = []
    while (following := ear.peek()) is not None and following.sort in (
        Sort.GOOD,
        Sort.WEAK,
        Sort.WORD,
        Sort.PLUS,
    ):
        if following.sort is Sort.WORD and not is_polite(following.text):
            break
        ear.skip_to(following)
        if following.sort is Sort.GOOD:
            behind.append(Wish(following.fits, following.start, following.end))
    if behind:
        ear.wishes.all.extend(behind)
        return behind
    if ear.wishes.notes and ear.text[ear.wishes.notes[-1][1] : token.start].strip() == "" and sorts_glued(ear, token):
        one = (
            Wish((0,), token.start, token.end, split=True)
            if ear.goods.single
            else Wish((), token.start, token.end, unknown=True)
        )
        ear.wishes.all.append(one)
        return [] if ear.goods.single else [one]
    if ear.wishes.all:
        ear.wishes.all.append(Wish((), token.start, token.end, unknown=True))
        return [ear.wishes.all[-1]]
    every = [Wish((place,), token.start, token.end) for place in range(len(ear.goods.all))]
    ear.wishes.all.extend(every)
    return every


def sorts_glued(ear: Ear, token: Token) -> bool:
    """Return whether the words right before 各 are sorts: glued to it, or nouns that are no wish about the goods."""
    start, end = ear.wishes.notes[-1]
    return end == token.start or not words.NOTE_SIGNS & set(ear.text[start:end])


def give_each(ear: Ear, wish: Wish, amount: Token | None) -> None:
    """Give each offer a wish can mean the amount, as a wish of its own."""
    if len(wish.fits) > 1:
        place = ear.wishes.all.index(wish)
        parts = [Wish((fit,), wish.start, wish.end) for fit in wish.fits]
        ear.wishes.all[place : place + 1] = parts
    else:
        parts = [wish]
    for part in parts:
        if amount is None:
            part.unclear = True
        else:
            give(part, amount)
