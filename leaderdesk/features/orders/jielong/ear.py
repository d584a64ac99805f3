"""Where the reading of one entry's goods stands: the token it is at, the amount in hand, the wishes so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.wishes import Wish, Wishes

AMOUNTS = (Sort.AMOUNT, Sort.UNCLEAR)


@dataclass(slots=True)
class Ear:
    """The state of one reading; `take` reads one token more, `held` is an amount that waits for the goods behind it.

    `either` says that a word such as 或 leaves open which goods are meant,
    `far` says that a comma was passed since the last goods, `shut` counts the wishes a cancelling no longer reaches,
    `more` says that 再加 was said behind 改成 or 取消.
    """

    goods: Goods
    tokens: Sequence[Token]
    text: str
    take: Callable[[Ear, Token], None]
    wishes: Wishes = field(default_factory=Wishes)
    held: Token | None = None
    at: int = 0
    far: bool = False
    either: bool = False
    shut: int = 0
    more: bool = False

    def last(self) -> Wish | None:
        """Return the goods read last."""
        return self.wishes.all[-1] if self.wishes.all else None

    def peek(self) -> Token | None:
        """Return the next token that is no blank."""
        for token in self.tokens[self.at : self.at + 4]:
            if token.sort is not Sort.SPACE:
                return token
        return None

    def next(self) -> Token | None:
        """Return the very next token."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def note(self, start: int, end: int) -> None:
        """Leave the signs [start, end) as a note."""
        self.wishes.notes.append((start, end))

    def drop_held(self) -> None:
        """Give up waiting for goods: the amount in hand counts nothing named."""
        if self.held is not None:
            self.wishes.strays.append(self.held)
            self.held = None

    def skip_to(self, token: Token) -> None:
        """Go on behind `token`."""
        while self.at < len(self.tokens) and self.tokens[self.at] is not token:
            self.at += 1
        self.at += 1
