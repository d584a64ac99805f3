"""What the pages of orders are told by the features above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.queries.guards import UNGUARDED, Dues, Guards, Noted
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.rules.elsewhere import Elsewhere, at_home
from leaderdesk.features.orders.rules.late import LateNoted
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class OrderSlots:
    """`dues` gives what is still open of each order in fen (None: nobody keeps money); `tables` are what it reads.

    `credit` gives what the neighbour of each order has to her credit beside it, and `use_credit` lets that pay for an
    order (by id) and returns the action.

    `guards` keep a list from changing what is paid or handed over. `elsewhere` says where a text belongs that is no
    list of orders; it is asked on a reading lane. `late` notes what a list of a closed round says more than
    before where late orders are decided on, and changes no order; it is asked on the writing lane. `reprint` shows the
    labels of one order, by its id, before they are printed again. `note` says what was wrong with the goods of an
    order, and what goes into its bags for nothing; `claim` begins a claim about it.
    """

    guards: Guards = UNGUARDED
    dues: Dues | None = None
    credit: Dues = field(default=lambda _connection, _order_ids: {})
    use_credit: Callable[[Store, int], int] | None = None
    tables: frozenset[str] = frozenset()
    elsewhere: Callable[[str], Elsewhere | None] = field(default=at_home)
    late: Callable[[Store, Review], LateNoted] | None = None
    reprint: Callable[[Desk, QWidget, int], None] | None = None
    note: Noted = field(default=lambda _connection, _order_id: "")
    claim: Callable[[Desk, Order], None] | None = None
