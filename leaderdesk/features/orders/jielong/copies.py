"""Which of the numbered lists in a text counts: menus are no lists, older copies of the growing list are quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leaderdesk.features.orders.jielong.chat import is_chatter, is_question
from leaderdesk.features.orders.jielong.lines import Row
from leaderdesk.features.orders.jielong.model import Kind

Person = str
Look = Callable[[Row], tuple[bool, frozenset[Person]]]
"""Says of a numbered line whether it reads as a menu line, and who is on it."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Numbered lines that belong together: places of rows."""

    places: tuple[int, ...]
    people: frozenset[Person] = frozenset()
    menu: bool = False


def mark_copies(rows: list[Row], look: Look) -> bool:
    """Mark menus as header and older copies as quoted, in place; return whether the newest copy cannot be told."""
    runs = _runs(rows)
    if len(runs) == 1 and not _begins_as_menu(runs[0], rows, look):
        return False
    runs = [_looked_at(run, rows, look) for run in runs]
    _mark_menus(rows, runs)
    lists = [run for run in runs if not _is_menu(run, runs, rows)]
    if len(lists) < 2:
        return False
    starts = [_block_start(rows, run, lists[at - 1] if at else None) for at, run in enumerate(lists)]
    newest, doubtful = _newest(rows, lists, starts)
    for at, run in enumerate(lists):
        if at != newest:
            end = starts[at + 1] if at + 1 < len(lists) else len(rows)
            _quote(rows, starts[at], run, end)
    _mark_between(rows, starts[0], starts[newest])
    return doubtful


def _runs(rows: Sequence[Row]) -> list[_Run]:
    """Return the numbered rows in runs; a run ends where the numbers begin again, or behind a new heading."""
    runs: list[list[int]] = []
    last, headed = 0, False
    for place, row in enumerate(rows):
        headed = headed or row.heading
        if row.number is None or row.kind is not None:
            continue
        again = row.number == 1 and last >= 1 and _counts_on(rows, place)
        if not runs or again or (headed and row.number <= last):
            runs.append([])
        runs[-1].append(place)
        last = row.parts[-1].number or row.number
        headed = False
    return [_Run(tuple(run)) for run in runs]


def _counts_on(rows: Sequence[Row], place: int) -> bool:
    """Return whether the number after this 1 is a 2, or there is none: else the 1 is a slip within the list."""
    if len(rows[place].parts) > 1:
        return True
    following = next((row.number for row in rows[place + 1 :] if row.number is not None), None)
    return following is None or following in (1, 2)


def _looked_at(run: _Run, rows: Sequence[Row], look: Look) -> _Run:
    seen = [look(rows[place]) for place in run.places]
    menu = sum(is_menu for is_menu, _ in seen) * 5 >= len(seen) * 4
    return replace(run, people=frozenset().union(*(people for _, people in seen)), menu=menu)


def _begins_as_menu(run: _Run, rows: Sequence[Row], look: Look) -> bool:
    """Return whether most of the first lines read as a menu: only then are all of them looked at."""
    seen = [look(rows[place])[0] for place in run.places[:12]]
    return sum(seen) * 3 >= len(seen) * 2


def _is_menu(run: _Run, runs: Sequence[_Run], rows: Sequence[Row]) -> bool:
    if not run.menu or len(rows[run.places[0]].parts) > 1:
        return False
    if run.people and any(other is not run and run.people & other.people for other in runs):
        return False
    if run is not runs[-1]:
        return True
    return not run.people or _followed_by_example(run, rows)


def _followed_by_example(run: _Run, rows: Sequence[Row]) -> bool:
    return any(row.kind is Kind.EXAMPLE for row in rows[run.places[-1] + 1 :])


def _mark_menus(rows: list[Row], runs: Sequence[_Run]) -> None:
    for run in runs:
        if _is_menu(run, runs, rows):
            for place in run.places:
                rows[place] = replace(rows[place], kind=Kind.HEADER)


def _block_start(rows: Sequence[Row], run: _Run, before: _Run | None) -> int:
    """Return the place where a copy begins: its sender line, heading and title included."""
    lowest = before.places[-1] + 1 if before is not None else 0
    first = run.places[0]
    heading = next((place for place in range(lowest, first) if rows[place].heading), None)
    if heading is None:
        return first if before is not None else 0
    start = heading
    while start > lowest and rows[start - 1].sender is not None:
        start -= 1
    return start


def _newest(rows: Sequence[Row], lists: Sequence[_Run], starts: Sequence[int]) -> tuple[int, bool]:
    """Return which copy counts, and whether that cannot be told: by time, else the one that holds everybody."""
    times = [rows[start].when for start in starts]
    if all(time is not None for time in times):
        dated = all(time is not None and time[0] for time in times)
        keys = [(time if dated else (time[1],), at) for at, time in enumerate(times) if time is not None]
        return max(keys)[1], False
    last = len(lists) - 1
    for at in range(last, -1, -1):
        if all(other.people <= lists[at].people for other in lists):
            return at, False
    return last, True


def _quote(rows: list[Row], start: int, run: _Run, end: int) -> None:
    """Mark an older copy as quoted, up to its last numbered line and the words that stand directly under it."""
    last, apart = run.places[-1], False
    for place in range(start, end):
        row = rows[place]
        apart = place > last and (apart or row.kind is Kind.BLANK)
        spoken = place > last and (
            row.sender is not None or (row.under is not None and row.under > rows[last].line) or is_chatter(row.text)
        )
        spoken = spoken or (apart and is_question(row.text))
        if row.kind is not Kind.BLANK and not spoken:
            rows[place] = replace(row, kind=Kind.QUOTED)


def _mark_between(rows: list[Row], first: int, newest: int) -> None:
    """What was said between older copies and the one that counts is chatter."""
    for place in range(first, newest):
        if rows[place].kind is None:
            rows[place] = replace(rows[place], kind=Kind.CHATTER)
