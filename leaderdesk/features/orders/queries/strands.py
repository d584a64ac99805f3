"""Reads the lists of a round, each as it was confirmed last."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leaderdesk.features.orders.rules.ground import EarlierPaste, Strand
from leaderdesk.features.orders.tables import ListedRow, OrderRow, OrderSourceRow, PasteRow

_ByStrand = dict[int, dict[int, dict[int, int]]]


def strands_of(connection: Connection, round_id: int) -> tuple[Strand, ...]:
    """Return the lists of the round that were confirmed, each with what it said last."""
    numbers = connection.execute(
        select(PasteRow.strand)
        .where(PasteRow.round_id == round_id, PasteRow.committed_at_ms.is_not(None))
        .distinct()
        .order_by(PasteRow.strand)
    ).scalars()
    listed, same = _listed(connection, round_id)
    return tuple(
        Strand(number, listed.get(number, {}), same.get(number, {}), last_confirmed(connection, round_id, number))
        for number in numbers.all()
    )


def last_confirmed(connection: Connection, round_id: int, strand: int) -> EarlierPaste | None:
    """Return the paste of that list that was confirmed last, with the lines of each neighbour's order."""
    row = connection.execute(
        select(PasteRow.id, PasteRow.committed_at_ms, PasteRow.text)
        .where(PasteRow.round_id == round_id, PasteRow.strand == strand, PasteRow.committed_at_ms.is_not(None))
        .order_by(PasteRow.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None or row.committed_at_ms is None:
        return None
    sources = connection.execute(
        select(OrderRow.neighbour_id, OrderSourceRow.lines)
        .join(OrderRow, OrderRow.id == OrderSourceRow.order_id)
        .where(OrderSourceRow.paste_id == row.id)
        .order_by(OrderSourceRow.id)
    )
    return EarlierPaste(
        id=row.id,
        at_ms=row.committed_at_ms,
        text=row.text,
        sources=tuple((each.neighbour_id, line_numbers(each.lines)) for each in sources),
    )


def line_numbers(lines: str) -> tuple[int, ...]:
    """Return the lines that are kept as "5,6"."""
    return tuple(int(number) for number in lines.split(",") if number)


def _listed(connection: Connection, round_id: int) -> tuple[_ByStrand, _ByStrand]:
    """Return by list, neighbour and offer what was said, and what of it had come another way before."""
    listed: _ByStrand = {}
    same: _ByStrand = {}
    for row in connection.execute(
        select(
            ListedRow.strand, ListedRow.neighbour_id, ListedRow.offer_id, ListedRow.amount_milli, ListedRow.same_milli
        ).where(ListedRow.round_id == round_id)
    ):
        listed.setdefault(row.strand, {}).setdefault(row.neighbour_id, {})[row.offer_id] = row.amount_milli
        if row.same_milli:
            same.setdefault(row.strand, {}).setdefault(row.neighbour_id, {})[row.offer_id] = row.same_milli
    return listed, same
