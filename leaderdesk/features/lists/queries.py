"""How lists are arranged, and what the printed ones said."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.lists.rules import Layout, ListKind
from leaderdesk.features.lists.rules.prints import LastPrint, PrintState, contents_of, state_of
from leaderdesk.features.lists.tables import ListLayoutRow, PrintedContentRow
from leaderdesk.features.pickups.queries import Dues, pickups_of_round
from leaderdesk.features.pickups.rules import PickupOrder, numbers_of
from leaderdesk.features.pickups.tables import PrintedListRow
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business, read_business

TABLES = frozenset({"orders", "line", "neighbour", "household", "building", "product", "offer", "round", "pickup_move"})
"""The tables a change of which may put a printed list out of date; what is owed shows without that."""


@dataclass(frozen=True, slots=True)
class ListSlots:
    """What lists say of features around them: `gifts` are the words of what goes with each order for nothing.

    They are asked for at a moment (unix ms); `tables` are those whose changes move them.
    """

    gifts: Callable[[Connection, Sequence[int], int], Mapping[int, str]] = field(
        default=lambda _connection, _ids, _now_ms: {}
    )
    tables: frozenset[str] = frozenset()


ALONE = ListSlots()


@dataclass(frozen=True, slots=True)
class ListFacts:
    """All that a list of a round is made of, as it stands now; the orders in walking order."""

    kind: ListKind
    round: Round
    business: Business
    pickups: tuple[PickupOrder, ...]
    layout: Layout
    last: LastPrint

    @property
    def contents(self) -> Mapping[int, str]:
        """What the list says of each order, as digests."""
        return contents_of(self.kind, self.pickups)

    @property
    def numbers(self) -> Mapping[int, int]:
        """Which order stands under which number; on the pickup list only, from which numbers are typed later."""
        return numbers_of(self.pickups) if self.kind is ListKind.PICKUP else {}

    @property
    def state(self) -> PrintState:
        """How what was printed stands to what is so now."""
        return state_of(self.last, self.contents)


def list_facts(
    connection: Connection, round_id: int, kind: ListKind, *, dues: Dues, slots: ListSlots = ALONE, now_ms: int = 0
) -> ListFacts:
    """Return what the list of the round is made of at `now_ms`. UserError if there is no such round or order in it."""
    round_ = round_row(connection, round_id)
    if round_ is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
    pickups = pickups_of_round(connection, round_id, dues=dues)
    if not pickups:
        raise UserError(_("There is nothing to hand out yet. Take the orders first."))
    gifts = slots.gifts(connection, [each.order.id for each in pickups], now_ms)
    return ListFacts(
        kind=kind,
        round=round_,
        business=read_business(connection),
        pickups=tuple(replace(each, gift=gifts.get(each.order.id, "")) for each in pickups),
        layout=layout_of(connection, kind),
        last=last_print(connection, round_id, kind),
    )


def layout_of(connection: Connection, kind: ListKind) -> Layout:
    """Return how the leader wants that kind of list; the usual layout if she never arranged it."""
    row = connection.execute(select(ListLayoutRow.__table__).where(ListLayoutRow.kind == kind.value)).first()
    if row is None:
        return Layout()
    return Layout(
        columns=tuple(json.loads(row.columns)),
        hidden=frozenset(json.loads(row.hidden)),
        buildings=tuple(json.loads(row.buildings)),
        products=tuple(json.loads(row.products)),
        crate_bags=row.crate_bags,
    )


def last_print(connection: Connection, round_id: int, kind: ListKind) -> LastPrint:
    """Return how often the list of the round was printed, when last, and what it said."""
    times, latest = connection.execute(
        select(func.count(), func.max(PrintedListRow.id)).where(
            PrintedListRow.round_id == round_id, PrintedListRow.kind == kind.value
        )
    ).one()
    if not times:
        return LastPrint()
    at_ms = connection.execute(select(PrintedListRow.at_ms).where(PrintedListRow.id == latest)).scalar_one()
    query = select(PrintedContentRow.order_id, PrintedContentRow.content).where(PrintedContentRow.list_id == latest)
    return LastPrint(times, at_ms, {row.order_id: row.content for row in connection.execute(query)})
