"""After-sales as the program sees them: what was promised goes with the bags, and comes back with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leaderdesk.core.feature import Feature, Reaction
from leaderdesk.features.pickups.rules import BroughtBack, GiftsHanded

if TYPE_CHECKING:
    from leaderdesk.storage.database import Writing


# The store is opened with these, before Today shows; what they do is imported when there is something to do.


def _replace_along(writing: Writing, happened: GiftsHanded) -> None:
    from leaderdesk.features.claims.actions import replace_along

    replace_along(writing, happened.order_ids)


def _owe_again(writing: Writing, happened: BroughtBack) -> None:
    from leaderdesk.features.claims.actions import owe_again

    owe_again(writing, happened.order_ids)


FEATURE = Feature(name="claims", reactions=(Reaction(GiftsHanded, _replace_along), Reaction(BroughtBack, _owe_again)))
