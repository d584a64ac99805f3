"""Saying where what came beyond the orders goes."""

from __future__ import annotations

from typing import Literal

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.arrivals.actions.receipts import the_offer
from leaderdesk.features.arrivals.queries import ground_of, surplus_of_offer
from leaderdesk.features.arrivals.rules.counting import quantity
from leaderdesk.features.arrivals.tables import SurplusRow
from leaderdesk.features.rounds.actions.lookup import unsettled_round
from leaderdesk.storage.database import Store

Goes = Literal["late", "gift", "waste"]

_NAMES = {
    "late": N_("Keep {amount} of {product} for late orders"),
    "gift": N_("Put {amount} of {product} to the gifts"),
    "waste": N_("Write off {amount} of {product}"),
}
_LONGEST_NOTE = 200


def place_surplus(store: Store, offer_id: int, *, amount_milli: int, goes: Goes, note: str = "") -> int:
    """Keep where so many thousandths of what came beyond the orders go, and return the id of the action.

    Gifts and waste are not there for the orders any more; what is kept for late orders is. UserError if there is not
    so much beyond the orders that nobody has decided on.
    """
    offer = the_offer(store, offer_id)
    about = {"product": offer.label, "amount": quantity(amount_milli, offer.unit)}
    with store.write(_NAMES[goes], about=about) as writing:
        session = writing.session
        unsettled_round(session, offer.round_id)
        ground = ground_of(session.connection(), offer_id)
        kept = sum(
            each.amount_milli for each in surplus_of_offer(session.connection(), offer_id) if each.goes == "late"
        )
        free = 0 if ground is None else max(ground.count.spare_milli - kept, 0)
        if not 0 < amount_milli <= free:
            raise UserError(
                _("{amount} of {product} lie beyond the orders. Take no more than that.").format(
                    amount=quantity(free, offer.unit), product=offer.label
                )
            )
        session.add(
            SurplusRow(
                offer_id=offer_id,
                amount_milli=amount_milli,
                goes=goes,
                note=one_line(note)[:_LONGEST_NOTE].strip(),
                at_ms=writing.at_ms,
            )
        )
    return writing.action_id


def take_back_surplus(store: Store, surplus_id: int) -> int:
    """Make what was decided on some of the surplus open again, and return the id of the action."""
    with store.write(N_("Take back where the surplus goes")) as writing:
        row = writing.session.get(SurplusRow, surplus_id)
        if row is None:
            raise UserError(_("This is not there any more."))
        writing.session.delete(row)
    return writing.action_id
