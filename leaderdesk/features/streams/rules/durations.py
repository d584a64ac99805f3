"""Lengths and clock times as they are typed, and as they read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext

LONGEST_S = 12 * 3600
"""Seconds a cue or a stream lasts at most."""
_MOST_SIGNS = 20
_PLAIN_SECONDS_FROM = 60
_COLONS = re.compile(r"(?:(\d{1,2}):)?(\d{0,3}):(\d{1,2})")
_WORDS = re.compile(
    r"(?:(?P<hours>\d{1,2})(?:h|小时|個小時|个小时|小時))?"
    r"(?:(?P<minutes>\d{1,3}(?:\.\d)?)(?:m|min|minutes?|分钟|分鐘|分|'))?"
    r"(?:(?P<half>半)|(?P<seconds>\d{1,5})(?:s|sec|seconds?|秒钟|秒|\")?)?"
)
_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚)?(?P<hour>\d{1,2})(?:[:点點时h.](?P<minute>\d{1,2}|半|整)?分?)?"
)
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚"})


def read_length(typed: str) -> int:
    """Return the length in seconds: 8 is 8 minutes, 90 is 1:30; 1:05, :20, 3分, 1分半, 2.5 and 1:10:00.

    A number alone below 60 counts minutes, one from 60 on seconds: no cue takes 8 seconds, and none 90 minutes.
    UserError if it says no length, or one over LONGEST_S.
    """
    text = _folded(typed)
    seconds = _plain(text)
    if seconds is None:
        seconds = _colons(text)
    if seconds is None:
        seconds = _words(text)
    if seconds is None:
        raise UserError(_("That is not a length. Write it like 8 for eight minutes, 1:30 or :20."))
    if seconds == 0:
        raise UserError(_("A cue needs some time. To leave it out this once, skip it instead."))
    if seconds > LONGEST_S:
        raise UserError(_("That is longer than twelve hours. Write it like 8 for eight minutes, 1:30 or :20."))
    return seconds


def length_text(seconds: int) -> str:
    """Return a length as it reads: "8 minutes" where it comes out even, else 1:30."""
    minutes, rest = divmod(seconds, 60)
    if rest:
        return f"{minutes}:{rest:02d}"
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def short_length_text(seconds: int) -> str:
    """Return a length in few signs: "8 min" where it comes out even, else 1:30."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02d}" if rest else _("{count} min").format(count=minutes)


def length_entry(seconds: int) -> str:
    """Return a length as it would be typed: 8, 1:30 or :20."""
    minutes, rest = divmod(seconds, 60)
    if rest or minutes >= _PLAIN_SECONDS_FROM:
        return f"{minutes or ''}:{rest:02d}"
    return str(minutes)


def read_clock(typed: str) -> dt.time:
    """Return the clock time that was typed as 20:30, 2030, 8点半 or 晚上8点; UserError if it says none."""
    text = _folded(typed)
    if text.isascii() and text.isdigit() and 3 <= len(text) <= 4:
        text = f"{text[:-2]}:{text[-2:]}"
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise _no_clock()
    hour, minute = int(found["hour"]), {None: 0, "": 0, "整": 0, "半": 30}.get(found["minute"], -1)
    if minute < 0:
        minute = int(found["minute"])
    if found["part"] in _AFTERNOON and hour < 12:
        hour += 12
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise _no_clock()
    return dt.time(hour, minute)


def clock_text(moment: dt.datetime | dt.time) -> str:
    """Return a clock time as it reads: 20:08, with seconds only where there are any."""
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def _plain(text: str) -> int | None:
    if not re.fullmatch(r"\d{1,5}", text):
        return None
    number = int(text)
    return number * 60 if number < _PLAIN_SECONDS_FROM else number


def _colons(text: str) -> int | None:
    found = _COLONS.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if seconds > 59 or (found[1] and minutes > 59):
        return None
    return hours * 3600 + minutes * 60 + seconds


def _words(text: str) -> int | None:
    if text in ("半分钟", "半分鐘", "半分"):
        return 30
    if re.fullmatch(r"\d{1,3}\.\d", text):
        text += "分"
    found = _WORDS.fullmatch(text)
    if not text or found is None:
        return None
    if found["hours"] is None and found["minutes"] is None and (found["half"] or text.isdigit()):
        return None
    half = 0 if not found["half"] else 30 if found["minutes"] else 1800
    minutes = Decimal(found["minutes"] or 0) * 60
    return int(found["hours"] or 0) * 3600 + int(minutes) + half + int(found["seconds"] or 0)


def _folded(typed: str) -> str:
    folded = unicodedata.normalize("NFKC", typed[: _MOST_SIGNS * 4]).casefold()
    if re.search(r"\d\s+\d", folded):
        return "?"
    text = "".join(folded.split()).replace("′", "'").replace("″", '"').replace("’", "'")
    return text if len(text) <= _MOST_SIGNS and all(sign.isascii() or not sign.isdigit() for sign in text) else "?"


def _no_clock() -> UserError:
    return UserError(_("That is not a time of day. Write it like 20:30."))
