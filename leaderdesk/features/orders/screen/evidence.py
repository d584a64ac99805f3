"""The words of the pasted text that a row of the comparison was read from, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

from leaderdesk.features.orders.jielong.model import Entry, Span
from leaderdesk.features.orders.rules.review import Became, Review, Row
from leaderdesk.features.orders.screen.list_rows import shows_note
from leaderdesk.ui.text_line import Span as Words


def words_of(review: Review, row: Row, column: str, chip: int) -> dict[int, tuple[Words, ...]]:
    """Return the words, by line, that a cell of the row was read from; `chip` is the place in the cell of goods."""
    entries = [entry for entry in review.reading.entries if entry.lines and set(entry.lines) <= set(row.lines)]
    if column == "name":
        return _by_line(entry.name.span for entry in entries if entry.name is not None)
    if column == "room":
        return _by_line(entry.room_piece.span for entry in entries if entry.room_piece is not None)
    if column == "goods" and chip >= 0:
        spans = spans_of_chips(row, entries)
        return _by_line(spans[chip]) if chip < len(spans) else {}
    return {}


def all_words(review: Review, row: Row) -> dict[int, tuple[Words, ...]]:
    """Return all words of the pasted text that the row was read from."""
    entries = [entry for entry in review.reading.entries if entry.lines and set(entry.lines) <= set(row.lines)]
    pieces = [piece.span for entry in entries for piece in (entry.name, entry.room_piece, entry.paid) if piece]
    goods = [item.span for entry in entries for item in entry.items if item.span is not None]
    return _by_line([*pieces, *goods, *(span for entry in entries for span in entry.note_spans)])


def spans_of_chips(row: Row, entries: Iterable[Entry]) -> list[tuple[Span, ...]]:
    """Return for each chip of the row, in their order, the places it was read from."""
    entries = tuple(entries)
    found: list[tuple[Span, ...]] = []
    for piece in row.pieces:
        spans = piece.spans or ((piece.span,) if piece.span is not None else ())
        found.append(spans)
        if piece.changed and piece.milli and piece.before_milli and row.became is not Became.ADDED:
            found.append(spans)
    if row.brought_by is not None:
        found.append((row.brought_by.span,))
    if shows_note(row):
        found.append(tuple(span for entry in entries for span in entry.note_spans))
    if row.paid:
        found.append(tuple(entry.paid.span for entry in entries if entry.paid is not None))
    return found


def _by_line(spans: Iterable[Span]) -> dict[int, tuple[Words, ...]]:
    found: dict[int, tuple[Words, ...]] = {}
    for span in spans:
        found[span.line] = (*found.get(span.line, ()), Words(span.start, span.end))
    return found
