"""What is to be said in a cue: its talking points, and below them whom to thank or to welcome."""

from __future__ import annotations

from leaderdesk.features.streams.queries.console import LiveData
from leaderdesk.features.streams.rules import Cue, CueKind
from leaderdesk.features.streams.rules.live import MarkKind
from leaderdesk.features.streams.screen.console.points import PointLine


def points_of(data: LiveData, cue: Cue | None) -> tuple[PointLine, ...]:
    """Return what is to be said in the cue, and below that whom to thank or welcome by name."""
    if cue is None:
        return ()
    points = tuple(PointLine(point.id, point.text, point.ticked) for point in cue.points)
    people = data.thanks if cue.kind is CueKind.THANKS else data.newcomers if cue.kind is CueKind.NEWCOMERS else ()
    thanked = {mark.ref_id for mark in data.ground.marks if mark.kind is MarkKind.THANK}
    named = tuple(
        PointLine(
            person.neighbour_id,
            f"{person.building} {person.name}".strip(),
            person.neighbour_id in thanked,
            is_person=True,
        )
        for person in people
        if person.neighbour_id is not None
    )
    return (*points, *named)
