"""The parts of the audience window: the head, goods with their price, where they come from, votes, how to order."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPen

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import yuan_text
from leaderdesk.features.streams.rules.shown import (
    ShownFact,
    ShownHead,
    ShownOption,
    ShownOrder,
    ShownPoll,
    ShownProduct,
    ShownTrace,
)
from leaderdesk.features.streams.screen.audience.basket import paint_basket
from leaderdesk.features.streams.screen.audience.ink import (
    BARS,
    BRAND,
    BRAND_INK,
    BRAND_TINT,
    CARD_LINE,
    CENTER,
    PRICE,
    QUIET,
    RIGHT,
    TAGS,
    TEXT,
    TRACK,
    Ink,
)
from leaderdesk.features.streams.screen.trace_icons import TRACE_ICONS
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.pictures import decoded

MARGIN = 56.0
HEAD_FOOT = 128.0
"""Where the line at the top ends."""


def paint_head(ink: Ink, head: ShownHead, width: float) -> None:
    """Draw the name of the evening at the left, and what is being done now at the right."""
    tile = QRectF(MARGIN, 42, 60, 60)
    ink.box(tile, radius=16, fill=BRAND)
    ink.text(tile, "团", 32, "#FFFFFF", bold=True, align=CENTER)
    right = width - MARGIN
    if head.part:
        pill = ink.width(head.part, 26, bold=True) + 44
        box = QRectF(right - pill, 46, pill, 52)
        ink.box(box, radius=14, fill=BRAND_TINT)
        ink.text(box, head.part, 26, BRAND_INK, bold=True, align=CENTER)
        word = _("on now")
        left = box.left() - 20 - ink.width(word, 25)
        if width > 1200:
            ink.text(QRectF(left, 42, box.left() - 20 - left, 60), word, 25, QUIET)
            right = left - 30
        else:
            right = box.left() - 24
    room = right - 136
    named = ink.text(QRectF(136, 42, min(room, max(room * 0.62, 300)), 60), head.series, 38, TEXT, bold=True)
    rest = room - named - 24
    if head.evening and rest > 120:
        ink.text(QRectF(136 + named + 24, 44, rest, 60), head.evening, 26, QUIET)


def paint_photo(ink: Ink, rect: QRectF, image: QImage | None, *, goods: str) -> None:
    """Draw the photo of the goods, or the basket where there is none."""
    if image is None or image.isNull():
        paint_basket(ink.painter, rect, goods=goods)
    else:
        ink.picture(rect, image)


def photo_of(jpeg: bytes) -> QImage | None:
    """Return the picture; None where there is none or where it cannot be read: the basket stands there then."""
    try:
        return decoded(jpeg) if jpeg else None
    except UserError:
        return None


def paint_product(ink: Ink, rect: QRectF, product: ShownProduct, *, large: bool = False) -> float:
    """Draw tags, name, a word about it and the price from the top of `rect`; return where they end."""
    left, y = rect.left(), rect.top()
    size = 76 if large else 60
    for tag in product.tags:
        fill, color = TAGS[tag.tone]
        left = ink.pill(left, y, tag.words, 23, fill=fill, color=color, height=42) + 12
    y += 58 if product.tags else 4
    y += ink.block(QRectF(rect.left(), y, rect.width(), 0), product.name, size, most=2, bold=True, pitch=1.22)
    if product.word:
        px = 32 if large else 28
        y += 6 + ink.block(QRectF(rect.left(), y + 4, rect.width(), 0), product.word, px, QUIET, most=2)
    if product.price_fen is not None:
        y += 18 if large else 10
        _paint_price(ink, QRectF(rect.left(), y, rect.width(), 128), product, large=large)
        y += 150 if large else 122
    elif product.per:
        ink.text(QRectF(rect.left(), y + 8, rect.width(), 44), product.per, 31, QUIET)
        y += 60
    return y


def _paint_price(ink: Ink, rect: QRectF, product: ShownProduct, *, large: bool) -> None:
    words = price_words(product.price_fen or 0)
    px = 132 if large else 104
    figures = QRectF(rect.left() + 36, rect.top(), rect.width() * 0.62, px * 1.16)
    sign = QRectF(rect.left(), rect.top() + px * 0.44, 40, px * 0.62)
    ink.text(sign, "¥", 48, PRICE, bold=True)
    width = ink.text(figures, words, px, PRICE, bold=True)
    left = figures.left() + width + 20
    ink.text(QRectF(left, rect.top() + px * 0.5, rect.right() - left, px * 0.5), product.per, 31, QUIET)


def price_words(fen: int) -> str:
    """Return a price as it is shown large, without the sign: 36, 36.50."""
    return yuan_text(fen).removesuffix(".00")


def paint_trace(ink: Ink, rect: QRectF, trace: ShownTrace, *, most: int) -> None:
    """Draw the card of where goods come from, with so many facts in two columns and the story if there is room."""
    ink.card(rect)
    facts = trace.facts[:most]
    rows = max(1, (len(facts) + 1) // 2)
    head = 92.0
    icon = QRectF(rect.left() + 32, rect.top() + 30, 32, 32)
    ink.icon(icon, "shield", BRAND)
    ink.text(
        QRectF(icon.right() + 14, rect.top() + 20, rect.width() * 0.5, 52), _("Where it comes from"), 29, bold=True
    )
    ink.text(QRectF(rect.center().x(), rect.top() + 20, rect.width() / 2 - 32, 52), trace.batch, 21, QUIET, align=RIGHT)
    room = rect.height() - head - 18
    story = trace.story if room / rows > 150 or (most > 6 and room - rows * 100 > 70) else ""
    foot = 76 if story else 0
    pitch = min((room - foot) / rows, 190)
    column = (rect.width() - 64) / 2
    for place, fact in enumerate(facts):
        x = rect.left() + 32 + (place % 2) * column
        y = rect.top() + head + (place // 2) * pitch
        _paint_fact(ink, QRectF(x, y, column - 16, pitch), fact)
    if story:
        box = QRectF(rect.left() + 32, rect.bottom() - foot - 12, rect.width() - 64, foot)
        ink.painter.setPen(QPen(QColor(CARD_LINE), 2))
        ink.painter.drawLine(box.topLeft(), box.topRight())
        ink.text(QRectF(box.left(), box.top() + 6, box.width(), foot - 6), story, 25, QUIET)


def _paint_fact(ink: Ink, rect: QRectF, fact: ShownFact) -> None:
    tall = rect.height() > 118
    side, label, value = (64, 23, 30) if tall else (52, 19, 26)
    ink.badge(QRectF(rect.left(), rect.top() + 4, side, side), _fact_icon(fact))
    left = rect.left() + side + 16
    width = rect.right() - left
    ink.text(QRectF(left, rect.top(), width, label * 1.3), fact.title, label, QUIET)
    top = rect.top() + label * 1.4
    if ink.width(fact.value, value, bold=True) <= width * 1.12 or rect.height() < 90:
        ink.text(QRectF(left, top, width, value * 1.4), fact.value, value, bold=True)
    else:
        ink.block(QRectF(left, top + 2, width, 0), fact.value, value - 3, most=2, bold=True, pitch=1.22)


def _fact_icon(fact: ShownFact) -> IconName:
    return "info" if fact.trace is None else TRACE_ICONS[fact.trace]


def paint_bars(ink: Ink, rect: QRectF, poll: ShownPoll, *, gap: float, px: int) -> None:
    """Draw one bar for each option, as long as its share of the votes."""
    count = len(poll.options)
    height = min((rect.height() - gap * (count - 1)) / max(count, 1), px * 4.4)
    top = rect.top() + (rect.height() - count * height - gap * (count - 1)) / 2
    for place, option in enumerate(poll.options):
        bar = QRectF(rect.left(), top + place * (height + gap), rect.width(), height)
        share = option.votes / max(poll.total, 1)
        _paint_bar(ink, bar, option, share=share, fill=BARS[place % len(BARS)], px=px)


def _paint_bar(ink: Ink, bar: QRectF, option: ShownOption, *, share: float, fill: str, px: int) -> None:
    radius = min(16.0, bar.height() * 0.27)
    ink.box(bar, radius=radius, fill=TRACK)
    if share > 0:
        filled = QRectF(bar.left(), bar.top(), max(bar.width() * share, radius * 2), bar.height())
        ink.box(filled, radius=radius, fill=fill)
    words = _("{count} votes").format(count=option.votes)
    counted = ink.width(words, px, bold=True)
    ink.text(QRectF(bar.right() - 24 - counted, bar.top(), counted + 2, bar.height()), words, px, bold=True)
    room = bar.width() - counted - 72
    ink.text(QRectF(bar.left() + 22, bar.top(), room, bar.height()), option.words, px, bold=True)


def paint_order(ink: Ink, rect: QRectF, order: ShownOrder) -> None:
    """Draw how to order, in three lines in the middle of `rect`."""
    top = rect.center().y() - 62
    ink.text(QRectF(rect.left(), top, rect.width(), 34), order.lead, 24, QUIET)
    ink.text(QRectF(rect.left(), top + 38, rect.width(), 46), order.example, 33, bold=True)
    ink.text(QRectF(rect.left(), top + 92, rect.width(), 34), order.until, 24, QUIET)
