"""What came of a stream: each cue's plan beside what happened, what was ordered meanwhile, and what to do next time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.streams.rules import Cue, Series, Stream
from leaderdesk.features.streams.rules.calendar import stream_name
from leaderdesk.features.streams.rules.live import LivePlan, Mark, MarkKind, Played
from leaderdesk.features.streams.rules.votes import OrderedLine, Takings, takings

AFTER_MS = 30 * 60 * 1000
"""Who orders so soon after the end does so because of the stream."""
WORTH_S = 60
"""A difference to the plan below this is none."""
_GRAIN_S = 30
_SHORT = 3
_NONE = Takings()


@dataclass(frozen=True, slots=True)
class CueResult:
    """One cue: planned and taken seconds, what was ordered while it was on, and the product that sold most then."""

    cue: Cue
    used_s: int
    sold: Takings = _NONE
    best: str = ""

    @property
    def planned_s(self) -> int:
        """What it was to take; nothing for one that was left out."""
        return 0 if self.cue.skipped else self.cue.length_s

    @property
    def over_s(self) -> int:
        """How much longer than planned it took; below 0 it was shorter."""
        return self.used_s - self.planned_s


@dataclass(frozen=True, slots=True)
class ProductResult:
    """What was ordered of one product because of the stream, in thousandths, orders and fen."""

    product_id: int
    name: str
    amount_milli: int
    sold: Takings


@dataclass(frozen=True, slots=True)
class StreamResult:
    """What came of a stream; unix ms, None for one that was never begun or goes on."""

    stream: Stream
    series: Series | None
    started_ms: int | None
    ended_ms: int | None
    used_s: int
    cues: tuple[CueResult, ...] = ()
    products: tuple[ProductResult, ...] = ()
    during: Takings = _NONE
    after: Takings = _NONE
    all: Takings = _NONE

    @property
    def name(self) -> str:
        """What the stream is called."""
        return stream_name(self.stream, self.series)

    @property
    def over_s(self) -> int:
        """How much longer than its length it took; below 0 it was shorter."""
        return self.used_s - self.stream.length_s

    @property
    def over_minutes(self) -> int:
        """The same in whole minutes, a minute that is not full left out."""
        return int(self.over_s / 60)

    @property
    def best_cue(self) -> CueResult | None:
        """The cue in which most was ordered; None if nothing was."""
        return max((cue for cue in self.cues if cue.sold.orders), key=lambda cue: cue.sold.orders, default=None)


def result_of(
    stream: Stream,
    series: Series | None,
    cues: Sequence[Cue],
    marks: Sequence[Mark],
    lines: Sequence[OrderedLine],
    *,
    names: Mapping[int, str],
    now_ms: int,
) -> StreamResult:
    """Return what came of the stream; `lines` are the orders from its start to AFTER_MS after its end.

    `names` are the products of these lines by id.
    """
    played = Played(LivePlan.of(stream, cues), marks)
    state = played.at(now_ms)
    meant = [line for line in lines if state.started_ms is not None and line.at_ms >= state.started_ms]
    end_ms = state.ended_ms if state.ended_ms is not None else now_ms
    during = [line for line in meant if line.at_ms < end_ms]
    by_cue = _by_cue(played, during, now_ms)
    return StreamResult(
        stream=stream,
        series=series,
        started_ms=state.started_ms,
        ended_ms=state.ended_ms,
        used_s=state.elapsed_ms // 1000,
        cues=tuple(
            CueResult(use.cue, use.used_ms // 1000, takings(by_cue[use.cue.id]), _best(by_cue[use.cue.id], names))
            for use in state.uses
        ),
        products=_products(meant, names),
        during=takings(during),
        after=takings([line for line in meant if line.at_ms >= end_ms]),
        all=takings(meant),
    )


def ran_over(result: StreamResult) -> tuple[CueResult, ...]:
    """Return the cues that took longer than planned, the worst first."""
    return tuple(sorted((cue for cue in result.cues if cue.over_s >= WORTH_S), key=lambda cue: -cue.over_s))


def over_text(result: StreamResult) -> str:
    """Return which cues ran over, in a few words; that none did where none did."""
    found = ran_over(result)[:_SHORT]
    if not found:
        left = [cue for cue in result.cues if cue.planned_s and not cue.used_s]
        if left:
            return _("{cue} was left out").format(cue=left[0].cue.name)
        return _("Every cue on time")
    return _(", ").join(_("{cue} +{minutes} min").format(cue=cue.cue.name, minutes=cue.over_s // 60) for cue in found)


def best_text(result: StreamResult) -> str:
    """Return in which cue most was ordered; empty if nothing was."""
    best = result.best_cue
    if best is None:
        return ""
    count = best.sold.orders
    return ngettext("{cue} sold {count} order", "{cue} sold {count} orders", count).format(
        cue=best.cue.name, count=count
    )


def suggestions(result: StreamResult) -> tuple[str, ...]:
    """Return what to do otherwise in the next run-sheet, from what sold and from what dragged; in a few sentences."""
    if result.started_ms is None:
        return ()
    said = [
        _("{cue} took {used} min instead of {planned}: give it {next} min next time.").format(
            cue=cue.cue.name, used=_minutes(cue.used_s), planned=_minutes(cue.planned_s), next=_minutes(_next(cue))
        )
        for cue in ran_over(result)[:_SHORT]
    ]
    said += [
        _("{cue} was not reached: move it forward, or leave it out.").format(cue=cue.cue.name)
        for cue in result.cues
        if cue.planned_s and not cue.used_s
    ]
    best = result.best_cue
    if best is not None and _late(result, best):
        said.append(
            _("{cue} brought most orders: let it come earlier, while everybody is there.").format(cue=best.cue.name)
        )
    return tuple(said)


def next_lengths(result: StreamResult) -> Mapping[int, int]:
    """Return the lengths in seconds that would have fitted, by cue; only those that change."""
    return {
        cue.cue.id: _next(cue)
        for cue in result.cues
        if cue.used_s and not cue.cue.locked and abs(cue.over_s) >= WORTH_S and _next(cue) != cue.planned_s
    }


def done_of(marks: Iterable[Mark], kind: MarkKind) -> tuple[int, ...]:
    """Return whom was thanked, or which dishes were shown, each once and in order; by the marks of that kind."""
    return tuple(dict.fromkeys(mark.ref_id for mark in marks if mark.kind is kind and mark.ref_id is not None))


def _by_cue(played: Played, lines: Sequence[OrderedLine], now_ms: int) -> Mapping[int, list[OrderedLine]]:
    found: dict[int, list[OrderedLine]] = defaultdict(list)
    runs = played.runs(now_ms)
    for line in lines:
        run = next((run for run in runs if run.from_ms <= line.at_ms < run.to_ms), None)
        if run is not None and run.cue_id is not None:
            found[run.cue_id].append(line)
    return found


def _products(lines: Sequence[OrderedLine], names: Mapping[int, str]) -> tuple[ProductResult, ...]:
    by_product: dict[int, list[OrderedLine]] = defaultdict(list)
    for line in lines:
        by_product[line.product_id].append(line)
    found = [
        ProductResult(id_, names.get(id_, ""), sum(line.amount_milli for line in mine), takings(mine))
        for id_, mine in by_product.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.sold.fen, one.name)))


def _best(lines: Sequence[OrderedLine], names: Mapping[int, str]) -> str:
    found = _products(lines, names)
    return found[0].name if found else ""


def _late(result: StreamResult, best: CueResult) -> bool:
    places = [cue.cue.id for cue in result.cues]
    return places.index(best.cue.id) * 2 > len(places)


def _next(cue: CueResult) -> int:
    """Return the length in seconds that would have fitted: to the half minute, never none."""
    return max(_GRAIN_S * 2, round(cue.used_s / _GRAIN_S) * _GRAIN_S)


def _minutes(seconds: int) -> int:
    return round(seconds / 60)
