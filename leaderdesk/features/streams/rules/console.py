"""What the console says: times as they are read from afar, and how the show stands."""

from __future__ import annotations

from typing import Literal

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.live import CueState, CueUse, LiveState

LAST_MINUTE_MS = 60_000

Mood = Literal["calm", "last", "over"]


def mood_of(left_ms: int) -> Mood:
    """Return how the countdown looks: calm, in its last minute, or over."""
    if seconds_left(left_ms) < 0:
        return "over"
    return "last" if left_ms <= LAST_MINUTE_MS else "calm"


def seconds_left(left_ms: int) -> int:
    """Return whole seconds: what is left is rounded up, so that 0 shows when the time is up."""
    return -(-left_ms // 1000)


def clock_of(seconds: int) -> str:
    """Return so many seconds as 04:24, from an hour on as 1:04:24; the sign is left out."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def long_clock(ms: int) -> str:
    """Return how long the stream has been live as 00:33:20."""
    minutes, seconds = divmod(max(0, ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def short_clock(seconds: int) -> str:
    """Return a time that was used as 2:48."""
    minutes, rest = divmod(max(0, seconds), 60)
    return f"{minutes}:{rest:02d}"


def span_text(seconds: int) -> str:
    """Return a few seconds or minutes as they are said: 16 秒, 1 分 42 秒, 12 分."""
    minutes, rest = divmod(abs(seconds), 60)
    if not minutes:
        return _("{seconds} s").format(seconds=rest)
    if not rest:
        return _("{minutes} min").format(minutes=minutes)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def lead_text(state: LiveState) -> str:
    """Return how the whole show stands against its plan."""
    if state.lead_s == 0:
        return _("on time")
    words = _("{span} ahead") if state.lead_s > 0 else _("{span} behind")
    return words.format(span=span_text(state.lead_s))


def use_text(use: CueUse) -> str:
    """Return what stands at the right of a cue: the time it used, or the time it has."""
    if use.state is CueState.USED:
        return _("used {time}").format(time=short_clock(use.used_ms // 1000))
    if use.state is CueState.SKIPPED:
        return _("left out tonight")
    return span_text(use.length_s)


def next_line(use: CueUse, state: LiveState) -> str:
    """Return when the next cue comes by the plan, and how long it has: 20:38，10 分."""
    timed = state.planned.of(use.cue.id)
    if timed is None:
        return span_text(use.length_s)
    return _("{time}, {length}").format(time=f"{timed.starts_at:%H:%M}", length=span_text(use.length_s))
