"""The rows that the verbs of batches write to, and how a batch is named in the undo menu."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.batches.tables import BatchPhotoRow, BatchRow
from leaderdesk.storage.database import Store


def batch_of(session: Session, batch_id: int) -> BatchRow:
    """Return the row of the batch; UserError if there is no such one."""
    row = session.get(BatchRow, batch_id)
    if row is None:
        raise UserError(_("This batch is not there any more."))
    return row


def code_of(store: Store, batch_id: int) -> str:
    """Return the code by which the batch is named; UserError if there is no such one."""
    with store.read() as connection:
        code = connection.scalar(select(BatchRow.code).where(BatchRow.id == batch_id))
    if code is None:
        raise UserError(_("This batch is not there any more."))
    return code


def photo_of(session: Session, batch_photo_id: int) -> BatchPhotoRow:
    """Return the row of the picture at its batch; UserError if there is no such one."""
    row = session.get(BatchPhotoRow, batch_photo_id)
    if row is None:
        raise UserError(_("This picture is not there any more."))
    return row


def code_of_photo(store: Store, batch_photo_id: int) -> str:
    """Return the code of the batch that the picture is of; UserError if there is no such picture."""
    with store.read() as connection:
        batch_id = connection.scalar(select(BatchPhotoRow.batch_id).where(BatchPhotoRow.id == batch_photo_id))
    if batch_id is None:
        raise UserError(_("This picture is not there any more."))
    return code_of(store, batch_id)
