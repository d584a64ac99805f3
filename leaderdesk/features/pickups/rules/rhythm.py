"""Tells a scanner gun from a hand by the rhythm of its keys, and a bag held before the camera from the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leaderdesk.core.text import digits_of
from leaderdesk.features.pickups.rules import CODE_LENGTH


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How guns and hands press keys, in milliseconds.

    Between two keys of a gun there are never more than `gun_gap_ms`. A whole code is done after `silence_ms`, a burst
    that broke off after `broken_ms`. An Enter within `line_end_ms` of the last one ends the same line. A single digit
    is an answer after `choice_ms`: a room or a code goes on sooner. A bag that the camera saw within `shown_ms` is
    still the same one.
    """

    gun_gap_ms: int = 50
    silence_ms: int = 60
    broken_ms: int = 300
    line_end_ms: int = 250
    choice_ms: int = 250
    shown_ms: int = 2_000
    least_burst: int = 8


GUN = Rhythm()
"""The rhythm of the guns that shops sell, with some room."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One sign that came by a key, and when, in milliseconds of any clock."""

    sign: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What came so far: whole `codes`, or a `broken` burst; or nothing yet, and `wait_ms` after which to ask again."""

    codes: tuple[str, ...] = ()
    broken: str = ""
    wait_ms: int | None = None


def burst(strokes: Sequence[Stroke], rhythm: Rhythm = GUN) -> str:
    """Return the signs at the end of `strokes` that came in the rhythm of a gun; empty if those were too few."""
    start = len(strokes) - 1
    while start > 0 and 0 <= strokes[start].at_ms - strokes[start - 1].at_ms <= rhythm.gun_gap_ms:
        start -= 1
    signs = "".join(stroke.sign for stroke in strokes[max(start, 0) :])
    return signs if len(signs) >= rhythm.least_burst else ""


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes that `text` is made of, one after the other, in plain digits; empty if it is anything else."""
    signs, digits = "".join(text.split()), digits_of(text)
    if not digits or len(signs) != len(digits) or len(digits) % CODE_LENGTH:
        return ()
    return tuple(digits[start : start + CODE_LENGTH] for start in range(0, len(digits), CODE_LENGTH))


def listen(text: str, strokes: Sequence[Stroke], now_ms: int, rhythm: Rhythm = GUN) -> Heard:
    """Return what the field that holds `text` has heard at `now_ms`.

    What a hand had begun before a gun fired is left out. Text that came another way than by keys has no strokes.
    """
    fired = burst(strokes, rhythm)
    codes = codes_in(fired) or codes_in(text)
    quiet_ms = now_ms - strokes[-1].at_ms if strokes else now_ms
    if codes:
        return Heard(codes=codes) if quiet_ms >= rhythm.silence_ms else Heard(wait_ms=rhythm.silence_ms - quiet_ms)
    if not fired or len(digits_of(fired)) != len(fired):
        return Heard()
    if quiet_ms >= rhythm.broken_ms:
        return Heard(broken=fired)
    return Heard(wait_ms=rhythm.broken_ms - quiet_ms)


def entered(text: str, strokes: Sequence[Stroke], rhythm: Rhythm = GUN) -> tuple[str, ...]:
    """Return what Enter ends: the codes that a gun has fired, or else the whole text; nothing if there is none."""
    words = text.strip()
    return codes_in(burst(strokes, rhythm)) or codes_in(words) or ((words,) if words else ())


@dataclass(frozen=True, slots=True)
class Sightings:
    """When each code was last before the camera; a bag is answered once for each time it is held there."""

    seen_ms: Mapping[str, int] = field(default_factory=dict)

    def look(self, codes: Sequence[str], now_ms: int, rhythm: Rhythm = GUN) -> tuple[Sightings, tuple[str, ...]]:
        """Return the sightings after a picture with these codes, and those of them that were not there just before."""
        recent = {code: at_ms for code, at_ms in self.seen_ms.items() if now_ms - at_ms < rhythm.shown_ms}
        new = tuple(code for code in dict.fromkeys(codes) if code not in recent)
        return Sightings({**recent, **dict.fromkeys(codes, now_ms)}), new
