"""Rows of claims and their pictures."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class ClaimRow(Row):
    """What was wrong with goods of an order, what was wished for it, and what was granted."""

    __tablename__ = "claim"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String, default="")
    wish: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)
    answer: Mapped[str] = mapped_column(String, default="")
    refund_fen: Mapped[int] = mapped_column(Integer, default=0)
    paid_fen: Mapped[int] = mapped_column(Integer, default=0)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    supplier_fen: Mapped[int] = mapped_column(Integer, default=0)
    answered_at_ms: Mapped[int | None] = mapped_column(Integer)
    replaced_at_ms: Mapped[int | None] = mapped_column(Integer)
    replaced_order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))


class ClaimPhotoRow(Row):
    """A picture of what was wrong."""

    __tablename__ = "claim_photo"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    position: Mapped[int] = mapped_column(Integer)
