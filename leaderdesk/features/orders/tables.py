"""Rows of pastes, orders and lines."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class PasteRow(Row):
    """One pasted text as it came, kept for ever; `strand` is which of the round's lists it is, from 1."""

    __tablename__ = "paste"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String)
    committed_at_ms: Mapped[int | None] = mapped_column(Integer)
    strand: Mapped[int] = mapped_column(Integer, default=1)


class OrderRow(Row):
    """What one neighbour wants in one round; `id` is the number in the QR code.

    A cancelled order that was put into another one has its id as `joined_into_id`.
    """

    __tablename__ = "orders"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    pickup_code: Mapped[int] = mapped_column(Integer)
    list_number: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String, default="")
    created_at_ms: Mapped[int] = mapped_column(Integer)
    cancelled_at_ms: Mapped[int | None] = mapped_column(Integer)
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))


class LineRow(Row):
    """So much of one offer, at the price at which it was ordered."""

    __tablename__ = "line"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    price_fen: Mapped[int] = mapped_column(Integer)


class ListedRow(Row):
    """What one list said of a neighbour and an offer when it was last confirmed.

    `same_milli` of it had come from another source before and is not counted a second time.
    """

    __tablename__ = "listed"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    strand: Mapped[int] = mapped_column(Integer, default=1)
    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    amount_milli: Mapped[int] = mapped_column(Integer)
    same_milli: Mapped[int] = mapped_column(Integer, default=0)


class OrderSourceRow(Row):
    """Which lines of a paste an order came from, counted from 1 and joined by commas, and what else they said.

    `note` is the note of these lines, `paid` whether they were marked as paid (0 or 1).
    """

    __tablename__ = "order_source"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    paste_id: Mapped[int] = mapped_column(ForeignKey("paste.id"))
    lines: Mapped[str] = mapped_column(String)
    note: Mapped[str] = mapped_column(String, default="")
    paid: Mapped[int] = mapped_column(Integer, default=0)


class LearntRow(Row):
    """Words the leader explained once, and where; which columns hold the meaning follows from the kind.

    A name of a neighbour or of goods lies in their own tables. `milli` is what one of a foreign unit comes to. Somebody
    who `moved` had `room_before`; who is `apart` from `other_id` lives at `room`. `doubted`: to be asked once more.
    """

    __tablename__ = "learnt"

    kind: Mapped[str] = mapped_column(String)
    words: Mapped[str] = mapped_column(String)
    neighbour_alias_id: Mapped[int | None] = mapped_column(ForeignKey("neighbour_alias.id"))
    product_alias_id: Mapped[int | None] = mapped_column(ForeignKey("product_alias.id"))
    neighbour_id: Mapped[int | None] = mapped_column(ForeignKey("neighbour.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("neighbour.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    milli: Mapped[int | None] = mapped_column(Integer)
    room_before: Mapped[str] = mapped_column(String, default="")
    room: Mapped[str] = mapped_column(String, default="")
    doubted: Mapped[int] = mapped_column(Integer, default=0)
    paste_id: Mapped[int | None] = mapped_column(ForeignKey("paste.id"))
    line: Mapped[int | None] = mapped_column(Integer)
    at_ms: Mapped[int] = mapped_column(Integer)


class LearntUseRow(Row):
    """An order in whose lines something learnt was read."""

    __tablename__ = "learnt_use"

    learnt_id: Mapped[int] = mapped_column(ForeignKey("learnt.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
