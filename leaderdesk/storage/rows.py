"""The declarative ground of every table row."""

from __future__ import annotations

from sqlalchemy import Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Row(DeclarativeBase):
    """A row of the store; the schema itself is written in the migrations, and a test holds the two together."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
