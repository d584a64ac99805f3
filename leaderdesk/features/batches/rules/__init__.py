"""What a batch is, what is known of it, and what is still missing."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Literal

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import day_text, planned
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.features.products.rules import StorageKind

BatchField = Literal[
    "code", "came_on", "amount", "origin", "grower", "story", "made_on", "shelf", "inspection",
    "loading", "way", "arrival", "distance", "packaging",
]  # fmt: skip
ShelfUnit = Literal["day", "month"]
WarmPlace = Literal["loading", "way", "arrival"]
WARM_PLACES: tuple[WarmPlace, ...] = ("loading", "way", "arrival")

_WARMEST: Mapping[StorageKind, int] = MappingProxyType({"chilled": 100, "frozen": -120})
"""Tenths of a degree above which cold goods are worth a second look."""


class Trace(Enum):
    """The eight things a neighbour may ask of a batch, in the order in which they are told."""

    ORIGIN = "origin"
    GROWER = "grower"
    MADE = "made"
    SHELF = "shelf"
    INSPECTION = "inspection"
    COLD = "cold"
    DISTANCE = "distance"
    PACKAGING = "packaging"

    @property
    def title(self) -> str:
        """Its name in the language in force."""
        return _(_TITLES[self])

    @property
    def field(self) -> BatchField:
        """The first field of the record in which it is written."""
        return _FIELDS[self]


class PhotoKind(Enum):
    """What a picture of a batch shows."""

    FARM = "farm"
    INSPECTION = "inspection"
    DELIVERY = "delivery"
    COLD = "cold"

    @property
    def title(self) -> str:
        """Its name in the language in force."""
        return _(_PHOTO_TITLES[self])


_TITLES: Mapping[Trace, str] = MappingProxyType(
    {
        Trace.ORIGIN: N_("Origin"),
        Trace.GROWER: N_("Grower"),
        Trace.MADE: N_("Harvested or made"),
        Trace.SHELF: N_("Shelf life"),
        Trace.INSPECTION: N_("Inspection"),
        Trace.COLD: N_("Cold chain"),
        Trace.DISTANCE: N_("Distance"),
        Trace.PACKAGING: N_("Packaging"),
    }
)
_FIELDS: Mapping[Trace, BatchField] = MappingProxyType(
    {
        Trace.ORIGIN: "origin",
        Trace.GROWER: "grower",
        Trace.MADE: "made_on",
        Trace.SHELF: "shelf",
        Trace.INSPECTION: "inspection",
        Trace.COLD: "loading",
        Trace.DISTANCE: "distance",
        Trace.PACKAGING: "packaging",
    }
)
_PHOTO_TITLES: Mapping[PhotoKind, str] = MappingProxyType(
    {
        PhotoKind.FARM: N_("Farm"),
        PhotoKind.INSPECTION: N_("Inspection paper"),
        PhotoKind.DELIVERY: N_("Delivery"),
        PhotoKind.COLD: N_("Thermometer"),
    }
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """How long it keeps from the day it was made."""

    count: int
    unit: ShelfUnit


@dataclass(frozen=True, slots=True)
class Warmth:
    """How warm it was at one place, in tenths of a degree; `at` is a planned-time text, empty if it is not known."""

    place: WarmPlace
    tenths: int
    at: str = ""


@dataclass(frozen=True, slots=True)
class BatchPhoto:
    """A picture of a batch: `id` of its place at the batch, `photo_id` of its content."""

    id: int
    photo_id: int
    kind: PhotoKind
    caption: str


@dataclass(frozen=True, slots=True)
class Missing:
    """One of the eight things that is not known, or not wholly: `words` name what is lacking."""

    trace: Trace
    words: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One delivery of one product with its trace record; empty text and None stand for what is not known.

    Days are ISO text; `offer_ids` are the offers it was delivered for.
    """

    id: int
    product_id: int
    product: str
    unit: str
    storage: StorageKind
    supplier_id: int | None
    supplier: str
    code: str
    came_on: str
    amount_milli: int | None
    origin: str
    grower: str
    story: str
    made_on: str
    shelf: Shelf | None
    inspection: str
    distance_m: int | None
    packaging: str
    warmths: tuple[Warmth, ...]
    photos: tuple[BatchPhoto, ...]
    offer_ids: tuple[int, ...]
    recalled_at_ms: int | None
    recall_reason: str

    @property
    def came(self) -> dt.date:
        """The day it was delivered."""
        return dt.date.fromisoformat(self.came_on)

    @property
    def best_before(self) -> dt.date | None:
        """The last day it is good; None as long as the day it was made or how long it keeps is not known."""
        return best_before(dt.date.fromisoformat(self.made_on), self.shelf) if self.made_on and self.shelf else None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is not known of it, in the order of the eight."""
        found = ((trace, lack(self)) for trace, lack in _LACKS.items())
        return tuple(Missing(trace, words) for trace, words in found if words)

    def warmth_at(self, place: WarmPlace) -> Warmth | None:
        """Return how warm it was there; None if nobody wrote it down."""
        return next((warmth for warmth in self.warmths if warmth.place == place), None)

    def pictures_of(self, kind: PhotoKind) -> tuple[BatchPhoto, ...]:
        """Return its pictures of that kind."""
        return tuple(photo for photo in self.photos if photo.kind is kind)


def best_before(made: dt.date, shelf: Shelf) -> dt.date:
    """Return the last day of what keeps so long, the day after it was made being the first."""
    if shelf.unit == "day":
        return made + dt.timedelta(days=shelf.count)
    months = made.month - 1 + shelf.count
    year, month = made.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(made.day, calendar.monthrange(year, month)[1]))


def concerns_of(batch: Batch, *, today: dt.date) -> tuple[str, ...]:
    """Return what is worth a second look before it is handed out, a sentence each; nothing of it is refused."""
    found, last = [], batch.best_before
    if last is not None and last < batch.came:
        found.append(_("It was past its best day, {day}, when it came.").format(day=day_text(last)))
    elif last is not None and last < today:
        found.append(_("Its best day was {day}. Do not hand out what is left.").format(day=day_text(last)))
    most = _WARMEST.get(batch.storage)
    found += [
        _("{degrees} {where} is warm for cold goods. Look at them before you hand them out.").format(
            degrees=degrees_text(warmth.tenths), where=_(_WHERE[warmth.place])
        )
        for warmth in batch.warmths
        if most is not None and warmth.tenths > most
    ]
    return tuple(found)


def missing_text(batch: Batch) -> str:
    """Return what is missing in one line: 缺 装车温度、包装; that all is there if it is."""
    missing = [each.words for each in batch.missing]
    if not missing:
        return _("all 8 are there")
    return _("missing: {what}").format(what=_(", ").join(missing))


def shelf_text(shelf: Shelf | None) -> str:
    """Return how long it keeps, as it is shown and may be typed again: "3 days"."""
    if shelf is None:
        return ""
    if shelf.unit == "day":
        return ngettext("{count} day", "{count} days", shelf.count).format(count=shelf.count)
    return ngettext("{count} month", "{count} months", shelf.count).format(count=shelf.count)


def degrees_text(tenths: int) -> str:
    """Return a temperature as it is read from a thermometer: "4.2℃", "-18℃"."""
    whole, part = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{part}' if part else ''}℃"


def warmth_text(warmth: Warmth | None) -> str:
    """Return how warm it was and when, as it is shown and may be typed again: "4.2℃ 1/31 06:30"."""
    if warmth is None:
        return ""
    if not warmth.at:
        return degrees_text(warmth.tenths)
    at = planned(warmth.at)
    return f"{degrees_text(warmth.tenths)} {at.month}/{at.day} {at:%H:%M}"


def distance_text(distance_m: int | None) -> str:
    """Return how far it came: "12 km", "0.4 km"; empty if nobody knows."""
    return "" if distance_m is None else _("{km} km").format(km=amount_text(distance_m))


def _cold_lacks(batch: Batch) -> str:
    if batch.storage == "ambient":
        # It needs none, and its product says so.
        return ""
    loading, arrival = batch.warmth_at("loading"), batch.warmth_at("arrival")
    if loading is None and arrival is None:
        return _("cold chain")
    if loading is None:
        return _("temperature when loaded")
    return "" if arrival is not None else _("temperature on arrival")


def _inspection_lacks(batch: Batch) -> str:
    return "" if batch.inspection or batch.pictures_of(PhotoKind.INSPECTION) else _("inspection paper")


_WHERE: Mapping[WarmPlace, str] = MappingProxyType(
    {"loading": N_("when loaded"), "way": N_("on the way"), "arrival": N_("on arrival")}
)
_LACKS: Mapping[Trace, Callable[[Batch], str]] = MappingProxyType(
    {
        Trace.ORIGIN: lambda batch: "" if batch.origin else _("origin"),
        Trace.GROWER: lambda batch: "" if batch.grower else _("grower"),
        Trace.MADE: lambda batch: "" if batch.made_on else _("the day it was harvested or made"),
        Trace.SHELF: lambda batch: "" if batch.shelf else _("shelf life"),
        Trace.INSPECTION: _inspection_lacks,
        Trace.COLD: _cold_lacks,
        Trace.DISTANCE: lambda batch: "" if batch.distance_m is not None else _("distance"),
        Trace.PACKAGING: lambda batch: "" if batch.packaging else _("packaging"),
    }
)
