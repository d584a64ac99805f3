"""The paper twin: which numbers were printed, and checking off what was ticked there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.pickups.actions.handing import handed
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.features.pickups.queries.paper import preview_numbers
from leaderdesk.features.pickups.rules import WHOLE_ORDER
from leaderdesk.features.pickups.tables import PrintedListRow, PrintedNumberRow
from leaderdesk.storage.database import Store, Writing


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many orders were checked off from the paper, and by which action of the journal."""

    action_id: int
    count: int


def list_printed(writing: Writing, round_id: int, kind: str, *, numbers: Mapping[int, int]) -> int:
    """Keep that a list of the round was printed, with the order (by id) under each number; return the list's id.

    The numbers on that paper mean these orders for ever.
    """
    printed = PrintedListRow(round_id=round_id, kind=kind, at_ms=writing.at_ms)
    writing.session.add(printed)
    writing.session.flush()
    writing.session.add_all(
        PrintedNumberRow(list_id=printed.id, number=number, order_id=order_id) for number, order_id in numbers.items()
    )
    return printed.id


def check_off_numbers(store: Store, round_id: int, numbers: Sequence[int], *, dues: Dues) -> Ticked:
    """Hand over all that is open of the orders under these numbers of the printed list, in one step.

    Those that were taken before, cancelled or are not on the paper are left alone. UserError if none is left to do.
    """
    with store.write(N_("Check off {count} from the printed list"), about={"count": "0"}) as writing:
        ready = preview_numbers(writing.connection, round_id, numbers, dues=dues).ready
        if not ready:
            raise UserError(_("Nothing of these numbers is left to check off. Look at the list once more."))
        writing.say_about({"count": str(len(ready))})
        for line in ready:
            if line.pickup is not None:
                handed(writing, line.pickup, line.pickup.open_lines, bag=WHOLE_ORDER, dues=dues)
    return Ticked(action_id=writing.action_id, count=len(ready))
