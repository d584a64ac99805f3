"""Saving what was typed as one line at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.neighbours.actions import ensure_neighbour
from leaderdesk.features.orders.actions.lines import open_order
from leaderdesk.features.orders.actions.orders import set_wanted
from leaderdesk.features.orders.queries.ground import ground_of_round
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.queries.quick_line import quick_line
from leaderdesk.features.orders.rules import OrdersChanged
from leaderdesk.features.orders.rules.quick_line import QuickLine
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class QuickTaken:
    """What was saved: the order, the action of the journal, and the line as it was understood."""

    order_id: int
    action_id: int
    line: QuickLine


def add_quick_line(store: Store, round_id: int, text: str, *, guards: Guards = UNGUARDED) -> QuickTaken:
    """Add what one typed line says ("3502 草莓2 酸奶1") to the orders of the round.

    UserError, with nothing saved, while anything in it is not clear: the sentence says what.
    """
    with store.read() as connection:
        ground = ground_of_round(connection, round_id, today=local_now(store.clock).date(), guards=guards)
        if ground is None:
            raise UserError(_("This round is not there any more."))
        line = quick_line(connection, text, ground)
    if not line.clear or line.amounts is None:
        raise UserError(_why(line))
    return save_quick_line(store, round_id, line, guards=guards)


def save_quick_line(store: Store, round_id: int, line: QuickLine, *, guards: Guards = UNGUARDED) -> QuickTaken:
    """Save a line that is clear; UserError if goods that were handed over would change or an amount does not fit."""
    if not line.clear or line.amounts is None:
        raise UserError(_why(line))
    about = {"who": f"{line.room} {line.name}".strip()}
    with store.write(N_("Add goods for {who}"), about=about) as writing:
        neighbour_id = line.neighbour_id
        if neighbour_id is None:
            neighbour_id = ensure_neighbour(writing, name=line.name, room=line.room or None)
        order = open_order(writing, round_id=round_id, neighbour_id=neighbour_id)
        wanted = {offer_id: line.amounts.get(offer_id, 0) for offer_id, _said in line.said}
        set_wanted(writing, order, wanted, guards=guards)
        writing.tell(OrdersChanged((order.id,)))
    return QuickTaken(order.id, writing.action_id, line)


def _why(line: QuickLine) -> str:
    first = _("Begin with a room, a name or its initials: 3502 …")
    return line.doubts[0] if line.doubts else line.asks or first
