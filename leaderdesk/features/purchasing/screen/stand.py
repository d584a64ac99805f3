"""What the page is made from, read in one snapshot of the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from leaderdesk.features.purchasing.queries import (
    PurchaseSlots,
    SupplierContact,
    bought_all_the_same,
    contact_of,
    desired_of_round,
    extras_by_purpose,
)
from leaderdesk.features.purchasing.queries.late import stands_of_round, wishes_of_round
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.late import Stand, Wish
from leaderdesk.features.purchasing.rules.versions import Desired
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands to its suppliers, and who came late."""

    round: Round | None
    suppliers: tuple[Desired, ...]
    contacts: Mapping[int | None, SupplierContact]
    extras: Mapping[int, Mapping[str, int]]
    agreed: frozenset[int]
    wishes: tuple[Wish, ...]
    stands: Mapping[int, Stand]
    now: dt.datetime

    @property
    def lines(self) -> tuple[PurchaseLine, ...]:
        """Every line of every supplier."""
        return tuple(line for each in self.suppliers for line in each.order.lines)

    def contact_of(self, one: Desired) -> SupplierContact:
        """Return whom to call at a supplier; empty where nothing is known."""
        return self.contacts.get(one.order.supplier_id) or SupplierContact("", "", "")

    @property
    def arrived(self) -> frozenset[int]:
        """The offers that have come."""
        return frozenset(each for each, stand in self.stands.items() if stand.arrived_milli is not None)

    @property
    def unsent(self) -> tuple[Desired, ...]:
        """The suppliers who have not been sent everything."""
        return tuple(each for each in self.suppliers if each.slip is not None)


def read_standing(store: Store, round_id: int, *, now: dt.datetime, slots: PurchaseSlots) -> Standing:
    """Return how the round stands; `now` is local time."""
    with store.read() as connection:
        suppliers = desired_of_round(connection, round_id, slots=slots)
        return Standing(
            round=round_row(connection, round_id),
            suppliers=suppliers,
            contacts={each.order.supplier_id: contact_of(connection, each.order.supplier_id) for each in suppliers},
            extras=extras_by_purpose(connection, round_id),
            agreed=bought_all_the_same(connection, round_id),
            wishes=wishes_of_round(connection, round_id),
            stands=stands_of_round(connection, round_id, now=now, slots=slots),
            now=now,
        )
