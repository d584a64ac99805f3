"""A preview as the screen shows it: rows of the grid and lines of the file, runs without a change folded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.i18n import _
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.answers import CountOnce, IsOffer, Question
from leaderdesk.features.sharing.rules.preview import FileKind, Piece, Preview, PreviewRow
from leaderdesk.ui.cells import Chip, Chips, Pill, Text, money
from leaderdesk.ui.columns import Band, Column, Fix, RowLook
from leaderdesk.ui.text_line import TextLine
from leaderdesk.ui.tokens import Tone

ALL, LOOK = "all", "look"
_SHORTEST_FOLD = 6
_MOST_LINES = 1500
"""So many rows of the file are shown beside the grid; more would only make the window slow."""

TONES: dict[Outcome, Tone] = {
    Outcome.NEW: "brand",
    Outcome.CHANGED: "info",
    Outcome.SAME: "neutral",
    Outcome.SKIPPED: "danger",
    Outcome.ASKED: "warn",
}


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid: an entry of the file, or a fold (then with a band); the id of a fold is below zero."""

    id: int
    row: PreviewRow | None
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview with what is shown of it besides: all that goes through every row, worked out before the window has it.

    `counts` are the clear rows of each outcome, `money_fen` what the new and changed ones come to.
    """

    preview: Preview
    rows: tuple[GridRow, ...]
    lines: tuple[TextLine, ...]
    counts: Mapping[Outcome, int]
    questions: int
    money_fen: int


def shown_of(preview: Preview) -> Shown:
    """Return what is shown of the preview; for long files this is work for a lane."""
    counts = dict.fromkeys(Outcome, 0)
    for row in preview.rows:
        counts[row.outcome] += row.question is None
    if preview.kind is FileKind.HISTORY:
        # Only the first of very many rows are listed; the counts are those of all.
        said = preview.counts
        counts |= {Outcome.NEW: said.new, Outcome.SAME: said.same, Outcome.SKIPPED: said.skipped}
    works = (Outcome.NEW, Outcome.CHANGED)
    return Shown(
        preview=preview,
        rows=tuple(GridRow(place, row) for place, row in enumerate(preview.rows, start=1)),
        lines=source_lines(preview),
        counts=counts,
        questions=preview.questions,
        money_fen=sum(row.money_fen or 0 for row in preview.rows if row.outcome in works),
    )


def outcome_word(outcome: Outcome) -> str:
    """Return the word for what becomes of an entry."""
    return {
        Outcome.NEW: _("Added"),
        Outcome.CHANGED: _("Updated"),
        Outcome.SAME: _("Same"),
        Outcome.SKIPPED: _("Left out"),
        Outcome.ASKED: _("To look at"),
    }[outcome]


def grid_rows(shown: Shown, key: str, opened: Collection[int]) -> list[GridRow]:
    """Return the rows that belong to a filter; with all of them, runs without a change are folded unless opened."""
    if key != ALL:
        return [each for each in shown.rows if each.row is not None and belongs(each.row, key)]
    return _folded(shown.rows, opened) if shown.counts[Outcome.SAME] > _SHORTEST_FOLD else list(shown.rows)


def belongs(row: PreviewRow, key: str) -> bool:
    """Return whether a row belongs to a filter: those that ask, or those of one outcome."""
    return row.question is not None if key == LOOK else row.question is None and row.outcome.value == key


def source_lines(preview: Preview) -> tuple[TextLine, ...]:
    """Return the rows of the file with the colour of what becomes of each."""
    tones: dict[int, Tone] = {}
    for row in preview.rows:
        tone = "warn" if row.question is not None else TONES[row.outcome]
        for number in (row.row, *row.rows):
            tones[number] = tone
    lines = [
        TextLine(line.row, line.text, number=line.row, tone=_line_tone(tones.get(line.row)))
        for line in preview.source[:_MOST_LINES]
    ]
    more = len(preview.source) - len(lines) + preview.unlisted
    if more:
        lines.append(TextLine(-1, _("… and {count} more rows").format(count=more)))
    return tuple(lines)


def columns(kind: FileKind) -> tuple[Column[GridRow], ...]:
    """Return the columns for files of this kind."""
    name, place, pieces, total = {
        FileKind.ORDERS: (_("Neighbour"), _("Room"), _("Goods × amount"), _("Sum")),
        FileKind.PRODUCTS: (_("Product"), _("Spec"), _("What else it says"), _("Price")),
        FileKind.NEIGHBOURS: (_("Neighbour"), _("Room"), _("What else it says"), ""),
        FileKind.HISTORY: (_("Neighbour"), _("Day"), _("Goods × amount"), _("Sum")),
    }[kind]
    found = (
        Column("row", _("Row"), _number, width=78),
        Column("name", name, _name, width=128, hint=lambda each: each.row.name if each.row else ""),
        Column("place", place, _place, width=96, hint=lambda each: each.row.place if each.row else ""),
        Column("pieces", pieces, _pieces, width=0),
    )
    sums = (Column("sum", total, _sum, width=104, side="right"),) if total else ()
    return (*found, *sums, Column("became", _("In this import"), _became, width=112, side="right"))


def look_of(each: GridRow) -> RowLook:
    """Return how a row of the grid is painted, and what it asks or says."""
    if each.band is not None:
        return RowLook(kind="quiet", band=each.band)
    row = each.row
    if row is None:
        return RowLook()
    if row.question is not None:
        labels = tuple(choice.label for choice in row.question.choices)
        return RowLook(kind="look", fix=Fix(row.question.reason, labels, links(row.question), suggests=_suggests(row)))
    fix = Fix(row.remark, ()) if row.remark else None
    return RowLook(kind="quiet", fix=fix) if row.outcome is Outcome.SKIPPED else RowLook(fix=fix)


def links(question: Question) -> tuple[str, ...]:
    """Return the links behind the answers: there are more to choose from."""
    offered = {choice.answer for choice in question.choices}
    return (_("Something else"),) if any(each.answer not in offered for each in question.others) else ()


def _suggests(row: PreviewRow) -> bool:
    return row.question is not None and isinstance(row.question.choices[0].answer, IsOffer | CountOnce)


def _folded(rows: Sequence[GridRow], opened: Collection[int]) -> list[GridRow]:
    shown: list[GridRow] = []
    quiet: list[GridRow] = []
    for each in (*rows, None):
        row = None if each is None else each.row
        if each is not None and row is not None and row.outcome is Outcome.SAME and row.question is None:
            quiet.append(each)
            continue
        # The first stays in sight, so that what comes before the fold reads on.
        if len(quiet) > _SHORTEST_FOLD and quiet[1].id not in opened:
            shown += [quiet[0], _fold(quiet[1:])]
        else:
            shown += quiet
        quiet = []
        if each is not None:
            shown.append(each)
    return shown


def _fold(rows: Sequence[GridRow]) -> GridRow:
    first, last = rows[0].row, rows[-1].row
    text = _("Rows {first}–{last} bring nothing new").format(
        first=first.row if first else 0, last=last.row if last else 0
    )
    return GridRow(-rows[0].id, None, Band(text, link=_("show"), bold=False))


def _line_tone(tone: Tone | None) -> Tone | None:
    return None if tone == "neutral" else tone


def _number(each: GridRow) -> Text:
    return Text("" if each.row is None else str(each.row.row), color="text2")


def _name(each: GridRow) -> Text:
    return Text("" if each.row is None else each.row.name or _("(no name)"), bold=True)


def _place(each: GridRow) -> Text:
    row = each.row
    if row is None:
        return Text("")
    if not row.place and row.question is not None and row.question.key.startswith("who:"):
        return Text(_("to choose"), color="warnText")
    return Text(row.place, color="text2")


def _pieces(each: GridRow) -> Chips:
    chips: list[Chip] = []
    for piece in each.row.pieces if each.row is not None else ():
        chips += _chips(piece)
    return Chips(tuple(chips))


def _chips(piece: Piece) -> list[Chip]:
    if piece.is_open:
        return [Chip(piece.label, f"{piece.text} ?".strip(), tone="warn")]
    if piece.before and not piece.text:
        return [Chip(piece.label, piece.before, struck=True)]
    chip = Chip(piece.label, piece.text, tone="info" if piece.before else "neutral")
    return [chip, Chip(_("before"), piece.before, struck=True)] if piece.before else [chip]


def _sum(each: GridRow) -> Text:
    if each.row is None or each.row.money_fen is None:
        return Text("")
    return money(each.row.money_fen)


def _became(each: GridRow) -> Pill:
    row = each.row
    if row is None:
        return Pill("")
    if row.question is not None:
        return Pill(outcome_word(Outcome.ASKED), "warn")
    return Pill(outcome_word(row.outcome), TONES[row.outcome])
