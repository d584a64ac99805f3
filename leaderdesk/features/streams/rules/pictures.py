"""What stands on the pictures for the group: the announcement of a stream, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from leaderdesk.features.streams.rules.shown import NOTHING, Public


@dataclass(frozen=True, slots=True)
class PosterGood:
    """Goods on the announcement; the price in fen is None where none is set, `jpeg` empty without a photo."""

    name: Public
    price_fen: int | None
    per: Public = NOTHING
    jpeg: bytes = b""


@dataclass(frozen=True, slots=True)
class Poster:
    """The announcement of a stream; `more` is how many goods found no room, `starts_at` is local and naive."""

    series: Public
    theme: Public
    starts_at: dt.datetime
    goods: tuple[PosterGood, ...] = ()
    more: int = 0
    until: Public = NOTHING
    shop: Public = NOTHING


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """One figure with what it says, and a few words below."""

    label: str
    figure: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportBar:
    """One cue: seconds planned and taken, and what it sold in words."""

    name: str
    planned_s: int
    used_s: int
    words: str = ""

    @property
    def over(self) -> bool:
        """Whether it took clearly longer than planned."""
        return self.used_s - self.planned_s >= 60


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """What came of a stream, as plain words and numbers; `lines` are short sentences at the foot."""

    title: str
    when: str
    figures: tuple[ReportFigure, ...]
    bars: tuple[ReportBar, ...] = ()
    goods: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
