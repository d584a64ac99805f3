"""A comparison as the screen shows it: rows of the grid and lines of the text, runs without a change folded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules.asks import Ask
from leaderdesk.features.orders.rules.review import Became, BroughtBy, Piece, Review, Row
from leaderdesk.ui.cells import Chip, Chips, Pill, Text, money
from leaderdesk.ui.columns import Band, Column, Fix, RowLook
from leaderdesk.ui.text_line import Span, TextLine
from leaderdesk.ui.tokens import Tone

_SHORTEST_FOLD = 6
"""So many rows in a row without a change are folded; fewer are quicker looked over than opened."""

_FOLD_KEY = 1_000_000
"""Keys of folds in the text; below zero are the ghosts, in between the lines."""

TONES: dict[Became, Tone] = {
    Became.ADDED: "brand",
    Became.CHANGED: "info",
    Became.CANCELLED: "danger",
    Became.SAME: "neutral",
}


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid: a person, or a fold (then with a band and the id of its first row below zero)."""

    id: int
    row: Row | None
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Rows one after the other without a change; `first` and `last` are the ids of the folded ones."""

    first: int
    last: int
    text: str
    lines: tuple[int, int]


def became_word(became: Became) -> str:
    """Return the word for what became of an order."""
    return {
        Became.ADDED: _("Added"),
        Became.CHANGED: _("Changed"),
        Became.CANCELLED: _("Cancelled"),
        Became.SAME: _("Same"),
    }[became]


def fold_runs(review: Review, opened: Collection[int]) -> tuple[Run, ...]:
    """Return the runs to fold; those in `opened` (ids of their first rows) stay open."""
    runs: list[Run] = []
    quiet: list[Row] = []
    for row in (*review.rows, None):
        if row is not None and row.became is Became.SAME and row.ask is None:
            quiet.append(row)
            continue
        # The first stays in sight, so that what comes before the fold reads on.
        if len(quiet) > _SHORTEST_FOLD and quiet[1].id not in opened:
            runs.append(_run(quiet[1:]))
        quiet = []
    return tuple(runs)


def grid_rows(review: Review, runs: Sequence[Run]) -> tuple[GridRow, ...]:
    """Return the rows of the grid, each run as one band."""
    starts = {run.first: run for run in runs}
    hidden = {row_id for run in runs for row_id in range(run.first, run.last + 1)}
    shown: list[GridRow] = []
    for row in review.rows:
        if row.id in starts:
            shown.append(GridRow(-row.id, None, Band(starts[row.id].text, link=_("show"), bold=False)))
        if row.id not in hidden:
            shown.append(GridRow(row.id, row))
    return tuple(shown)


def text_lines(review: Review, runs: Sequence[Run]) -> tuple[TextLine, ...]:
    """Return the lines of the pasted text with what became of each, ghosts of those who are missing between them."""
    rows = {line: row for row in reversed(review.rows) for line in row.lines}
    ghosts: dict[int, list[Row]] = {}
    for row in review.rows:
        if row.missing:
            ghosts.setdefault(row.ghost_after, []).append(row)
    folds = {run.lines[0]: run for run in runs}
    shown = [_ghost(row) for row in ghosts.get(0, ())]
    hidden_to = 0
    for number, words in enumerate(review.text.split("\n"), start=1):
        run = folds.get(number)
        if run is not None:
            shown.append(TextLine(_FOLD_KEY + run.first, run.text, link=_("show")))
            hidden_to = run.lines[1]
        if number > hidden_to:
            shown.append(_line(number, words, rows.get(number), review))
        shown += [_ghost(row) for row in ghosts.get(number, ())]
    return tuple(shown)


def plain_lines(text: str) -> tuple[TextLine, ...]:
    """Return the lines of a text that has not been read."""
    return tuple(TextLine(number, words, number=number) for number, words in enumerate(text.split("\n"), start=1))


def row_of_line(review: Review, key: int) -> int | None:
    """Return the id of the row that a line of the text belongs to; None for words of nobody."""
    if key < 0:
        return -key
    return next((row.id for row in review.rows if key in row.lines), None)


def line_of_row(row: Row) -> int:
    """Return the key of the line that a row belongs to."""
    return row.lines[0] if row.lines else -row.id


def fold_of_key(key: int) -> int | None:
    """Return the id of the first row of the fold with that key in the text; None if it is no fold."""
    return key - _FOLD_KEY if key >= _FOLD_KEY else None


def columns() -> tuple[Column[GridRow], ...]:
    """Return the columns of the grid."""
    return (
        Column("number", _("No."), _number, width=62),
        Column("name", _("Neighbour"), _name, width=112, hint=lambda each: each.row.name if each.row else ""),
        Column("room", _("Room"), _room, width=82),
        Column("goods", _("Goods × amount"), _goods, width=0),
        Column("sum", _("Sum"), _sum, width=104, side="right"),
        Column("became", _("Against last time"), _became, width=112, side="right"),
    )


def look_of(each: GridRow, remembered: Collection[str]) -> RowLook:
    """Return how a row of the grid is painted and what it asks; for the keys `remembered` keeping was turned round."""
    if each.band is not None:
        return RowLook(kind="quiet", band=each.band)
    row = each.row
    if row is None:
        return RowLook()
    if row.ask is not None:
        labels = tuple(fix.label for fix in row.ask.fixes)
        return RowLook(kind="look", fix=Fix(row.ask.reason, labels, links(row.ask, remembered)))
    if row.became is Became.CANCELLED and not row.kept and not row.held:
        return RowLook(kind="gone")
    return RowLook()


def keeps(ask: Ask, turned: Collection[str]) -> bool:
    """Whether the answer will be remembered: what is sure unless it was turned off, what is not only if turned on."""
    return bool(ask.always) and ask.sure != (ask.key in turned)


def links(ask: Ask, remembered: Collection[str]) -> tuple[str, ...]:
    """Return the links behind the answers of a question: remember it, ask her, write it out."""
    found = []
    if ask.always:
        found.append(f"✓ {ask.always}" if keeps(ask, remembered) else ask.always)
    if ask.ask_her:
        found.append(_("Copy a question to her"))
    if ask.code in ("product", "quantity", "unit", "split", "everything", "who", "room", "moved"):
        found.append(_("Write it out"))
    return tuple(found)


def chips_of(row: Row) -> tuple[Chip, ...]:
    """Return the goods of a row as chips: changed ones blue with what was before, open ones amber, gone ones struck."""
    chips: list[Chip] = []
    for piece in row.pieces:
        chips += _chips(piece, row)
    if row.brought_by is not None:
        chips.append(_brought(row.brought_by))
    if shows_note(row):
        chips.append(Chip(row.note, icon="note", tone="info" if row.note_changed else "neutral"))
    if row.paid:
        chips.append(Chip(_("paid"), icon="wallet"))
    return tuple(chips)


def shows_note(row: Row) -> bool:
    """Whether the note has a chip of its own: it is news, and says more than who brought her."""
    says_more = row.brought_by is None or row.note != row.brought_by.words
    return bool(row.note) and says_more and (row.note_changed or row.became is Became.ADDED)


def _brought(by: BroughtBy) -> Chip:
    """Return who brought somebody, with a question mark where it stays with the leader who that is."""
    words = _("brought by {name}") if by.neighbour_id is not None else _("brought by {name} ?")
    return Chip(words.format(name=by.name), icon="gift", tone="gift")


def _chips(piece: Piece, row: Row) -> Iterator[Chip]:
    if piece.elsewhere_milli and not piece.open and piece.milli:
        amount = _("×{amount} + {more} elsewhere").format(
            amount=amount_text(piece.milli), more=amount_text(piece.elsewhere_milli)
        )
        yield Chip(piece.label, amount, tone="info" if piece.changed and row.became is not Became.ADDED else "neutral")
        if piece.changed and piece.before_milli and row.became is not Became.ADDED:
            yield Chip(_("before"), f"×{amount_text(piece.before_milli)}", struck=True)
    elif piece.open:
        amount = _("×{amount} ?").format(amount=amount_text(piece.milli)) if piece.milli else "?"
        yield Chip(piece.label, amount, tone="warn")
    elif not piece.milli:
        yield Chip(piece.label, f"×{amount_text(piece.before_milli)}", struck=True)
    elif not piece.changed or row.became is Became.ADDED:
        yield Chip(piece.label, f"×{amount_text(piece.milli)}")
    else:
        yield Chip(piece.label, f"×{amount_text(piece.milli)}", tone="info")
        if piece.before_milli:
            yield Chip(_("before"), f"×{amount_text(piece.before_milli)}", struck=True)


def _run(rows: Sequence[Row]) -> Run:
    first, last = rows[0], rows[-1]
    numbers = (first.number or first.id, last.number or last.id)
    lines = [line for row in rows for line in row.lines]
    text = _("No. {first}–{last} have not changed").format(first=numbers[0], last=numbers[1])
    return Run(first.id, last.id, text, (min(first.lines), max(lines)))


def _ghost(row: Row) -> TextLine:
    words = row.ghost_text or f"{row.name} {row.room}".strip()
    return TextLine(-row.id, words, tone="danger", ghost=True, note=_("stood here last time"))


def _line(number: int, words: str, row: Row | None, review: Review) -> TextLine:
    if row is None:
        return TextLine(number, words, number=number)
    tone: Tone | None = None
    if row.ask is not None:
        tone = "warn"
    elif row.became is not Became.SAME:
        tone = TONES[row.became]
    return TextLine(number, words, number=number, tone=tone, spans=tuple(_spans(number, row, review)))


def _spans(number: int, row: Row, review: Review) -> Iterator[Span]:
    for piece in row.pieces:
        span = piece.span
        if span is None or span.line != number:
            continue
        if piece.open:
            yield Span(span.start, span.end, "asked")
        elif piece.changed and row.became is Became.CHANGED:
            yield Span(span.start, span.end, "bold")
    if row.ask is not None and row.ask.code == "who":
        names = [entry.name for entry in review.reading.entries if number in entry.lines]
        spans = [name.span for name in names if name is not None and name.span.line == number]
        yield from (Span(span.start, span.end) for span in spans)


def _number(each: GridRow) -> Text:
    row = each.row
    return Text("" if row is None or row.number is None else str(row.number), color="text2")


def _name(each: GridRow) -> Text:
    row = each.row
    if row is None:
        return Text("")
    return Text(row.name or _("(no name)"), bold=True, struck=_gone(row))


def _room(each: GridRow) -> Text:
    row = each.row
    if row is None:
        return Text("")
    if not row.room and row.ask is not None and row.ask.code == "who":
        return Text(_("to choose"), color="warnText")
    return Text(row.room, color="text2")


def _goods(each: GridRow) -> Chips:
    return Chips(chips_of(each.row) if each.row is not None else ())


def _sum(each: GridRow) -> Text:
    row = each.row
    if row is None:
        return Text("")
    return money(row.fen, struck=_gone(row))


def _became(each: GridRow) -> Pill:
    row = each.row
    if row is None:
        return Pill("")
    if row.kept:
        return Pill(_("stays"), "neutral")
    if row.held:
        return Pill(_("not in it now"), "warn")
    return Pill(became_word(row.became), TONES[row.became])


def _gone(row: Row) -> bool:
    return row.became is Became.CANCELLED and not row.kept and not row.held
