"""Rows of the ledger."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class LedgerEntryRow(Row):
    """One movement of money: what it was, and when; its lines sum to zero."""

    __tablename__ = "ledger_entry"

    kind: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)
    round_id: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String, default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"))


class LedgerLineRow(Row):
    """What one account gets or loses by an entry, in fen: what a neighbour owes is negative, what she gave positive."""

    __tablename__ = "ledger_line"

    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"))
    account: Mapped[str] = mapped_column(String)
    neighbour_id: Mapped[int | None] = mapped_column(Integer)
    order_id: Mapped[int | None] = mapped_column(Integer)
    supplier_id: Mapped[int | None] = mapped_column(Integer)
    amount_fen: Mapped[int] = mapped_column(Integer)


class LedgerOpenRow(Row):
    """What an order, or the loose money of a neighbour, comes to on the account, where that is not zero."""

    __tablename__ = "ledger_open"

    order_id: Mapped[int | None] = mapped_column(Integer)
    neighbour_id: Mapped[int | None] = mapped_column(Integer)
    amount_fen: Mapped[int] = mapped_column(Integer)


class BillRow(Row):
    """A bill of WeChat or Alipay that was read in: its file, and from when to when its payments are."""

    __tablename__ = "bill"

    channel: Mapped[str] = mapped_column(String)
    name: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)
    lines: Mapped[int] = mapped_column(Integer)
    from_ms: Mapped[int] = mapped_column(Integer)
    until_ms: Mapped[int] = mapped_column(Integer)


class BillLineRow(Row):
    """A payment to the leader as the bill says it, and what became of it; `raw` is the row of the file."""

    __tablename__ = "bill_line"

    bill_id: Mapped[int] = mapped_column(ForeignKey("bill.id"))
    channel: Mapped[str] = mapped_column(String)
    key: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String)
    payer: Mapped[str] = mapped_column(String)
    payer_key: Mapped[str] = mapped_column(String)
    account: Mapped[str] = mapped_column(String)
    goods: Mapped[str] = mapped_column(String)
    note: Mapped[str] = mapped_column(String)
    amount_fen: Mapped[int] = mapped_column(Integer)
    refunded_fen: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String)
    is_settled: Mapped[int] = mapped_column(Integer)
    row: Mapped[int] = mapped_column(Integer)
    raw: Mapped[str] = mapped_column(String)
    result: Mapped[str] = mapped_column(String, default="")
    booked_fen: Mapped[int | None] = mapped_column(Integer)
    neighbour_id: Mapped[int | None] = mapped_column(ForeignKey("neighbour.id"))
    order_id: Mapped[int | None] = mapped_column(Integer)
    entry_id: Mapped[int | None] = mapped_column(Integer)
    decided_at_ms: Mapped[int | None] = mapped_column(Integer)


class PayerRow(Row):
    """Whoever pays under this key pays for that neighbour, said the leader; with `doubted` she took it back."""

    __tablename__ = "payer"

    key: Mapped[str] = mapped_column(String)
    words: Mapped[str] = mapped_column(String)
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    doubted: Mapped[int] = mapped_column(Integer, default=0)


class ReminderRow(Row):
    """A neighbour was reminded of what is open."""

    __tablename__ = "reminder"

    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
