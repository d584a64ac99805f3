"""Advice from the streams that are over: which kind of cue keeps running over its time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.report import StreamResult

LATEST = 6
"""So many streams back the coach looks."""
OFTEN = 3
"""So often a kind must have run over before anything is said; and so many streams there must be."""
OVER_S = 60
"""Below this nobody is late."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A kind of cue that ran over in `times` of the latest `of` streams, by so many minutes on average."""

    kind: CueKind
    times: int
    of: int
    minutes: int
    series_ids: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The advice without the name of the kind, which stands before it."""
        return _("over its time in {times} of the last {count} streams, by {minutes} min on average").format(
            times=self.times, count=self.of, minutes=self.minutes
        )


def advice(results: Sequence[StreamResult]) -> Advice | None:
    """Return what runs over most, from the latest streams that were on (newest first); None while nothing is sure."""
    latest = [result for result in results if result.started_ms is not None][:LATEST]
    if len(latest) < OFTEN:
        return None
    over: dict[CueKind, list[tuple[int, StreamResult]]] = defaultdict(list)
    for result in latest:
        for kind, seconds in _over_by_kind(result).items():
            over[kind].append((seconds, result))
    often = [(len(found), sum(seconds for seconds, _result in found), kind) for kind, found in over.items()]
    often = [each for each in often if each[0] >= OFTEN]
    if not often:
        return None
    times, seconds, kind = max(often, key=lambda each: each[:2])
    series = (result.stream.series_id for _seconds, result in over[kind])
    return Advice(
        kind=kind,
        times=times,
        of=len(latest),
        minutes=max(1, math.floor(seconds / times / 60 + 0.5)),
        series_ids=tuple(dict.fromkeys(each for each in series if each is not None)),
    )


def _over_by_kind(result: StreamResult) -> dict[CueKind, int]:
    """Return by how many seconds each kind ran over in that stream, those that are worth a word."""
    spent: dict[CueKind, int] = defaultdict(int)
    for cue in result.cues:
        spent[cue.cue.kind] += cue.over_s
    return {kind: seconds for kind, seconds in spent.items() if seconds >= OVER_S}
