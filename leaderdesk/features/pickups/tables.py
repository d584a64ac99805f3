"""Rows of lists and handovers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class PrintedListRow(Row):
    """That a list of a round was printed."""

    __tablename__ = "printed_list"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)


class PrintedNumberRow(Row):
    """Which order stood under which number of a printed list."""

    __tablename__ = "printed_number"

    list_id: Mapped[int] = mapped_column(ForeignKey("printed_list.id"))
    number: Mapped[int] = mapped_column(Integer)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))


class PickupMoveRow(Row):
    """That an order is fetched on another day (2026-02-01) than its round."""

    __tablename__ = "pickup_move"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    day: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)


class HandoverRow(Row):
    """One moment at which goods of an order were handed over; `collected_by` is who came if it was somebody else."""

    __tablename__ = "handover"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    collected_by: Mapped[str] = mapped_column(String, default="")


class HandoverLineRow(Row):
    """A line that was handed over; the store lets this happen once."""

    __tablename__ = "handover_line"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("line.id"))


class NotTakenRow(Row):
    """Why a line was not taken along."""

    __tablename__ = "not_taken"

    line_id: Mapped[int] = mapped_column(ForeignKey("line.id"))
    reason: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)


class ScanAnswerRow(Row):
    """What was answered to a scan, so that its repetition is answered alike."""

    __tablename__ = "scan_answer"

    nonce: Mapped[str] = mapped_column(String)
    code: Mapped[str] = mapped_column(String)
    answer: Mapped[str] = mapped_column(String)
    at_ms: Mapped[int] = mapped_column(Integer)
