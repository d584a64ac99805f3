"""A run-sheet of two hundred cues: read, timed and cut, against reading its rows and nothing else."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from leaderdesk.features.streams.papers.run_sheet import read_paper, run_sheet_pdf
from leaderdesk.features.streams.queries import cues_of
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.planning import NewCue
from leaderdesk.features.streams.rules.timing import schedule, shortened
from tests.features.streams.evening import STARTS_AT, open_evening

CUES = 200
RUNS = 9
MOST_READ = 12.0
"""Cues with their points, goods and things to prepare, as frozen rows, against the bare rows out of SQLite."""
MOST_TIMED = 4.0
"""The times of all cues against copying each cue once."""
MOST_CUT = 12.0
"""Sharing out an overrun over all of them, against copying each cue once."""
MOST_PRINTED_S = 3.0
_TABLES = ("cue", "cue_point", "cue_product", "cue_prop", "cue_media")


def median_s(work: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def test_two_hundred_cues(tmp_path: Path) -> None:
    many = [
        NewCue(
            CueKind.TASTING, 240, title=f"环节 {number}", points=("一", "二", "三"), props=("盘子",), product_ids=(1, 2)
        )
        for number in range(CUES)
    ]
    many[150] = replace(many[150], hard_at=dt.time(7, 0))
    evening = open_evening(tmp_path / "store", orders=0, cues=many)
    with evening.store.read() as connection:
        floor = median_s(lambda: [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in _TABLES])
        read = median_s(lambda: cues_of(connection, evening.stream_id))
        cues = cues_of(connection, evening.stream_id)
    assert len(cues) == CUES
    copied = median_s(lambda: [replace(cue, length_s=cue.length_s + 1) for cue in cues])
    timed = median_s(lambda: schedule(STARTS_AT, cues))
    planned = schedule(STARTS_AT, cues)
    cut = median_s(lambda: shortened(planned, 3600))
    paper = read_paper(evening.store, evening.stream_id, printed_ms=0)
    began = time.perf_counter()
    run_sheet_pdf(paper)
    printed = time.perf_counter() - began
    evening.store.close()
    assert read / floor <= MOST_READ, (read, floor)
    assert timed / copied <= MOST_TIMED, (timed, copied)
    assert cut / copied <= MOST_CUT, (cut, copied)
    assert printed <= MOST_PRINTED_S, printed
