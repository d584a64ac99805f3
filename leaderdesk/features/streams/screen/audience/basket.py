"""The drawn basket that stands where there is no photo; it holds strawberries only where strawberries are meant."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_WALL, _TABLE, _SHADE = "#F6E3D7", "#E9CDB9", "#D8B39B"
_BASKET, _RIM, _INSIDE = "#F3EAD9", "#E6D7C1", "#FBF6EC"
_BERRY, _LIGHT, _SEED, _LEAF, _STEM, _BRAND = "#D03830", "#E2675C", "#F8D98B", "#3E8E73", "#25674F", "#16725A"
_WIDTH, _HEIGHT = 880.0, 700.0
_BERRIES = (
    # Left, top of the fruit, how large, turned by degrees; those in front come last.
    (252.0, 268.0, 0.86, -8.0),
    (628.0, 268.0, 0.86, 8.0),
    (440.0, 196.0, 1.0, 0.0),
    (345.0, 322.0, 0.66, -4.0),
    (535.0, 322.0, 0.66, 4.0),
)
_SEEDS = (
    (-40, 38), (0, 30), (40, 36), (-58, 74), (-20, 66), (24, 66), (60, 76), (-40, 108), (0, 104), (42, 110), (-22, 142),
    (22, 142), (0, 176), (-52, 142), (54, 144),
)  # fmt: skip


_BERRY_WORDS = ("草莓", "strawberr")


def paint_basket(painter: QPainter, rect: QRectF, *, goods: str = "", radius: float = 24) -> None:
    """Fill `rect` with the basket on its table, whatever its shape; a picture of other `goods` is never invented."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    around = QPainterPath()
    around.addRoundedRect(rect, radius, radius)
    painter.setClipPath(around)
    painter.fillRect(rect, QColor(_WALL))
    table = rect.top() + rect.height() * 0.715
    painter.fillRect(QRectF(rect.left(), table, rect.width(), rect.bottom() - table), QColor(_TABLE))
    scale = min(rect.width() / _WIDTH, rect.height() / _HEIGHT)
    painter.translate(rect.center().x(), table)
    painter.scale(scale, scale)
    # From here on the table's edge is at 500 below the top of the design, its middle at 440.
    painter.translate(-_WIDTH / 2, -500)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_SHADE))
    painter.drawEllipse(QPointF(440, 592), 330, 34)
    painter.setBrush(QColor(_INSIDE))
    painter.drawPolygon([QPointF(128, 380), QPointF(752, 380), QPointF(748, 424), QPointF(132, 424)])
    if any(word in goods.casefold() for word in _BERRY_WORDS):
        _paint_berries(painter)
    _paint_front(painter)
    painter.restore()


def _paint_berries(painter: QPainter) -> None:
    painter.save()
    painter.setClipRect(QRectF(100, 0, 680, 401))
    for left, top, size, turned in _BERRIES:
        painter.save()
        painter.translate(left, top)
        painter.rotate(turned)
        painter.scale(size, size)
        _paint_berry(painter)
        painter.restore()
    painter.restore()


def _paint_berry(painter: QPainter) -> None:
    """Draw one fruit hanging from 0, 0, about 165 wide and 230 high."""
    fruit = QPainterPath(QPointF(0, 8))
    fruit.cubicTo(QPointF(70, -8), QPointF(96, 44), QPointF(78, 110))
    fruit.cubicTo(QPointF(62, 172), QPointF(26, 226), QPointF(0, 228))
    fruit.cubicTo(QPointF(-26, 226), QPointF(-62, 172), QPointF(-78, 110))
    fruit.cubicTo(QPointF(-96, 44), QPointF(-70, -8), QPointF(0, 8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_BERRY))
    painter.drawPath(fruit)
    light = QPainterPath(QPointF(-60, 40))
    light.cubicTo(QPointF(-74, 82), QPointF(-64, 122), QPointF(-48, 146))
    pen = QPen(QColor(_LIGHT), 11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(light)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_SEED))
    for x, y in _SEEDS:
        painter.drawEllipse(QPointF(x, y + 14), 3.6, 6.2)
    _paint_leaves(painter)


def _paint_leaves(painter: QPainter) -> None:
    painter.setBrush(QColor(_LEAF))
    for turned, length in ((-112, 74), (-68, 62), (68, 62), (112, 74), (178, 34)):
        painter.save()
        painter.translate(0, 8)
        painter.rotate(turned)
        leaf = QPainterPath(QPointF(0, 0))
        leaf.cubicTo(QPointF(-20, -length * 0.35), QPointF(-14, -length * 0.8), QPointF(0, -length))
        leaf.cubicTo(QPointF(18, -length * 0.7), QPointF(20, -length * 0.3), QPointF(0, 0))
        painter.drawPath(leaf)
        painter.restore()
    stem = QPainterPath(QPointF(0, 6))
    stem.cubicTo(QPointF(0, -14), QPointF(4, -28), QPointF(14, -38))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(_STEM), 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(stem)


def _paint_front(painter: QPainter) -> None:
    front = QPainterPath(QPointF(136, 424))
    front.lineTo(744, 424)
    front.lineTo(704, 576)
    front.quadTo(QPointF(698, 596), QPointF(680, 596))
    front.lineTo(200, 596)
    front.quadTo(QPointF(182, 596), QPointF(176, 576))
    front.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_BASKET))
    painter.drawPath(front)
    painter.setBrush(QColor(_RIM))
    painter.drawPolygon([QPointF(128, 400), QPointF(752, 400), QPointF(746, 424), QPointF(134, 424)])
    painter.setBrush(QColor(_BRAND))
    painter.drawEllipse(QPointF(440, 512), 48, 48)
    leaf = QPainterPath(QPointF(418, 536))
    leaf.cubicTo(QPointF(410, 500), QPointF(424, 484), QPointF(464, 484))
    leaf.cubicTo(QPointF(466, 522), QPointF(450, 540), QPointF(424, 534))
    leaf.moveTo(QPointF(416, 540))
    leaf.lineTo(QPointF(444, 506))
    pen = QPen(QColor("white"), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(leaf)
