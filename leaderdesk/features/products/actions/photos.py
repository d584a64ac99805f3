"""Pictures as they are kept: each once, known by its content."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from leaderdesk.features.products.tables import PhotoRow


def keep_photo(session: Session, jpeg: bytes) -> int:
    """Keep the picture and return its id; the same one is stored once. `jpeg` tells nothing of where it was taken."""
    key = hashlib.sha256(jpeg).hexdigest()
    known = session.scalar(select(PhotoRow.id).where(PhotoRow.sha256 == key))
    if known is not None:
        return known
    row = PhotoRow(sha256=key, content=jpeg)
    session.add(row)
    session.flush()
    return row.id
