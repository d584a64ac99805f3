"""Writes batches down, changes one field of one at a time, and says for which offers they were delivered."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.batches.actions.rows import batch_of, code_of
from leaderdesk.features.batches.rules import WARM_PLACES, BatchField
from leaderdesk.features.batches.rules.reading import (
    read_amount,
    read_came,
    read_code,
    read_distance,
    read_made,
    read_shelf,
    read_story,
    read_warmth,
    read_words,
)
from leaderdesk.features.batches.tables import BatchOfferRow, BatchPhotoRow, BatchRow, BatchWarmthRow
from leaderdesk.features.products.actions.goods import product_of
from leaderdesk.features.products.rules import Added
from leaderdesk.features.products.tables import ProductRow, SupplierRow
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of
from leaderdesk.storage.search import initials, search_key

_MOST_INITIALS = 4
_WITHOUT_INITIALS = "PC"
_ALIKE = ("origin", "grower", "story", "shelf_count", "shelf_unit", "distance_m", "packaging")
"""What deliveries of the same goods from the same place have in common; days, papers and degrees never are."""


def new_batch(
    store: Store, product_id: int, *, code: str = "", came_on: str = "", offer_id: int | None = None
) -> Added:
    """Write down a delivery of the product, of today unless another day is typed; it comes from its usual supplier.

    Without a code one is proposed from the goods' initials and the day. With `offer_id` it was delivered for that
    offer. UserError if the code is taken, or product or offer are not there.
    """
    with store.write(N_("Write down batch {code}")) as writing:
        batch_id, kept = put_batch(writing, product_id, code=code, came_on=came_on)
        writing.say_about({"code": kept})
        if offer_id is not None:
            put_offer(writing, batch_id, offer_id)
    return Added(batch_id, writing.action_id)


def put_batch(writing: Writing, product_id: int, *, code: str = "", came_on: str = "") -> tuple[int, str]:
    """Write down a delivery within a transaction; return its id and its code. Errors as for `new_batch`."""
    session, today = writing.session, local(writing.at_ms).date()
    product = product_of(session, product_id)
    day = read_came(came_on, today=today) if came_on.strip() else today.isoformat()
    kept = read_code(code) if code.strip() else proposed_code(session, product, dt.date.fromisoformat(day))
    _refuse_code(session, kept, but=None)
    row = BatchRow(
        product_id=product_id,
        supplier_id=product.supplier_id,
        code=kept,
        came_on=day,
        search_key=search_key([], exact=[kept]),
    )
    session.add(row)
    session.flush()
    return row.id, kept


def proposed_code(session: Session, product: ProductRow, day: dt.date) -> str:
    """Return a free code for a delivery of that day: the goods' initials and the day, WCM-0131."""
    name = product.short_name or product.name
    start = f"{(initials(name)[:_MOST_INITIALS] or _WITHOUT_INITIALS).upper()}-{day:%m%d}"
    taken = set(session.scalars(select(BatchRow.code).where(BatchRow.code.startswith(start))))
    code, number = start, 2
    while code in taken:
        code, number = f"{start}-{number}", number + 1
    return code


def change_batch(store: Store, batch_id: int, field: BatchField, typed: str) -> int | None:
    """Make what was typed the value of one field; return the action, None if it was so already.

    UserError, with nothing changed, if it cannot be kept. Nothing typed makes the field unknown again.
    """
    name = N_("Rename batch {code}") if field == "code" else N_("Trace record of {code}")
    with store.write(name, about={"code": code_of(store, batch_id)}) as writing:
        changed = put_field(writing, batch_id, field, typed)
    return writing.action_id if changed else None


def put_field(writing: Writing, batch_id: int, field: BatchField, typed: str) -> bool:
    """Make what was typed the value of one field within a transaction; False if it was so already."""
    session, now = writing.session, local(writing.at_ms)
    row = batch_of(session, batch_id)
    if field in WARM_PLACES:
        return _put_warmth(session, row, field, read_warmth(typed, now=now, came_on=row.came_on, made_on=row.made_on))
    values = _values(row, field, typed, today=now.date())
    if all(getattr(row, column) == value for column, value in values.items()):
        return False
    if field == "code":
        _refuse_code(session, str(values["code"]), but=batch_id)
    for column, value in values.items():
        setattr(row, column, value)
    session.flush()
    return True


def set_batch_supplier(store: Store, batch_id: int, supplier_id: int | None) -> int | None:
    """Let the batch come from that supplier, or from nobody known; return the action, None if it was so already."""
    with store.write(N_("Supplier of batch {code}"), about={"code": code_of(store, batch_id)}) as writing:
        row = batch_of(writing.session, batch_id)
        if row.supplier_id == supplier_id:
            return None
        if supplier_id is not None and writing.session.get(SupplierRow, supplier_id) is None:
            raise UserError(_("This supplier is not in the list any more."))
        row.supplier_id = supplier_id
    return writing.action_id


def take_over(store: Store, batch_id: int, from_id: int) -> int | None:
    """Fill what is not known from another batch of the same product; return the action, None if nothing was to fill.

    Only what deliveries of the same goods have in common is taken over: never days, papers or temperatures.
    """
    about = {"code": code_of(store, batch_id), "other": code_of(store, from_id)}
    with store.write(N_("{code} is like {other}"), about=about) as writing:
        row, other = batch_of(writing.session, batch_id), batch_of(writing.session, from_id)
        if row.product_id != other.product_id:
            raise UserError(_("That batch is of other goods."))
        columns = [column for column in _ALIKE if getattr(row, column) in ("", None)]
        if "shelf_count" in columns:
            columns.append("shelf_unit")
        changed = [column for column in columns if getattr(row, column) != getattr(other, column)]
        for column in changed:
            setattr(row, column, getattr(other, column))
    return writing.action_id if changed else None


def attach_batch(store: Store, batch_id: int, offer_id: int) -> int | None:
    """Say that the batch was delivered for the offer; return the action, None if that was known.

    UserError if the offer is of other goods or not in a round any more.
    """
    with store.write(N_("Batch {code} came for a round"), about={"code": code_of(store, batch_id)}) as writing:
        added = put_offer(writing, batch_id, offer_id)
    return writing.action_id if added else None


def put_offer(writing: Writing, batch_id: int, offer_id: int) -> bool:
    """Say within a transaction that the batch was delivered for the offer; False if that was known."""
    session = writing.session
    row = batch_of(session, batch_id)
    offer = row_of(session, OfferRow, offer_id, gone=N_("This product is not in the round any more."))
    if offer.product_id != row.product_id:
        raise UserError(_("That batch is of other goods."))
    known = select(BatchOfferRow).where(BatchOfferRow.batch_id == batch_id, BatchOfferRow.offer_id == offer_id)
    if session.scalar(known) is not None:
        return False
    session.add(BatchOfferRow(batch_id=batch_id, offer_id=offer_id))
    return True


def detach_batch(store: Store, batch_id: int, offer_id: int) -> int | None:
    """Say that the batch was not delivered for the offer; return the action, None if that was not said."""
    with store.write(N_("Batch {code} did not come for a round"), about={"code": code_of(store, batch_id)}) as writing:
        session, row = writing.session, batch_of(writing.session, batch_id)
        if row.recalled_at_ms is not None:
            raise UserError(_("Batch {code} is called back. Take that back first.").format(code=row.code))
        known = select(BatchOfferRow).where(BatchOfferRow.batch_id == batch_id, BatchOfferRow.offer_id == offer_id)
        found = session.scalar(known)
        if found is not None:
            session.delete(found)
    return None if found is None else writing.action_id


def remove_batch(store: Store, batch_id: int) -> int:
    """Take the batch out with all that was written down of it; return the action. UserError if it is called back."""
    with store.write(N_("Delete batch {code}"), about={"code": code_of(store, batch_id)}) as writing:
        session, row = writing.session, batch_of(writing.session, batch_id)
        if row.recalled_at_ms is not None:
            raise UserError(_("Batch {code} is called back. Take that back first.").format(code=row.code))
        for table in (BatchWarmthRow, BatchPhotoRow, BatchOfferRow):
            session.execute(delete(table).where(table.batch_id == batch_id))
        session.delete(row)
    return writing.action_id


def _values(row: BatchRow, field: BatchField, typed: str, *, today: dt.date) -> dict[str, str | int | None]:
    """Return the columns of the field with what was typed."""
    if field == "code":
        code = read_code(typed)
        return {"code": code, "search_key": search_key([], exact=[code])}
    if field == "came_on":
        return {"came_on": read_came(typed, today=today, made_on=row.made_on)}
    if field == "made_on":
        return {"made_on": read_made(typed, today=today, came_on=row.came_on)}
    if field == "shelf":
        shelf = read_shelf(typed)
        return {"shelf_count": None, "shelf_unit": "day"} if shelf is None else _shelf(shelf.count, shelf.unit)
    if field == "amount":
        return {"amount_milli": read_amount(typed)}
    if field == "distance":
        return {"distance_m": read_distance(typed)}
    return {field: read_story(typed) if field == "story" else read_words(typed)}


def _shelf(count: int, unit: str) -> dict[str, str | int | None]:
    return {"shelf_count": count, "shelf_unit": unit}


def _put_warmth(session: Session, batch: BatchRow, place: str, read: tuple[int, str] | None) -> bool:
    found = session.scalar(
        select(BatchWarmthRow).where(BatchWarmthRow.batch_id == batch.id, BatchWarmthRow.place == place)
    )
    if read is None:
        if found is not None:
            session.delete(found)
        return found is not None
    tenths, at = read
    if found is None:
        session.add(BatchWarmthRow(batch_id=batch.id, place=place, tenths=tenths, at=at))
        return True
    if (found.tenths, found.at) == read:
        return False
    found.tenths, found.at = tenths, at
    return True


def _refuse_code(session: Session, code: str, *, but: int | None) -> None:
    taken = session.scalar(select(BatchRow.came_on).where(BatchRow.code == code, BatchRow.id != (but or 0)))
    if taken is not None:
        day = dt.date.fromisoformat(taken)
        raise UserError(
            _("{code} is the batch of {month}/{day} already. Write another code.").format(
                code=code, month=day.month, day=day.day
            )
        )
