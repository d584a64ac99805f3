"""Reads what was asked in the streams, with what it was about and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from leaderdesk.core.clock import planned
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.streams.rules import StreamKind
from leaderdesk.features.streams.tables import SeriesRow, StreamQuestionRow, StreamRow


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the lists show it; `at_ms` is unix milliseconds, an empty `answer` is still to be given.

    `fact_id` is the fact of the product that its answer became.
    """

    id: int
    stream_id: int
    stream: str
    day: str
    at_ms: int
    text: str
    asker: str
    answer: str
    product_id: int | None
    product: str
    fact_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return not self.answer


def asked(connection: Connection, *, stream_id: int | None = None) -> tuple[Asked, ...]:
    """Return what was asked in one stream in order, or in all of them with the latest first."""
    said = case((ProductRow.short_name != "", ProductRow.short_name), else_=ProductRow.name)
    rows = (
        select(
            StreamQuestionRow.__table__,
            StreamRow.theme,
            StreamRow.kind.label("stream_kind"),
            StreamRow.starts_at,
            SeriesRow.name.label("series"),
            said.label("product"),
        )
        .join(StreamRow, StreamRow.id == StreamQuestionRow.stream_id)
        .outerjoin(SeriesRow, SeriesRow.id == StreamRow.series_id)
        .outerjoin(ProductRow, ProductRow.id == StreamQuestionRow.product_id)
        .where(StreamRow.archived_at_ms.is_(None))
    )
    if stream_id is None:
        rows = rows.order_by(StreamQuestionRow.id.desc())
    else:
        rows = rows.where(StreamQuestionRow.stream_id == stream_id).order_by(StreamQuestionRow.id)
    return tuple(
        Asked(
            id=row.id,
            stream_id=row.stream_id,
            stream=row.theme or row.series or StreamKind(row.stream_kind).label,
            day="{0.month}/{0.day}".format(planned(row.starts_at)),
            at_ms=row.at_ms,
            text=row.text,
            asker=row.asker,
            answer=row.answer,
            product_id=row.product_id,
            product=row.product or "",
            fact_id=row.fact_id,
        )
        for row in connection.execute(rows)
    )


def asked_count(connection: Connection) -> int:
    """Return how many questions were asked in all streams."""
    rows = (
        select(func.count()).select_from(StreamQuestionRow).join(StreamRow, StreamRow.id == StreamQuestionRow.stream_id)
    )
    return connection.scalar(rows.where(StreamRow.archived_at_ms.is_(None))) or 0
