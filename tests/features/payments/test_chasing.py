"""Reminders are friendly, never at night, never twice a day, and masked before the group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.payments.actions.chasing import note_reminder, set_quiet
from leaderdesk.features.payments.queries.collecting import collection_of
from leaderdesk.features.payments.rules.chasing import (
    VARIANTS,
    Owing,
    Quiet,
    group_text,
    kept_quiet,
    next_to_remind,
    reminder_text,
    since_text,
)
from tests.features.payments.bill_shop import open_bill_shop

NOON = dt.datetime(2026, 2, 2, 12, 0)
PRESSING = (
    "尽快",
    "期限",
    "务必",
    "马上",
    "催",
    "最后",
    "逾期",
    "!",
    "！",
    "deadline",
    "immediately",
    "at once",
    "last",
)


def ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)


def owing(order_id: int, *, days: int = 3, reminded: dt.datetime | None = None, is_short: bool = False) -> Owing:
    since = ms(NOON - dt.timedelta(days=days))
    told = None if reminded is None else ms(reminded)
    return Owing(order_id, order_id, "冯叔", "5-908", 4400, since, ("面包", "鸡蛋"), told, is_short)


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@pytest.mark.parametrize("variant", range(VARIANTS))
@pytest.mark.parametrize("handed_out", [True, False])
def test_a_reminder_says_who_and_how_much_and_presses_nobody(code: str, variant: int, handed_out: bool) -> None:
    with language(code):
        text = reminder_text(owing(1), round_name="第 23 期", handed_out=handed_out, variant=variant)
        short = reminder_text(owing(1, is_short=True), round_name="第 23 期", handed_out=True, variant=variant)
    for said in (text, short):
        assert "冯叔" in said
        assert "¥44.00" in said
        assert not any(word in said for word in PRESSING if code == "zh_CN" or word not in "!！")


def test_the_wordings_differ() -> None:
    with language("zh_CN"):
        said = {
            reminder_text(owing(1), round_name="第 23 期", handed_out=True, variant=each) for each in range(VARIANTS)
        }
    assert len(said) == VARIANTS


def test_the_group_sees_no_name_no_room_and_no_phone() -> None:
    with language("zh_CN"):
        text = group_text((owing(1), owing(2)), round_name="第 23 期")
    assert "冯叔" not in text
    assert "908" not in text
    assert "5-*** 冯**  ¥44.00" in text


@pytest.mark.parametrize(
    ("moment", "quiet"), [((21, 29), False), ((21, 30), True), ((0, 0), True), ((8, 29), True), ((8, 30), False)]
)
def test_the_quiet_hours(moment: tuple[int, int], quiet: bool) -> None:
    at = NOON.replace(hour=moment[0], minute=moment[1])
    assert Quiet().holds(at) is quiet
    assert (next_to_remind((owing(1),), at, Quiet()) is None) is quiet


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [((12, 0), (14, 0), {12, 13}), ((23, 0), (1, 0), {23, 0}), ((9, 0), (9, 0), set())],
)
def test_the_leader_chooses_the_quiet_hours(begins: tuple[int, int], ends: tuple[int, int], hours: set[int]) -> None:
    quiet = Quiet(dt.time(*begins), dt.time(*ends))
    assert {hour for hour in range(24) if quiet.holds(NOON.replace(hour=hour))} == hours
    assert kept_quiet(quiet.stored) == quiet
    assert kept_quiet("") == Quiet()


def test_who_has_owed_longest_is_next_and_nobody_twice_a_day() -> None:
    people = (owing(1, days=1), owing(2, days=9, reminded=NOON.replace(hour=9)), owing(3, days=5))
    following = next_to_remind(people, NOON, Quiet())
    assert following is not None
    assert following.order_id == 3
    assert next_to_remind((people[1],), NOON, Quiet()) is None
    assert next_to_remind((people[1],), NOON + dt.timedelta(days=1), Quiet()) == people[1]


def test_since_when() -> None:
    with language("en"):
        assert since_text(ms(NOON - dt.timedelta(days=3)), NOON) == "3 days"
        assert since_text(ms(NOON - dt.timedelta(hours=1)), NOON) == "since today"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


def test_a_reminder_is_kept_once_a_day_and_undone(tmp_path: Path) -> None:
    shop = open_bill_shop(tmp_path)
    store, clock, who = shop.shop.store, shop.shop.clock, shop.due(0).neighbour_id

    def reminded() -> list[int]:
        with store.read() as connection:
            found = collection_of(connection, shop.shop.round_id).owing
        return [each.neighbour_id for each in found if each.reminded_ms is not None]

    action_id = note_reminder(store, neighbour_id=who, round_id=shop.shop.round_id)
    assert reminded() == [who]
    with pytest.raises(UserError, match="today already"):
        note_reminder(store, neighbour_id=who, round_id=shop.shop.round_id)
    store.undo(action_id)
    assert reminded() == []
    clock.advance(dt.timedelta(hours=8))
    with pytest.raises(UserError, match="08:30"):
        note_reminder(store, neighbour_id=who, round_id=shop.shop.round_id)
    clock.advance(dt.timedelta(hours=11))
    latest = set_quiet(store, Quiet(dt.time(6, 0), dt.time(12, 0)))
    with pytest.raises(UserError, match="12:00"):
        note_reminder(store, neighbour_id=who, round_id=shop.shop.round_id)
    store.undo(latest)
    note_reminder(store, neighbour_id=who, round_id=shop.shop.round_id)
    store.close()
