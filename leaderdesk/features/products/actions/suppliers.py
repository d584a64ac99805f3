"""Adds suppliers, changes one field of one at a time, and lets them rest and wake."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.products.rules import Added, SupplierField, read_supplier_field
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import row_of, value_of

_GONE = N_("This supplier is not in the list any more.")


def add_supplier(
    store: Store, *, name: str, contact: str = "", phone: str = "", payment_terms: str = "", note: str = ""
) -> Added:
    """Add a supplier as typed. UserError for what cannot be kept, or a name that is there already."""
    wanted = read_supplier_field("name", name)
    with store.write(N_("Add {what}"), about={"what": wanted}) as writing:
        _refuse_twin(writing.session, wanted)
        row = SupplierRow(
            name=wanted,
            contact=read_supplier_field("contact", contact),
            phone=read_supplier_field("phone", phone),
            payment_terms=read_supplier_field("payment_terms", payment_terms),
            note=read_supplier_field("note", note),
        )
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def change_supplier(store: Store, supplier_id: int, field: SupplierField, typed: str) -> int | None:
    """Make what was typed the value of one field; return the action, None if it was so already."""
    value = read_supplier_field(field, typed)
    with store.write(N_("Change {what}"), about={"what": _name_of(store, supplier_id)}) as writing:
        row = _supplier(writing.session, supplier_id)
        if getattr(row, field) == value:
            return None
        if field == "name":
            _refuse_twin(writing.session, value)
        setattr(row, field, value)
    return writing.action_id


def rest_supplier(store: Store, supplier_id: int) -> int | None:
    """Let the supplier rest: the products stay theirs, new ones are not offered them. None if resting already."""
    with store.write(N_("Let {what} rest"), about={"what": _name_of(store, supplier_id)}) as writing:
        row = _supplier(writing.session, supplier_id)
        if row.archived_at_ms is not None:
            return None
        row.archived_at_ms = writing.at_ms
    return writing.action_id


def wake_supplier(store: Store, supplier_id: int) -> int | None:
    """Let the supplier be chosen again; return the action, None if it was awake."""
    with store.write(N_("Wake {what}"), about={"what": _name_of(store, supplier_id)}) as writing:
        row = _supplier(writing.session, supplier_id)
        if row.archived_at_ms is None:
            return None
        row.archived_at_ms = None
    return writing.action_id


def _supplier(session: Session, supplier_id: int) -> SupplierRow:
    return row_of(session, SupplierRow, supplier_id, gone=_GONE)


def _name_of(store: Store, supplier_id: int) -> str:
    return value_of(store, SupplierRow.name, supplier_id, gone=_GONE)


def _refuse_twin(session: Session, name: str) -> None:
    if session.scalar(select(SupplierRow.id).where(SupplierRow.name == name)) is not None:
        raise UserError(_("{what} is in the list already.").format(what=name))
