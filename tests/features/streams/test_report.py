"""What came of a stream: plan beside what happened, orders by time, advice, and what to show next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.features.streams.rules import Audience, Cue, CueKind, Series, Stream, StreamKind
from leaderdesk.features.streams.rules import Colour
from leaderdesk.features.streams.rules.announce import stream_text, week_text
from leaderdesk.features.streams.rules.calendar import Slot
from leaderdesk.features.streams.rules.coach import advice
from leaderdesk.features.streams.rules.live import Mark, MarkKind
from leaderdesk.features.streams.rules.report import (
    AFTER_MS,
    StreamResult,
    best_text,
    next_lengths,
    over_text,
    result_of,
    suggestions,
)
from leaderdesk.features.streams.rules.theme_plan import Seen, Sort, ideas, themes
from leaderdesk.features.streams.rules.votes import OrderedLine

BEGINS = dt.datetime(2026, 1, 25, 20, 0)
BEGIN_MS = int(BEGINS.timestamp() * 1000)
MINUTE = 60_000
SERIES = Series(3, "李姐的周末厨房", Colour.GREEN, StreamKind.THEMED, Audience.ALL, 7, dt.time(20), 1200)
STREAM = Stream(1, 3, BEGINS.date(), 7, "草莓季", StreamKind.THEMED, Audience.ALL, BEGINS, 1200)
CUES = (
    Cue(1, CueKind.OPENING, "", 300),
    Cue(2, CueKind.TASTING, "", 300),
    Cue(3, CueKind.QUESTIONS, "", 300),
    Cue(4, CueKind.NEXT, "", 300),
)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    with language("zh_CN"):
        yield


def at(minutes: float) -> int:
    return BEGIN_MS + round(minutes * MINUTE)


def marks(*cues: tuple[float, int], end: float) -> tuple[Mark, ...]:
    """Return the marks of a stream whose cues begin at these minutes."""
    kinds = [MarkKind.START] + [MarkKind.CUE] * (len(cues) - 1)
    begun = [
        Mark(place, at(minutes), kind, cue_id)
        for place, ((minutes, cue_id), kind) in enumerate(zip(cues, kinds, strict=True))
    ]
    return (*begun, Mark(99, at(end), MarkKind.END))


def line(minutes: float, order_id: int, product_id: int = 1, fen: int = 1000) -> OrderedLine:
    return OrderedLine(at(minutes), order_id, product_id, 1000, fen)


def evening(*lines: OrderedLine, end: float = 24) -> StreamResult:
    """Return a stream in which the questions took 9 minutes instead of 5."""
    happened = marks((0, 1), (5, 2), (10, 3), (19, 4), end=end)
    names = {1: "草莓", 2: "酸奶"}
    return result_of(STREAM, SERIES, CUES, happened, lines, names=names, now_ms=at(24 * 60))


def test_every_cue_has_its_plan_and_what_it_took() -> None:
    result = evening()
    assert [cue.used_s for cue in result.cues] == [300, 300, 540, 300]
    assert [cue.over_s for cue in result.cues] == [0, 0, 240, 0]
    assert result.used_s == 1440
    assert result.over_minutes == 4
    assert over_text(result) == "答疑 +4 分"


def test_orders_belong_to_the_cue_that_was_on_and_the_half_hour_after_to_none() -> None:
    result = evening(line(-1, 9), line(6, 1), line(7, 2, 2), line(9.9, 2), line(12, 3), line(30, 4))
    assert [cue.sold.orders for cue in result.cues] == [0, 2, 1, 0]
    assert result.cues[1].best == "草莓"
    assert (result.during.orders, result.after.orders, result.all.orders) == (3, 1, 4)
    assert [(one.name, one.amount_milli) for one in result.products] == [("草莓", 4000), ("酸奶", 1000)]
    assert best_text(result) == "试吃卖了 2 单"
    assert AFTER_MS == 30 * MINUTE


def test_going_back_to_a_cue_adds_to_its_time_and_its_orders() -> None:
    happened = marks((0, 1), (5, 2), (10, 1), (12, 3), (13, 4), end=20)
    result = result_of(STREAM, None, CUES, happened, [line(1, 1), line(11, 2)], names={}, now_ms=at(60))
    assert [cue.used_s for cue in result.cues] == [420, 300, 60, 420]
    assert result.cues[0].sold.orders == 2


def test_a_stream_that_was_never_begun_has_no_result_to_advise_on() -> None:
    result = result_of(STREAM, SERIES, CUES, (), [line(1, 1)], names={}, now_ms=at(60))
    assert (result.started_ms, result.all.orders, suggestions(result)) == (None, 0, ())


def test_the_next_run_sheet_follows_from_what_dragged_and_what_sold() -> None:
    late = evening(line(20, 1), line(21, 2))
    said = suggestions(late)
    assert said[0] == "答疑用了 9 分，计划 5 分：下次给 9 分"
    assert any("下期预告下单最多" in words for words in said)
    assert next_lengths(late) == {3: 540}
    left = result_of(STREAM, None, CUES, marks((0, 1), (5, 2), end=10), (), names={}, now_ms=at(60))
    assert over_text(left) == "少讲了答疑"
    assert len([words for words in suggestions(left) if "没轮上" in words]) == 2


def test_a_locked_cue_keeps_its_length_whatever_it_took() -> None:
    cues = tuple(replace(cue, locked=True) for cue in CUES)
    happened = marks((0, 1), (5, 2), (10, 3), (19, 4), end=24)
    result = result_of(STREAM, None, cues, happened, (), names={}, now_ms=at(60))
    assert next_lengths(result) == {}


def test_the_coach_speaks_when_a_kind_ran_over_three_times() -> None:
    fine = result_of(STREAM, SERIES, CUES, marks((0, 1), (5, 2), (10, 3), (15, 4), end=20), (), names={}, now_ms=at(99))
    assert advice([evening(), evening()]) is None
    assert advice([evening(), fine, fine, evening()]) is None
    found = advice([evening(), fine, evening(), fine, fine, evening(), evening()])
    assert found is not None
    assert (found.kind, found.times, found.of, found.minutes) == (CueKind.QUESTIONS, 3, 6, 4)
    assert found.series_ids == (3,)
    assert found.sentence == "近 6 场有 3 场超时，平均 4 分钟"


def slot(day: int, *, theme: str = "", series: Series | None = SERIES) -> Slot:
    begins = dt.datetime(2026, 1, day, 20, 0)
    if not theme:
        return Slot(begins, 1200, None, series)
    return Slot(begins, 1200, replace(STREAM, id=day, theme=theme, starts_at=begins), series)


def test_the_text_of_the_week_names_what_is_to_come_and_nothing_that_is_over() -> None:
    now = dt.datetime(2026, 1, 21, 12, 0)
    text = week_text([slot(20, theme="过了"), slot(25, theme="草莓季"), slot(28, theme="下周")], now, leader="李姐")
    assert text.splitlines() == [
        "这周直播，约起来",
        "1 月 25 日 周日 20:00｜草莓季（李姐的周末厨房）",
        "想看的、想问的，先在群里说一声，李姐播的时候一起答",
    ]
    assert week_text([slot(20, theme="过了")], now) == ""
    assert week_text([slot(28)], dt.datetime(2026, 1, 25, 23, 0)).splitlines()[:2] == [
        "下周直播，约起来",
        "1 月 28 日 周三 20:00｜李姐的周末厨房",
    ]


def test_the_text_of_an_evening_promises_what_there_is_to_see() -> None:
    text = stream_text(slot(25, theme="草莓季"), CUES, dt.datetime(2026, 1, 25, 12, 0))
    assert text.splitlines()[:3] == ["今天 20:00，李姐的周末厨房：草莓季", "・试吃", "・答疑"]
    assert "下期预告" not in text


def test_what_was_not_seen_for_long_becomes_the_theme_of_an_evening_without_one() -> None:
    today = dt.date(2026, 1, 25)
    seen = (
        Seen(Sort.PRODUCT, "1", "草莓", today - dt.timedelta(days=3)),
        Seen(Sort.PRODUCT, "2", "酸奶", today - dt.timedelta(days=30)),
        Seen(Sort.PRODUCT, "3", "手工皂", None),
        Seen(Sort.CUE, "tour", "云参观", today - dt.timedelta(days=50)),
    )
    found = ideas(seen, today, sort=Sort.PRODUCT)
    assert [(idea.seen.name, idea.since) for idea in found] == [("手工皂", "还没讲过"), ("酸奶", "4 周前")]
    plan = themes([slot(26, theme="有了"), slot(29), slot(31)], seen, BEGINS)
    assert [(each.slot.starts_at.day, each.idea and each.idea.seen.name) for each in plan] == [
        (29, "手工皂"),
        (31, "酸奶"),
    ]
    assert themes([slot(29), slot(30), slot(31)], seen, BEGINS)[2].idea is None
