"""Whether a line without a list number orders anything."""

from __future__ import annotations

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.spoken import Spoken, Surroundings, says_me


def orders_something(spoken: Spoken, goods: Goods) -> bool:
    """Return whether something is ordered or changed, in a line that need not be an order."""
    wishes = spoken.wishes
    if has_price(spoken.body.text) or (not spoken.rooms and tells_prices(spoken, goods) and len(wishes.all) > 1):
        return False
    if words.GONE.search(spoken.body.text) and not any(wish.given for wish in wishes.all):
        return False
    if wishes.same is not None:
        return True
    if spoken.wants:
        weak = not wishes.all and not wishes.changes and not goods.single
        return not weak or bool(wishes.strays)
    return bool(wishes.all) and (spoken.named or not wishes.notes)


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
        return bool(wishes.all or wishes.strays or wishes.changes or wishes.paid) or text.strip().startswith(
            words.LEADING_NOTE
        )
    if _known_name(spoken, around) or around.goods.single:
        return text.strip().startswith(words.LEADING_NOTE) and not spoken.wants
    glued = spoken.body.text[spoken.name[1] : spoken.name[1] + 1] not in (" ", ",", ":", "")
    if spoken.wants:
        return glued and not wishes.changes
    return text.strip().startswith(words.LEADING_NOTE)


def _known_name(spoken: Spoken, around: Surroundings) -> bool:
    if spoken.name is None:
        return False
    start, end = spoken.name
    return around.book.longest_at(spoken.body.text, start, [end]) == end
