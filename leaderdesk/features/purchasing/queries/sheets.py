"""The sheet of each supplier as it goes out now: what she has not been sent yet, else her last version."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.purchasing.queries import (
    PurchaseSlots,
    SupplierContact,
    contact_of,
    desired_of_round,
)
from leaderdesk.features.purchasing.rules.layout import SheetColumn, read_layout, usual_layout
from leaderdesk.features.purchasing.rules.numbers import numbers_to_come
from leaderdesk.features.purchasing.rules.versions import Desired, SentVersion, Slip, as_sent
from leaderdesk.features.purchasing.tables import SupplierLayoutRow
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.storage.business import Business, read_business
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class SupplierSheet:
    """One version for one supplier; `is_new` while it has not gone out."""

    round: Round
    business: Business
    contact: SupplierContact
    columns: tuple[SheetColumn, ...]
    slip: Slip
    number: str
    at_ms: int
    is_new: bool

    @property
    def supplier_id(self) -> int | None:
        """Whose sheet it is; None for goods without a supplier."""
        return self.slip.supplier_id


def sheets_of_round(store: Store, round_id: int, *, slots: PurchaseSlots | None = None) -> tuple[SupplierSheet, ...]:
    """Return a sheet for each supplier of the round who has something to bring; UserError if there is no such round."""
    now_ms = store.clock.now_ms()
    with store.read() as connection:
        round_ = round_row(connection, round_id)
        if round_ is None:
            raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
        found = desired_of_round(connection, round_id, slots=slots)
        offers = {offer.id: offer for offer in offers_of_round(connection, round_id)}
        numbers = numbers_to_come(round_, local(now_ms).date().isoformat(), found)
        business = read_business(connection)
        return tuple(
            SupplierSheet(
                round=round_,
                business=business,
                contact=contact_of(connection, each.order.supplier_id),
                columns=layout_of(connection, each.order.supplier_id),
                slip=each.slip or _last(each, offers),
                number=numbers[each.order.supplier_id] if each.slip else each.sent[-1].number,
                at_ms=now_ms if each.slip else each.sent[-1].at_ms,
                is_new=each.slip is not None,
            )
            for each in found
            if each.slip is not None or each.sent
        )


def sheet_of_version(store: Store, round_id: int, version_id: int) -> SupplierSheet | None:
    """Return a version that went out, as it went out; None if there is none with that id."""
    with store.read() as connection:
        round_ = round_row(connection, round_id)
        found = [each for each in desired_of_round(connection, round_id) if any(v.id == version_id for v in each.sent)]
        if round_ is None or not found:
            return None
        offers = {offer.id: offer for offer in offers_of_round(connection, round_id)}
        one = found[0]
        version = next(each for each in one.sent if each.id == version_id)
        return SupplierSheet(
            round=round_,
            business=read_business(connection),
            contact=contact_of(connection, one.order.supplier_id),
            columns=layout_of(connection, one.order.supplier_id),
            slip=slip_of(one, version, offers),
            number=version.number,
            at_ms=version.at_ms,
            is_new=False,
        )


def layout_of(connection: Connection, supplier_id: int | None) -> tuple[SheetColumn, ...]:
    """Return how the supplier wants her sheet."""
    query = select(SupplierLayoutRow.columns).where(SupplierLayoutRow.supplier_id == supplier_id)
    kept = connection.scalar(query)
    return usual_layout() if kept is None else read_layout(kept)


def slip_of(one: Desired, version: SentVersion, offers: dict[int, Offer]) -> Slip:
    """Return a version as it went out."""
    return as_sent(one.sent, version, offers, one.order.lines)


def _last(each: Desired, offers: dict[int, Offer]) -> Slip:
    return slip_of(each, each.sent[-1], offers)
