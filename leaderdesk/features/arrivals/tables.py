"""Rows of receipts, delivery notes, cut lines and surplus."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class ReceiptRow(Row):
    """What came of an offer, and what was to come when it was counted; thousandths of the unit."""

    __tablename__ = "receipt"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    due_milli: Mapped[int] = mapped_column(Integer)
    received_milli: Mapped[int] = mapped_column(Integer)
    at_ms: Mapped[int] = mapped_column(Integer)
    temperature: Mapped[str] = mapped_column(String, default="")
    note: Mapped[str] = mapped_column(String, default="")


class DeliveryPhotoRow(Row):
    """A picture of what a supplier's paper says."""

    __tablename__ = "delivery_photo"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    at_ms: Mapped[int] = mapped_column(Integer)


class LineChangeRow(Row):
    """What an order got less, or by weight more, of than it said.

    `waived_fen` is what the neighbour would have to add and need not, `back_fen` what went back to her account, of
    which `refunded_fen` was sent by WeChat.
    """

    __tablename__ = "line_change"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    was_milli: Mapped[int] = mapped_column(Integer)
    now_milli: Mapped[int] = mapped_column(Integer)
    price_fen: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(String)
    policy: Mapped[str] = mapped_column(String, default="")
    waived_fen: Mapped[int] = mapped_column(Integer, default=0)
    back_fen: Mapped[int] = mapped_column(Integer, default=0)
    refunded_fen: Mapped[int] = mapped_column(Integer, default=0)
    at_ms: Mapped[int] = mapped_column(Integer)


class SurplusRow(Row):
    """Where what came beyond the orders goes; thousandths of the unit."""

    __tablename__ = "surplus"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    goes: Mapped[str] = mapped_column(String)
    note: Mapped[str] = mapped_column(String, default="")
    at_ms: Mapped[int] = mapped_column(Integer)
