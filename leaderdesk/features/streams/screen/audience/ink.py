"""The paper look of the audience window and of pictures for the group: its colours, its type, and how words fit in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath

from leaderdesk.ui.icons import IconName, icon_image
from leaderdesk.ui.painting import CENTER, LEFT, RIGHT, paint_box

PAPER, CARD, CARD_LINE, TRACK = "#FBF7F0", "#FFFFFF", "#E4DCCD", "#F1EBDF"
TEXT, QUIET, PRICE = "#24231F", "#57554D", "#B8352A"
BRAND, BRAND_TINT, BRAND_INK = "#16725A", "#E3F1EB", "#0F5A46"
BARS = ("#9CCDBC", "#F3D29B", "#A9CBEE", "#E3B3CD")
TAGS = {"warn": ("#FFF3DD", "#854600"), "info": ("#E7F0FA", "#1B558F"), "brand": (BRAND_TINT, BRAND_INK)}
LEAST_PX = 18
"""Nothing is written smaller: it is read from a phone that shows a screen that shows a window."""

_PLAIN = int(Qt.TextFlag.TextSingleLine)

__all__ = [
    "BARS", "BRAND", "BRAND_INK", "BRAND_TINT", "CARD", "CARD_LINE", "CENTER", "LEAST_PX", "LEFT", "PAPER", "PRICE",
    "QUIET", "RIGHT", "TAGS", "TEXT", "TRACK", "Ink", "Look",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """The families to write with; fetched on the window's thread, used on any."""

    families: tuple[str, ...]

    def font(self, px: int, *, bold: bool = False) -> QFont:
        """Return the face in that size."""
        return _font(self.families, px, bold)


class Ink:
    """Writes and draws in the design's own pixels; the painter may be scaled to any size."""

    def __init__(self, painter: QPainter, look: Look, *, scale: float) -> None:
        self.painter = painter
        self.look = look
        self._scale = scale
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(scale, scale)

    def width(self, text: str, px: int, *, bold: bool = False) -> float:
        """Return how wide the text is in one line."""
        return QFontMetricsF(self.look.font(px, bold=bold)).horizontalAdvance(text)

    def text(
        self, rect: QRectF, text: str, px: int, color: str = TEXT, *, bold: bool = False, align: Qt.AlignmentFlag = LEFT
    ) -> float:
        """Write one line; what does not fit is first made smaller, down to two thirds, then cut. Return its width."""
        least = max(LEAST_PX, px * 2 // 3)
        while px > least and self.width(text, px, bold=bold) > rect.width():
            px -= 1
        font = self.look.font(px, bold=bold)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(text) > rect.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.setFont(font)
        self.painter.setPen(QColor(color))
        self.painter.drawText(rect, int(align) | _PLAIN, text)
        return metrics.horizontalAdvance(text)

    def lines(self, text: str, px: int, width: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
        """Return the text in at most so many lines; the last one is cut where it does not fit."""
        metrics = QFontMetricsF(self.look.font(px, bold=bold))
        found, line = list[str](), ""
        for word in _words(text):
            if line and metrics.horizontalAdvance((line + word).rstrip()) > width:
                found.append(line.rstrip())
                line = word.lstrip()
            else:
                line += word
        found += [line.strip()] if line.strip() else []
        if len(found) > most:
            rest = "".join(found[most - 1 :])
            found = [*found[: most - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
        return tuple(found)

    def block(
        self, rect: QRectF, text: str, px: int, color: str = TEXT, *, most: int, bold: bool = False, pitch: float = 1.3
    ) -> float:
        """Write lines below each other from the top of `rect`, smaller if that spares a cut; return their height."""
        least = max(LEAST_PX, px * 2 // 3)
        while px > least and len(self.lines(text, px, rect.width(), most + 1, bold=bold)) > most:
            px -= 2
        lines = self.lines(text, px, rect.width(), most, bold=bold)
        for place, line in enumerate(lines):
            top = rect.top() + place * px * pitch
            self.text(QRectF(rect.left(), top, rect.width(), px * pitch), line, px, color, bold=bold)
        return len(lines) * px * pitch

    def box(self, rect: QRectF, *, radius: float, fill: str, line: str = "", width: float = 2) -> None:
        """Fill a rounded box."""
        paint_box(
            self.painter, rect, radius=radius, fill=QColor(fill), line=QColor(line) if line else None, width=width
        )

    def card(self, rect: QRectF) -> None:
        """Draw the white card that holds words."""
        self.box(rect, radius=24, fill=CARD, line=CARD_LINE)

    def icon(self, rect: QRectF, name: IconName, color: str) -> None:
        """Draw an icon in the pixels of the window, so that it is sharp at any size."""
        side = max(1, round(rect.width() * self._scale))
        self.painter.drawImage(rect, icon_image(name, side, QColor(color), 1.0))

    def badge(self, rect: QRectF, name: IconName, *, tint: str = BRAND_TINT, color: str = BRAND) -> None:
        """Draw an icon on its tinted tile."""
        self.box(rect, radius=rect.width() * 0.27, fill=tint)
        gap = rect.width() * 0.26
        self.icon(rect.adjusted(gap, gap, -gap, -gap), name, color)

    def pill(self, left: float, top: float, text: str, px: int, *, fill: str, color: str, height: float) -> float:
        """Write a word on a tint; return its right edge."""
        width = self.width(text, px) + height * 0.66
        self.box(QRectF(left, top, width, height), radius=height * 0.27, fill=fill)
        self.text(QRectF(left, top, width, height), text, px, color, align=CENTER)
        return left + width

    def picture(self, rect: QRectF, image: QImage, *, radius: float = 24, whole: bool = False) -> None:
        """Fill the rounded box with the middle of the picture, or show the picture whole within it."""
        mode = Qt.AspectRatioMode.KeepAspectRatio if whole else Qt.AspectRatioMode.KeepAspectRatioByExpanding
        size = image.size().toSizeF().scaled(rect.size(), mode)
        target = QRectF(rect.topLeft(), size)
        target.moveCenter(rect.center())
        path = QPainterPath()
        path.addRoundedRect(rect.intersected(target), radius, radius)
        self.painter.save()
        self.painter.setClipPath(path)
        # Shrunk by averages first: the painter alone would leave out rows and columns.
        pixels = (size * self._scale).toSize()
        if pixels.width() < image.width():
            image = image.scaled(
                pixels, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        self.painter.drawImage(target, image)
        self.painter.restore()


@lru_cache(maxsize=256)
def _font(families: tuple[str, ...], px: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def _words(text: str) -> Sequence[str]:
    """Return the pieces between which a line may break: words of letters whole, hanzi one by one, no comma first."""
    found = list[str]()
    for sign in text:
        joins = found and (sign in "，。、；：？！）》」』”’%,.;:?!) " or (_latin(sign) and _latin(found[-1][-1])))
        if joins:
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _latin(sign: str) -> bool:
    return sign.isascii() and not sign.isspace()
