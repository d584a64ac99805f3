"""Who pays for whom, in the one list of all that is remembered."""

from __future__ import annotations

from sqlalchemy import Connection

from leaderdesk.core.i18n import N_, _
from leaderdesk.features.orders.queries.memory import Elsewhere, Known
from leaderdesk.features.payments.actions.payers import forget_payer
from leaderdesk.features.payments.queries.bills import remembered_payers


def _known(connection: Connection) -> tuple[Known, ...]:
    words = _("pays for {who}")
    return tuple(
        Known(one.id, one.words, words.format(who=one.meaning), one.at_ms, one.uses)
        for one in remembered_payers(connection)
    )


PAYERS = Elsewhere(
    kind=N_("payer on bills"),
    read=_known,
    take_back=forget_payer,
    tables=frozenset({"payer", "bill_line", "neighbour", "household"}),
)
