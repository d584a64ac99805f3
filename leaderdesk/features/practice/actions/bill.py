"""Writes the bill by which the practice neighbours paid, to try with."""

from __future__ import annotations

from pathlib import Path

from leaderdesk.core.clock import local, local_now
from leaderdesk.core.files import file_name, write_whole
from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.payments.queries.bills import open_dues
from leaderdesk.features.practice.rules.bill import Owed, bill_text, invent_bill
from leaderdesk.storage.database import Store


_SEED = 1


def write_bill(store: Store, folder: Path) -> tuple[Path, int]:
    """Write a WeChat bill in which nearly everybody who owes has paid; return its path and its payments.

    The same orders at the same moment give the same bill.
    """
    with store.read() as connection:
        dues, people = open_dues(connection), {one.id: one for one in known_neighbours(connection)}
    owed = [
        Owed(
            due.order_id,
            due.neighbour_id,
            people[due.neighbour_id].name,
            people[due.neighbour_id].room or "",
            due.pickup_code,
            due.due_fen,
            local(due.from_ms),
        )
        for due in dues
        if due.neighbour_id in people
    ]
    bill = invent_bill(owed, seed=_SEED, until=local_now(store.clock))
    path = folder / f"{file_name(_('WeChat bill'))}.csv"
    write_whole(path, bill_text(bill).encode("utf-8-sig"))
    return path, len(bill.truth)
