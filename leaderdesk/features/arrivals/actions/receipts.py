"""Counting what came, and keeping the supplier's paper."""

from __future__ import annotations

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from leaderdesk.core.amount import MOST_MILLI, amount_text
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.arrivals.queries import counts_of_round, due_of_round, offer_of
from leaderdesk.features.arrivals.tables import DeliveryPhotoRow, ReceiptRow
from leaderdesk.features.products.actions.photos import keep_photo
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.rounds.actions.lookup import unsettled_round
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.storage.database import Store, Writing

_LONGEST_CARE = 20
_LONGEST_NOTE = 200


def note_receipt(store: Store, offer_id: int, received_milli: int) -> int:
    """Keep that so many thousandths of the offer came, counted anew each time; return the id of the action.

    UserError if the amount cannot be, or the round is settled.
    """
    check_amount(received_milli)
    offer = the_offer(store, offer_id)
    with store.write(N_("Count {product}"), about={"product": offer.label}) as writing:
        keep_receipt(writing, offer, received_milli)
    return writing.action_id


def receive_all_as_due(store: Store, round_id: int) -> int:
    """Keep for every offer not counted yet that what was to come came; return the id of the action.

    UserError if there is nothing left to count. Goods that are weighed are left for the scales.
    """
    with store.write(N_("Count the rest as it was to come")) as writing:
        unsettled_round(writing.session, round_id)
        open_counts = [
            count
            for count in counts_of_round(writing.connection, round_id)
            if not count.is_counted and not count.is_weighed
        ]
        if not open_counts:
            raise UserError(_("Everything has been counted already."))
        for count in open_counts:
            keep_receipt(writing, count.offer, count.due_milli)
    return writing.action_id


def forget_receipt(store: Store, offer_id: int) -> int:
    """Make the offer not counted again and return the id of the action."""
    offer = the_offer(store, offer_id)
    with store.write(N_("Take back the count of {product}"), about={"product": offer.label}) as writing:
        unsettled_round(writing.session, offer.round_id)
        writing.session.execute(delete(ReceiptRow).where(ReceiptRow.offer_id == offer_id))
    return writing.action_id


def note_care(store: Store, offer_id: int, *, temperature: str, note: str = "") -> int:
    """Keep how warm the goods came and a few words about them; UserError if they are not counted yet."""
    offer = the_offer(store, offer_id)
    with store.write(N_("How {product} came"), about={"product": offer.label}) as writing:
        unsettled_round(writing.session, offer.round_id)
        row = _receipt(writing.session, offer_id)
        if row is None:
            raise UserError(_("Say first how much of {product} came.").format(product=offer.label))
        row.temperature = one_line(temperature)[:_LONGEST_CARE].strip()
        row.note = one_line(note)[:_LONGEST_NOTE].strip()
    return writing.action_id


def add_delivery_photo(store: Store, round_id: int, supplier_id: int | None, jpeg: bytes) -> int:
    """Keep a picture of the supplier's paper and return the id of the action; the same picture is kept once.

    `jpeg` tells nothing of where it was taken. UserError if the supplier's paper has that picture already.
    """
    name = _supplier_name(store, supplier_id)
    with store.write(N_("Picture of the paper of {supplier}"), about={"supplier": name}) as writing:
        session = writing.session
        unsettled_round(session, round_id)
        photo_id = keep_photo(session, jpeg)
        same = _of_paper(round_id, supplier_id).where(DeliveryPhotoRow.photo_id == photo_id)
        if session.scalar(same) is not None:
            raise UserError(_("This picture is here already."))
        session.add(
            DeliveryPhotoRow(round_id=round_id, supplier_id=supplier_id, photo_id=photo_id, at_ms=writing.at_ms)
        )
    return writing.action_id


def remove_delivery_photo(store: Store, round_id: int, supplier_id: int | None, photo_id: int) -> int:
    """Take a picture of the supplier's paper out and return the id of the action."""
    name = _supplier_name(store, supplier_id)
    with store.write(N_("Take out a picture of the paper of {supplier}"), about={"supplier": name}) as writing:
        rows = writing.session.scalars(
            _of_paper(round_id, supplier_id).where(DeliveryPhotoRow.photo_id == photo_id)
        ).all()
        for row in rows:
            writing.session.delete(row)
    return writing.action_id


def keep_receipt(writing: Writing, offer: Offer, received_milli: int) -> None:
    """Within a transaction, keep that so much came; UserError if the round is settled."""
    session = writing.session
    unsettled_round(session, offer.round_id)
    row = _receipt(session, offer.id)
    if row is None:
        due = due_of_round(writing.connection, offer.round_id).get(offer.id, 0)
        row = ReceiptRow(offer_id=offer.id, due_milli=due, received_milli=received_milli, at_ms=writing.at_ms)
        session.add(row)
    elif row.received_milli != received_milli:
        row.received_milli, row.at_ms = received_milli, writing.at_ms
    session.flush()


def check_amount(milli: int) -> None:
    """UserError if no van can bring so much."""
    if not 0 <= milli <= MOST_MILLI:
        raise UserError(_("The amount must lie between 0 and {most}.").format(most=amount_text(MOST_MILLI)))


def the_offer(store: Store, offer_id: int) -> Offer:
    """Return the offer; UserError if it is not in a round any more."""
    with store.read() as connection:
        offer = offer_of(connection, offer_id)
    if offer is None:
        raise UserError(_("This product is not in the round any more."))
    return offer


def _receipt(session: Session, offer_id: int) -> ReceiptRow | None:
    return session.scalar(select(ReceiptRow).where(ReceiptRow.offer_id == offer_id))


def _of_paper(round_id: int, supplier_id: int | None) -> Select[DeliveryPhotoRow]:
    return select(DeliveryPhotoRow).where(
        DeliveryPhotoRow.round_id == round_id, DeliveryPhotoRow.supplier_id.is_not_distinct_from(supplier_id)
    )


def _supplier_name(store: Store, supplier_id: int | None) -> str:
    with store.read() as connection:
        name = connection.scalar(select(SupplierRow.name).where(SupplierRow.id == supplier_id))
    return name or _("No supplier")
