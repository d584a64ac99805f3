"""Saying where what came beyond the orders goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.arrivals.actions.receipts import the_offer
from leaderdesk.features.arrivals.queries import ground_of
from leaderdesk.features.arrivals.rules.counting import quantity
from leaderdesk.features.arrivals.tables import SurplusRow
from leaderdesk.features.rounds.actions.lookup import unsettled_round
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

Goes = Literal["late", "gift", "waste"]

_NAMES = {
    "late": N_("Keep {amount} of {product} for late orders"),
    "gift": N_("Put {amount} of {product} to the gifts"),
    "waste": N_("Write off {amount} of {product}"),
}
_LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class GiftStock:
    """What the stock of gifts does along, in the same transaction, with what goes to it and what is taken back.

    `put` gets the offer, the thousandths, and the number of the decision; `take_back` that number. Until something
    keeps such a stock, the decision is kept here alone.
    """

    put: Callable[[Writing, Offer, int, int], None]
    take_back: Callable[[Writing, int], None]


def place_surplus(
    store: Store, offer_id: int, *, amount_milli: int, goes: Goes, note: str = "", gifts: GiftStock | None = None
) -> int:
    """Keep where so many thousandths of what came beyond the orders go, and return the id of the action.

    Gifts and waste are not there for the orders any more; what is kept for late orders is. UserError if there is not
    so much beyond the orders that nobody has decided on.
    """
    offer = the_offer(store, offer_id)
    about = {"product": offer.label, "amount": quantity(amount_milli, offer.unit)}
    with store.write(_NAMES[goes], about=about) as writing:
        session = writing.session
        unsettled_round(session, offer.round_id)
        ground = ground_of(writing.connection, offer_id)
        free = 0 if ground is None else ground.count.free_milli
        if not 0 < amount_milli <= free:
            raise UserError(
                _("{amount} of {product} lie beyond the orders. Take no more than that.").format(
                    amount=quantity(free, offer.unit), product=offer.label
                )
            )
        row = SurplusRow(
            offer_id=offer_id,
            amount_milli=amount_milli,
            goes=goes,
            note=one_line(note)[:_LONGEST_NOTE].strip(),
            at_ms=writing.at_ms,
        )
        session.add(row)
        session.flush()
        if goes == "gift" and gifts is not None:
            gifts.put(writing, offer, amount_milli, row.id)
    return writing.action_id


def take_back_surplus(store: Store, surplus_id: int, *, gifts: GiftStock | None = None) -> int:
    """Make what was decided on some of the surplus open again, and return the id of the action."""
    with store.write(N_("Take back where the surplus goes")) as writing:
        row = row_of(writing.session, SurplusRow, surplus_id, gone=N_("This is not there any more."))
        if row.goes == "gift" and gifts is not None:
            gifts.take_back(writing, surplus_id)
        writing.session.delete(row)
    return writing.action_id
