"""Looking things up one after the other, so that no scan is answered out of turn and none is lost."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.queries import AtHand
from leaderdesk.features.pickups.screen.table_book import TableBook


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to look up: a text that was scanned or typed, or an order that was pointed at.

    `silent` wishes come from the page itself, to show again what has changed.
    """

    typed: str = ""
    order_id: int | None = None
    silent: bool = False


class Lookups(QObject):
    """Tells `answered` with what lies at hand and its Wish, in the order in which they were asked."""

    answered = Signal(object, object)

    def __init__(self, desk: Desk, book: TableBook, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book
        self._round_id: int | None = None
        self._waiting: deque[Wish] = deque()
        self._asked: Wish | None = None

    def is_busy(self) -> bool:
        """Return whether an answer is still to come."""
        return self._asked is not None

    def begin(self, round_id: int) -> None:
        """Look in this round from now on; what waits for another one is dropped."""
        self._round_id = round_id
        self.drop()

    def drop(self) -> None:
        """Forget what has not been asked yet."""
        self._waiting.clear()

    def ask(self, wish: Wish) -> None:
        """Look it up after everything that was asked for before."""
        self._waiting.append(wish)
        self._go_on()

    def _go_on(self) -> None:
        if self._asked is not None or not self._waiting:
            return
        wish = self._asked = self._waiting.popleft()
        if wish.order_id is not None:
            self._book.read_order(wish.order_id, self._done, self._failed)
        else:
            self._book.look_up(wish.typed, self._round_id, self._done, self._failed)

    def _done(self, answer: AtHand) -> None:
        wish, self._asked = self._asked, None
        self.answered.emit(answer, wish)
        self._go_on()

    def _failed(self, error: Exception) -> None:
        self._asked = None
        self._desk.tasks.tell_trouble(error)
        self._go_on()
