"""Small marks: status pills, chips, key caps, count badges and the round picture of a person without a photo."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.ui.icons import SMALL, IconName, paint_icon
from leaderdesk.ui.painting import (
    CENTER,
    key_cap_size,
    line_height,
    paint_box,
    paint_dot,
    paint_key_cap,
    paint_text,
    text_width,
)
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, LINE, TINT, ColorName, Tone

ChipLook = Literal["plain", "changed", "unclear", "cold", "gone"]
"""plain: as ordered; changed: blue; unclear: amber; cold: blue with a snowflake; gone: struck through."""


class Mark(QWidget):
    """A small painted mark that is read but not used; it keeps its size and says its words to a screen reader."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class StatusPill(Mark):
    """A state: a dot (or an icon, or nothing) and a word on a tint, fully round."""

    def __init__(
        self,
        text: str,
        tone: Tone = "neutral",
        *,
        icon: IconName | None = None,
        dot: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._text = text
        self._tone: Tone = tone
        self._icon = icon
        self._dot = dot and icon is None

    def show_state(self, text: str, tone: Tone, *, icon: IconName | None = None) -> None:
        """Show another state."""
        self._text, self._tone, self._icon = text, tone, icon
        self._dot = self._dot and icon is None
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word."""
        return self._text

    @override
    def sizeHint(self) -> QSize:
        look = theme()
        font = look.font("caption")
        height = max(look.grown(22, "caption"), line_height(font) + 4)
        return QSize(text_width(self._text, font) + 20 + self._lead(), height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        ink = look.color(INK[self._tone])
        paint_box(painter, rect, radius=999, fill=look.color(TINT[self._tone]))
        if self._icon is not None:
            paint_icon(painter, QRectF(8, (rect.height() - 14) / 2, 14, 14), self._icon, ink)
        elif self._dot:
            paint_dot(painter, QPointF(12, rect.center().y()), color=ink)
        paint_text(
            painter, rect.adjusted(10 + self._lead(), 0, -8, 0), self._text, font=look.font("caption"), color=ink
        )

    def _lead(self) -> int:
        return 17 if self._icon is not None else 9 if self._dot else 0


class Chip(Mark):
    """A product and how many of it, or a short word in a box: 草莓 ×2."""

    def __init__(
        self, text: str, quantity: str = "", *, look: ChipLook = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(" ".join(part for part in (text, quantity) if part), parent)
        self._text = text
        self._quantity = quantity
        self._look: ChipLook = look

    def text(self) -> str:
        """Return the word, without the quantity."""
        return self._text

    @override
    def sizeHint(self) -> QSize:
        font, bold = _chip_fonts()
        width = text_width(self._text, font) + 18
        if self._quantity:
            width += text_width(self._quantity, bold) + 5
        if self._look == "cold":
            width += SMALL + 4
        return QSize(width, max(theme().grown(24, "small"), line_height(font) + 4))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        fill, line, ink = _CHIP_COLORS[self._look]
        font, bold = _chip_fonts()
        if self._look == "gone":
            font.setStrikeOut(True)
            bold.setStrikeOut(True)
        paint_box(painter, rect, radius=6, fill=look.color(fill), line=look.color(line) if line else None)
        left = 9.0
        if self._look == "cold":
            paint_icon(
                painter, QRectF(left, (rect.height() - SMALL) / 2, SMALL, SMALL), "snowflake", look.color("info")
            )
            left += SMALL + 4
        paint_text(painter, rect.adjusted(left, 0, -8, 0), self._text, font=font, color=look.color(ink))
        if self._quantity:
            left += text_width(self._text, font) + 5
            paint_text(painter, rect.adjusted(left, 0, -4, 0), self._quantity, font=bold, color=look.color(ink))


_CHIP_COLORS: dict[ChipLook, tuple[ColorName, ColorName | None, ColorName]] = {
    "plain": ("canvas", "border", "text"),
    "changed": ("infoTint", LINE["info"], "infoText"),
    "unclear": ("warnTint", LINE["warn"], "warnText"),
    "cold": ("infoTint", None, "infoText"),
    "gone": ("surface", "border", "text3"),
}


class KeyCap(Mark):
    """The cap of a shortcut, as `Ctrl K`."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self._keys = keys

    @override
    def sizeHint(self) -> QSize:
        size = key_cap_size(self._keys)
        return QSize(int(size.width()), int(size.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        rect = self.rect().toRectF()
        paint_key_cap(
            QPainter(self),
            rect,
            self._keys,
            ink=look.color("text2"),
            line=look.color("borderStrong"),
            fill=look.color("surface"),
        )


class CountBadge(Mark):
    """A number on vermilion, or only a dot when there is nothing to count; above 99 it says 99+."""

    def __init__(self, meaning: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(meaning, parent)
        self._count = count

    def show_count(self, count: int | None, meaning: str) -> None:
        """Show another number; None is a dot, 0 hides the badge."""
        self._count = count
        self.setAccessibleName(meaning)
        self.setVisible(count != 0)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if self._count is None:
            return QSize(8, 8)
        font = _bold_caption()
        height = max(16, line_height(font) - 2)
        return QSize(max(height + 2, text_width(self._words(), font) + 10), height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        paint_box(painter, rect, radius=999, fill=look.color("live"))
        if self._count is not None:
            paint_text(painter, rect, self._words(), font=_bold_caption(), color=look.color("textOnLive"), align=CENTER)

    def _words(self) -> str:
        return "99+" if (self._count or 0) > 99 else str(self._count)


class Avatar(Mark):
    """The first sign of a name in a circle."""

    def __init__(self, name: str, *, side: int = 28, tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name = name
        self._side = side
        self._tone: Tone = tone

    def show_name(self, name: str, tone: Tone) -> None:
        """Show another person."""
        self._name, self._tone = name, tone
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = theme().grown(self._side)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        paint_box(painter, rect, radius=999, fill=look.color(TINT[self._tone]))
        font = QFont(look.font("strong" if self._side < 40 else "title"))
        painter.setFont(font)
        painter.setPen(look.color(INK[self._tone]))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._name[:1])


def _chip_fonts() -> tuple[QFont, QFont]:
    font = QFont(theme().font("small"))
    bold = QFont(font)
    bold.setBold(True)
    return font, bold


def _bold_caption() -> QFont:
    font = QFont(theme().font("caption"))
    font.setBold(True)
    return font
