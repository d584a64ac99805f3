"""Planned times: read as they are typed, checked against each other, and shifted by whole weeks."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from leaderdesk.core.clock import day_text, plan, planned, weekday_name
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.rounds.rules import Round

FARTHEST = dt.timedelta(days=366)
"""Nobody plans a round more than a year ahead; a date beyond is a slip of the finger."""

_WEEK = dt.timedelta(days=7)
# Digits are those of ASCII, after full-width ones were folded: other scripts' digits look too much alike to be sure of.
_FULL_DATE = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?t?", re.ASCII)
_SHORT_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?", re.ASCII)
_NEAR_DAYS = {"大后天": 3, "后天": 2, "明天": 1, "今天": 0, "tomorrow": 1, "today": 0}
_DAY_PARTS = re.compile(r"([今明])([早晚])")
_NEAR_DAY = re.compile("|".join(_NEAR_DAYS))
_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b")
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(
    r"(早上|上午|中午|下午|傍晚|晚上|早|晚)?\s*(?<!\d)(\d{1,2})\s*"
    r"(?::\s*(\d{2})(?!\d)|[点时]\s*(半|\d{1,2}(?!\d)\s*分?)?|(?=\s*[ap]m))\s*(am|pm)?",
    re.ASCII,
)
_AFTER_NOON = frozenset(("下午", "傍晚", "晚上", "晚", "pm"))
_DASH = re.compile(r"\s*[-–—~〜～至到]+\s*")


@dataclass(frozen=True, slots=True)
class Times:
    """When a round closes and when it is handed out, as planned-time text."""

    cutoff: str
    pickup_from: str
    pickup_until: str


def times_of(round_: Round) -> Times:
    """Return the planned times of a round."""
    return Times(round_.cutoff, round_.pickup_from, round_.pickup_until)


def first_times(now: dt.datetime) -> Times:
    """Return the times a new round begins with: cut-off in three days at 22:00, pickup on the Sunday after it."""
    cutoff = (now + dt.timedelta(days=3)).replace(hour=22, minute=0, second=0, microsecond=0)
    # Between closing and handing out there is a day at least, to order and to fetch.
    earliest = cutoff + dt.timedelta(days=2)
    sunday = earliest + dt.timedelta(days=(6 - earliest.weekday()) % 7)
    return Times(plan(cutoff), plan(sunday.replace(hour=10)), plan(sunday.replace(hour=18)))


def weeks_ahead(cutoff: str, now: dt.datetime) -> int:
    """Return by how many whole weeks a cut-off must move so that it lies ahead of `now`; one at least."""
    passed = now - planned(cutoff)
    return max(1, passed // _WEEK + 1)


def shifted(text: str, weeks: int) -> str:
    """Return a planned time that many weeks later, on the same weekday at the same hour."""
    return plan(planned(text) + weeks * _WEEK)


def shifted_times(times: Times, weeks: int) -> Times:
    """Return all times of a round that many weeks later."""
    return Times(*(shifted(text, weeks) for text in (times.cutoff, times.pickup_from, times.pickup_until)))


def check_times(times: Times) -> None:
    """UserError if the cut-off is not before the pickup or the pickup ends before it begins."""
    if times.pickup_until <= times.pickup_from:
        raise UserError(_("The pickup ends before it begins. Write it like 2/1 10:00-18:00."))
    if times.cutoff >= times.pickup_from:
        raise UserError(_("The cut-off comes after the pickup has begun. Move one of the two."))


def read_moment(typed: str, *, now: dt.datetime, kept: dt.datetime) -> dt.datetime:
    """Return the planned time that was typed ("1月26日 22:00", "周一 22点", "2026-01-26 22:00").

    A day without an hour keeps the hour of `kept`, an hour without a day its day. UserError for what is no time, for
    days that do not exist, and for days more than a year away.
    """
    rest, hour = _take_hour(_folded(typed), typed)
    rest, day = _take_day(rest, now=now, hour=hour or kept.time())
    if rest.strip(" ,.，、的") or (day is None and hour is None):
        raise _not_a_time(typed)
    return dt.datetime.combine(day or kept.date(), hour or kept.time())


def read_pickup(typed: str, *, now: dt.datetime, kept: Times) -> tuple[dt.datetime, dt.datetime]:
    """Return from when until when the pickup lasts ("2月1日 10:00-18:00"), in the manner of read_moment.

    Where only a day or one hour is typed, the pickup lasts as long as it did in `kept`.
    """
    before_from, before_until = planned(kept.pickup_from), planned(kept.pickup_until)
    folded = _folded(typed)
    first = _TIME.search(folded)
    dash = None if first is None else _DASH.match(folded, first.end())
    if dash is not None:
        begins = read_moment(folded[: dash.start()], now=now, kept=before_from)
        ends = read_moment(folded[dash.end() :], now=now, kept=begins)
    else:
        begins = read_moment(typed, now=now, kept=before_from)
        ends = begins + (before_until - before_from)
    return begins, ends


def moment_text(text: str) -> str:
    """Return a planned time as it is shown and may be typed again: 1 月 26 日 周一 22:00."""
    moment = planned(text)
    return _("{day} {time}").format(day=day_text(moment.date()), time=moment.strftime("%H:%M"))


def pickup_text(times: Times) -> str:
    """Return the pickup as it is shown and may be typed again: 2 月 1 日 周日 10:00–18:00."""
    begins, ends = planned(times.pickup_from), planned(times.pickup_until)
    until = ends.strftime("%H:%M") if begins.date() == ends.date() else moment_text(times.pickup_until)
    return _("{begins}–{ends}").format(begins=moment_text(times.pickup_from), ends=until)


def weekly_text(text: str) -> str:
    """Return a planned time by its weekday, where the week is clear: 周一 22:00."""
    moment = planned(text)
    return _("{weekday} {time}").format(weekday=weekday_name(moment.date()), time=moment.strftime("%H:%M"))


def _folded(typed: str) -> str:
    """Return what was typed in one width and case, 今晚 written out as 今天晚."""
    return _DAY_PARTS.sub(r"\1天\2", unicodedata.normalize("NFKC", typed).casefold())


def _take_hour(folded: str, typed: str) -> tuple[str, dt.time | None]:
    found = _TIME.search(folded)
    if found is None:
        return folded, None
    part, hour_text, minute_text, spoken, english = found.groups()
    minute = 30 if spoken == "半" else int(minute_text or (spoken or "0").strip(" 分"))
    hour = int(hour_text)
    if hour < 12 and ({part, english} & _AFTER_NOON or (part == "中午" and hour < 11)):
        hour += 12
    if hour == 24 and minute == 0:
        raise UserError(_("24:00 belongs to two days. Write 23:59, or 0:00 of the next day."))
    if hour > 23 or minute > 59:
        raise _not_a_time(typed)
    return folded[: found.start()] + " " + folded[found.end() :], dt.time(hour, minute)


def _take_day(rest: str, *, now: dt.datetime, hour: dt.time) -> tuple[str, dt.date | None]:
    rest, day = _take_date(rest, now.date())
    near = _NEAR_DAY.search(rest)
    if day is None and near is not None:
        rest, day = _without(rest, near), now.date() + dt.timedelta(days=_NEAR_DAYS[near.group()])
    named = _WEEKDAY.search(rest)
    if named is None:
        return rest, day
    rest, weekday = _without(rest, named), _weekday(named)
    if day is None:
        return rest, _day_named(weekday, now=now, hour=hour, next_week=named.group(1) is not None)
    if day.weekday() != weekday:
        raise UserError(_("That day is {day}. Leave the weekday or the date out.").format(day=day_text(day)))
    return rest, day


def _take_date(rest: str, today: dt.date) -> tuple[str, dt.date | None]:
    full = _FULL_DATE.search(rest)
    short = None if full else _SHORT_DATE.search(rest)
    found = full or short
    if found is None:
        return rest, None
    parts = [int(part) for part in found.groups()]
    try:
        day = dt.date(*parts) if full else _nearest(today, *parts)
    except ValueError as error:
        raise UserError(
            _("There is no such day as {day}. Check the date.").format(day=found.group().strip())
        ) from error
    if abs(day - today) > FARTHEST:
        raise UserError(_("{day} is more than a year away. Check the date.").format(day=day.isoformat()))
    return _without(rest, found), day


def _nearest(today: dt.date, month: int, day: int) -> dt.date:
    """Return the day of that name that lies nearest to today, in last year, this year or the next."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise ValueError(f"{month}-{day}")
    return min(found, key=lambda one: abs(one - today))


def _day_named(weekday: int, *, now: dt.datetime, hour: dt.time, next_week: bool) -> dt.date:
    today = now.date()
    if next_week:
        return today - dt.timedelta(days=today.weekday()) + _WEEK + dt.timedelta(days=weekday)
    ahead = (weekday - today.weekday()) % 7
    if ahead == 0 and hour <= now.time():
        ahead = 7
    return today + dt.timedelta(days=ahead)


def _weekday(named: re.Match[str]) -> int:
    return _WEEKDAYS[named.group(2)] if named.group(2) else _ENGLISH_WEEKDAYS.index(named.group(3))


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]


def _not_a_time(typed: str) -> UserError:
    return UserError(_("“{text}” is not a time. Write it like 1/26 22:00.").format(text=typed.strip()[:40]))
