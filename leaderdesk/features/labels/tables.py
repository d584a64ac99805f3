"""Rows of printed labels, of the leader's own label paper, and of her layouts."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class PrintedLabelRow(Row):
    """That the label of a bag, or of one piece of it (counted from 1), was printed with this content (a digest)."""

    __tablename__ = "printed_label"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    bag: Mapped[int] = mapped_column(Integer)
    piece: Mapped[int] = mapped_column(Integer, default=0)
    content: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)


class LabelStockRow(Row):
    """Label paper of the leader's own measures, in tenths of a millimetre; `roll` is 0 or 1."""

    __tablename__ = "label_stock"

    name: Mapped[str] = mapped_column(String)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    columns: Mapped[int] = mapped_column(Integer, default=1)
    rows: Mapped[int] = mapped_column(Integer, default=1)
    left: Mapped[int] = mapped_column(Integer, default=0)
    top: Mapped[int] = mapped_column(Integer, default=0)
    gap_across: Mapped[int] = mapped_column(Integer, default=0)
    gap_down: Mapped[int] = mapped_column(Integer, default=0)
    roll: Mapped[int] = mapped_column(Integer)


class LabelLayoutRow(Row):
    """A layout of a paper by name; `fields` is JSON, `chosen` 0 or 1, at most one of a paper."""

    __tablename__ = "label_layout"

    stock: Mapped[str] = mapped_column(String)
    name: Mapped[str] = mapped_column(String)
    fields: Mapped[str] = mapped_column(String)
    chosen: Mapped[int] = mapped_column(Integer, default=0)
