"""Keeping how a supplier wants her sheet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.purchasing.rules.layout import SheetColumn, layout_text
from leaderdesk.features.purchasing.tables import SupplierLayoutRow
from leaderdesk.storage.database import Store, Writing


def keep_layout(store: Store, supplier_id: int, columns: Sequence[SheetColumn]) -> int:
    """Remember the columns of this supplier's sheet, their order and words, and return the id of the action."""
    with store.write(N_("Sheet of {supplier}"), about={"supplier": _name(store, supplier_id)}) as writing:
        row, kept = _row(writing, supplier_id), layout_text(columns)
        if row is None:
            writing.session.add(SupplierLayoutRow(supplier_id=supplier_id, columns=kept))
        elif row.columns != kept:
            row.columns = kept
    return writing.action_id


def reset_layout(store: Store, supplier_id: int) -> int:
    """Let the supplier's sheet look as sheets do, and return the id of the action."""
    with store.write(N_("Sheet of {supplier}"), about={"supplier": _name(store, supplier_id)}) as writing:
        row = _row(writing, supplier_id)
        if row is not None:
            writing.session.delete(row)
    return writing.action_id


def _row(writing: Writing, supplier_id: int) -> SupplierLayoutRow | None:
    return writing.session.scalar(select(SupplierLayoutRow).where(SupplierLayoutRow.supplier_id == supplier_id))


def _name(store: Store, supplier_id: int) -> str:
    with store.read() as connection:
        name = connection.scalar(select(SupplierRow.name).where(SupplierRow.id == supplier_id))
    if name is None:
        raise UserError(_("This supplier is not there any more."))
    return name
