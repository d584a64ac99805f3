"""What a cue is made from: by hand, from a template, from a sheet; and lines filled in from what the store knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leaderdesk.core.i18n import _
from leaderdesk.core.text import one_line
from leaderdesk.features.streams.rules import Cue, CueKind, Media, Shows

MOST_LINE = 300
"""Characters a talking point or a thing to prepare may have; longer ones are cut where they come in."""
MOST_LINES = 60
"""Talking points or things that a cue may have."""
MOST_CUES = 400
"""Cues that a run-sheet may have."""

_USUAL = {
    CueKind.OPENING: (180, Shows.BLANK),
    CueKind.MEET: (300, Shows.BLANK),
    CueKind.UNBOXING: (600, Shows.PRODUCT),
    CueKind.TASTING: (480, Shows.PRODUCT),
    CueKind.TOUR: (720, Shows.TRACE),
    CueKind.COOKING: (900, Shows.PRODUCT),
    CueKind.STORY: (480, Shows.MEDIA),
    CueKind.QUESTIONS: (600, Shows.COMBINED),
    CueKind.POLL: (300, Shows.POLL),
    CueKind.DISHES: (300, Shows.MEDIA),
    CueKind.THANKS: (300, Shows.THANKS),
    CueKind.NEWCOMERS: (300, Shows.THANKS),
    CueKind.ORDERS: (300, Shows.COMBINED),
    CueKind.NEXT: (240, Shows.BLANK),
}


@dataclass(frozen=True, slots=True)
class NewCue:
    """A cue that is to be made; ticks begin empty."""

    kind: CueKind
    length_s: int
    title: str = ""
    points: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    product_ids: tuple[int, ...] = ()
    shows: Shows = Shows.BLANK
    locked: bool = False
    hard_at: dt.time | None = None
    part: str = ""
    colour: str = ""
    skipped: bool = False
    poll_id: int | None = None
    media: tuple[Media, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who agreed to be named on air; the building at most, never a room. `count` is whom she brought."""

    name: str
    building: str = ""
    count: int = 0
    neighbour_id: int | None = None


def usual_cue(kind: CueKind) -> NewCue:
    """Return a cue of that kind with the length and the showing that are usual for it."""
    length_s, shows = _USUAL[kind]
    return NewCue(kind, length_s, shows=shows)


def new_of(cue: Cue) -> NewCue:
    """Return what makes a cue like this one, without its ticks."""
    return NewCue(
        kind=cue.kind,
        length_s=cue.length_s,
        title=cue.title,
        points=tuple(point.text for point in cue.points),
        props=tuple(prop.text for prop in cue.props),
        product_ids=tuple(each.product_id for each in cue.products),
        shows=cue.shows,
        locked=cue.locked,
        hard_at=cue.hard_at,
        part=cue.part,
        colour=cue.colour,
        skipped=cue.skipped,
        poll_id=cue.poll_id,
        media=cue.media,
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of what was typed as they are kept: cleaned, none empty, at most MOST_LINES."""
    return kept_lines(text.splitlines())


def kept_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines as they are kept: cleaned, cut to MOST_LINE, none empty, at most MOST_LINES."""
    cleaned = (one_line(line[: MOST_LINE * 4])[:MOST_LINE].strip() for line in lines)
    return tuple(line for line in cleaned if line)[:MOST_LINES]


def with_more(lines: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Return the lines with those of `more` behind that are not there yet."""
    return (*lines, *(line for line in dict.fromkeys(more) if line not in lines))[:MOST_LINES]


def fact_lines(product: str, facts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the facts of a product as talking points, one for each: "草莓，保存：冷藏三天"."""
    return kept_lines(
        _("{product}, {fact}: {value}").format(product=product, fact=fact, value=value) for fact, value in facts
    )


def thanks_lines(people: Sequence[Named]) -> tuple[str, ...]:
    """Return whom to thank as talking points, one for each."""
    return kept_lines(
        _("Thank {name} of building {building}, who brought {count} neighbours").format(
            name=one.name, building=one.building, count=one.count
        )
        if one.building and one.count > 1
        else _("Thank {name}, who brought {count} neighbours").format(name=one.name, count=one.count)
        if one.count > 1
        else _("Thank {name}, who brought a neighbour").format(name=one.name)
        for one in people
    )


def newcomer_lines(people: Sequence[Named]) -> tuple[str, ...]:
    """Return the new neighbours as talking points, one for each."""
    return kept_lines(
        _("Welcome {name} of building {building}").format(name=one.name, building=one.building)
        if one.building
        else _("Welcome {name}").format(name=one.name)
        for one in people
    )
