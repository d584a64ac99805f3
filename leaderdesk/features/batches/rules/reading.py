"""What is typed into the record of a batch, read as days, distances, temperatures and how long something keeps."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from leaderdesk.core.amount import parse_amount
from leaderdesk.core.clock import plan
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.text import cleaned, one_line
from leaderdesk.features.batches.rules import Shelf

MOST_WORDS = 200
"""Characters of a line of the record."""

MOST_STORY = 1000
MOST_REASON = 200
_MOST_TYPED = 20_000
_MOST_CODE = 20
_MOST_DAYS = 3650
_MOST_KM = 20_000
_FARTHEST_AHEAD = dt.timedelta(days=31)
_OLDEST = dt.timedelta(days=3660)
_NEAR_DAYS = {"今天": 0, "today": 0, "昨天": -1, "yesterday": -1, "前天": -2, "明天": 1, "tomorrow": 1}
_FULL_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?", re.ASCII)
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?", re.ASCII)
_SHELF = re.compile(
    r"(\d{1,4})\s*(天|日|days?|d|周|星期|weeks?|w|个月|月|months?|m|年|years?|y)?", re.ASCII | re.IGNORECASE
)
_SHELF_UNITS = {
    "天": (1, 0), "日": (1, 0), "d": (1, 0), "": (1, 0), "周": (7, 0), "星": (7, 0), "w": (7, 0),
    "个": (0, 1), "月": (0, 1), "m": (0, 1), "年": (0, 12), "y": (0, 12),
}  # fmt: skip
_DISTANCE = re.compile(r"(\d{1,7}(?:\.\d{1,3})?)\s*(km|公里|千米|m|米)?", re.ASCII | re.IGNORECASE)
_WARMTH = re.compile(r"(零下|-|−)?\s*(\d{1,2}(?:\.\d)?)(?!\d)\s*(?:°\s*c?|c|度)?\s*(.*)", re.ASCII)
_CLOCK = re.compile(r"(.*?)\s*(\d{1,2})(?::(\d{2})|[点时](半|\d{1,2})?分?)", re.ASCII)


def read_words(typed: str) -> str:
    """Return a line of the record as it is kept."""
    return one_line(typed[:_MOST_TYPED])[:MOST_WORDS].strip()


def read_story(typed: str) -> str:
    """Return the grower's story as it is kept: lines without double spaces."""
    lines = (" ".join(line.split()) for line in cleaned(typed[:_MOST_TYPED]).splitlines())
    return "\n".join(lines).strip()[:MOST_STORY]


def read_reason(typed: str) -> str:
    """Return why a batch is called back, as it is kept; UserError if nothing is said."""
    reason = one_line(typed[:_MOST_TYPED])[:MOST_REASON].strip(" 。.")
    if not reason:
        raise UserError(_("Say in a few words what is wrong with it, so that the neighbours know."))
    return reason


def read_code(typed: str) -> str:
    """Return the code of a batch: capitals without spaces. UserError if nothing is left of it."""
    code = one_line(unicodedata.normalize("NFKC", typed[:_MOST_TYPED])).upper().replace(" ", "")
    if not code:
        raise UserError(_("Write the code that stands on the box, like WCM-0131."))
    return code[:_MOST_CODE]


def read_amount(typed: str) -> int | None:
    """Return how much came, in thousandths of the unit; None for nothing. UserError if it is no amount."""
    if not typed.strip():
        return None
    milli = parse_amount(typed)
    if milli == 0:
        raise UserError(_("This must be more than 0."))
    return milli


def read_came(typed: str, *, today: dt.date, made_on: str = "") -> str:
    """Return the day of a delivery as ISO text; UserError if it is none, far ahead, or before the goods were made."""
    day = _day(typed, today=today, past=False)
    if day > today + _FARTHEST_AHEAD:
        raise UserError(_("That day is more than a month ahead. Check the date."))
    if made_on and day.isoformat() < made_on:
        raise UserError(_("It cannot have come before it was harvested or made. Check both days."))
    return day.isoformat()


def read_made(typed: str, *, today: dt.date, came_on: str = "") -> str:
    """Return the day of harvest or making as ISO text, empty for nothing.

    UserError if it is no day, still to come, or after the day the goods came.
    """
    if not typed.strip():
        return ""
    day = _day(typed, today=today, past=True)
    if day > today:
        raise UserError(_("This day is still to come. On which day was it harvested or made?"))
    if came_on and day.isoformat() > came_on:
        raise UserError(_("It had come already by then. Check both days."))
    return day.isoformat()


def read_shelf(typed: str) -> Shelf | None:
    """Return how long it keeps ("3 天", "6 个月", "1 year"); None for nothing. UserError if it cannot be read."""
    folded = _folded(typed)
    if not folded:
        return None
    found = _SHELF.fullmatch(folded)
    if found is None or int(found[1]) == 0:
        raise UserError(_("Write how long it keeps, like 3 days or 6 months."))
    days, months = _SHELF_UNITS[(found[2] or "")[:1]]
    shelf = Shelf(int(found[1]) * days, "day") if days else Shelf(int(found[1]) * months, "month")
    if shelf.count * (1 if days else 30) > _MOST_DAYS:
        raise UserError(_("Nothing keeps longer than ten years. Check the number."))
    return shelf


def read_distance(typed: str) -> int | None:
    """Return how far it came, in metres; a number alone is kilometres, None for nothing. UserError otherwise."""
    folded = _folded(typed)
    if not folded:
        return None
    found = _DISTANCE.fullmatch(folded)
    if found is None:
        raise UserError(_("Write the distance in kilometres, like 12 or 12.5."))
    metres = Decimal(found[1]) * (1 if found[2] in ("m", "米") else 1000)
    if metres > _MOST_KM * 1000:
        raise UserError(_("No place on Earth is farther away than 20,000 km. Check the number."))
    return round(metres)


def read_warmth(typed: str, *, now: dt.datetime, came_on: str, made_on: str = "") -> tuple[int, str] | None:
    """Return tenths of a degree and the planned-time text of when, empty if it is not said; None for nothing.

    An hour without a day is one of the day the goods came. UserError if it cannot be read, if it is still to come, or
    lies before the goods were made.
    """
    folded = _folded(typed)
    if not folded:
        return None
    found = _WARMTH.fullmatch(folded)
    if found is None:
        raise UserError(_("Write the temperature, and the time if you know it, like 4.2 6:30."))
    tenths = int(Decimal(found[2]) * 10) * (-1 if found[1] else 1)
    if not found[3]:
        return tenths, ""
    at = _moment(found[3], now=now, came_on=came_on)
    if at > now:
        raise UserError(_("This time is still to come. When was it measured?"))
    if made_on and at.date().isoformat() < made_on:
        raise UserError(_("It cannot have been measured before the goods were harvested or made."))
    return tenths, plan(at)


def _moment(text: str, *, now: dt.datetime, came_on: str) -> dt.datetime:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise UserError(_("Write the time like 6:30, with the day before it if it was another one: 1/31 6:30."))
    day = _day(found[1], today=now.date(), past=False) if found[1] else dt.date.fromisoformat(came_on)
    minute = 30 if found[4] == "半" else int(found[3] or found[4] or 0)
    if int(found[2]) > 23 or minute > 59:
        raise UserError(_("There is no such time as {time}.").format(time=text[:40]))
    return dt.datetime.combine(day, dt.time(int(found[2]), minute))


def _day(typed: str, *, today: dt.date, past: bool) -> dt.date:
    folded = _folded(typed)
    if folded in _NEAR_DAYS:
        return today + dt.timedelta(days=_NEAR_DAYS[folded])
    full, short = _FULL_DAY.fullmatch(folded), _SHORT_DAY.fullmatch(folded)
    if full is None and short is None:
        raise UserError(_("“{text}” is not a day. Write it like 1/31.").format(text=typed.strip()[:40]))
    try:
        day = dt.date(*map(int, full.groups())) if full else _named(short, today=today, past=past)
    except ValueError as error:
        raise UserError(_("There is no such day as {day}. Check the date.").format(day=folded[:40])) from error
    if day < today - _OLDEST:
        raise UserError(_("That day is more than ten years ago. Check the year."))
    return day


def _named(short: re.Match[str] | None, *, today: dt.date, past: bool) -> dt.date:
    """Return the day of that name: the last one that has come where it lies in the `past`, else the nearest."""
    month, number = (0, 0) if short is None else (int(short[1]), int(short[2]))
    found = []
    for year in range(today.year - 4, today.year + 2):
        try:
            found.append(dt.date(year, month, number))
        except ValueError:
            continue
    over = [day for day in found if day <= today]
    if not found or (past and not over):
        raise ValueError(f"{month}-{number}")
    return over[-1] if past else min(found, key=lambda day: abs(day - today))


def _folded(typed: str) -> str:
    return unicodedata.normalize("NFKC", one_line(typed[:_MOST_TYPED])).casefold()
