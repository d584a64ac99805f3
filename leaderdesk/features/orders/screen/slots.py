"""What the pages of orders are told by the features above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from leaderdesk.features.orders.queries.guards import UNGUARDED, Dues, Guards
from leaderdesk.features.orders.rules.elsewhere import Elsewhere, at_home
from leaderdesk.features.orders.rules.late import LateNoted
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class OrderSlots:
    """`dues` gives what is still open of each order in fen (None: nobody keeps money); `tables` are what it reads.

    `guards` keep a list from changing what is paid or handed over. `elsewhere` says where a text belongs that is no
    list of orders; it is asked on a reading lane. `late` notes what a list of a closed round says more than
    before where late orders are decided on, and changes no order; it is asked on the writing lane.
    """

    guards: Guards = UNGUARDED
    dues: Dues | None = None
    tables: frozenset[str] = frozenset()
    elsewhere: Callable[[str], Elsewhere | None] = field(default=at_home)
    late: Callable[[Store, Review], LateNoted] | None = None
