"""What the pickup station reads from the store and writes into it, always in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.actions import (
    Part,
    Ticked,
    check_off_numbers,
    hand_over_together,
    keep_day,
    look_up,
    move_pickups,
    take_back,
)
from leaderdesk.features.pickups.queries import AtHand, Dues, StationSlots, at_hand, pickup_by_id, pickups_of_round
from leaderdesk.features.pickups.queries.paper import preview_numbers
from leaderdesk.features.pickups.rules import Answer, Kind, PickupOrder, standing_of
from leaderdesk.features.pickups.rules.numbers import NumbersPreview
from leaderdesk.features.pickups.screen.scan_field import Cash
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business, read_business
from leaderdesk.storage.database import Store

Done = Callable[[tuple[Answer, ...]], None]
Failed = Callable[[Exception], None]


class BookPayment(Protocol):
    """Books all that is open of an order and returns the id of the action."""

    def __call__(self, store: Store, *, order_id: int, method: Cash) -> int:
        """Book it as paid that way."""
        ...


Answered = Callable[[AtHand], None]


@dataclass(frozen=True, slots=True)
class AtTable:
    """A round as it stands at the pickup table; the orders in walking order, `gifts` the ids of those with a gift."""

    round_id: int
    round: Round | None
    business: Business
    pickups: tuple[PickupOrder, ...]
    gifts: frozenset[int] = frozenset()

    @property
    def place(self) -> str:
        """Where the bags are handed out."""
        return (self.round.pickup_place if self.round else "") or self.business.pickup_place


class TableBook:
    """Reads and writes for one page; what comes back is handed over on the window's thread."""

    def __init__(
        self, desk: Desk, owner: QObject, *, dues: Dues, book: BookPayment, slots: StationSlots | None = None
    ) -> None:
        self._desk = desk
        self._owner = owner
        self._dues = dues
        self._book = book
        self._slots = slots or StationSlots()

    def read_round(self, round_id: int, done: Callable[[AtTable], None]) -> None:
        """Read the round; of several requests only the newest delivers."""
        store, dues, slots = self._desk.store, self._dues, self._slots

        def work() -> AtTable:
            with store.read() as connection:
                pickups = pickups_of_round(connection, round_id, dues=dues)
                return AtTable(
                    round_id=round_id,
                    round=round_row(connection, round_id),
                    business=read_business(connection),
                    pickups=pickups,
                    gifts=frozenset(slots.gifts(connection, [each.order.id for each in pickups])),
                )

        self._desk.tasks.read(self._owner, work, done, latest="round")

    def look_up(self, typed: str, round_id: int | None, done: Answered, failed: Failed) -> None:
        """Read what a scanned or typed text means."""
        store, dues, slots = self._desk.store, self._dues, self._slots

        def work() -> AtHand:
            with store.read() as connection:
                answer = look_up(connection, typed, dues=dues, round_id=round_id)
                return at_hand(connection, answer, dues=dues, slots=slots)

        self._desk.tasks.read(self._owner, work, done, failed)

    def read_order(self, order_id: int, done: Answered, failed: Failed) -> None:
        """Read one order as it stands."""
        store, dues, slots = self._desk.store, self._dues, self._slots

        def work() -> AtHand:
            with store.read() as connection:
                found = pickup_by_id(connection, order_id, dues=dues)
                if found is None:
                    return AtHand(Answer(kind=Kind.UNKNOWN))
                answer = Answer(kind=standing_of(found), found=found)
                return at_hand(connection, answer, dues=dues, slots=slots)

        self._desk.tasks.read(self._owner, work, done, failed)

    def hand_over(self, parts: Sequence[Part], done: Done, failed: Failed, *, collected_by: str = "") -> None:
        """Hand over these parts of orders in one step and keep why others stay."""
        store, dues = self._desk.store, self._dues
        self._desk.tasks.write(
            self._owner,
            lambda: hand_over_together(store, parts, dues=dues, collected_by=collected_by),
            done,
            failed,
        )

    def pay(self, order_id: int, method: str, done: Callable[[int], None]) -> None:
        """Book all that is open as paid in cash or by WeChat."""
        store, book = self._desk.store, self._book
        way: Cash = "cash" if method == "cash" else "wechat"
        self._desk.tasks.write(self._owner, lambda: book(store, order_id=order_id, method=way), done)

    def use_credit(self, order_id: int, done: Callable[[int], None]) -> None:
        """Let what the neighbour has to her credit pay for the order, where somebody keeps that."""
        store, use = self._desk.store, self._slots.use_credit
        if use is not None:
            self._desk.tasks.write(self._owner, lambda: use(store, order_id), done)

    def take_back(self, order_id: int, done: Callable[[int], None]) -> None:
        """Make the order not handed over again."""
        store, dues = self._desk.store, self._dues
        self._desk.tasks.write(self._owner, lambda: take_back(store, order_id, dues=dues), done)

    def preview(self, round_id: int, numbers: Sequence[int], done: Callable[[NumbersPreview], None]) -> None:
        """Read what the numbers of the printed list mean; of several requests only the newest delivers."""
        store, dues = self._desk.store, self._dues

        def work() -> NumbersPreview:
            with store.read() as connection:
                return preview_numbers(connection, round_id, numbers, dues=dues)

        self._desk.tasks.read(self._owner, work, done, latest="numbers")

    def tick(self, round_id: int, numbers: Sequence[int], done: Callable[[Ticked], None]) -> None:
        """Check off what stands under these numbers of the printed list."""
        store, dues = self._desk.store, self._dues
        self._desk.tasks.write(self._owner, lambda: check_off_numbers(store, round_id, numbers, dues=dues), done)

    def move(self, order_ids: Sequence[int], day: dt.date, done: Callable[[int], None], failed: Failed) -> None:
        """Let these orders be fetched on another day."""
        store, dues = self._desk.store, self._dues
        self._desk.tasks.write(self._owner, lambda: move_pickups(store, order_ids, day, dues=dues), done, failed)

    def keep_day(self, order_id: int, done: Callable[[int], None]) -> None:
        """Let an order be fetched on the day of its round again."""
        store, dues = self._desk.store, self._dues
        self._desk.tasks.write(self._owner, lambda: keep_day(store, order_id, dues=dues), done)
