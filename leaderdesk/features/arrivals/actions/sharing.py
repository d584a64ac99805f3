"""Sharing out a shortage and settling by weight: lines, records and money in one step that can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.arrivals.actions.receipts import keep_receipt, the_offer
from leaderdesk.features.arrivals.queries import Ground, ground_of
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import Cut, Sharing, shared, weighed
from leaderdesk.features.arrivals.tables import LineChangeRow
from leaderdesk.features.orders.actions.lines import lines_of
from leaderdesk.features.orders.rules import OrdersChanged
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.actions import refund as enter_refund
from leaderdesk.features.payments.actions import waive
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.pickups.tables import NotTakenRow
from leaderdesk.features.rounds.actions.lookup import unsettled_round
from leaderdesk.storage.business import read_business, write_business
from leaderdesk.storage.database import Store, Writing

_MOST_WAIVED_FEN = 100_00


class StaleSharing(UserError):
    """Orders, payments or the count have changed since the leader saw what would happen."""


def apply_shortage(
    store: Store,
    offer_id: int,
    *,
    policy: Policy,
    by_hand: Mapping[int, int] | None = None,
    shown: Sequence[Cut] | None = None,
    refund: bool = False,
) -> int:
    """Cut the orders so that what came of the offer suffices, and return the id of the action.

    Who had paid has the difference on her balance, or with `refund` back by WeChat; who had not owes less. A line of
    which nothing is left goes; an order of which nothing is left is cancelled with its goods still in it. StaleSharing
    if `shown` is not what would happen now. UserError where nobody has to give way, or the round is settled.
    """
    offer = the_offer(store, offer_id)
    with store.write(N_("Share out {product}"), about={"product": offer.label}) as writing:
        ground = _ground(writing, offer_id)
        sharing = shared(ground.count, ground.parties, policy, by_hand)
        _compare(sharing, shown)
        if not sharing.cuts:
            raise UserError(_("Nobody has to give way for {product}.").format(product=offer.label))
        _carry_out(writing, offer_id, sharing, why="short", refund=refund)
    return writing.action_id


def apply_weights(
    store: Store,
    offer_id: int,
    weights: Mapping[int, int],
    *,
    shown: Sequence[Cut] | None = None,
    refund: bool = False,
) -> int:
    """Settle the lines of the offer by their weights (thousandths by line id) and return the id of the action.

    What came is the sum of the weights. Heavier costs more, lighter less; what a neighbour would have to add up to the
    sum the leader has set is let go. StaleSharing and UserError as for `apply_shortage`.
    """
    offer = the_offer(store, offer_id)
    with store.write(N_("Weigh {product}"), about={"product": offer.label}) as writing:
        ground = _ground(writing, offer_id)
        known = {party.line_id: party for party in ground.parties}
        if weights.keys() - known.keys():
            raise _stale()
        sharing = weighed(ground.parties, weights, waived_up_to_fen=_waived_up_to(writing.connection))
        _compare(sharing, shown)
        total = sum(
            party.ordered_milli if party.is_held else weights.get(line_id, party.ordered_milli)
            for line_id, party in known.items()
        )
        keep_receipt(writing, offer, total + ground.count.away_milli)
        _carry_out(writing, offer_id, sharing, why="weight", refund=refund)
    return writing.action_id


def set_waived_up_to(store: Store, fen: int) -> int:
    """Let go from now on what a neighbour would have to add for the weight up to `fen`; return the id of the action."""
    if not 0 <= fen <= _MOST_WAIVED_FEN:
        raise UserError(_("Take a sum up to {most}.").format(most=format_yuan(_MOST_WAIVED_FEN)))
    with store.write(N_("What need not be added for the weight")) as writing:
        write_business(writing.session, "weight_waived_fen", str(fen))
    return writing.action_id


def _ground(writing: Writing, offer_id: int) -> Ground:
    ground = ground_of(writing.connection, offer_id)
    if ground is None:
        raise UserError(_("This product is not in the round any more."))
    unsettled_round(writing.session, ground.count.offer.round_id)
    return ground


def _waived_up_to(connection: Connection) -> int:
    return read_business(connection).waived_up_to_fen


def _compare(sharing: Sharing, shown: Sequence[Cut] | None) -> None:
    if shown is not None and tuple(shown) != sharing.cuts:
        raise _stale()


def _stale() -> StaleSharing:
    return StaleSharing(_("The orders have changed meanwhile. Here are the new numbers: look at them once more."))


def _carry_out(writing: Writing, offer_id: int, sharing: Sharing, *, why: str, refund: bool) -> None:
    for cut in sharing.cuts:
        _cut_line(writing, offer_id, cut)
        refunded = cut.back_fen if refund else 0
        writing.session.add(
            LineChangeRow(
                order_id=cut.party.order_id,
                offer_id=offer_id,
                was_milli=cut.party.ordered_milli,
                now_milli=cut.now_milli,
                price_fen=cut.party.price_fen,
                why=why,
                policy="" if sharing.policy is None else sharing.policy.value,
                waived_fen=cut.waived_fen,
                back_fen=cut.back_fen,
                refunded_fen=refunded,
                at_ms=writing.at_ms,
            )
        )
        if refunded:
            enter_refund(writing, order_id=cut.party.order_id, amount_fen=refunded, account=Account.WECHAT)
        if cut.waived_fen:
            waive(writing, order_id=cut.party.order_id, amount_fen=cut.waived_fen)
    writing.session.flush()
    writing.tell(OrdersChanged(tuple(cut.party.order_id for cut in sharing.cuts)))


def _cut_line(writing: Writing, offer_id: int, cut: Cut) -> None:
    session = writing.session
    order, lines = session.get_one(OrderRow, cut.party.order_id), lines_of(writing, cut.party.order_id)
    line = lines[offer_id]
    if cut.now_milli:
        line.amount_milli = cut.now_milli
    elif len(lines) == 1:
        # As where everything is taken out of an order by hand: the goods stay in it, so that it can stand again.
        order.cancelled_at_ms = writing.at_ms
    else:
        session.execute(delete(NotTakenRow).where(NotTakenRow.line_id == line.id))
        session.delete(line)
    session.flush()
