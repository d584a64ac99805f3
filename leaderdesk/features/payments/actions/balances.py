"""What neighbours have to their credit: kept, used for an order, paid out; each is one step that can be undone."""

from __future__ import annotations

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.neighbours.queries.merging import living_card
from leaderdesk.features.orders.queries import order_by_id
from leaderdesk.features.payments.actions.ledger import carry, pay_out, receive, waive
from leaderdesk.features.payments.queries.dues import dues
from leaderdesk.features.payments.rules import Method
from leaderdesk.features.payments.rules.ledger import Account, Share
from leaderdesk.storage.business import write_business
from leaderdesk.storage.database import Store


def put_on_balance(store: Store, *, neighbour_id: int, amount_fen: int, method: Method, note: str = "") -> int:
    """Keep money received for no order in particular on the neighbour's balance; return the id of the action."""
    person_id, who = _neighbour(store, neighbour_id)
    about = {"sum": format_yuan(amount_fen), "who": who}
    with store.write(N_("Put {sum} on the balance of {who}"), about=about) as writing:
        receive(writing, shares=(Share(person_id, None, amount_fen),), account=Account(method), note=note)
    return writing.action_id


def pay_out_balance(store: Store, *, neighbour_id: int, amount_fen: int, method: Method, note: str = "") -> int:
    """Keep that so much of the neighbour's credit was handed to her, and return the id of the action.

    UserError if the sum is not above zero or she has less.
    """
    person_id, who = _neighbour(store, neighbour_id)
    with store.write(N_("Pay {sum} out to {who}"), about={"sum": format_yuan(amount_fen), "who": who}) as writing:
        pay_out(writing, neighbour_id=person_id, amount_fen=amount_fen, account=Account(method), note=note)
    return writing.action_id


def use_balance(store: Store, *, order_id: int) -> int:
    """Let the neighbour's credit pay for what is open of her order, and return the id of the action.

    UserError if nothing is open or she has no credit.
    """
    with store.read() as connection:
        order = order_by_id(connection, order_id)
    if order is None:
        raise UserError(_("This order is not there any more."))
    person_id, who = _neighbour(store, order.neighbour_id)
    with store.write(N_("Use the balance of {who}"), about={"who": who}) as writing:
        carry(writing, neighbour_id=person_id, order_id=order_id)
    return writing.action_id


def let_go(store: Store, *, order_id: int, amount_fen: int | None = None, note: str = "") -> int:
    """Let the neighbour off so much of her order, by default all that is open; return the id of the action.

    UserError if nothing is open, the sum is not above zero, or more than is open.
    """
    with store.read() as connection:
        order = order_by_id(connection, order_id)
        open_fen = dues(connection, [order_id])[order_id]
    if order is None:
        raise UserError(_("This order is not there any more."))
    amount = open_fen if amount_fen is None else amount_fen
    if amount > open_fen or open_fen <= 0:
        raise UserError(_("{sum} is open here. Let no more go than that.").format(sum=format_yuan(max(open_fen, 0))))
    about = {"sum": format_yuan(amount), "who": f"{order.room} {order.neighbour_name}".strip()}
    with store.write(N_("Let {who} off {sum}"), about=about) as writing:
        waive(writing, order_id=order_id, amount_fen=amount, note=note)
    return writing.action_id


def set_credit_use(store: Store, *, by_itself: bool) -> int:
    """Let credit pay for the next order by itself, or only when the leader says so; return the id of the action."""
    with store.write(N_("How balances are used")) as writing:
        write_business(writing.session, "credit_by_hand", "" if by_itself else "1")
    return writing.action_id


def _neighbour(store: Store, neighbour_id: int) -> tuple[int, str]:
    """Return who the neighbour is now, and the words for her."""
    with store.read() as connection:
        card = living_card(connection, neighbour_id)
    if card is None:
        raise UserError(_("This neighbour is not in the list any more."))
    return card.id, f"{card.room} {card.name}".strip()
