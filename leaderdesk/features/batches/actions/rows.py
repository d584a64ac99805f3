"""The rows that the verbs of batches write to, and how a batch is named in the undo menu."""

from __future__ import annotations

from sqlalchemy.orm import Session

from leaderdesk.core.i18n import N_
from leaderdesk.features.batches.tables import BatchPhotoRow, BatchRow
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import row_of, value_of

_NO_BATCH = N_("This batch is not there any more.")
_NO_PHOTO = N_("This picture is not there any more.")


def batch_of(session: Session, batch_id: int) -> BatchRow:
    """Return the row of the batch; UserError if there is no such one."""
    return row_of(session, BatchRow, batch_id, gone=_NO_BATCH)


def code_of(store: Store, batch_id: int) -> str:
    """Return the code by which the batch is named; UserError if there is no such one."""
    return value_of(store, BatchRow.code, batch_id, gone=_NO_BATCH)


def photo_of(session: Session, batch_photo_id: int) -> BatchPhotoRow:
    """Return the row of the picture at its batch; UserError if there is no such one."""
    return row_of(session, BatchPhotoRow, batch_photo_id, gone=_NO_PHOTO)


def code_of_photo(store: Store, batch_photo_id: int) -> str:
    """Return the code of the batch that the picture is of; UserError if there is no such picture."""
    return code_of(store, value_of(store, BatchPhotoRow.batch_id, batch_photo_id, gone=_NO_PHOTO))
