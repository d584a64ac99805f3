"""Evenings as the calendar shows them: in which colour, in which words, and what is to be looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.clock import day_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.streams.rules import Colour, Series
from leaderdesk.features.streams.rules.calendar import Slot, clashing
from leaderdesk.features.streams.rules.report import StreamResult
from leaderdesk.ui.tokens import ColorName, Tone

TONES: Mapping[Colour, Tone] = {
    Colour.GREEN: "brand",
    Colour.BLUE: "info",
    Colour.AMBER: "warn",
    Colour.PLUM: "gift",
}
INKS: Mapping[Colour, ColorName] = {
    Colour.GREEN: "brand",
    Colour.BLUE: "info",
    Colour.AMBER: "warn",
    Colour.PLUM: "gift",
}
"""The full colour of a series: the mark beside its name, and the edge of its evenings."""


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """One evening of the calendar; `dashed` has no run-sheet yet, `clashes` lies at the time of another."""

    slot: Slot
    colour: Colour
    title: str
    group: str
    detail: str
    dashed: bool = False
    clashes: bool = False
    is_over: bool = False
    is_live: bool = False

    @property
    def stream_id(self) -> int | None:
        """The id of its stream; None while nobody touched it."""
        return None if self.slot.stream is None else self.slot.stream.id

    @property
    def words(self) -> str:
        """Everything about it in one sentence, for a tooltip and for who hears it."""
        when = f"{day_text(self.slot.starts_at.date())} {self.slot.starts_at:%H:%M}"
        parts = [when, self.title, self.group if self.group != self.title else "", self.detail]
        if self.clashes:
            parts.append(_("at the same time as another"))
        return _(" · ").join(part for part in parts if part)


def shown_slots(
    slots: Sequence[Slot],
    *,
    cues: Mapping[int, int],
    results: Mapping[int, StreamResult],
    live: Collection[int],
    now: dt.datetime,
) -> tuple[ShownSlot, ...]:
    """Return the evenings as they are shown at `now`; `cues` counts the run-sheet of each stream."""
    # What is over clashes with nothing any more.
    both = clashing([slot for slot in slots if slot.ends_at > now])
    return tuple(_shown(slot, cues, results, live, now=now, clashes=slot in both) for slot in slots)


def colour_of(series: Series | None) -> Colour:
    """Return the colour of a series; an evening of none is plum."""
    return Colour.PLUM if series is None else series.colour


def _shown(
    slot: Slot,
    cues: Mapping[int, int],
    results: Mapping[int, StreamResult],
    live: Collection[int],
    *,
    now: dt.datetime,
    clashes: bool,
) -> ShownSlot:
    id_ = 0 if slot.stream is None else slot.stream.id
    result = results.get(id_)
    written = bool(cues.get(id_))
    is_live = id_ in live
    return ShownSlot(
        slot=slot,
        colour=colour_of(slot.series),
        title=slot.name,
        group="" if slot.series is None else slot.series.name,
        detail=_detail(slot, result, now, written=written, is_live=is_live),
        dashed=result is None and not written and not is_live,
        clashes=clashes,
        is_over=result is not None,
        is_live=is_live,
    )


def _detail(slot: Slot, result: StreamResult | None, now: dt.datetime, *, written: bool, is_live: bool) -> str:
    if is_live:
        return _("live now")
    if result is not None:
        count = result.all.orders
        return ngettext("{count} order", "{count} orders", count).format(count=count)
    if slot.ends_at <= now:
        return _("was not held")
    if not written:
        return _("no run-sheet yet")
    hour = slot.starts_at.strftime("%H:%M")
    return _("tonight {time}").format(time=hour) if slot.starts_at.date() == now.date() else hour
