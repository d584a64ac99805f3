"""What the audience window may hold: words that were made fit for everybody, and no place for a phone or a room.

Every text is of the type Public, which only the functions here make; a test walks the rows and holds them to it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NewType

from leaderdesk.core.text import one_line
from leaderdesk.features.batches.rules import Trace
from leaderdesk.features.neighbours.rooms import find_rooms
from leaderdesk.features.streams.rules import Shows

Public = NewType("Public", str)
"""Words that everybody may read: no phone number and no room is in them."""

NOTHING = Public("")

TagTone = Literal["warn", "info", "brand"]

_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|"
    r"(?<!\d)400[- ]?\d{3}[- ]?\d{4}(?!\d)|(?<!\d)1[3-9]\d?\*+\d{2,4}|(?:尾号|tail) ?\d{3,4}(?!\d)"
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─━"), "-") | {ord("號"): "号", ord("樓"): "楼", ord("棟"): "栋"}
_DIGITS = re.compile(r"[0-9]{2,}")
_LOOSE = re.compile(r"^[\s,，、;；:：/|·・\-—–_+()（）\[\]【】<>]+|[\s,，、;；:：/|·・\-—–_+(（\[【<]+$")
_GAP = re.compile(r"\s+(?=[,，。、;；:：!！?？)）\]】])")
_EMPTY_BRACKETS = re.compile(r"[(（\[【]\s*[)）\]】]")
_BUILDING = re.compile(r"[0-9A-Za-z]{1,3}")
_MOST_NAME = 12
_UNSAID = frozenset({"video", "mode", "tone"})


@dataclass(frozen=True, slots=True)
class ShownHead:
    """The line at the top: the name of the series, of the evening, and of what is being done now."""

    series: Public = NOTHING
    evening: Public = NOTHING
    part: Public = NOTHING


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A word in a tint above the name of a product."""

    words: Public
    tone: TagTone


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """A product; the price in fen is None where none is set, `jpeg` is empty where there is no photo."""

    name: Public
    word: Public = NOTHING
    price_fen: int | None = None
    per: Public = NOTHING
    tags: tuple[ShownTag, ...] = ()
    jpeg: bytes = b""


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact of a batch that is known; without a `trace` it is one that the leader wrote down of the product."""

    title: Public
    value: Public
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class ShownTrace:
    """Where goods come from: only what is known of them."""

    name: Public
    batch: Public
    facts: tuple[ShownFact, ...]
    story: Public = NOTHING
    jpeg: bytes = b""


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One thing to vote for."""

    words: Public
    votes: int


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A vote as it stands."""

    title: Public
    hint: Public
    options: tuple[ShownOption, ...]

    @property
    def total(self) -> int:
        """All votes together."""
        return sum(option.votes for option in self.options)


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Somebody who agreed to be named: the name and the building, nothing more."""

    name: Public
    building: Public = NOTHING


@dataclass(frozen=True, slots=True)
class ShownThanks:
    """Who is thanked."""

    title: Public
    people: tuple[ShownPerson, ...]


@dataclass(frozen=True, slots=True)
class ShownMedia:
    """A picture as JPEG, or a video by the path it is played from, which nobody sees."""

    caption: Public = NOTHING
    jpeg: bytes = b""
    video: str = ""


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """How to order: what to write in the group, and until when."""

    lead: Public
    example: Public
    until: Public


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the window shows; what `mode` does not need is None. `starts_at` is local and naive."""

    mode: Shows
    head: ShownHead
    starts_at: dt.datetime | None = None
    goodbye: Public = NOTHING
    product: ShownProduct | None = None
    trace: ShownTrace | None = None
    poll: ShownPoll | None = None
    thanks: ShownThanks | None = None
    media: ShownMedia | None = None
    order: ShownOrder | None = None


def public(text: str) -> Public:
    """Return `text` in one line without the phone numbers and rooms in it; what was around them stays."""
    line = one_line(text)
    # Sign for sign, so that what is found in the folded text stands at the same place in the one that is shown.
    folded = "".join(_folded(sign) for sign in line).translate(_DASHES)
    spans = [match.span() for match in _PHONE.finditer(folded)]
    spans += [(found.start, found.end) for found in find_rooms(folded) if found.room.room]
    if not spans:
        return Public(line)
    return Public(_trimmed(_GAP.sub("", _EMPTY_BRACKETS.sub("", _without(line, spans)))))


def public_name(text: str) -> Public:
    """Return what may be shown of a neighbour's name: also without any digits in a row; empty if nothing is left."""
    bare = _DIGITS.sub(" ", unicodedata.normalize("NFKC", public(text)))
    words = _trimmed(_EMPTY_BRACKETS.sub("", bare)).split()
    return Public(_trimmed(words[0])[:_MOST_NAME] if words else "")


def public_building(text: str) -> Public:
    """Return the name of a building; empty for anything that says more."""
    return Public(text.strip() if _BUILDING.fullmatch(text.strip()) else "")


def first_sentence(text: str, most: int = 44) -> str:
    """Return the first sentence of a story, without its full stop; cut where it goes on too long."""
    sentence = re.split(r"[。！？!?\n]|\.(?:\s|$)", text.strip(), maxsplit=1)[0].strip()
    return sentence if len(sentence) <= most else sentence[: most - 1].rstrip("，, ") + "…"


def texts_of(row: object) -> tuple[str, ...]:
    """Return every text anywhere in a row, as a screen reader says them; the path of a video is none."""
    if isinstance(row, str):
        return (str(row),) if row else ()
    if isinstance(row, tuple):
        return tuple(text for part in row for text in texts_of(part))
    names: Iterable[str] = getattr(row, "__slots__", ())
    if isinstance(row, Shows | Trace) or not hasattr(row, "__dataclass_fields__"):
        return ()
    said = (name for name in names if name not in _UNSAID)
    return tuple(text for name in said for text in texts_of(getattr(row, name)))


def _folded(sign: str) -> str:
    normal = unicodedata.normalize("NFKC", sign).lower()
    return normal if len(normal) == 1 else sign


def _without(line: str, spans: Iterable[tuple[int, int]]) -> str:
    hidden = {place for start, end in spans for place in range(start, end)}
    return " ".join(
        "".join("\0" if place in hidden else sign for place, sign in enumerate(line)).replace("\0", " ").split()
    )


def _trimmed(text: str) -> str:
    return _LOOSE.sub("", text.strip()).strip()
