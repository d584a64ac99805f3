"""The announcement of a stream as one upright picture for the group."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from leaderdesk.core.clock import day_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.streams.rules.pictures import Poster, PosterGood
from leaderdesk.features.streams.screen.audience.basket import paint_basket
from leaderdesk.features.streams.screen.audience.ink import BRAND, CENTER, PAPER, PRICE, QUIET, RIGHT, TEXT, Ink, Look
from leaderdesk.features.streams.screen.audience.pieces import paint_photo, photo_of, price_words

SIZE = QSize(1080, 1440)
_MARGIN = 64.0
_GAP = 28.0


def announcement_image(poster: Poster, look: Look) -> QImage:
    """Return the picture, 1080 × 1440; works on any thread."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    ink = Ink(painter, look, scale=1.0)
    top = _paint_head(ink, poster)
    foot = _paint_foot(ink, poster)
    area = QRectF(_MARGIN, top + 36, SIZE.width() - 2 * _MARGIN, foot - top - 72)
    if poster.goods:
        _paint_goods(ink, poster, area)
    else:
        paint_basket(painter, area)
    painter.end()
    return image


def _paint_head(ink: Ink, poster: Poster) -> float:
    """Draw series, theme and when; return where they end."""
    width = SIZE.width() - 2 * _MARGIN
    tile = QRectF(_MARGIN, 60, 60, 60)
    ink.box(tile, radius=16, fill=BRAND)
    ink.text(tile, "团", 32, "#FFFFFF", bold=True, align=CENTER)
    ink.text(QRectF(_MARGIN + 80, 60, width - 80, 60), poster.series, 34, QUIET)
    y = 148.0
    y += ink.block(QRectF(_MARGIN, y, width, 0), poster.theme, 84, most=2, bold=True, pitch=1.2)
    words = _("{day} {time}").format(day=day_text(poster.starts_at.date()), time=poster.starts_at.strftime("%H:%M"))
    box = QRectF(_MARGIN, y + 20, ink.width(words, 50, bold=True) + 72, 98)
    ink.box(box, radius=24, fill=BRAND)
    ink.text(box, words, 50, "#FFFFFF", bold=True, align=CENTER)
    ink.text(QRectF(box.right() + 28, box.top(), width - box.width() - 28, 98), _("live, in our group"), 34, QUIET)
    return box.bottom()


def _paint_goods(ink: Ink, poster: Poster, area: QRectF) -> None:
    """Draw one, two or four tiles, each with photo, name and price."""
    count = len(poster.goods)
    columns = 1 if count == 1 else 2
    rows = -(-count // columns)
    width = (area.width() - _GAP * (columns - 1)) / columns
    height = (area.height() - _GAP * (rows - 1)) / rows
    for place, good in enumerate(poster.goods):
        last_alone = columns == 2 and count % 2 == 1 and place == count - 1
        x = area.left() + (place % columns) * (width + _GAP)
        y = area.top() + (place // columns) * (height + _GAP)
        _paint_good(ink, QRectF(x, y, area.width() if last_alone else width, height), good)


def _paint_good(ink: Ink, rect: QRectF, good: PosterGood) -> None:
    ink.card(rect)
    photo = QRectF(rect.left() + 14, rect.top() + 14, rect.width() - 28, rect.height() - 98)
    paint_photo(ink, photo, photo_of(good.jpeg), goods=good.name)
    line = QRectF(rect.left() + 26, photo.bottom() + 12, rect.width() - 52, 60)
    taken = 0.0
    if good.price_fen is not None:
        price = f"¥{price_words(good.price_fen)}"
        per = _(" / {unit}").format(unit=good.per) if good.per else ""
        small = ink.width(per, 24)
        ink.text(QRectF(line.right() - small - 2, line.top() + 4, small + 2, 60), per, 24, QUIET)
        taken = ink.width(price, 42, bold=True) + small + 10
        big = QRectF(line.right() - taken, line.top(), taken - small - 8, 60)
        ink.text(big, price, 42, PRICE, bold=True, align=RIGHT)
    ink.text(QRectF(line.left(), line.top(), line.width() - taken - 16, 60), good.name, 36, TEXT, bold=True)


def _paint_foot(ink: Ink, poster: Poster) -> float:
    """Draw how to take part; return where that begins."""
    width, top = SIZE.width() - 2 * _MARGIN, SIZE.height() - 176.0
    ink.card(QRectF(_MARGIN, top, width, 120))
    more = poster.more
    words = _("Ask anything live; want some, write it in the group")
    if more:
        words = ngettext("…and {count} more. Ask anything live", "…and {count} more. Ask anything live", more).format(
            count=more
        )
    inner = QRectF(_MARGIN + 32, top + 14, width - 64, 48)
    ink.text(inner, words, 34, bold=True)
    below = " · ".join(part for part in (poster.until, poster.shop) if part)
    ink.text(inner.translated(0, 48), below, 26, QUIET)
    return top
