"""The price list on A4: few goods are set large, many closer together, so that it is read from two steps away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from leaderdesk.core.i18n import _
from leaderdesk.documents.figures import SNOWFLAKE
from leaderdesk.documents.page import CAP_HEIGHT, Paper
from leaderdesk.documents.price_list import PriceLine, PriceList
from leaderdesk.documents.stock import A4_MM

_MARGIN = 17.0
_SELLER, _TITLE, _WORD = 4.6, 12.5, 5.2
_WORD_LINE, _MOST_WORD_LINES = 7.4, 3
_FACT, _FACT_VALUE, _FACT_LINE = 4.6, 6.4, 10.2
_LEAST_ROW, _USUAL_ROW, _MOST_ROW = 14.5, 20.0, 26.0
_HOW_BOX, _FOOT = 13.5, 12.0
_THICK, _HAIR, _HAIR_GREY = 0.7, 0.25, 0.6
_NEXT_HEAD = 30.0
_PRICE_SHARE = 0.27
"""What of a row belongs to the price."""

_NAME, _TIGHT_NAME = 6.6, 4.1
"""Size of a name, and of one so long that it takes two lines, in a usual row."""


def price_list_pdf(prices: PriceList) -> bytes:
    """Return the PDF of `prices`; the same list gives the same bytes."""
    width, height = A4_MM
    paper = Paper(width, height, title=prices.title)
    pages = list(_paginated(paper, prices))
    tops = [_head_height(paper, prices), *[_NEXT_HEAD] * (len(pages) - 1)]
    rows = ((_foot_top(paper) - top) / max(len(lines), 1) for top, lines in zip(tops, pages, strict=True))
    row = min(_MOST_ROW, *rows)
    for number, (top, lines) in enumerate(zip(tops, pages, strict=True)):
        if number == 0:
            _draw_head(paper, prices)
        else:
            paper.next_page()
            _draw_next_head(paper, prices)
        for place, line in enumerate(lines):
            _draw_line(paper, line, y=top + place * row, height=row)
        _draw_foot(paper, prices, number=number + 1, count=len(pages))
    return paper.to_bytes()


def _paginated(paper: Paper, prices: PriceList) -> Iterator[Sequence[PriceLine]]:
    """Give the goods of each page: on one page if they fit, else spread so that no page is nearly empty."""
    lines = prices.lines
    first = int((_foot_top(paper) - _head_height(paper, prices)) / _LEAST_ROW)
    later = int((_foot_top(paper) - _NEXT_HEAD) / _LEAST_ROW)
    count = 1 + max(0, ceil((len(lines) - first) / later))
    begin = min(first, ceil(len(lines) / count))
    yield lines[:begin]
    each = ceil((len(lines) - begin) / max(count - 1, 1))
    for start in range(begin, len(lines), max(each, 1)):
        yield lines[start : start + each]


def _foot_top(paper: Paper) -> float:
    return paper.height - _FOOT - _HOW_BOX - 6.0


def _room(paper: Paper) -> float:
    return paper.width - 2 * _MARGIN


def _word_lines(paper: Paper, prices: PriceList) -> tuple[str, ...]:
    if not prices.word:
        return ()
    lines = paper.lines_of(prices.word, size=_WORD, width=_room(paper))
    if len(lines) <= _MOST_WORD_LINES:
        return lines
    rest = "".join(lines[_MOST_WORD_LINES - 1 :])
    last = paper.fit(rest, size=_WORD, width=_room(paper), smallest=_WORD)
    return (*lines[: _MOST_WORD_LINES - 1], last.text)


def _head_height(paper: Paper, prices: PriceList) -> float:
    seller = 8.0 if prices.seller else 0.0
    words = len(_word_lines(paper, prices)) * _WORD_LINE
    return 15.0 + seller + 16.0 + words + len(prices.facts) * _FACT_LINE + 12.0


def _draw_head(paper: Paper, prices: PriceList) -> None:
    y, right = 15.0, paper.width - _MARGIN
    if prices.seller:
        paper.fitted(_MARGIN, y + 4.6, prices.seller, size=_SELLER, width=_room(paper), smallest=3.2)
        y += 8.0
    paper.fitted(_MARGIN, y + 10.8, prices.title, size=_TITLE, width=_room(paper), smallest=6.0, bold=True)
    y += 16.0
    for line in _word_lines(paper, prices):
        paper.text(_MARGIN, y + 4.6, line, size=_WORD)
        y += _WORD_LINE
    y += 2.0
    paper.line(_MARGIN, y, right, y, width=_THICK)
    y += 2.0
    indent = max((paper.width_of(fact.heading, size=_FACT) for fact in prices.facts), default=0.0) + 6.0
    for fact in prices.facts:
        base = y + (_FACT_LINE + _FACT_VALUE * CAP_HEIGHT) / 2
        paper.text(_MARGIN, base, fact.heading, size=_FACT)
        room = _room(paper) - indent
        paper.fitted(_MARGIN + indent, base, fact.value, size=_FACT_VALUE, width=room, smallest=3.6, bold=True)
        y += _FACT_LINE
    y += 2.0
    paper.line(_MARGIN, y, right, y, width=_THICK)


def _draw_next_head(paper: Paper, prices: PriceList) -> None:
    paper.fitted(_MARGIN, 22.0, prices.title, size=7.0, width=_room(paper), smallest=4.0, bold=True)
    paper.line(_MARGIN, 27.0, paper.width - _MARGIN, 27.0, width=_THICK)


def _draw_line(paper: Paper, line: PriceLine, *, y: float, height: float) -> None:
    """Draw one product between `y` and `y + height`, its type as large as the row allows."""
    scale = height / _USUAL_ROW
    right, middle = paper.width - _MARGIN, y + height / 2
    side = 9.0 * scale
    paper.fill(_MARGIN, middle - side / 2, side, side)
    code = paper.fit(line.code, size=5.6 * scale, width=side * 0.86, smallest=1.6, bold=True)
    base = middle + code.size * CAP_HEIGHT / 2
    paper.text(_MARGIN + side / 2, base, code.text, size=code.size, bold=True, align="center", white=True)
    left, share = _MARGIN + side + 5.0 * scale, _room(paper) * _PRICE_SHARE
    room = right - left - share - 4.0
    _draw_name(paper, line, left=left, middle=middle, room=room, scale=scale)
    upper = middle + (0.6 if line.per else 2.9) * scale
    paper.fitted(right, upper, line.price, size=8.2 * scale, width=share, smallest=3.0, bold=True, align="right")
    paper.fitted(
        right, middle + 6.4 * scale, line.per, size=3.9 * scale, width=share, smallest=2.4, align="right"
    )  # fmt: skip
    paper.line(_MARGIN, y + height, right, y + height, width=_HAIR, grey=_HAIR_GREY)


def _draw_name(paper: Paper, line: PriceLine, *, left: float, middle: float, room: float, scale: float) -> None:
    chip, size = 5.2 * scale, 3.6 * scale
    taken = paper.chip_width(line.cold, height=chip, size=size, figure=SNOWFLAKE) + 3.0 if line.cold else 0.0
    upper, large, tight = middle - 0.4 * scale, _NAME * scale, _TIGHT_NAME * scale
    if paper.width_of(line.name, size=tight * 1.15, bold=True) <= room - taken:
        width = paper.fitted(left, upper, line.name, size=large, width=room - taken, smallest=tight, bold=True)
    else:
        broken = paper.lines_of(line.name, size=tight, width=room - taken, bold=True)
        paper.text(left, upper - tight * 1.2, broken[0], size=tight, bold=True)
        rest = "".join(broken[1:])
        width = paper.fitted(left, upper, rest, size=tight, width=room - taken, smallest=tight / 2, bold=True)
    if line.cold:
        top = upper - _TIGHT_NAME * scale * CAP_HEIGHT / 2 - chip / 2
        paper.chip(left + width + 3.0, top, line.cold, height=chip, size=size, filled=False, figure=SNOWFLAKE)
    lower, detail = middle + 6.4 * scale, 4.2 * scale
    drawn = paper.fitted(left, lower, line.detail, size=detail, width=room, smallest=2.4)
    if line.limit:
        begin = left + drawn + (4.0 if drawn else 0.0)
        paper.fitted(begin, lower, line.limit, size=detail, width=left + room - begin, smallest=2.0, bold=True)


def _draw_foot(paper: Paper, prices: PriceList, *, number: int, count: int) -> None:
    top = _foot_top(paper) + 6.0
    paper.frame(_MARGIN, top, _room(paper), _HOW_BOX, line=_THICK)
    base = top + (_HOW_BOX + 5.2 * CAP_HEIGHT) / 2
    paper.fitted(paper.width / 2, base, prices.how, size=5.2, width=_room(paper) - 8, smallest=2.8, align="center")
    y, right = paper.height - 6.0, paper.width - _MARGIN
    paper.fitted(_MARGIN, y, prices.printed, size=2.8, width=_room(paper) / 2, smallest=2.0)
    if count > 1:
        pages = _("page {page} of {pages}").format(page=number, pages=count)
        paper.fitted(right, y, pages, size=2.8, width=_room(paper) / 3, smallest=2.0, align="right")
