"""What came of a stream as one upright picture: figures, each cue beside its plan, what sold, and a word at the end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.pictures import ReportBar, ReportFigure, ReportPicture
from leaderdesk.features.streams.screen.audience.ink import (
    BARS,
    BRAND,
    CENTER,
    PAPER,
    QUIET,
    RIGHT,
    TEXT,
    TRACK,
    Ink,
    Look,
)

WIDTH = 1080
_MARGIN, _CARD_GAP = 64.0, 28.0
_FIGURES, _BAR, _GOOD, _LINE, _HEAD, _PAD = 190.0, 64.0, 56.0, 50.0, 76.0, 28.0
_OVER = "#B45A00"
_MOST_BARS, _MOST_GOODS, _MOST_LINES = 14, 6, 5


def report_image(report: ReportPicture, look: Look) -> QImage:
    """Return the picture, 1080 wide and as tall as it needs; works on any thread."""
    image = QImage(QSize(WIDTH, round(_height(report))), QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    ink = Ink(painter, look, scale=1.0)
    width = WIDTH - 2 * _MARGIN
    tile = QRectF(_MARGIN, 56, 60, 60)
    ink.box(tile, radius=16, fill=BRAND)
    ink.text(tile, "团", 32, "#FFFFFF", bold=True, align=CENTER)
    ink.text(QRectF(_MARGIN + 84, 44, width - 84, 54), report.title, 42, bold=True)
    ink.text(QRectF(_MARGIN + 84, 96, width - 84, 36), report.when, 26, QUIET)
    y = _paint_figures(ink, report.figures, 160.0)
    y = _paint_bars(ink, report.bars[:_MOST_BARS], y)
    y = _paint_goods(ink, report.goods[:_MOST_GOODS], y)
    _paint_lines(ink, report.lines[:_MOST_LINES], y)
    painter.end()
    return image


def _height(report: ReportPicture) -> float:
    figures = _FIGURES + _CARD_GAP if report.figures else 0.0
    parts = (
        _part(len(report.bars[:_MOST_BARS]), _BAR),
        _part(len(report.goods[:_MOST_GOODS]), _GOOD),
        _part(len(report.lines[:_MOST_LINES]), _LINE, head=_PAD),
    )
    return 160.0 + figures + sum(parts) + 36.0


def _part(count: int, each: float, *, head: float = _HEAD) -> float:
    return head + count * each + _PAD + _CARD_GAP if count else 0.0


def _paint_figures(ink: Ink, figures: tuple[ReportFigure, ...], top: float) -> float:
    if not figures:
        return top
    shown = figures[:4]
    width = (WIDTH - 2 * _MARGIN - 20 * (len(shown) - 1)) / len(shown)
    for place, figure in enumerate(shown):
        card = QRectF(_MARGIN + place * (width + 20), top, width, _FIGURES)
        ink.card(card)
        inner = card.adjusted(24, 0, -20, 0)
        ink.text(QRectF(inner.left(), top + 20, inner.width(), 36), figure.label, 26, QUIET)
        ink.text(QRectF(inner.left(), top + 58, inner.width(), 72), figure.figure, 54, bold=True)
        ink.text(QRectF(inner.left(), top + 134, inner.width(), 36), figure.note, 24, QUIET)
    return top + _FIGURES + _CARD_GAP


def _begin(ink: Ink, title: str, count: int, each: float, top: float) -> QRectF:
    """Draw the card of a part with its title; return where its rows lie."""
    card = QRectF(_MARGIN, top, WIDTH - 2 * _MARGIN, _HEAD + count * each + _PAD)
    ink.card(card)
    inner = card.adjusted(32, 0, -32, 0)
    ink.text(QRectF(inner.left(), top + 14, inner.width(), 56), title, 30, bold=True)
    return QRectF(inner.left(), top + _HEAD, inner.width(), count * each)


def _paint_bars(ink: Ink, bars: tuple[ReportBar, ...], top: float) -> float:
    if not bars:
        return top
    rows = _begin(ink, _("Plan and what it became"), len(bars), _BAR, top)
    longest = max(max(bar.planned_s, bar.used_s) for bar in bars) or 1
    for place, bar in enumerate(bars):
        _paint_bar(ink, QRectF(rows.left(), rows.top() + place * _BAR, rows.width(), _BAR), bar, longest)
    return top + _part(len(bars), _BAR)


def _paint_bar(ink: Ink, row: QRectF, bar: ReportBar, longest: int) -> None:
    ink.text(QRectF(row.left(), row.top(), 210, row.height()), bar.name, 26)
    track = QRectF(row.left() + 226, row.center().y() - 13, row.width() - 226 - 270, 26)
    ink.box(track, radius=8, fill=TRACK)
    used = track.width() * bar.used_s / longest
    if used:
        ink.box(QRectF(track.left(), track.top(), max(used, 10), 26), radius=8, fill=BARS[1 if bar.over else 0])
    planned = track.left() + track.width() * bar.planned_s / longest
    ink.painter.setPen(QPen(QColor(TEXT), 4))
    ink.painter.drawLine(
        QRectF(planned, track.top() - 7, 0, 0).topLeft(), QRectF(planned, track.bottom() + 7, 0, 0).topLeft()
    )
    minutes = _("{minutes} min").format(minutes=round(bar.used_s / 60))
    right = QRectF(track.right() + 16, row.top(), 254, row.height())
    ink.text(QRectF(right.left(), right.top(), 92, right.height()), minutes, 26, _OVER if bar.over else TEXT, bold=True)
    ink.text(right.adjusted(96, 0, 0, 0), bar.words, 24, QUIET, align=RIGHT)


def _paint_goods(ink: Ink, goods: tuple[tuple[str, str], ...], top: float) -> float:
    if not goods:
        return top
    rows = _begin(ink, _("What was ordered"), len(goods), _GOOD, top)
    for place, (name, words) in enumerate(goods):
        row = QRectF(rows.left(), rows.top() + place * _GOOD, rows.width(), _GOOD)
        ink.text(QRectF(row.left(), row.top(), row.width() * 0.6, _GOOD), name, 28)
        ink.text(
            QRectF(row.left() + row.width() * 0.6, row.top(), row.width() * 0.4, _GOOD),
            words,
            28,
            bold=True,
            align=RIGHT,
        )
    return top + _part(len(goods), _GOOD)


def _paint_lines(ink: Ink, lines: tuple[str, ...], top: float) -> None:
    if not lines:
        return
    card = QRectF(_MARGIN, top, WIDTH - 2 * _MARGIN, _PAD * 2 + len(lines) * _LINE)
    ink.card(card)
    for place, line in enumerate(lines):
        ink.text(QRectF(card.left() + 32, top + _PAD + place * _LINE, card.width() - 64, _LINE), line, 28)
