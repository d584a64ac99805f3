"""What stands on the picture for the group that announces a stream."""

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
