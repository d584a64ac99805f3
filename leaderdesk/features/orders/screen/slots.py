"""What the pages of orders are told by the features above."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.features.orders.queries.guards import UNGUARDED, Dues, Guards


@dataclass(frozen=True, slots=True)
class OrderSlots:
    """`dues` gives what is still open of each order in fen (None: nobody keeps money); `tables` are what it reads.

    `guards` keep a list from changing what is paid or handed over.
    """

    guards: Guards = UNGUARDED
    dues: Dues | None = None
    tables: frozenset[str] = frozenset()
