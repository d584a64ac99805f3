"""One frame of the audience window as a picture: made off the window's thread, from rows that hold nothing private."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from leaderdesk.core.clock import day_text
from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import Shows
from leaderdesk.features.streams.rules.shown import Shown
from leaderdesk.features.streams.screen.audience.basket import paint_basket
from leaderdesk.features.streams.screen.audience.ink import (
    BRAND,
    BRAND_INK,
    BRAND_TINT,
    CARD_LINE,
    CENTER,
    PAPER,
    QUIET,
    Ink,
    Look,
)
from leaderdesk.features.streams.screen.audience.pieces import (
    HEAD_FOOT,
    MARGIN,
    paint_bars,
    paint_head,
    paint_order,
    paint_photo,
    paint_product,
    paint_trace,
    photo_of,
)

WIDE, TALL = QSize(1920, 1080), QSize(1080, 1920)
"""What the window is designed at, in both shapes."""

_GAP = 48.0


@dataclass(frozen=True, slots=True)
class _Stage:
    """What a mode is painted from: the ink, the rows, the area below the head, and whether it is upright."""

    ink: Ink
    shown: Shown
    area: QRectF
    tall: bool

    def halves(self, share: float) -> tuple[QRectF, QRectF]:
        """Return the area in two parts: beside each other, or above each other where it is upright."""
        area = self.area
        if self.tall:
            first = QRectF(area.left(), area.top(), area.width(), area.height() * share)
            top = first.bottom() + _GAP * 0.8
            return first, QRectF(area.left(), top, area.width(), area.bottom() - top)
        first = QRectF(area.left(), area.top(), area.width() * share, area.height())
        left = first.right() + _GAP
        return first, QRectF(left, area.top(), area.right() - left, area.height())


def frame_of(shown: Shown, size: QSize, look: Look, *, tall: bool) -> QImage:
    """Return what the window shows, across or upright, in pixels of `size`; works on any thread."""
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_frame(painter, shown, size, look, tall=tall)
    painter.end()
    return image


def paint_frame(painter: QPainter, shown: Shown, size: QSize, look: Look, *, tall: bool) -> None:
    """Paint what the window shows, fitted into `size`; what is left beside it is paper."""
    design = TALL if tall else WIDE
    scale = min(size.width() / design.width(), size.height() / design.height())
    painter.fillRect(0, 0, size.width(), size.height(), QColor(PAPER))
    painter.translate((size.width() - design.width() * scale) / 2, (size.height() - design.height() * scale) / 2)
    ink = Ink(painter, look, scale=scale)
    area = _area(tall=tall)
    if shown.mode is not Shows.BLANK:
        paint_head(ink, shown.head, design.width())
    _MODES[shown.mode](_Stage(ink, shown, area, tall))


def moving_rect(size: QSize, *, tall: bool, has_caption: bool) -> QRectF:
    """Return where a video lies in a window of `size`, in its pixels."""
    design = TALL if tall else WIDE
    scale = min(size.width() / design.width(), size.height() / design.height())
    rect = _media_rect(_area(tall=tall), has_caption=has_caption)
    left, top = (size.width() - design.width() * scale) / 2, (size.height() - design.height() * scale) / 2
    return QRectF(left + rect.x() * scale, top + rect.y() * scale, rect.width() * scale, rect.height() * scale)


def _area(*, tall: bool) -> QRectF:
    """Return what lies below the head, in pixels of the design."""
    design, foot = (TALL, MARGIN) if tall else (WIDE, 48.0)
    return QRectF(MARGIN, HEAD_FOOT, design.width() - 2 * MARGIN, design.height() - HEAD_FOOT - foot)


def _blank(stage: _Stage) -> None:
    """The name of the evening and when it begins: what stands there before, after, and whenever nothing is shown."""
    ink, shown, tall = stage.ink, stage.shown, stage.tall
    whole = stage.area.adjusted(0, -HEAD_FOOT + MARGIN, 0, 0)
    if tall:
        picture = QRectF(whole.left(), whole.top(), whole.width(), whole.height() * 0.46)
        words = QRectF(whole.left(), picture.bottom() + 90, whole.width(), whole.height() * 0.4)
    else:
        picture = QRectF(whole.left(), whole.top(), whole.width() * 0.46, whole.height())
        words = QRectF(picture.right() + 84, whole.top() + whole.height() * 0.24, 0, whole.height() * 0.6)
        words.setRight(whole.right())
    paint_basket(ink.painter, picture)
    y = words.top()
    tile = QRectF(words.left(), y, 76, 76)
    ink.box(tile, radius=20, fill=BRAND)
    ink.text(tile, "团", 42, "#FFFFFF", bold=True, align=CENTER)
    y += 112
    y += ink.block(QRectF(words.left(), y, words.width(), 0), shown.head.series, 84, most=2, bold=True, pitch=1.25)
    if shown.head.evening:
        y += 14
        y += ink.block(QRectF(words.left(), y, words.width(), 0), shown.head.evening, 42, QUIET, most=2)
    said = shown.goodbye or _start_text(shown)
    if said:
        box = QRectF(words.left(), y + 46, min(words.width(), ink.width(said, 44, bold=True) + 72), 92)
        ink.box(box, radius=24, fill=BRAND_TINT)
        ink.text(box.adjusted(24, 0, -24, 0), said, 44, BRAND_INK, bold=True, align=CENTER)


def _start_text(shown: Shown) -> str:
    # Once it has begun, the hour would only tell who came late.
    if shown.starts_at is None or shown.head.part:
        return ""
    moment = shown.starts_at
    return _("{day} {time}").format(day=day_text(moment.date()), time=moment.strftime("%H:%M"))


def _product(stage: _Stage) -> None:
    if stage.shown.product is None:
        return
    photo, words = stage.halves(0.5 if not stage.tall else 0.53)
    ink, order = stage.ink, stage.shown.order
    paint_photo(ink, photo, photo_of(stage.shown.product.jpeg), goods=stage.shown.product.name)
    if stage.tall:
        paint_product(ink, words, stage.shown.product, large=True)
    else:
        paint_product(ink, words.adjusted(0, words.height() * 0.1, 0, 0), stage.shown.product, large=True)
    if order is not None:
        card = QRectF(words.left(), words.bottom() - 204, words.width(), 204)
        ink.card(card)
        paint_order(ink, card.adjusted(44, 0, -44, 0), order)


def _trace(stage: _Stage) -> None:
    trace = stage.shown.trace
    if trace is None:
        return
    photo, words = stage.halves(0.4 if not stage.tall else 0.36)
    paint_photo(stage.ink, photo, photo_of(trace.jpeg), goods=trace.name)
    height = stage.ink.block(QRectF(words.left(), words.top() - 6, words.width(), 0), trace.name, 56, most=1, bold=True)
    card = words.adjusted(0, height + 10, 0, 0)
    paint_trace(stage.ink, card, trace, most=8)


def _poll(stage: _Stage) -> None:
    poll, ink, area = stage.shown.poll, stage.ink, stage.area.adjusted(0, 8, 0, 0)
    if poll is None:
        return
    count, gap = len(poll.options), 28.0
    title = ink.lines(poll.title, 72, area.width() - 128, 2, bold=True)
    around = 56 + len(title) * 72 * 1.3 + 56 + 56 + 92 + 40
    bar = min(230.0 if stage.tall else 150.0, (area.height() - around - gap * (count - 1)) / count)
    card = _middle(area, around + count * bar + gap * (count - 1))
    ink.card(card)
    inner = card.adjusted(64, 56, -64, -40)
    height = ink.block(QRectF(inner.left(), inner.top(), inner.width(), 0), poll.title, 72, most=2, bold=True)
    ink.text(QRectF(inner.left(), inner.top() + height, inner.width(), 56), poll.hint, 38, QUIET)
    bars = QRectF(inner.left(), inner.top() + height + 112, inner.width(), count * bar + gap * (count - 1))
    paint_bars(ink, bars, poll, gap=gap, px=min(52, int(bar * 0.55)))
    total = _("{count} votes so far").format(count=poll.total)
    ink.text(QRectF(inner.left(), inner.bottom() - 44, inner.width(), 44), total, 30, QUIET)


def _thanks(stage: _Stage) -> None:
    thanks, ink, area = stage.shown.thanks, stage.ink, stage.area.adjusted(0, 8, 0, 0)
    if thanks is None:
        return
    count = len(thanks.people)
    columns = (1 if count <= 8 else 2) if stage.tall else min(3, -(-count // 4))
    rows = -(-count // columns)
    pitch = min((area.height() - 268) / rows, 150)
    card = _middle(area, 268 + rows * pitch)
    ink.card(card)
    inner = card.adjusted(64, 64, -64, -56)
    badge = QRectF(inner.left(), inner.top(), 84, 84)
    ink.badge(badge, "gift", tint="#FAEBF3", color="#97406F")
    title = QRectF(badge.right() + 28, inner.top(), inner.width() - 112, 84)
    ink.text(title, thanks.title, 60, bold=True)
    width = inner.width() / columns
    for place, person in enumerate(thanks.people):
        x = inner.left() + (place // rows) * width
        y = inner.top() + 148 + (place % rows) * pitch
        named = ink.text(QRectF(x, y, width * 0.68, pitch), person.name, 56, bold=True)
        if person.building:
            words = _("Building {building}").format(building=person.building)
            ink.text(QRectF(x + named + 24, y + 8, width - named - 36, pitch), words, 32, QUIET)


def _middle(area: QRectF, height: float) -> QRectF:
    """Return a card of that height in the middle of the area, no taller than it."""
    height = min(height, area.height())
    return QRectF(area.left(), area.top() + (area.height() - height) / 2, area.width(), height)


def _media(stage: _Stage) -> None:
    media = stage.shown.media
    if media is None:
        return
    foot = 76 if media.caption else 0
    rect = _media_rect(stage.area, has_caption=bool(media.caption))
    image = photo_of(media.jpeg)
    if media.video:
        stage.ink.box(rect, radius=24, fill="#24231F")
    elif image is not None:
        stage.ink.picture(rect, image, whole=True)
    if foot:
        line = QRectF(rect.left(), rect.bottom() + 10, rect.width(), foot - 10)
        stage.ink.text(line, media.caption, 38, bold=True, align=CENTER)


def _media_rect(area: QRectF, *, has_caption: bool) -> QRectF:
    return area.adjusted(0, 8, 0, -76 if has_caption else 0)


def _combined(stage: _Stage) -> None:
    """Everything together, as it is drawn in the design."""
    shown, ink, area = stage.shown, stage.ink, stage.area
    if shown.product is None:
        return
    has_foot = shown.poll is not None or shown.order is not None
    foot_high = (172.0 if not stage.tall else 330.0) if has_foot else 0.0
    upper = area.adjusted(0, 0, 0, -(foot_high + 32) if has_foot else 0)
    above = _Stage(ink, shown, upper, stage.tall)
    photo, words = above.halves(0.487 if not stage.tall else 0.38)
    paint_photo(ink, photo, photo_of(shown.product.jpeg), goods=shown.product.name)
    end = paint_product(ink, words, shown.product)
    if shown.trace is not None:
        card = QRectF(words.left(), end + 8, words.width(), words.bottom() - end - 8)
        paint_trace(ink, card, shown.trace, most=6 if card.height() > 300 else 4)
    if has_foot:
        _paint_foot(stage, QRectF(area.left(), area.bottom() - foot_high, area.width(), foot_high))


def _paint_foot(stage: _Stage, card: QRectF) -> None:
    """Draw the vote and how to order in one card: beside each other, or above each other where it is upright."""
    ink, shown = stage.ink, stage.shown
    ink.card(card)
    inner = card.adjusted(32, 20, -32, -20)
    if shown.poll is None or shown.order is None:
        if shown.order is not None:
            paint_order(ink, inner, shown.order)
        else:
            _paint_vote(stage, inner)
        return
    if stage.tall:
        vote = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * 0.5)
        order = QRectF(inner.left(), vote.bottom() + 12, inner.width(), inner.bottom() - vote.bottom() - 12)
        rule = (order.topLeft(), order.topRight())
        order.adjust(0, 8, 0, 0)
    else:
        vote = QRectF(inner.left(), inner.top(), inner.width() * 0.72, inner.height())
        order = QRectF(vote.right() + 66, inner.top(), inner.right() - vote.right() - 66, inner.height())
        x = vote.right() + 33
        rule = (QRectF(x, card.top() + 28, 0, 0).topLeft(), QRectF(x, card.bottom() - 28, 0, 0).topLeft())
    ink.painter.setPen(QPen(QColor(CARD_LINE), 2))
    ink.painter.drawLine(*rule)
    _paint_vote(stage, vote)
    paint_order(ink, order, shown.order)


def _paint_vote(stage: _Stage, rect: QRectF) -> None:
    ink, poll = stage.ink, stage.shown.poll
    if poll is None:
        return
    title = QRectF(rect.left(), rect.top(), rect.width() * 0.28, rect.height())
    high = ink.block(title.adjusted(0, 12, 0, 0), poll.title, 36, most=2, bold=True, pitch=1.25)
    ink.text(QRectF(title.left(), title.top() + 12 + high, title.width(), 40), poll.hint, 24, QUIET)
    bars = QRectF(title.right() + 24, rect.top(), rect.width() - title.width() - 24, rect.height())
    paint_bars(ink, bars, poll, gap=12, px=27)


_MODES: Mapping[Shows, Callable[[_Stage], None]] = MappingProxyType(
    {
        Shows.BLANK: _blank,
        Shows.PRODUCT: _product,
        Shows.TRACE: _trace,
        Shows.POLL: _poll,
        Shows.THANKS: _thanks,
        Shows.MEDIA: _media,
        Shows.COMBINED: _combined,
    }
)
