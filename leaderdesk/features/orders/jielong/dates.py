"""Dates in the leader's words, held against the weekday that stands with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_DAY = r"(?:[0-9]{4}[年./-])?(?<![0-9./])(?P<month>[0-9]{1,2})[月./](?P<day>[0-9]{1,2})(?![0-9/斤元])[日号]?"
_WEEK = r"(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
_BOTH = (re.compile(_DAY + r"[^0-9\n]{0,4}?" + _WEEK), re.compile(_WEEK + r"[^0-9\n]{0,6}?" + _DAY))
_WEEKDAYS = "一二三四五六日"


def dates_disagree(text: str, today: date) -> bool:
    """Return whether a folded line names a date with a weekday it does not have, in the year nearest to `today`."""
    if "周" not in text and "星期" not in text and "礼拜" not in text:
        return False
    return any(not _agrees(match, today) for pattern in _BOTH for match in pattern.finditer(text))


def _agrees(match: re.Match[str], today: date) -> bool:
    dates = list(_possible(int(match["month"]), int(match["day"]), today))
    if not dates:
        return False
    nearest = min(dates, key=lambda day: abs(day - today))
    return nearest.weekday() == _WEEKDAYS.index(match["weekday"].replace("天", "日"))


def _possible(month: int, day: int, today: date) -> Iterator[date]:
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue
