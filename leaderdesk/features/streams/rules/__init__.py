"""Streams as frozen rows: series, streams, cues and what belongs to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.i18n import N_, _


class StreamKind(StrEnum):
    """What kind of evening it is."""

    MEETING = "meeting"
    THEMED = "themed"
    MAKER = "maker"
    PREVIEW = "preview"

    @property
    def label(self) -> str:
        """The kind in the language in force."""
        return _(_STREAM_KINDS[self])


_STREAM_KINDS = {
    StreamKind.MEETING: N_("Meeting the neighbours"),
    StreamKind.THEMED: N_("Themed evening"),
    StreamKind.MAKER: N_("Maker's special"),
    StreamKind.PREVIEW: N_("Activity preview"),
}


class Audience(StrEnum):
    """For whom it is made."""

    ALL = "all"
    MOTHERS = "mothers"
    OFFICE = "office"
    ELDERS = "elders"

    @property
    def label(self) -> str:
        """The audience in the language in force."""
        return _(_AUDIENCES[self])


_AUDIENCES = {
    Audience.ALL: N_("Everybody"),
    Audience.MOTHERS: N_("Mothers with babies"),
    Audience.OFFICE: N_("Office workers"),
    Audience.ELDERS: N_("Elders"),
}


class CueKind(StrEnum):
    """What a cue is, of the known kinds."""

    OPENING = "opening"
    MEET = "meet"
    UNBOXING = "unboxing"
    TASTING = "tasting"
    TOUR = "tour"
    COOKING = "cooking"
    STORY = "story"
    QUESTIONS = "questions"
    POLL = "poll"
    DISHES = "dishes"
    THANKS = "thanks"
    NEWCOMERS = "newcomers"
    ORDERS = "orders"
    NEXT = "next"

    @property
    def label(self) -> str:
        """The kind in the language in force."""
        return _(_CUE_KINDS[self])


_CUE_KINDS = {
    CueKind.OPENING: N_("Opening"),
    CueKind.MEET: N_("Meeting"),
    CueKind.UNBOXING: N_("Unboxing and inspection"),
    CueKind.TASTING: N_("Tasting"),
    CueKind.TOUR: N_("Source tour"),
    CueKind.COOKING: N_("Cooking"),
    CueKind.STORY: N_("Story"),
    CueKind.QUESTIONS: N_("Questions and answers"),
    CueKind.POLL: N_("Vote"),
    CueKind.DISHES: N_("Neighbours' dishes"),
    CueKind.THANKS: N_("Thanks to referrers"),
    CueKind.NEWCOMERS: N_("New neighbours"),
    CueKind.ORDERS: N_("Taking orders"),
    CueKind.NEXT: N_("Preview of the next"),
}


class Shows(StrEnum):
    """What the audience window shows."""

    BLANK = "blank"
    PRODUCT = "product"
    TRACE = "trace"
    POLL = "poll"
    THANKS = "thanks"
    MEDIA = "media"
    COMBINED = "combined"

    @property
    def label(self) -> str:
        """What is shown, in the language in force."""
        return _(_SHOWS[self])


_SHOWS = {
    Shows.BLANK: N_("Blank"),
    Shows.PRODUCT: N_("Product card"),
    Shows.TRACE: N_("Trace card"),
    Shows.POLL: N_("Vote"),
    Shows.THANKS: N_("Thanks"),
    Shows.MEDIA: N_("Picture or video"),
    Shows.COMBINED: N_("All together"),
}


class Colour(StrEnum):
    """The colour of a series, by the name of its tint in the palette of the program."""

    GREEN = "green"
    BLUE = "blue"
    AMBER = "amber"
    PLUM = "plum"


@dataclass(frozen=True, slots=True)
class Series:
    """A fixed slot; `weekday` 1 is Monday, None repeats on no day; an empty end is open."""

    id: int
    name: str
    colour: Colour
    kind: StreamKind
    audience: Audience
    weekday: int | None
    starts_at: dt.time
    length_s: int
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    template_id: int | None = None
    template: str = ""
    archived_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """One livestream; `starts_at` is local and naive."""

    id: int
    series_id: int | None
    slot_on: dt.date | None
    round_id: int | None
    theme: str
    kind: StreamKind
    audience: Audience
    starts_at: dt.datetime
    length_s: int
    note: str = ""
    archived_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A talking point."""

    id: int
    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Prop:
    """Something that has to lie ready."""

    id: int
    text: str
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """A picture (`photo_id`) or a video (`path`)."""

    id: int
    photo_id: int | None = None
    path: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CueProduct:
    """A product that a cue is about, by the short name under which it is said."""

    product_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed part; `hard_at` is a clock time that holds whatever came before, else it follows the one before."""

    id: int
    kind: CueKind
    title: str
    length_s: int
    locked: bool = False
    hard_at: dt.time | None = None
    part: str = ""
    colour: str = ""
    skipped: bool = False
    shows: Shows = Shows.BLANK
    poll_id: int | None = None
    points: tuple[Point, ...] = ()
    products: tuple[CueProduct, ...] = ()
    props: tuple[Prop, ...] = ()
    media: tuple[Media, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: its own title, else its kind."""
        return self.title or self.kind.label
