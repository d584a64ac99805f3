"""What the pickup station reads from the store and writes into it, always in the background."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.actions import hand_over, look_up, standing_of, take_back
from leaderdesk.features.pickups.queries import Dues, pickup_by_id, pickups_of_round
from leaderdesk.features.pickups.rules import Answer, Kind, NotTakenReason, PickupOrder
from leaderdesk.features.pickups.screen.scan_field import Cash
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business, read_business
from leaderdesk.storage.database import Store

Answered = Callable[[Answer], None]
Failed = Callable[[Exception], None]


class BookPayment(Protocol):
    """Books all that is open of an order and returns the id of the action."""

    def __call__(self, store: Store, *, order_id: int, method: Cash) -> int:
        """Book it as paid that way."""
        ...


@dataclass(frozen=True, slots=True)
class AtTable:
    """A round as it stands at the pickup table; the orders in walking order."""

    round_id: int
    round: Round | None
    business: Business
    pickups: tuple[PickupOrder, ...]


class TableBook:
    """Reads and writes for one page; what comes back is handed over on the window's thread."""

    def __init__(self, desk: Desk, owner: QObject, *, dues: Dues, book: BookPayment) -> None:
        self._desk = desk
        self._owner = owner
        self._dues = dues
        self._book = book

    def read_round(self, round_id: int, done: Callable[[AtTable], None]) -> None:
        """Read the round; of several requests only the newest delivers."""
        store, dues = self._desk.store, self._dues

        def work() -> AtTable:
            with store.read() as connection:
                return AtTable(
                    round_id=round_id,
                    round=round_row(connection, round_id),
                    business=read_business(connection),
                    pickups=pickups_of_round(connection, round_id, dues=dues),
                )

        self._desk.tasks.read(self._owner, work, done, latest="round")

    def look_up(self, typed: str, round_id: int | None, done: Answered, failed: Failed) -> None:
        """Read what a scanned or typed text means."""
        store, dues = self._desk.store, self._dues

        def work() -> Answer:
            with store.read() as connection:
                return look_up(connection, typed, dues=dues, round_id=round_id)

        self._desk.tasks.read(self._owner, work, done, failed)

    def read_order(self, order_id: int, done: Answered, failed: Failed) -> None:
        """Read one order as it stands."""
        store, dues = self._desk.store, self._dues

        def work() -> Answer:
            with store.read() as connection:
                found = pickup_by_id(connection, order_id, dues=dues)
            return Answer(kind=Kind.UNKNOWN) if found is None else Answer(kind=standing_of(found), found=found)

        self._desk.tasks.read(self._owner, work, done, failed)

    def hand_over(
        self,
        order_id: int,
        line_ids: Collection[int],
        reasons: Mapping[int, NotTakenReason],
        done: Answered,
        failed: Failed,
    ) -> None:
        """Hand over these lines and keep why others stay."""
        store, dues = self._desk.store, self._dues
        self._desk.tasks.write(
            self._owner,
            lambda: hand_over(store, order_id, dues=dues, line_ids=line_ids, reasons=reasons),
            done,
            failed,
        )

    def pay(self, order_id: int, method: str, done: Callable[[int], None]) -> None:
        """Book all that is open as paid in cash or by WeChat."""
        store, book = self._desk.store, self._book
        way: Cash = "cash" if method == "cash" else "wechat"
        self._desk.tasks.write(self._owner, lambda: book(store, order_id=order_id, method=way), done)

    def take_back(self, order_id: int, done: Callable[[int], None]) -> None:
        """Make the order not handed over again."""
        store, dues = self._desk.store, self._dues
        self._desk.tasks.write(self._owner, lambda: take_back(store, order_id, dues=dues), done)
