"""Rows of what came in from other programs."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class ImportedRow(Row):
    """So much of one offer that an import brought into an order, under the key of the platform it came from.

    Where `counted` is 0 the leader said that another source had brought it: it is known, and not in the order.
    """

    __tablename__ = "imported_row"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String)
    outside_key: Mapped[str] = mapped_column(String)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    counted: Mapped[int] = mapped_column(Integer, default=1)


class HistoryFileRow(Row):
    """A file of past orders that was taken in; its lines count as long as it stands here."""

    __tablename__ = "history_file"

    name: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)
    lines: Mapped[int] = mapped_column(Integer)


class HistoryLineRow(Row):
    """One line of the past as it was given: who and what are names or outside ids, kept as they are."""

    __tablename__ = "history_line"

    file_id: Mapped[int] = mapped_column(Integer)
    day: Mapped[str] = mapped_column(String)
    neighbour: Mapped[str] = mapped_column(String)
    product: Mapped[str] = mapped_column(String)
    amount_milli: Mapped[int] = mapped_column(Integer)
    price_fen: Mapped[int] = mapped_column(Integer)
    round_name: Mapped[str] = mapped_column(String, default="")
    outside_key: Mapped[str] = mapped_column(String)
