"""Who brought somebody new, as the lines of the list about her say."""

from __future__ import annotations

from collections.abc import Iterable

from leaderdesk.features.orders.rules.ground import Ground
from leaderdesk.features.orders.rules.review import BroughtBy
from leaderdesk.features.orders.rules.settling import Settled


def brought_by(entries: Iterable[Settled], ground: Ground) -> BroughtBy | None:
    """Return who is said first to have brought her, None if nobody is; without an id where that is not sure."""
    said = next((one.entry.referrer for one in entries if one.entry.referrer is not None), None)
    if said is None:
        return None
    known = ground.people.get(int(said.neighbour)) if said.neighbour is not None else None
    name = said.name.text if known is None else known.name
    return BroughtBy(None if known is None else known.id, name, said.said.text, said.said.span)
