"""The first stage: a pasted text as a draft of lines, with quotations, copies, menus and list numbers told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leaderdesk.features.orders.jielong.body import MOST_SIGNS, Bit, join
from leaderdesk.features.orders.jielong.copies import mark_copies
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.goods import Goods, index_goods
from leaderdesk.features.orders.jielong.lines import Row, split_rows
from leaderdesk.features.orders.jielong.model import Offer, Rules
from leaderdesk.features.orders.jielong.names import NameBook
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.spoken import Surroundings, hear, surroundings


@dataclass(frozen=True, slots=True)
class Draft:
    """A text taken apart into rows, one for each line, ready to be matched with whom the shop knows."""

    rows: tuple[Row, ...]
    goods: Goods
    rules: Rules
    today: date
    doubtful_copies: bool

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The goods of the round."""
        return tuple(good.offer for good in self.goods.all)


def read(text: str, offers: Sequence[Offer], rules: Rules, today: date) -> Draft:
    """Return the draft of a pasted text; any text is possible, every line of it is one row."""
    goods = index_goods(offers)
    rows = split_rows(text)
    around = surroundings(goods, (), NameBook())
    doubtful = mark_copies(rows, lambda row: _look(row, around))
    return Draft(tuple(rows), goods, rules, today, doubtful)


def _look(row: Row, around: Surroundings) -> tuple[bool, frozenset[str]]:
    """Return whether a numbered line reads as a line of a menu, and the people on it, as far as can be told at once."""
    people: set[str] = set()
    menu = True
    for part in row.parts:
        if part.end - part.start > MOST_SIGNS:
            continue
        spoken = hear(join([Bit(row.line, row.folded, part.start, part.end)]), around)
        tokens = [token for token in spoken.tokens if token.sort is not Sort.SPACE]
        menu = menu and not spoken.rooms and _only_prices(tokens, around.goods)
        if spoken.name is not None:
            people.add(name_key(spoken.body.text[slice(*spoken.name)]))
        elif spoken.room is not None:
            people.add(spoken.room.text)
    return menu, frozenset(people)


def _only_prices(tokens: list[Token], goods: Goods) -> bool:
    """Return whether the tokens order nothing: no amounts but prices, no changes."""
    named = [place for token in tokens if token.sort is Sort.GOOD for place in token.fits]
    prices = {goods.all[place].offer.price_fen * 10 for place in named}
    for at, token in enumerate(tokens):
        if at > 1 and _counts_packs(tokens[at - 2 : at + 1], named, goods):
            continue
        if token.sort is Sort.TIMES and _counts_packs(tokens[at - 1 : at + 2], named, goods):
            continue
        if token.sort in (Sort.TIMES, Sort.PLUS, Sort.EACH, Sort.SET, Sort.ADD, Sort.CANCEL, Sort.UNCLEAR, Sort.PAID):
            return False
        if token.sort is Sort.AMOUNT and token.milli not in prices and not _is_spec(token, named, goods, at):
            return False
    return True


def _is_spec(token: Token, named: list[int], goods: Goods, at: int) -> bool:
    return at > 0 and any((token.milli, token.unit) in goods.all[place].sizes for place in named)


def _counts_packs(three: list[Token], named: list[int], goods: Goods) -> bool:
    """Return whether three tokens are the size of a package and how many are in it (200g*6)."""
    sorts = [token.sort for token in three]
    return sorts == [Sort.AMOUNT, Sort.TIMES, Sort.AMOUNT] and _is_spec(three[0], named, goods, 1)
