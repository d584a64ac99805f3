"""Rows of purchase orders."""

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
    at_ms: Mapped[int] = mapped_column(Integer)


class PurchaseLineRow(Row):
    """How much of one offer a purchase order asks for."""

    __tablename__ = "purchase_line"

    purchase_order_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    ordered_milli: Mapped[int] = mapped_column(Integer)
    to_order_milli: Mapped[int] = mapped_column(Integer)
    cost_fen: Mapped[int] = mapped_column(Integer)
