"""What is missing of a batch is named, and what is typed is read, or answered with a sentence."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.features.batches.rules import (
    Batch,
    BatchPhoto,
    PhotoKind,
    Shelf,
    Trace,
    Warmth,
    best_before,
    concerns_of,
    distance_text,
    missing_text,
    shelf_text,
    warmth_text,
)
from leaderdesk.features.batches.rules.reading import (
    read_came,
    read_code,
    read_distance,
    read_made,
    read_reason,
    read_shelf,
    read_warmth,
)

TODAY = dt.date(2026, 1, 31)
NOW = dt.datetime(2026, 1, 31, 16, 20)
EMPTY = Batch(
    id=1, product_id=1, product="草莓", unit="盒", storage="chilled", supplier_id=None, supplier="", code="WCM-0131",
    came_on="2026-01-31", amount_milli=None, origin="", grower="", story="", made_on="", shelf=None, inspection="",
    distance_m=None, packaging="", warmths=(), photos=(), offer_ids=(), recalled_at_ms=None, recall_reason="",
)  # fmt: skip
WHOLE = replace(
    EMPTY,
    origin="青禾村",
    grower="王大叔",
    made_on="2026-01-31",
    shelf=Shelf(3, "day"),
    inspection="A0131",
    distance_m=12_000,
    packaging="纸盒",
    warmths=(Warmth("loading", 38), Warmth("arrival", 42)),
)


def traces(batch: Batch) -> list[Trace]:
    return [each.trace for each in batch.missing]


def test_of_a_new_batch_everything_is_missing_and_of_a_whole_one_nothing() -> None:
    assert traces(EMPTY) == list(Trace)
    assert traces(WHOLE) == []
    assert missing_text(WHOLE) == "all 8 are there"


@pytest.mark.parametrize(
    ("lacking", "trace"),
    [
        ({"origin": ""}, Trace.ORIGIN),
        ({"grower": ""}, Trace.GROWER),
        ({"made_on": ""}, Trace.MADE),
        ({"shelf": None}, Trace.SHELF),
        ({"inspection": ""}, Trace.INSPECTION),
        ({"warmths": ()}, Trace.COLD),
        ({"distance_m": None}, Trace.DISTANCE),
        ({"packaging": ""}, Trace.PACKAGING),
    ],
)
def test_each_of_the_eight_is_missed_by_name(lacking: dict[str, object], trace: Trace) -> None:
    batch = replace(WHOLE, **lacking)  # type: ignore[arg-type]
    assert traces(batch) == [trace]
    assert missing_text(batch) == f"missing: {batch.missing[0].words}"


def test_half_a_cold_chain_names_the_other_half() -> None:
    assert missing_text(replace(WHOLE, warmths=(Warmth("arrival", 42),))) == "missing: temperature when loaded"
    assert missing_text(replace(WHOLE, warmths=(Warmth("loading", 42),))) == "missing: temperature on arrival"
    assert not replace(WHOLE, storage="ambient", warmths=()).missing


def test_a_picture_of_the_paper_is_an_inspection_and_one_of_the_farm_is_none() -> None:
    paper = BatchPhoto(1, 1, PhotoKind.INSPECTION, "")
    assert not replace(WHOLE, inspection="", photos=(paper,)).missing
    farm = replace(paper, kind=PhotoKind.FARM)
    assert traces(replace(WHOLE, inspection="", photos=(farm,))) == [Trace.INSPECTION]


def test_next_door_is_a_distance() -> None:
    assert not replace(WHOLE, distance_m=0).missing


@pytest.mark.parametrize(
    ("made", "shelf", "last"),
    [
        ("2026-01-31", Shelf(3, "day"), "2026-02-03"),
        ("2026-01-31", Shelf(1, "month"), "2026-02-28"),
        ("2025-12-15", Shelf(12, "month"), "2026-12-15"),
        ("2024-02-29", Shelf(12, "month"), "2025-02-28"),
    ],
)
def test_the_best_day_follows_from_the_day_it_was_made(made: str, shelf: Shelf, last: str) -> None:
    assert best_before(dt.date.fromisoformat(made), shelf).isoformat() == last


def test_what_is_past_its_day_or_warm_is_worth_a_look() -> None:
    assert concerns_of(WHOLE, today=TODAY) == ()
    (old,) = concerns_of(WHOLE, today=TODAY + dt.timedelta(days=4))
    assert "2/3" in old
    (late,) = concerns_of(replace(WHOLE, made_on="2026-01-20"), today=TODAY)
    assert "when it came" in late
    (warm,) = concerns_of(replace(WHOLE, warmths=(Warmth("arrival", 112),)), today=TODAY)
    assert "11.2℃" in warm


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/31", "2026-01-31"),
        ("１月３０日", "2026-01-30"),
        ("12-28", "2025-12-28"),
        ("7/1", "2025-07-01"),
        ("2026/01/29", "2026-01-29"),
        ("昨天", "2026-01-30"),
        ("today", "2026-01-31"),
        ("", ""),
    ],
)
def test_the_day_of_harvest_is_the_last_of_its_name(typed: str, day: str) -> None:
    assert read_made(typed, today=TODAY) == day


@pytest.mark.parametrize("typed", ["2/1/2027", "2026-02-01", "2月30日", "0000-00-00", "三月", "2009-01-01", "٣/١"])
def test_a_day_that_cannot_be_is_answered(typed: str) -> None:
    with pytest.raises(UserError):
        read_made(typed, today=TODAY)


def test_days_that_contradict_each_other_are_answered() -> None:
    with pytest.raises(UserError, match="come already"):
        read_made("1/31", today=TODAY, came_on="2026-01-30")
    with pytest.raises(UserError, match="before it was harvested"):
        read_came("1/29", today=TODAY, made_on="2026-01-30")
    with pytest.raises(UserError, match="month ahead"):
        read_came("3/15", today=TODAY)
    assert read_came("2/1", today=TODAY) == "2026-02-01"


@pytest.mark.parametrize(
    ("typed", "shelf"),
    [
        ("3", Shelf(3, "day")),
        ("3 天", Shelf(3, "day")),
        ("2周", Shelf(14, "day")),
        ("6个月", Shelf(6, "month")),
        ("1 year", Shelf(12, "month")),
        ("18 months", Shelf(18, "month")),
        ("", None),
    ],
)
def test_how_long_it_keeps_is_read(typed: str, shelf: Shelf | None) -> None:
    assert read_shelf(typed) == shelf


@pytest.mark.parametrize("typed", ["0", "-1", "11 years", "1e3", "三天", "9999"])
def test_a_shelf_life_that_cannot_be_is_answered(typed: str) -> None:
    with pytest.raises(UserError):
        read_shelf(typed)


@pytest.mark.parametrize(
    ("typed", "metres"), [("12", 12_000), ("12.5公里", 12_500), ("400米", 400), ("0", 0), ("", None)]
)
def test_the_distance_is_read_in_kilometres(typed: str, metres: int | None) -> None:
    assert read_distance(typed) == metres


@pytest.mark.parametrize("typed", ["-1", "25000", "far", "1,2", "1e309", "NaN"])
def test_a_distance_that_cannot_be_is_answered(typed: str) -> None:
    with pytest.raises(UserError):
        read_distance(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4.2", (42, "")),
        ("4.2℃ 6:30", (42, "2026-01-31T06:30")),
        ("-18", (-180, "")),
        ("零下18度 1/30 22点", (-180, "2026-01-30T22:00")),
        ("4 6点半", (40, "2026-01-31T06:30")),
        ("", None),
    ],
)
def test_a_temperature_is_read_with_its_time(typed: str, read: tuple[int, str] | None) -> None:
    assert read_warmth(typed, now=NOW, came_on="2026-01-31") == read


@pytest.mark.parametrize("typed", ["warm", "400", "4.25", "4.2 25:00", "4.2 16:30", "4.2 2/1 6:00", "4.2 soon"])
def test_a_temperature_that_cannot_be_is_answered(typed: str) -> None:
    with pytest.raises(UserError):
        read_warmth(typed, now=NOW, came_on="2026-01-31")


def test_nothing_is_measured_before_the_harvest() -> None:
    with pytest.raises(UserError, match="harvested"):
        read_warmth("4.2 1/30 6:00", now=NOW, came_on="2026-01-31", made_on="2026-01-31")


@given(st.integers(-999, 999), st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 31)))
def test_a_temperature_as_it_is_shown_can_be_typed_again(tenths: int, at: dt.datetime) -> None:
    text = warmth_text(Warmth("loading", tenths, at.strftime("%Y-%m-%dT%H:%M")))
    assert read_warmth(text, now=NOW, came_on="2026-01-31") == (tenths, at.strftime("%Y-%m-%dT%H:%M"))


@given(st.integers(1, 100), st.sampled_from(["day", "month"]))
def test_a_shelf_life_as_it_is_shown_can_be_typed_again(count: int, unit: str) -> None:
    shelf = Shelf(count, "day" if unit == "day" else "month")
    assert read_shelf(shelf_text(shelf)) == shelf


@given(st.integers(0, 20_000_000))
def test_a_distance_as_it_is_shown_can_be_typed_again(metres: int) -> None:
    assert read_distance(distance_text(metres)) == metres


@given(st.text(max_size=60))
def test_no_text_breaks_a_reader(typed: str) -> None:
    readers = (
        read_code,
        read_shelf,
        read_distance,
        read_reason,
        lambda text: read_made(text, today=TODAY),
        lambda text: read_came(text, today=TODAY),
        lambda text: read_warmth(text, now=NOW, came_on="2026-01-31"),
    )
    for read in readers:
        with suppress(UserError):
            read(typed)
