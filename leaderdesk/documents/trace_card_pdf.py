"""Trace cards of A6, four on a page of A4: what is known in words, what is missing in dashes, and a code to scan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.files import write_whole
from leaderdesk.core.i18n import _
from leaderdesk.documents import qr
from leaderdesk.documents.page import CAP_HEIGHT, Paper
from leaderdesk.documents.stock import A4_MM
from leaderdesk.documents.trace_card import TraceRow, TraceSheetCard

CARD_MM = (A4_MM[0] / 2, A4_MM[1] / 2)
PER_PAGE = 4

_MARGIN = 7.0
_NAME, _BATCH = 7.4, 3.2
_ROWS_TOP, _ROW, _HEADING_WIDTH = 26.0, 8.5, 21.0
_VALUE, _SMALL, _LEAST = 3.7, 2.9, 2.2
_CODE_TOP, _CODE_SIDE = 97.0, 45.0
_MOST_MODULE = 0.6
"""A small code is not drawn larger than needed; a full one has modules of 0.42 mm, which any phone reads."""

_STORY, _STORY_LINE, _MOST_STORY_LINES = 3.0, 4.2, 5
_DASH, _DASH_GAP, _DASH_LINE = 1.4, 1.0, 0.25


def write_trace_cards(path: Path, cards: Sequence[TraceSheetCard], *, title: str) -> None:
    """Make `path` the PDF of the cards, whole or untouched."""
    write_whole(path, trace_cards_pdf(cards, title=title))


def trace_cards_pdf(cards: Sequence[TraceSheetCard], *, title: str) -> bytes:
    """Return the PDF of the cards, four to a page; the same cards give the same bytes."""
    paper = Paper(*A4_MM, title=title)
    for number, card in enumerate(cards):
        place = number % PER_PAGE
        if number and not place:
            paper.next_page()
        if not place:
            _draw_cuts(paper)
        with paper.origin((place % 2) * CARD_MM[0], (place // 2) * CARD_MM[1]):
            _draw_card(paper, card)
    return paper.to_bytes()


def _draw_cuts(paper: Paper) -> None:
    middle, half = CARD_MM
    for start, end in ((0.0, 6.0), (half - 4, half + 4), (A4_MM[1] - 6, A4_MM[1])):
        paper.line(middle, start, middle, end, width=0.2, grey=0.5)
    for start, end in ((0.0, 6.0), (middle - 4, middle + 4), (A4_MM[0] - 6, A4_MM[0])):
        paper.line(start, half, end, half, width=0.2, grey=0.5)


def _draw_card(paper: Paper, card: TraceSheetCard) -> None:
    width, right = CARD_MM[0] - 2 * _MARGIN, CARD_MM[0] - _MARGIN
    paper.fitted(_MARGIN, 15.0, card.product, size=_NAME, width=width, smallest=4.0, bold=True)
    batch = paper.fitted(_MARGIN, 21.0, card.batch, size=_BATCH, width=width * 0.6, smallest=2.2)
    if card.warning:
        chip = paper.chip_width(card.warning, height=4.6, size=3.0)
        paper.chip(max(_MARGIN + batch + 3, right - chip), 17.6, card.warning, height=4.6, size=3.0, filled=True)
    paper.line(_MARGIN, 24.0, right, 24.0, width=0.5)
    for place, row in enumerate(card.rows):
        _draw_row(paper, row, y=_ROWS_TOP + place * _ROW, width=width)
    paper.line(_MARGIN, _CODE_TOP - 1.5, right, _CODE_TOP - 1.5, width=0.3)
    _draw_code(paper, card)
    _draw_words(paper, card, left=_MARGIN + _CODE_SIDE + 3.0)


def _draw_row(paper: Paper, row: TraceRow, *, y: float, width: float) -> None:
    base, left = y + _ROW / 2 + _VALUE * CAP_HEIGHT / 2, _MARGIN + _HEADING_WIDTH
    room = width - _HEADING_WIDTH
    paper.fitted(_MARGIN, base, row.heading, size=_SMALL, width=_HEADING_WIDTH - 2, smallest=_LEAST)
    taken = 0.0
    if row.missing:
        words = _("not on file: {what}").format(what=row.missing) if row.value else _("not on file")
        share = room * 0.4 if row.value else room
        fit = paper.fit(words, size=_SMALL, width=share - 3, smallest=_LEAST)
        taken = fit.width + 3
        box_left = _MARGIN + width - taken if row.value else left
        _draw_dashed(paper, box_left, y + 1.2, taken, _ROW - 2.4)
        paper.text(box_left + 1.5, y + _ROW / 2 + fit.size * CAP_HEIGHT / 2, fit.text, size=fit.size)
    if row.value:
        _draw_value(paper, row.value, left=left, y=y, room=room - (taken + 2 if taken else 0))
    paper.line(_MARGIN, y + _ROW, _MARGIN + width, y + _ROW, width=0.15, grey=0.6)


def _draw_value(paper: Paper, value: str, *, left: float, y: float, room: float) -> None:
    """Draw the value in one line, else smaller in two."""
    if paper.width_of(value, size=_VALUE, bold=True) <= room:
        paper.text(left, y + _ROW / 2 + _VALUE * CAP_HEIGHT / 2, value, size=_VALUE, bold=True)
        return
    lines = paper.lines_of(value, size=_SMALL, width=room, bold=True)
    first, rest = lines[0], "".join(lines[1:])
    if not rest:
        paper.text(left, y + _ROW / 2 + _SMALL * CAP_HEIGHT / 2, first, size=_SMALL, bold=True)
        return
    paper.text(left, y + 3.6, first, size=_SMALL, bold=True)
    paper.fitted(left, y + 7.3, rest, size=_SMALL, width=room, smallest=_LEAST, bold=True)


def _draw_dashed(paper: Paper, x: float, y: float, width: float, height: float) -> None:
    step = _DASH + _DASH_GAP
    for begin in (step * number for number in range(int(width / step) + 1)):
        end = min(begin + _DASH, width)
        for edge in (y, y + height):
            paper.line(x + begin, edge, x + end, edge, width=_DASH_LINE)
    for begin in (step * number for number in range(int(height / step) + 1)):
        end = min(begin + _DASH, height)
        for edge in (x, x + width):
            paper.line(edge, y + begin, edge, y + end, width=_DASH_LINE)


def _draw_code(paper: Paper, card: TraceSheetCard) -> None:
    rows = qr.squares(card.code)
    module = min(_MOST_MODULE, _CODE_SIDE / (len(rows) + qr.QUIET_MODULES))
    paper.squares(_MARGIN, _CODE_TOP + module * qr.QUIET_MODULES / 2, rows, module=module)


def _draw_words(paper: Paper, card: TraceSheetCard, *, left: float) -> None:
    width, y = CARD_MM[0] - _MARGIN - left, _CODE_TOP + 4.0
    hint = paper.lines_of(
        _("Scan with any phone: the words are in the code, no network is needed"), size=2.9, width=width
    )
    for line in hint:
        paper.text(left, y, line, size=2.9)
        y += 4.0
    y += 1.6
    lines = paper.lines_of(card.story, size=_STORY, width=width) if card.story else ()
    shown, rest = lines[: _MOST_STORY_LINES - 1], "".join(lines[_MOST_STORY_LINES - 1 :])
    for line in shown:
        paper.text(left, y, line, size=_STORY)
        y += _STORY_LINE
    if rest:
        paper.fitted(left, y, rest, size=_STORY, width=width, smallest=_STORY)
    foot = CARD_MM[1] - 8.0
    paper.fitted(left, foot, card.shop, size=3.0, width=width, smallest=2.0, bold=True)
