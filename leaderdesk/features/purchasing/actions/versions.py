"""Keeping what went out to the suppliers: one version after the other, none ever rewritten."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.purchasing.queries import PurchaseSlots, desired_of_round, sent_versions
from leaderdesk.features.purchasing.rules.numbers import first_number, slip_number
from leaderdesk.features.purchasing.rules.versions import SentVersion, Slip, Way
from leaderdesk.features.purchasing.tables import PurchaseLineRow, PurchaseOrderRow
from leaderdesk.features.rounds.actions.lookup import unsettled_round
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.database import Store, Writing


def send_versions(
    store: Store, round_id: int, slips: Sequence[Slip], *, way: Way, slots: PurchaseSlots | None = None
) -> int:
    """Keep each slip as a version that was sent, and return the id of the action.

    UserError, with nothing kept, if the round is settled, or if the orders changed since the slips were made: what went
    out must be what is kept.
    """
    name = N_("Send the order for {supplier}") if len(slips) == 1 else N_("Send {count} purchase orders")
    about = {"supplier": slips[0].supplier_name or _("No supplier"), "count": str(len(slips))} if slips else {}
    with store.write(name, about=about) as writing:
        connection = writing.connection
        unsettled_round(writing.session, round_id)
        now = {each.order.supplier_id: each.slip for each in desired_of_round(connection, round_id, slots=slots)}
        for slip in slips:
            found = now.get(slip.supplier_id)
            if found is None or (found.version, found.changes) != (slip.version, slip.changes):
                raise UserError(_("The orders have changed meanwhile. Look at the numbers once more, then send them."))
            _keep(writing, round_id, slip, way)
    return writing.action_id


def _keep(writing: Writing, round_id: int, slip: Slip, way: Way) -> None:
    connection = writing.connection
    sent = sent_versions(connection, round_id)
    own = [each for each in sent if each.supplier_id == slip.supplier_id]
    head = PurchaseOrderRow(
        round_id=round_id,
        supplier_id=slip.supplier_id,
        version=slip.version,
        number=_number(writing, round_id, slip, sent),
        follows_id=own[-1].id if own else None,
        way=way,
        at_ms=writing.at_ms,
    )
    writing.session.add(head)
    writing.session.flush()
    writing.session.add_all(
        PurchaseLineRow(
            purchase_order_id=head.id,
            offer_id=each.line.offer.id,
            ordered_milli=each.line.ordered_milli - each.before_ordered_milli,
            extra_milli=each.line.extra_milli - each.before_extra_milli,
            to_order_milli=each.change_milli,
            cost_fen=each.line.offer.cost_fen,
        )
        for each in slip.lines
    )
    writing.session.flush()


def _number(writing: Writing, round_id: int, slip: Slip, sent: Sequence[SentVersion]) -> str:
    own = [each for each in sent if each.supplier_id == slip.supplier_id]
    if own:
        return slip_number(own[0].number, slip.version)
    found = round_row(writing.connection, round_id)
    if found is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
    return first_number(found, local(writing.at_ms).date().isoformat(), taken=frozenset(each.number for each in sent))
