"""Rows of lists: how each kind is arranged, and what the printed ones said."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class ListLayoutRow(Row):
    """How the leader wants one kind of list: JSON lists of keys, buildings and products, and the bags of a crate."""

    __tablename__ = "list_layout"

    kind: Mapped[str] = mapped_column(String)
    columns: Mapped[str] = mapped_column(String)
    hidden: Mapped[str] = mapped_column(String)
    buildings: Mapped[str] = mapped_column(String)
    products: Mapped[str] = mapped_column(String, default="[]")
    crate_bags: Mapped[int] = mapped_column(Integer)


class PrintedContentRow(Row):
    """What a printed list said of an order, as a digest; the order may be gone since."""

    __tablename__ = "printed_content"

    list_id: Mapped[int] = mapped_column(ForeignKey("printed_list.id"))
    order_id: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(String)
