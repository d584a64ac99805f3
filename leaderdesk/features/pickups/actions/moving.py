"""Moving a pickup to another day, and back to the day of its round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete

from leaderdesk.core.clock import day_text, planned
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.pickups.actions.handing import who
from leaderdesk.features.pickups.queries import Dues, at_table
from leaderdesk.features.pickups.tables import PickupMoveRow
from leaderdesk.features.orders.queries import orders_by_ids
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.database import Store

FARTHEST_DAYS = 60
"""Nobody keeps a bag for longer; a date beyond is a slip of the finger."""


def move_pickups(store: Store, order_ids: Collection[int], day: dt.date, *, dues: Dues) -> int:
    """Let these orders be fetched on `day`; return the id of the action.

    UserError if nothing of one is open any more, or the day is before the pickup of its round or far behind it.
    """
    with store.write(N_("Move the pickup of {who} to {day}")) as writing:
        connection = writing.connection
        found = at_table(connection, orders_by_ids(connection, order_ids), dues=dues)
        if not found or any(each.is_done or each.order.cancelled_at_ms is not None for each in found):
            raise UserError(_("Nothing waits for them any more. Look at the list once more."))
        for round_id in {each.order.round_id for each in found}:
            round_ = round_row(connection, round_id)
            if round_ is not None:
                _check_day(day, planned(round_.pickup_from).date())
        names = _("{who} and {count} more").format(who=who(found[0]), count=len(found) - 1)
        writing.say_about({"who": who(found[0]) if len(found) == 1 else names, "day": day_text(day)})
        ids = [each.order.id for each in found]
        writing.session.execute(delete(PickupMoveRow).where(PickupMoveRow.order_id.in_(ids)))
        writing.session.add_all(
            PickupMoveRow(order_id=order_id, day=day.isoformat(), at_ms=writing.at_ms) for order_id in ids
        )
    return writing.action_id


def keep_day(store: Store, order_id: int, *, dues: Dues) -> int:
    """Let an order be fetched on the day of its round again; return the id of the action."""
    with store.write(N_("Pickup of {who} on its own day again")) as writing:
        connection = writing.connection
        found = at_table(connection, orders_by_ids(connection, [order_id]), dues=dues)
        if not found or not found[0].moved_to:
            raise UserError(_("This pickup was not moved."))
        writing.say_about({"who": who(found[0])})
        writing.session.execute(delete(PickupMoveRow).where(PickupMoveRow.order_id == order_id))
    return writing.action_id


def _check_day(day: dt.date, first: dt.date) -> None:
    if day < first:
        raise UserError(
            _("That is before the pickup of the round, {day}. Take a later day.").format(day=day_text(first))
        )
    if day > first + dt.timedelta(days=FARTHEST_DAYS):
        raise UserError(_("That is more than {count} days off. Take a nearer day.").format(count=FARTHEST_DAYS))
