"""Rows of the ledger."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class LedgerEntryRow(Row):
    """One movement on a neighbour's account, in fen: what she owes is negative, what she gave is positive."""

    __tablename__ = "ledger_entry"

    neighbour_id: Mapped[int] = mapped_column(Integer)
    order_id: Mapped[int | None] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String)
    amount_fen: Mapped[int] = mapped_column(Integer)
    method: Mapped[str] = mapped_column(String, default="")
    at_ms: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String, default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"))
