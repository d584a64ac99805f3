"""Keeps who was reminded of what is open, and when nobody is."""

from __future__ import annotations

from sqlalchemy import func, insert, select

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.payments.rules.chasing import Quiet, kept_quiet
from leaderdesk.features.payments.tables import ReminderRow
from leaderdesk.storage.business import read_business, write_business
from leaderdesk.storage.database import Store


def note_reminder(store: Store, *, neighbour_id: int, round_id: int) -> int:
    """Keep that the neighbour was reminded now, and return the id of the action.

    UserError in the quiet hours, and if she was reminded today already, in whatever round.
    """
    now = local(store.clock.now_ms())
    with store.read() as connection:
        quiet = kept_quiet(read_business(connection).quiet_hours)
        name = connection.scalar(select(NeighbourRow.name).where(NeighbourRow.id == neighbour_id)) or ""
    if quiet.holds(now):
        raise UserError(quiet.sentence)
    with store.write(N_("Remind {who}"), about={"who": name}) as writing:
        of_her = select(func.max(ReminderRow.at_ms)).where(ReminderRow.neighbour_id == neighbour_id)
        last = writing.connection.scalar(of_her)
        if last is not None and local(last).date() == now.date():
            raise UserError(_("{who} was reminded today already. Tomorrow is soon enough.").format(who=name))
        values = {"neighbour_id": neighbour_id, "round_id": round_id, "at_ms": writing.at_ms}
        writing.connection.execute(insert(ReminderRow).values(values))
    return writing.action_id


def set_quiet(store: Store, quiet: Quiet) -> int:
    """Let nobody be reminded in these hours, and return the id of the action."""
    with store.write(N_("When nobody is reminded")) as writing:
        write_business(writing.session, "quiet_hours", quiet.stored)
    return writing.action_id
