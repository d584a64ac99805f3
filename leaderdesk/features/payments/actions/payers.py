"""What is remembered of who pays for whom, and taken back."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.payments.rules.bills import BillLine
from leaderdesk.features.payments.rules.payers import payer_key, plain_name
from leaderdesk.features.payments.tables import PayerRow
from leaderdesk.storage.database import Store, Writing


def learn_payer(writing: Writing, line: BillLine, neighbour_id: int) -> bool:
    """Within a transaction, remember that this payer pays for the neighbour, and return whether that is new.

    Nothing is learnt where the bill does not tell the payer from others, or where the name is a neighbour's already.
    """
    key, name = payer_key(line), compare_key(plain_name(line.payer))
    if not key or _is_somebodys(writing, name):
        return False
    known = select(PayerRow.id, PayerRow.doubted).where(PayerRow.key == key, PayerRow.neighbour_id == neighbour_id)
    row = writing.connection.execute(known).first()
    if row is None:
        values = {"key": key, "words": plain_name(line.payer), "neighbour_id": neighbour_id, "at_ms": writing.at_ms}
        writing.connection.execute(insert(PayerRow).values(values))
    elif row.doubted:
        writing.connection.execute(update(PayerRow).where(PayerRow.id == row.id).values(doubted=0))
    return row is None or bool(row.doubted)


def forget_payer(store: Store, payer_id: int) -> int:
    """Take back who pays for whom; it is asked again. Return the id of the action."""
    with store.read() as connection:
        words = connection.scalar(select(PayerRow.words).where(PayerRow.id == payer_id))
    if words is None:
        raise UserError(_("This was taken back already."))
    with store.write(N_("Forget payer {who}"), about={"who": words}) as writing:
        writing.connection.execute(update(PayerRow).where(PayerRow.id == payer_id).values(doubted=1))
    return writing.action_id


def _is_somebodys(writing: Writing, name: str) -> bool:
    people = known_neighbours(writing.connection)
    return any(name == compare_key(each) for one in people for each in (one.name, *one.aliases))
