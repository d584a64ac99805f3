"""The declarative ground of every table row, and how one row is found by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Integer, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, Session, mapped_column

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _

if TYPE_CHECKING:
    from leaderdesk.storage.database import Store


class Row(DeclarativeBase):
    """A row of the store; the schema itself is written in the migrations, and a test holds the two together."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)


R = TypeVar("R", bound=Row)
V = TypeVar("V")


def row_of(session: Session, table: type[R], row_id: int, *, gone: str) -> R:
    """Return the row of that id; UserError with `gone`, a message of the catalogue, if there is no such one."""
    row = session.get(table, row_id)
    if row is None:
        raise UserError(_(gone))
    return row


def value_of(store: Store, column: InstrumentedAttribute[V], row_id: int, *, gone: str) -> V:
    """Return what stands in `column` of the row of that id; UserError with `gone` if there is no such row."""
    with store.read() as connection:
        value = connection.scalar(select(column).where(column.class_.id == row_id))
    if value is None:
        raise UserError(_(gone))
    return value
