"""Where the time comes from, and how a moment reads."""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol

from leaderdesk.core.i18n import _

PLAN_FORMAT = "%Y-%m-%dT%H:%M"
"""How planned times (cut-off, pickup) are kept: local, to the minute."""


class Clock(Protocol):
    """Tells the time; tests hand over a standing one."""

    def now_ms(self) -> int:
        """Return the unix time in milliseconds."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now_ms(self) -> int:
        """Return the unix time in milliseconds."""
        return time.time_ns() // 1_000_000


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: dt.datetime) -> None:
        self._ms = int(moment.timestamp() * 1000)

    def now_ms(self) -> int:
        """Return the unix time in milliseconds."""
        return self._ms

    def advance(self, delta: dt.timedelta) -> None:
        """Move the clock by `delta`."""
        self._ms += int(delta.total_seconds() * 1000)


def local(ms: int) -> dt.datetime:
    """Return the unix milliseconds `ms` as local time without a zone."""
    return dt.datetime.fromtimestamp(ms / 1000)


def day_start(day: dt.date) -> int:
    """Return the unix milliseconds at which the local day begins."""
    return int(dt.datetime(day.year, day.month, day.day).timestamp() * 1000)


def local_now(clock: Clock) -> dt.datetime:
    """Return the present local time without a zone."""
    return local(clock.now_ms())


def iso(ms: int) -> str:
    """Return `ms` as ISO 8601 with the local offset, to the second."""
    return dt.datetime.fromtimestamp(ms / 1000).astimezone().isoformat(timespec="seconds")


def plan(moment: dt.datetime) -> str:
    """Return a planned local time as it is stored."""
    return moment.strftime(PLAN_FORMAT)


def planned(text: str) -> dt.datetime:
    """Return the planned local time that was stored as `text`."""
    return dt.datetime.strptime(text, PLAN_FORMAT)


def today(clock: Clock) -> dt.date:
    """Return the present local day."""
    return local_now(clock).date()


def weekday_name(day: dt.date) -> str:
    """Return the short name of the weekday: "Mon", 周一."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return names[day.weekday()]


def day_text(day: dt.date) -> str:
    """Return a day as it reads in a sentence: 1 月 26 日 周一, "Mon 26 Jan"."""
    return _("{weekday} {month}/{day}").format(weekday=weekday_name(day), month=day.month, day=day.day)


def printed_text(ms: int) -> str:
    """Return when a paper was made, as its foot says it: 11 月 22 日 18:42 打印."""
    moment = local(ms)
    return _("printed {month}/{day} {time}").format(month=moment.month, day=moment.day, time=moment.strftime("%H:%M"))


def short_time(moment: dt.datetime, now: dt.datetime) -> str:
    """Return `moment` as it is said at `now`: 今天 20:00, 明天 09:00, 周一 22:00 within a week, else with the date."""
    days = (moment.date() - now.date()).days
    hour = moment.strftime("%H:%M")
    if days == 0:
        return _("today {time}").format(time=hour)
    if days == 1:
        return _("tomorrow {time}").format(time=hour)
    if days == -1:
        return _("yesterday {time}").format(time=hour)
    if 1 < days < 7:
        return _("{weekday} {time}").format(weekday=weekday_name(moment.date()), time=hour)
    return _("{day} {time}").format(day=day_text(moment.date()), time=hour)
