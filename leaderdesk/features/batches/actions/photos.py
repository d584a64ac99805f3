"""The pictures of a batch: put in, named and taken out."""

from __future__ import annotations

from sqlalchemy import func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.batches.actions.rows import batch_of, code_of, code_of_photo, photo_of
from leaderdesk.features.batches.rules import PhotoKind
from leaderdesk.features.batches.tables import BatchPhotoRow
from leaderdesk.features.products.actions.photos import keep_photo
from leaderdesk.features.products.rules import MOST_FACT_NAME, Added
from leaderdesk.storage.database import Store


def add_batch_photo(store: Store, batch_id: int, jpeg: bytes, *, kind: PhotoKind, caption: str = "") -> Added:
    """Put a picture behind the others; `jpeg` tells nothing of where it was taken.

    UserError if the batch has that picture already.
    """
    with store.write(N_("Picture of batch {code}"), about={"code": code_of(store, batch_id)}) as writing:
        session = writing.session
        batch_of(session, batch_id)
        photo_id = keep_photo(session, jpeg)
        mine = select(BatchPhotoRow).where(BatchPhotoRow.batch_id == batch_id)
        if session.scalar(mine.where(BatchPhotoRow.photo_id == photo_id)) is not None:
            raise UserError(_("This picture is here already."))
        last = session.scalar(select(func.max(BatchPhotoRow.position)).where(BatchPhotoRow.batch_id == batch_id))
        row = BatchPhotoRow(
            batch_id=batch_id, photo_id=photo_id, kind=kind.value, caption=_caption(caption), position=(last or 0) + 1
        )
        session.add(row)
        session.flush()
    return Added(row.id, writing.action_id)


def name_batch_photo(store: Store, batch_photo_id: int, *, kind: PhotoKind, caption: str) -> int | None:
    """Say what the picture shows, with a few words; return the action, None if that was said already."""
    words, about = _caption(caption), {"code": code_of_photo(store, batch_photo_id)}
    with store.write(N_("Words under a picture of batch {code}"), about=about) as writing:
        row = photo_of(writing.session, batch_photo_id)
        if (row.kind, row.caption) == (kind.value, words):
            return None
        row.kind, row.caption = kind.value, words
    return writing.action_id


def remove_batch_photo(store: Store, batch_photo_id: int) -> int:
    """Take the picture off the batch; return the action."""
    about = {"code": code_of_photo(store, batch_photo_id)}
    with store.write(N_("Take a picture off batch {code}"), about=about) as writing:
        writing.session.delete(photo_of(writing.session, batch_photo_id))
    return writing.action_id


def _caption(text: str) -> str:
    return one_line(text[:1000])[:MOST_FACT_NAME].strip()
