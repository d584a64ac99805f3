"""Rows of settled rounds."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class SettlementRow(Row):
    """A round that was settled; `entry_id` is the last entry of the book of then."""

    __tablename__ = "settlement"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    entry_id: Mapped[int] = mapped_column(Integer)


class SettlementCostRow(Row):
    """What came of one offer of a settled round at what cost of one unit, and what of it was given or thrown away."""

    __tablename__ = "settlement_cost"

    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    counted: Mapped[int] = mapped_column(Integer)
    cost_fen: Mapped[int] = mapped_column(Integer)
    gift_milli: Mapped[int] = mapped_column(Integer, default=0)
    waste_milli: Mapped[int] = mapped_column(Integer, default=0)
