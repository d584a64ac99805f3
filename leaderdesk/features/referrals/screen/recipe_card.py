"""A dish as one picture for the group: the photo, its name, and how it is cooked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from leaderdesk.core.i18n import _
from leaderdesk.features.referrals.rules.dishes import Dish
from leaderdesk.ui.pictures import decoded
from leaderdesk.ui.theme import theme

_WIDE, _HIGH, _PHOTO = 1080, 1440, 810
_PAPER, _INK, _QUIET = "#fbf9f4", "#1f2a24", "#5b665f"
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


def recipe_card(dish: Dish, jpeg: bytes) -> QImage:
    """Return the card; her name is on it only if she agreed to that."""
    card = QImage(_WIDE, _HIGH, QImage.Format.Format_RGB32)
    card.fill(QColor(_PAPER))
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    _paint_photo(painter, decoded(jpeg))
    title = dish.title or dish.product or _("A dish of a neighbour")
    _write(painter, QRectF(60, _PHOTO + 40, _WIDE - 120, 90), title, 56, _INK, bold=True)
    by = _("cooked by {who}").format(who=dish.shown_name) if dish.shown_name else _("cooked by a neighbour")
    goods = _(" with {product}").format(product=dish.product) if dish.product and dish.product != title else ""
    _write(painter, QRectF(60, _PHOTO + 130, _WIDE - 120, 50), by + goods, 32, _QUIET)
    _write(painter, QRectF(60, _PHOTO + 200, _WIDE - 120, _HIGH - _PHOTO - 240), dish.recipe, 34, _INK)
    painter.end()
    return card


def _paint_photo(painter: QPainter, photo: QImage) -> None:
    """Fill the upper part with the middle of the photo."""
    size = photo.size().scaled(_WIDE, _PHOTO, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    left, top = (_WIDE - size.width()) / 2, (_PHOTO - size.height()) / 2
    painter.save()
    painter.setClipRect(QRectF(0, 0, _WIDE, _PHOTO))
    painter.drawImage(QRectF(left, top, size.width(), size.height()), photo)
    painter.restore()


def _write(painter: QPainter, rect: QRectF, text: str, pixels: int, color: str, *, bold: bool = False) -> None:
    font = QFont(theme().font("body"))
    font.setPixelSize(pixels)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(rect, _WRAPPED, text)
