"""Rows of products and suppliers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class SupplierRow(Row):
    """A farm, a wholesaler, or a neighbour who bakes or makes soap."""

    __tablename__ = "supplier"

    name: Mapped[str] = mapped_column(String)
    contact: Mapped[str] = mapped_column(String, default="")
    phone: Mapped[str] = mapped_column(String, default="")
    payment_terms: Mapped[str] = mapped_column(String, default="")
    note: Mapped[str] = mapped_column(String, default="")
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class ProductRow(Row):
    """A product as it is offered when nothing else is said; a round's offer may differ."""

    __tablename__ = "product"

    code: Mapped[str] = mapped_column(String)
    name: Mapped[str] = mapped_column(String)
    short_name: Mapped[str] = mapped_column(String, default="")
    spec: Mapped[str] = mapped_column(String, default="")
    unit: Mapped[str] = mapped_column(String)
    storage: Mapped[str] = mapped_column(String, default="ambient")
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    price_fen: Mapped[int] = mapped_column(Integer)
    cost_fen: Mapped[int] = mapped_column(Integer, default=0)
    case_milli: Mapped[int | None] = mapped_column(Integer)
    step_milli: Mapped[int] = mapped_column(Integer, default=1000)
    origin: Mapped[str] = mapped_column(String, default="")
    story: Mapped[str] = mapped_column(String, default="")
    search_key: Mapped[str] = mapped_column(String, default="")
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class ProductAliasRow(Row):
    """Another word by which neighbours call a product."""

    __tablename__ = "product_alias"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    alias: Mapped[str] = mapped_column(String)


class ProductFactRow(Row):
    """One fact about a product: ingredients, storage, who it suits."""

    __tablename__ = "product_fact"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String)
    value: Mapped[str] = mapped_column(String)


class PhotoRow(Row):
    """A picture, shrunk and stripped of its position; known by its content and never changed."""

    __tablename__ = "photo"

    sha256: Mapped[str] = mapped_column(String)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ProductPhotoRow(Row):
    """A picture of a product, in the order in which the leader put them; the first is the main one."""

    __tablename__ = "product_photo"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    position: Mapped[int] = mapped_column(Integer)
    caption: Mapped[str] = mapped_column(String, default="")
