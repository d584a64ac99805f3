"""What the page of referral gifts reads from the store and writes into it, always in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from leaderdesk.features.desk import Desk
from leaderdesk.features.products.queries import product_rows
from leaderdesk.features.products.rules import Added, Product
from leaderdesk.features.referrals.queries import (
    StockLine,
    Trust,
    figures,
    month_of,
    programmes,
    roll_of,
    stock_lines,
    trust,
)
from leaderdesk.features.referrals.queries.welcome import newcomers
from leaderdesk.features.referrals.rules import Programme, Standing
from leaderdesk.features.referrals.rules.figures import Figures
from leaderdesk.features.referrals.rules.honour import Honoured
from leaderdesk.features.referrals.rules.welcome import Newcomer
from leaderdesk.features.rounds.queries import current_round
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business, read_business
from leaderdesk.storage.database import Store

_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the page shows: where each referral stands, the book of gifts, the roll of the month and of the year.

    `round` is the one whose bags gifts would go with; None if there is none that is not settled.
    """

    trust: Trust
    lines: tuple[StockLine, ...]
    month_roll: tuple[Honoured, ...]
    year_roll: tuple[Honoured, ...]
    programmes: tuple[Programme, ...]
    figures: Figures
    newcomers: tuple[Newcomer, ...]
    products: tuple[Product, ...]
    round: Round | None
    business: Business

    @property
    def due(self) -> tuple[Standing, ...]:
        """The referrals of which a gift is due."""
        return tuple(one for one in self.trust.standings if one.is_due)

    @property
    def to_put(self) -> tuple[Standing, ...]:
        """Those of them of which something is not put to the round yet."""
        here = None if self.round is None else self.round.id
        return tuple(one for one in self.due if one.dues or any(award.round_id != here for award in one.open_awards))

    @property
    def looks(self) -> tuple[Standing, ...]:
        """Those about which the leader is asked."""
        return tuple(one for one in self.trust.standings if one.wants_look)


class ReferralBook:
    """Reads and writes for the page; what comes back is handed over on the window's thread."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        self._desk = desk
        self._owner = owner

    @property
    def store(self) -> Store:
        """The store that is open."""
        return self._desk.store

    def read(self, done: Callable[[Seen], None]) -> None:
        """Read all that the page shows; of several requests only the newest delivers."""
        store, clock = self._desk.store, self._desk.clock

        def work() -> Seen:
            with store.read() as connection:
                now_ms = clock.now_ms()
                whole = trust(connection, now_ms)
                year, month = month_of(now_ms)
                current = current_round(connection)
                return Seen(
                    trust=whole,
                    lines=stock_lines(connection, _MOST_LINES),
                    month_roll=roll_of(connection, whole, year=year, month=month),
                    year_roll=roll_of(connection, whole, year=year, month=None),
                    programmes=programmes(connection),
                    figures=figures(connection, whole),
                    newcomers=newcomers(connection, whole),
                    products=tuple(one for one in product_rows(connection) if one.rests_since_ms is None),
                    round=None if current is None or current.settled_at_ms is not None else current,
                    business=read_business(connection),
                )

        self._desk.tasks.read(self._owner, work, done, latest="referrals")

    def act(
        self,
        work: Callable[[Store], int | Added],
        sentence: str,
        *,
        done: Callable[[], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Write, say `sentence` with its undo, and call `done`; a refusal is said if nobody takes it."""
        store = self._desk.store

        def written(made: int | Added) -> None:
            self._desk.notice(sentence, undo=made.action_id if isinstance(made, Added) else made)
            if done is not None:
                done()

        self._desk.tasks.write(
            self._owner, lambda: work(store), written, refused or (lambda error: self._desk.notice(str(error)))
        )
