"""What the page of livestreams reads from the store and writes into it, always in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import UserError
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.rules import Added
from leaderdesk.features.rounds.queries import round_rows
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.streams.queries import cue_counts, own_templates, series_all, slots_of_days
from leaderdesk.features.streams.queries.asked import asked_count
from leaderdesk.features.streams.queries.live import live_now
from leaderdesk.features.streams.queries.past import past_results
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import Series
from leaderdesk.features.streams.rules.calendar import Slot, month_grid
from leaderdesk.features.streams.rules.report import StreamResult
from leaderdesk.features.streams.rules.templates import OwnTemplate
from leaderdesk.features.streams.screen.shown import ShownSlot, shown_slots
from leaderdesk.storage.business import Business, read_business
from leaderdesk.storage.database import Store

_ROUNDS = 8
_TWO_WEEKS = 14


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the calendar and what lies beside it show: read at one moment, `now`.

    `evenings` are those of the weeks in view, `coming` the slots of this week and the next, `live` the one that is on.
    """

    now: dt.datetime
    evenings: tuple[ShownSlot, ...]
    coming: tuple[Slot, ...]
    results: tuple[StreamResult, ...]
    series: tuple[Series, ...]
    templates: tuple[OwnTemplate, ...]
    rounds: tuple[Round, ...]
    questions: int
    live: int | None
    business: Business


class StreamBook:
    """Reads and writes for the page; what comes back is handed over on the window's thread."""

    def __init__(self, desk: Desk, slots: StreamSlots, owner: QObject) -> None:
        self._desk, self._slots, self._owner = desk, slots, owner

    @property
    def store(self) -> Store:
        """The store that is open."""
        return self._desk.store

    def read(self, month: dt.date, done: Callable[[Seen], None], failed: Callable[[Exception], None]) -> None:
        """Read what that month shows; of several requests only the newest delivers."""
        store, clock, slots = self._desk.store, self._desk.clock, self._slots
        weeks = month_grid(month.year, month.month)

        def work() -> Seen:
            return _seen(store, slots, weeks[0][0], weeks[-1][-1], now=local_now(clock), now_ms=clock.now_ms())

        self._desk.tasks.read(self._owner, work, done, failed, latest="calendar")

    def act(
        self,
        work: Callable[[Store], int | Added | None],
        sentence: str,
        *,
        done: Callable[[int | Added | None], None] = lambda _made: None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do `work` and say `sentence` with its undo; what is refused is told by `refused`, else in a toast."""
        store = self._desk.store

        def over(made: int | Added | None) -> None:
            action = made.action_id if isinstance(made, Added) else made
            if action is not None:
                self._desk.notice(sentence, undo=action)
            done(made)

        def failed(trouble: Exception) -> None:
            if refused is not None and isinstance(trouble, UserError):
                refused(trouble)
            else:
                self._desk.tasks.tell_trouble(trouble)

        self._desk.tasks.write(self._owner, lambda: work(store), over, failed)


def _seen(store: Store, slots: StreamSlots, first: dt.date, last: dt.date, *, now: dt.datetime, now_ms: int) -> Seen:
    monday = now.date() - dt.timedelta(days=now.weekday())
    with store.read() as connection:
        results = past_results(connection, slots, now_ms=now_ms)
        by_id: Mapping[int, StreamResult] = {one.stream.id: one for one in results}
        evenings = slots_of_days(connection, first, last)
        live = live_now(connection, now_ms)
        on = None if live is None else live.stream_id
        planned = [slot.stream.id for slot in evenings if slot.stream is not None]
        cues = cue_counts(connection, planned)
        return Seen(
            now=now,
            evenings=shown_slots(evenings, cues=cues, results=by_id, live=() if on is None else (on,), now=now),
            coming=slots_of_days(connection, monday, monday + dt.timedelta(days=_TWO_WEEKS - 1)),
            results=results,
            series=series_all(connection),
            templates=own_templates(connection),
            rounds=tuple(one for one in round_rows(connection, limit=_ROUNDS) if one.settled_at_ms is None),
            questions=asked_count(connection),
            live=on,
            business=read_business(connection),
        )
