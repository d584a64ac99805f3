"""Lists on A4: groups of rows under a repeated head, with tick boxes, chips and wrapped text, pages numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.files import write_whole
from leaderdesk.core.i18n import _
from leaderdesk.documents.fonts import ELLIPSIS
from leaderdesk.documents.page import CAP_HEIGHT, Paper
from leaderdesk.documents.stock import A4_MM
from leaderdesk.documents.table import Align, Cell, Chip, Column, Group, Row, TablePaper

_MARGIN = 11.8
_TITLE_RULE, _NEXT_RULE, _FOOT_RULE = 25.2, 16.0, 14.6
_GROUP_GAP, _GROUP_HEAD, _GROUP_BASE = 2.4, 5.6, 3.9
_HEAD_ROW, _HEAD_TEXT = 5.5, 2.7
_TEXT, _LINE, _PAD, _SIDE = 3.05, 4.1, 0.9, 1.4
_CHIP, _CHIP_TEXT, _CHIP_GAP = 3.4, 2.5, 1.1
_TICK, _TICK_LINE = 3.6, 0.45
_LARGE, _LARGE_ROW = 7.6, 11.6
_HAIR, _HAIR_GREY, _HEAD_GREY, _STRONG_GREY = 0.2, 0.5, 0.93, 0.96
_FEW_ROWS = 3
"""A group that must be split begins on a page only if this many of its rows fit there."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """One row broken into lines: each cell's lines, whether its chips stand on a line of their own, and its height."""

    row: Row
    lines: tuple[tuple[str, ...], ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one group that stand on one page."""

    group: Group
    rows: tuple[_Laid, ...]
    continued: bool


def write_table(path: Path, table: TablePaper) -> None:
    """Make `path` the PDF of `table`, whole or untouched."""
    write_whole(path, table_pdf(table))


def table_pdf(table: TablePaper) -> bytes:
    """Return the PDF of `table`; the same table gives the same bytes.

    A group stands on one page if it fits on one, else it goes on under its repeated heading. ValueError if a row has
    not one cell for each column.
    """
    return tables_pdf((table,))


def tables_pdf(tables: Sequence[TablePaper]) -> bytes:
    """Return one PDF of all `tables`, each beginning on a page of its own; all lie as the first one does."""
    first = tables[0]
    width, height = A4_MM[::-1] if first.landscape else A4_MM
    paper = Paper(width, height, title=first.title)
    for place, table in enumerate(tables):
        if place:
            paper.next_page()
        _draw_table(paper, table)
    return paper.to_bytes()


def _draw_table(paper: Paper, table: TablePaper) -> None:
    widths = _widths(table.columns, paper.width - 2 * _MARGIN)
    pages = list(_paginated(paper, table, widths))
    for number, parts in enumerate(pages):
        if number:
            paper.next_page()
        y = _draw_title(paper, table) if number == 0 else _draw_next_title(paper, table)
        for part in parts:
            y = _draw_part(paper, table, part, widths=widths, y=y)
        _draw_foot(paper, table, number=number + 1, count=len(pages))


def _widths(columns: Sequence[Column], room: float) -> tuple[float, ...]:
    sharing = sum(column.width_mm == 0 for column in columns)
    share = (room - sum(column.width_mm for column in columns)) / sharing if sharing else 0.0
    return tuple(column.width_mm or share for column in columns)


def _paginated(paper: Paper, table: TablePaper, widths: Sequence[float]) -> Iterator[list[_Part]]:
    foot = paper.height - _FOOT_RULE - 2.0
    whole = foot - _NEXT_RULE
    left = foot - _TITLE_RULE
    page: list[_Part] = []
    for group in table.groups:
        rows = tuple(_laid(paper, table.columns, row, widths=widths, most=whole / 2) for row in group.rows)
        head = _head_height(group)
        few = head + sum(row.height for row in rows[:_FEW_ROWS])
        needed = head + sum(row.height for row in rows)
        if page and needed > left and (needed <= whole or few > left):
            yield page
            page, left = [], whole
        continued = False
        while needed > left:
            fitting = _fitting(rows, left - head)
            page.append(_Part(group, rows[:fitting], continued))
            yield page
            page, left, continued = [], whole, True
            rows = rows[fitting:]
            needed = head + sum(row.height for row in rows)
        page.append(_Part(group, rows, continued))
        left -= needed
    yield page


def _fitting(rows: Sequence[_Laid], room: float) -> int:
    """Return how many rows from the first on fit into `room`, none of them parted from those joined to it.

    At least one, so that a list always goes on.
    """
    fitting = 0
    for row in rows:
        room -= row.height
        if room < 0:
            break
        fitting += 1
    count = fitting
    while 0 < count < len(rows) and rows[count].row.joined:
        count -= 1
    return max(1, count or fitting)


def _head_height(group: Group) -> float:
    return _GROUP_GAP + (_GROUP_HEAD if group.heading or group.summary else 0.0) + _HEAD_ROW


def _laid(paper: Paper, columns: Sequence[Column], row: Row, *, widths: Sequence[float], most: float) -> _Laid:
    if len(row.cells) != len(columns):
        raise ValueError(f"a row of {len(row.cells)} cells in a list of {len(columns)} columns")
    lines: list[tuple[str, ...]] = []
    tallest = 1
    for cell, column, width in zip(map(_cell, row.cells), columns, widths, strict=True):
        if column.large:
            lines.append((cell.text,))
            continue
        bold = cell.bold or column.bold or row.strong
        texts = [text for text in (cell.text, *cell.below) if text] or [""]
        room = width - 2 * _SIDE
        broken = tuple(line for text in texts for line in paper.lines_of(text, size=_TEXT, width=room, bold=bold))
        limit = max(1, int(most / _LINE))
        if len(broken) > limit:
            broken = (*broken[: limit - 1], broken[limit - 1][:-1] + ELLIPSIS)
        lines.append(broken)
        tallest = max(tallest, len(broken) + len(_chip_lines(paper, cell, broken, width=width, bold=bold)) - 1)
    least = _LARGE_ROW if any(column.large for column in columns) else 0.0
    return _Laid(row, tuple(lines), max(least, tallest * _LINE + 2 * _PAD))


def _chip_lines(
    paper: Paper, cell: Cell, lines: Sequence[str], *, width: float, bold: bool
) -> list[list[tuple[float, Chip]]]:
    """Return where each chip stands: first those after the last line of text, then those on lines of their own."""
    x = paper.width_of(lines[-1], size=_TEXT, bold=bold) + (_CHIP_GAP if lines[-1] else 0.0)
    placed: list[list[tuple[float, Chip]]] = [[]]
    for chip in cell.chips:
        taken = paper.chip_width(chip.text, height=_CHIP, size=_CHIP_TEXT)
        if x and x + taken > width - 2 * _SIDE:
            placed.append([])
            x = 0.0
        placed[-1].append((x, chip))
        x += taken + _CHIP_GAP
    return placed


def _cell(cell: Cell | str) -> Cell:
    return Cell(cell) if isinstance(cell, str) else cell


def _draw_title(paper: Paper, table: TablePaper) -> float:
    right = paper.width - _MARGIN
    total = max(paper.width_of(table.total, size=3.9, bold=True), paper.width_of(table.total_detail, size=3.0))
    room = right - _MARGIN - min(total, 80.0) - 6.0
    paper.fitted(_MARGIN, 16.0, table.title, size=5.9, width=room, smallest=3.6, bold=True)
    paper.fitted(_MARGIN, 21.9, table.subtitle, size=3.2, width=room, smallest=2.2)
    paper.fitted(right, 17.4, table.total, size=3.9, width=80.0, smallest=2.4, bold=True, align="right")
    paper.fitted(right, 21.9, table.total_detail, size=3.0, width=80.0, smallest=2.0, align="right")
    paper.line(_MARGIN, _TITLE_RULE, right, _TITLE_RULE, width=0.5)
    return _TITLE_RULE


def _draw_next_title(paper: Paper, table: TablePaper) -> float:
    right = paper.width - _MARGIN
    room = (right - _MARGIN) / 2 - 3
    paper.fitted(_MARGIN, 13.6, table.title, size=3.6, width=room, smallest=2.4, bold=True)
    paper.fitted(right, 13.6, table.subtitle, size=2.8, width=room, smallest=2.0, align="right")
    paper.line(_MARGIN, _NEXT_RULE, right, _NEXT_RULE, width=0.3)
    return _NEXT_RULE


def _draw_foot(paper: Paper, table: TablePaper, *, number: int, count: int) -> None:
    right, top = paper.width - _MARGIN, paper.height - _FOOT_RULE
    y, size, third = top + 4.5, 2.6, (right - _MARGIN) / 3
    pages = _("page {page} of {pages}").format(page=number, pages=count)
    paper.line(_MARGIN, top, right, top, width=_HAIR)
    last = f"{table.printed} · {pages}" if table.printed else pages
    paper.fitted(right, y, last, size=size, width=third, smallest=1.8, align="right")
    if table.contact:
        paper.fitted(
            _MARGIN + third * 1.5, y, table.contact, size=size, width=third * 0.7, smallest=1.8, align="center"
        )
    paper.fitted(_MARGIN, y, table.note, size=size, width=third * (1.1 if table.contact else 1.9), smallest=1.8)


def _draw_part(paper: Paper, table: TablePaper, part: _Part, *, widths: Sequence[float], y: float) -> float:
    """Draw one group's rows below `y`; return where they end."""
    group = part.group
    y += _GROUP_GAP
    if group.heading or group.summary:
        heading = _("{heading} (continued)").format(heading=group.heading) if part.continued else group.heading
        room = sum(widths) * 0.5
        taken = paper.fitted(_MARGIN, y + _GROUP_BASE, heading, size=4.1, width=room, smallest=2.8, bold=True)
        left = _MARGIN + taken + 2.2 if taken else _MARGIN
        summary = paper.fitted(
            left, y + _GROUP_BASE, group.summary, size=3.0, width=sum(widths) - taken - 4, smallest=2.2
        )
        top = y + _GROUP_BASE - (_CHIP + _TEXT * CAP_HEIGHT) / 2
        for chip in group.chips:
            left += _CHIP_GAP + paper.chip(
                left + summary + 2.0, top, chip.text, height=_CHIP, size=_CHIP_TEXT, filled=chip.filled
            )
        y += _GROUP_HEAD
    top = y
    y = _draw_head_row(paper, table.columns, widths=widths, y=y)
    for laid in part.rows:
        _draw_row(paper, table.columns, laid, widths=widths, y=y)
        y += laid.height
        paper.line(_MARGIN, y, _MARGIN + sum(widths), y, width=_HAIR, grey=_HAIR_GREY)
    x = _MARGIN
    for width in (0.0, *widths):
        x += width
        paper.line(x, top, x, y, width=_HAIR, grey=_HAIR_GREY)
    return y


def _draw_head_row(paper: Paper, columns: Sequence[Column], *, widths: Sequence[float], y: float) -> float:
    paper.fill(_MARGIN, y, sum(widths), _HEAD_ROW, grey=_HEAD_GREY)
    paper.line(_MARGIN, y, _MARGIN + sum(widths), y, width=_HAIR, grey=_HAIR_GREY)
    base = y + (_HEAD_ROW + _HEAD_TEXT * CAP_HEIGHT) / 2
    x = _MARGIN
    for column, width in zip(columns, widths, strict=True):
        align: Align = "center" if column.tick else column.align
        paper.fitted(
            _anchor(x, width, align), base, column.heading, size=_HEAD_TEXT, width=width - _SIDE, smallest=1.8,
            bold=True, align=align,
        )  # fmt: skip
        x += width
    y += _HEAD_ROW
    paper.line(_MARGIN, y, _MARGIN + sum(widths), y, width=_HAIR, grey=_HAIR_GREY)
    return y


def _draw_row(paper: Paper, columns: Sequence[Column], laid: _Laid, *, widths: Sequence[float], y: float) -> None:
    if laid.row.strong:
        paper.fill(_MARGIN, y, sum(widths), laid.height, grey=_STRONG_GREY)
    x, tall = _MARGIN, any(column.large for column in columns)
    for cell, column, lines, width in zip(map(_cell, laid.row.cells), columns, laid.lines, widths, strict=True):
        if column.tick and not laid.row.strong:
            middle = y + ((laid.height if tall else _LINE + 2 * _PAD) - _TICK) / 2
            paper.frame(x + (width - _TICK) / 2, middle, _TICK, _TICK, line=_TICK_LINE)
        bold = cell.bold or column.bold or laid.row.strong
        if column.large:
            middle = y + (laid.height + _LARGE * CAP_HEIGHT) / 2
            paper.fitted(
                _anchor(x, width, column.align), middle, cell.text, size=_LARGE, width=width - _SIDE, smallest=2.4,
                bold=bold, align=column.align,
            )  # fmt: skip
            x += width
            continue
        top = y + (laid.height - len(lines) * _LINE) / 2 if tall else y + _PAD
        base = top + (_LINE + _TEXT * CAP_HEIGHT) / 2
        for number, line in enumerate(lines):
            if line:
                paper.text(
                    _anchor(x, width, column.align), base + number * _LINE, line, size=_TEXT, bold=bold,
                    align=column.align,
                )  # fmt: skip
        if cell.chips:
            chips = _chip_lines(paper, cell, lines, width=width, bold=bold)
            _draw_chips(paper, chips, x=x + _SIDE, y=top + (len(lines) - 1) * _LINE)
        x += width


def _draw_chips(paper: Paper, lines: Sequence[Sequence[tuple[float, Chip]]], *, x: float, y: float) -> None:
    for number, line in enumerate(lines):
        top = y + number * _LINE + (_LINE - _CHIP) / 2
        for left, chip in line:
            paper.chip(x + left, top, chip.text, height=_CHIP, size=_CHIP_TEXT, filled=chip.filled)


def _anchor(x: float, width: float, align: Align) -> float:
    return {"left": x + _SIDE, "center": x + width / 2, "right": x + width - _SIDE}[align]
