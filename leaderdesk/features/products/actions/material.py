"""The facts and pictures of a product: put in, changed, put in order and taken out."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.products.actions.goods import product_of, what
from leaderdesk.features.products.actions.photos import keep_photo
from leaderdesk.features.products.rules import MOST_FACT_NAME, Added, read_fact
from leaderdesk.features.products.tables import ProductFactRow, ProductPhotoRow
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import row_of, value_of

_NO_FACT = N_("This fact is not there any more.")
_NO_PHOTO = N_("This picture is not there any more.")


def add_fact(store: Store, product_id: int, name: str, value: str) -> Added:
    """Add a fact behind the others. UserError if name or value is missing."""
    kept = read_fact(name, value)
    with store.write(N_("Fact about {what}"), about={"what": what(store, product_id)}) as writing:
        session = writing.session
        product_of(session, product_id)
        last = session.scalar(select(func.max(ProductFactRow.position)).where(ProductFactRow.product_id == product_id))
        row = ProductFactRow(product_id=product_id, position=(last or 0) + 1, name=kept[0], value=kept[1])
        session.add(row)
        session.flush()
    return Added(row.id, writing.action_id)


def change_fact(store: Store, fact_id: int, name: str, value: str) -> int | None:
    """Say the fact otherwise; return the action, None if it was said so already. UserError if a part is missing."""
    kept = read_fact(name, value)
    with store.write(N_("Change a fact about {what}"), about={"what": _of_fact(store, fact_id)}) as writing:
        row = _fact(writing.session, fact_id)
        if (row.name, row.value) == kept:
            return None
        row.name, row.value = kept
    return writing.action_id


def remove_fact(store: Store, fact_id: int) -> int:
    """Take the fact out; return the action."""
    with store.write(N_("Delete a fact about {what}"), about={"what": _of_fact(store, fact_id)}) as writing:
        writing.session.delete(_fact(writing.session, fact_id))
    return writing.action_id


def move_fact(store: Store, fact_id: int, place: int) -> int | None:
    """Put the fact at `place`, counted from 0, among those of its product. None if it stands there."""
    with store.write(N_("Order the facts about {what}"), about={"what": _of_fact(store, fact_id)}) as writing:
        session, row = writing.session, _fact(writing.session, fact_id)
        statement = select(ProductFactRow).where(ProductFactRow.product_id == row.product_id)
        rows = list(session.scalars(statement.order_by(ProductFactRow.position, ProductFactRow.id)))
        moved = _put(rows, row, place)
    return writing.action_id if moved else None


def add_photo(store: Store, product_id: int, jpeg: bytes, *, caption: str = "") -> Added:
    """Put a picture behind the others; the same one is stored once. `jpeg` tells nothing of where it was taken.

    UserError if the product has that picture already.
    """
    with store.write(N_("Picture of {what}"), about={"what": what(store, product_id)}) as writing:
        session = writing.session
        product_of(session, product_id)
        photo_id = keep_photo(session, jpeg)
        mine = select(ProductPhotoRow).where(ProductPhotoRow.product_id == product_id)
        if session.scalar(mine.where(ProductPhotoRow.photo_id == photo_id)) is not None:
            raise UserError(_("This picture is here already."))
        last = session.scalar(
            select(func.max(ProductPhotoRow.position)).where(ProductPhotoRow.product_id == product_id)
        )
        row = ProductPhotoRow(
            product_id=product_id, photo_id=photo_id, position=(last or 0) + 1, caption=_caption(caption)
        )
        session.add(row)
        session.flush()
    return Added(row.id, writing.action_id)


def caption_photo(store: Store, product_photo_id: int, caption: str) -> int | None:
    """Write a few words under the picture; return the action, None if they stand there already."""
    words = _caption(caption)
    about = {"what": _of_photo(store, product_photo_id)}
    with store.write(N_("Change the words under a picture of {what}"), about=about) as writing:
        row = _product_photo(writing.session, product_photo_id)
        if row.caption == words:
            return None
        row.caption = words
    return writing.action_id


def remove_photo(store: Store, product_photo_id: int) -> int:
    """Take the picture off the product; return the action."""
    about = {"what": _of_photo(store, product_photo_id)}
    with store.write(N_("Take a picture off {what}"), about=about) as writing:
        writing.session.delete(_product_photo(writing.session, product_photo_id))
    return writing.action_id


def move_photo(store: Store, product_photo_id: int, place: int) -> int | None:
    """Put the picture at `place`, counted from 0 (there it is the main one); return the action, None if it is there."""
    about = {"what": _of_photo(store, product_photo_id)}
    with store.write(N_("Order the pictures of {what}"), about=about) as writing:
        session, row = writing.session, _product_photo(writing.session, product_photo_id)
        statement = select(ProductPhotoRow).where(ProductPhotoRow.product_id == row.product_id)
        rows = list(session.scalars(statement.order_by(ProductPhotoRow.position, ProductPhotoRow.id)))
        moved = _put(rows, row, place)
    return writing.action_id if moved else None


def _put(rows: list[ProductFactRow] | list[ProductPhotoRow], row: ProductFactRow | ProductPhotoRow, place: int) -> bool:
    others = [other for other in rows if other is not row]
    others.insert(max(0, min(place, len(others))), row)
    if [other.id for other in others] == [other.id for other in rows]:
        return False
    for position, other in enumerate(others, start=1):
        other.position = position
    return True


def _caption(text: str) -> str:
    return one_line(text[:1000])[:MOST_FACT_NAME].strip()


def _fact(session: Session, fact_id: int) -> ProductFactRow:
    return row_of(session, ProductFactRow, fact_id, gone=_NO_FACT)


def _product_photo(session: Session, product_photo_id: int) -> ProductPhotoRow:
    return row_of(session, ProductPhotoRow, product_photo_id, gone=_NO_PHOTO)


def _of_fact(store: Store, fact_id: int) -> str:
    return what(store, value_of(store, ProductFactRow.product_id, fact_id, gone=_NO_FACT))


def _of_photo(store: Store, product_photo_id: int) -> str:
    return what(store, value_of(store, ProductPhotoRow.product_id, product_photo_id, gone=_NO_PHOTO))
