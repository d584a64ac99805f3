"""Rows of purchase orders, of what stands around them, and of what neighbours wished for too late."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class PurchaseOrderRow(Row):
    """One version of what a supplier was asked to bring; written once, never changed."""

    __tablename__ = "purchase_order"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    version: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"))
    way: Mapped[str] = mapped_column(String, default="file")
    at_ms: Mapped[int] = mapped_column(Integer)


class PurchaseLineRow(Row):
    """How much of one offer a purchase order asks for; below zero it takes back what an earlier version asked for."""

    __tablename__ = "purchase_line"

    purchase_order_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    ordered_milli: Mapped[int] = mapped_column(Integer)
    extra_milli: Mapped[int] = mapped_column(Integer, default=0)
    to_order_milli: Mapped[int] = mapped_column(Integer)
    cost_fen: Mapped[int] = mapped_column(Integer)


class PurchaseExtraRow(Row):
    """What the leader takes of an offer beyond the orders."""

    __tablename__ = "purchase_extra"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    purpose: Mapped[str] = mapped_column(String)
    extra_milli: Mapped[int] = mapped_column(Integer)


class BelowMinimumRow(Row):
    """An offer that is bought although too little of it was ordered."""

    __tablename__ = "below_minimum"

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    at_ms: Mapped[int] = mapped_column(Integer)


class SupplierLayoutRow(Row):
    """How a supplier wants her sheet: the columns as JSON."""

    __tablename__ = "supplier_layout"

    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    columns: Mapped[str] = mapped_column(String)


class LateWishRow(Row):
    """What a neighbour wished for after the cut-off, and what the leader answered."""

    __tablename__ = "late_wish"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String, default="")
    listed: Mapped[int] = mapped_column(Integer, default=0)
    at_ms: Mapped[int] = mapped_column(Integer)
    answer: Mapped[str] = mapped_column(String, default="")
    decided_at_ms: Mapped[int | None] = mapped_column(Integer)
    action_id: Mapped[int | None] = mapped_column(Integer)
