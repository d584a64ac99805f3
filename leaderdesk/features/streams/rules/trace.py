"""The trace card of a batch: the eight things a neighbour may ask, what is known of each and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leaderdesk.core.clock import day_text
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.batches.rules import (
    Batch,
    BatchPhoto,
    PhotoKind,
    Trace,
    WarmPlace,
    degrees_text,
    distance_text,
    shelf_text,
)
from leaderdesk.features.streams.rules.shown import public

MOST_CODE_BYTES = 660
"""What a code holds that any phone still reads from a card in the hand: version 20 at level M has 666 bytes."""

_MOST_STORY = 60
_LEAST_VALUE = 12
_NEAR_M = 50_000


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One of the eight: `value` as it is told, `missing` names what is lacking; both where it is known in part."""

    trace: Trace
    value: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class TraceCard:
    """All that is told of a batch; without one (`batch_id` None) all eight are missing. Texts are fit for everybody."""

    product_id: int
    product: str
    batch_id: int | None
    code: str
    lines: tuple[TraceLine, ...]
    story: str = ""
    photos: tuple[BatchPhoto, ...] = ()
    near: bool = False
    cold_all_the_way: bool = False
    recalled: bool = False

    @property
    def known(self) -> tuple[TraceLine, ...]:
        """The lines that say something."""
        return tuple(line for line in self.lines if line.value)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is lacking, in the order of the eight."""
        return tuple(line.missing for line in self.lines if line.missing)

    @property
    def picture_ids(self) -> tuple[int, ...]:
        """Its pictures, the farm first: what an audience likes to see."""
        order = tuple(PhotoKind)
        return tuple(photo.photo_id for photo in sorted(self.photos, key=lambda photo: order.index(photo.kind)))


def trace_card(batch: Batch) -> TraceCard:
    """Return the card of a batch."""
    missing = {each.trace: each.words for each in batch.missing}
    lines = tuple(TraceLine(trace, public(_VALUES[trace](batch)), missing.get(trace, "")) for trace in Trace)
    warmths = batch.warmth_at("loading"), batch.warmth_at("arrival")
    return TraceCard(
        product_id=batch.product_id,
        product=public(batch.product),
        batch_id=batch.id,
        code=batch.code,
        lines=lines,
        story=public(batch.story),
        photos=batch.photos,
        near=batch.distance_m is not None and batch.distance_m <= _NEAR_M,
        cold_all_the_way=batch.storage != "ambient" and None not in warmths,
        recalled=batch.recalled_at_ms is not None,
    )


def empty_card(product_id: int, product: str) -> TraceCard:
    """Return the card of goods of which no batch was written down: all eight are missing, by their names."""
    lines = tuple(TraceLine(trace, "", trace.title) for trace in Trace)
    return TraceCard(product_id, public(product), None, "", lines)


def card_text(card: TraceCard, shop: str) -> str:
    """Return the card as plain text, for the group."""
    head = [_("{goods}, batch {code}").format(goods=card.product, code=card.code) if card.code else card.product]
    facts = [_("{name}: {value}").format(name=line.trace.title, value=line.value) for line in card.known]
    gaps = [_("not on file: {what}").format(what=_(", ").join(card.missing))] if card.missing else []
    return "\n".join((*head, *facts, *([card.story] if card.story else []), *gaps, *([shop] if shop else [])))


def code_text(card: TraceCard, shop: str, *, most_bytes: int = MOST_CODE_BYTES) -> str:
    """Return what the code on the card holds: its facts as plain text, no address, at most so many bytes of UTF-8.

    The story goes first, then the longest values are shortened; a text that was cut says that the card has it whole.
    """
    lines = [(line.trace.title, line.value) for line in card.known]
    story = card.story if len(card.story) <= _MOST_STORY else ""
    text = _coded(card, lines, story, shop=shop, cut=story != card.story)
    if _bytes(text) <= most_bytes:
        return text
    while _bytes(text := _coded(card, lines, "", shop=shop, cut=True)) > most_bytes:
        longest = max(range(len(lines)), key=lambda place: len(lines[place][1]), default=None)
        if longest is None or len(lines[longest][1]) <= _LEAST_VALUE:
            return text.encode()[:most_bytes].decode(errors="ignore")
        title, value = lines[longest]
        lines[longest] = title, value[: max(_LEAST_VALUE - 1, len(value) - 8)].rstrip("…") + "…"
    return text


def _coded(card: TraceCard, lines: list[tuple[str, str]], story: str, *, shop: str, cut: bool) -> str:
    head = f"{card.product} {card.code}".strip()
    facts = [_("{name}: {value}").format(name=title, value=value) for title, value in lines]
    gaps = [_("not on file: {what}").format(what=_(", ").join(card.missing))] if card.missing else []
    tail = [_("(shortened; the card has it whole)")] if cut else []
    return "\n".join((head, *facts, *([story] if story else []), *gaps, *([public(shop)] if shop else []), *tail))


def _bytes(text: str) -> int:
    return len(text.encode())


def _made(batch: Batch) -> str:
    return day_text(dt.date.fromisoformat(batch.made_on)) if batch.made_on else ""


def _shelf(batch: Batch) -> str:
    last = batch.best_before
    if last is None:
        return shelf_text(batch.shelf)
    return _("{shelf}, best until {day}").format(shelf=shelf_text(batch.shelf), day=day_text(last))


def _inspection(batch: Batch) -> str:
    if batch.inspection or not batch.pictures_of(PhotoKind.INSPECTION):
        return batch.inspection
    return _("the paper can be seen as a photo")


def _cold(batch: Batch) -> str:
    said = [_(_AT[warmth.place]).format(degrees=degrees_text(warmth.tenths)) for warmth in batch.warmths]
    if batch.storage == "ambient" and not said:
        return _("keeps without cooling")
    return _(", ").join(said)


def _distance(batch: Batch) -> str:
    far = distance_text(batch.distance_m)
    return _("{far} from here").format(far=far) if far else ""


_AT: Mapping[WarmPlace, str] = MappingProxyType(
    {"loading": N_("loaded at {degrees}"), "way": N_("{degrees} on the way"), "arrival": N_("arrived at {degrees}")}
)
_VALUES: Mapping[Trace, Callable[[Batch], str]] = MappingProxyType(
    {
        Trace.ORIGIN: lambda batch: batch.origin,
        Trace.GROWER: lambda batch: batch.grower,
        Trace.MADE: _made,
        Trace.SHELF: _shelf,
        Trace.INSPECTION: _inspection,
        Trace.COLD: _cold,
        Trace.DISTANCE: _distance,
        Trace.PACKAGING: lambda batch: batch.packaging,
    }
)
