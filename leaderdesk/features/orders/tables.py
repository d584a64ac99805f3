"""Rows of pastes, orders and lines."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class PasteRow(Row):
    """One pasted text as it came, kept for ever."""

    __tablename__ = "paste"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String)
    committed_at_ms: Mapped[int | None] = mapped_column(Integer)


class OrderRow(Row):
    """What one neighbour wants in one round; `id` is the number in the QR code."""

    __tablename__ = "orders"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    pickup_code: Mapped[int] = mapped_column(Integer)
    list_number: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String, default="")
    created_at_ms: Mapped[int] = mapped_column(Integer)
    cancelled_at_ms: Mapped[int | None] = mapped_column(Integer)


class LineRow(Row):
    """So much of one offer, at the price at which it was ordered."""

    __tablename__ = "line"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    price_fen: Mapped[int] = mapped_column(Integer)


class ListedRow(Row):
    """What the list said of a neighbour and an offer when it was last confirmed."""

    __tablename__ = "listed"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)


class OrderSourceRow(Row):
    """Which lines of a paste an order came from, counted from 1 and joined by commas, and what else they said.

    `note` is the note of these lines, `paid` whether they were marked as paid (0 or 1).
    """

    __tablename__ = "order_source"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    paste_id: Mapped[int] = mapped_column(ForeignKey("paste.id"))
    lines: Mapped[str] = mapped_column(String)
    note: Mapped[str] = mapped_column(String, default="")
    paid: Mapped[int] = mapped_column(Integer, default=0)
