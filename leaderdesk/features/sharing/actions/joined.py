"""What an import brought into an order, when that order goes into another one."""

from __future__ import annotations

from sqlalchemy import update

from leaderdesk.features.sharing.tables import ImportedRow
from leaderdesk.storage.database import Writing


def move_imports(writing: Writing, from_id: int, into_id: int) -> None:
    """Within a transaction, let what was imported into one order stand in the other, so that a file is known again."""
    writing.session.execute(update(ImportedRow).where(ImportedRow.order_id == from_id).values(order_id=into_id))
