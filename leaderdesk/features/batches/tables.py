"""Rows of batches, how warm they were, their pictures, and the offers they were delivered for."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class BatchRow(Row):
    """One delivery of one product; empty text and None stand for what is not known. Days are ISO text."""

    __tablename__ = "batch"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    code: Mapped[str] = mapped_column(String)
    came_on: Mapped[str] = mapped_column(String)
    amount_milli: Mapped[int | None] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String, default="")
    grower: Mapped[str] = mapped_column(String, default="")
    story: Mapped[str] = mapped_column(String, default="")
    made_on: Mapped[str] = mapped_column(String, default="")
    shelf_count: Mapped[int | None] = mapped_column(Integer)
    shelf_unit: Mapped[str] = mapped_column(String, default="day")
    inspection: Mapped[str] = mapped_column(String, default="")
    distance_m: Mapped[int | None] = mapped_column(Integer)
    packaging: Mapped[str] = mapped_column(String, default="")
    search_key: Mapped[str] = mapped_column(String, default="")
    recalled_at_ms: Mapped[int | None] = mapped_column(Integer)
    recall_reason: Mapped[str] = mapped_column(String, default="")


class BatchWarmthRow(Row):
    """How warm a batch was at one place of its way, in tenths of a degree."""

    __tablename__ = "batch_warmth"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    place: Mapped[str] = mapped_column(String)
    tenths: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(String, default="")


class BatchPhotoRow(Row):
    """A picture of a batch, in the order in which they came."""

    __tablename__ = "batch_photo"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    kind: Mapped[str] = mapped_column(String)
    caption: Mapped[str] = mapped_column(String, default="")
    position: Mapped[int] = mapped_column(Integer)


class BatchOfferRow(Row):
    """An offer that a batch was delivered for."""

    __tablename__ = "batch_offer"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
