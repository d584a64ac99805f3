"""Rows of rounds and offers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class RoundRow(Row):
    """One group buy; where it stands follows from what happened and when, never from a flag."""

    __tablename__ = "round"

    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String, default="")
    cutoff: Mapped[str] = mapped_column(String)
    pickup_from: Mapped[str] = mapped_column(String)
    pickup_until: Mapped[str] = mapped_column(String)
    pickup_place: Mapped[str] = mapped_column(String, default="")
    note: Mapped[str] = mapped_column(String, default="")
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    opened_at_ms: Mapped[int | None] = mapped_column(Integer)
    closed_at_ms: Mapped[int | None] = mapped_column(Integer)
    settled_at_ms: Mapped[int | None] = mapped_column(Integer)
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)


class OfferRow(Row):
    """A product in a round; a price that is None has not been set yet."""

    __tablename__ = "offer"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    code: Mapped[str] = mapped_column(String)
    position: Mapped[int] = mapped_column(Integer)
    price_fen: Mapped[int | None] = mapped_column(Integer)
    cost_fen: Mapped[int] = mapped_column(Integer, default=0)
    limit_milli: Mapped[int | None] = mapped_column(Integer)
    total_limit_milli: Mapped[int | None] = mapped_column(Integer)
    case_milli: Mapped[int | None] = mapped_column(Integer)
    minimum_milli: Mapped[int | None] = mapped_column(Integer)
    step_milli: Mapped[int] = mapped_column(Integer, default=1000)
    cutoff: Mapped[str | None] = mapped_column(String)
