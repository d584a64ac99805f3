"""The figures that change every second: they paint themselves and nothing around them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.console import Mood, clock_of, long_clock, mood_of, seconds_left
from leaderdesk.ui.painting import CENTER, LEFT, line_height, paint_box, paint_dot, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

_INKS: dict[Mood, ColorName] = {"calm": "text", "last": "warn", "over": "danger"}
_WIDEST = "88:88"
_GROWS_UP_TO = 1.15
"""A countdown of 96 pixels is read from the other side of the room as it is."""


class Countdown(QWidget):
    """What is left of the cue in figures of 96 pixels; over its time it counts up in red, behind a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._mood: Mood = "calm"
        # It fills its own ground, so that a second that passes paints nothing else.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_left(0)

    def show_left(self, left_ms: int) -> None:
        """Show what is left, in milliseconds; nothing is painted while the figures stay the same."""
        seconds = seconds_left(left_ms)
        text, mood = clock_of(seconds), mood_of(left_ms)
        if (text, mood) == (self._text, self._mood):
            return
        grows = len(text) != len(self._text) or (mood == "over") != (self._mood == "over")
        self._text, self._mood = text, mood
        self.setAccessibleName(self.text())
        if grows:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return what is shown: 04:24, or 超 00:42."""
        return _("over {time}").format(time=self._text) if self._mood == "over" else self._text

    def mood(self) -> Mood:
        """Return how it looks: calm, last or over."""
        return self._mood

    @override
    def sizeHint(self) -> QSize:
        figures = self._figures()
        eights = "".join("8" if sign.isdigit() else sign for sign in self._text)
        width = text_width(max(_WIDEST, eights, key=len), figures)
        return QSize(width + self._before() + 4, _cap_height(figures) + 12)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        ink = look.color(_INKS[self._mood])
        figures, before = self._figures(), self._before()
        base = 6 + _cap_height(figures)
        painter.setPen(ink)
        if before:
            painter.setFont(look.font("figure"))
            painter.drawText(QPointF(0, base), _("over"))
        painter.setFont(figures)
        # Each sign has the place of an 8: the figures do not dance.
        left, wide = float(before), text_width("8", figures)
        for sign in self._text:
            room = wide if sign.isdigit() else text_width(sign, figures)
            painter.drawText(QPointF(left + (room - text_width(sign, figures)) / 2, base), sign)
            left += room

    def _before(self) -> int:
        return text_width(_("over"), theme().font("figure")) + 12 if self._mood == "over" else 0

    def _figures(self) -> QFont:
        look = theme()
        font = QFont(look.font("countdown"))
        most = round(96 * _GROWS_UP_TO)
        if font.pixelSize() > most:
            font.setPixelSize(most)
        if self.window().height() < 720 and font.pixelSize() > 72:
            font.setPixelSize(72)
        return font


class LivePill(QWidget):
    """That it is live, and for how long; `ground` is the colour it lies on."""

    def __init__(self, *, ground: ColorName = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: ColorName = ground
        self._text = ""
        self._is_live = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_live(self, elapsed_ms: int) -> None:
        """Show that it has been live for so long."""
        self._show(_("Live {time}").format(time=long_clock(elapsed_ms)), is_live=True)

    def show_words(self, words: str) -> None:
        """Show that it is not live: not begun, or over."""
        self._show(words, is_live=False)

    def text(self) -> str:
        """Return what is shown."""
        return self._text

    @override
    def sizeHint(self) -> QSize:
        font = theme().font("strong")
        return QSize(text_width(self._text, font) + 38, line_height(font) + 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        painter.fillRect(self.rect(), look.color(self._ground))
        paint_box(
            painter, rect, radius=rect.height() / 2, fill=look.color("dangerTint" if self._is_live else "neutralTint")
        )
        ink = look.color("dangerText" if self._is_live else "neutralText")
        if self._is_live:
            paint_dot(painter, QPointF(15, rect.center().y()), color=ink)
        words = rect.adjusted(23 if self._is_live else 0, 0, -12 if self._is_live else 0, 0)
        paint_text(
            painter, words, self._text, font=look.font("strong"), color=ink, align=LEFT if self._is_live else CENTER
        )

    def _show(self, text: str, *, is_live: bool) -> None:
        if (text, is_live) == (self._text, self._is_live):
            return
        grows = len(text) != len(self._text) or is_live != self._is_live
        self._text, self._is_live = text, is_live
        self.setAccessibleName(text)
        if grows:
            self.updateGeometry()
        self.update()


class LeftBar(QWidget):
    """How much of the cue's time is used, painted again only where that moves the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._mood: Mood = "calm"
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time used"))

    def show_used(self, left_ms: int, length_s: int) -> None:
        """Show how much of `length_s` is gone when so much is left."""
        share = 1.0 if length_s <= 0 else min(1.0, max(0.0, 1 - left_ms / (length_s * 1000)))
        mood = mood_of(left_ms)
        was, now = (round(part * max(1, self.width())) for part in (self._share, share))
        changed = was != now or mood != self._mood
        self._share, self._mood = share, mood
        if changed:
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 10)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 10)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        painter.fillRect(self.rect(), look.color("surface"))
        paint_box(painter, rect, radius=4, fill=look.color("sunken"))
        if self._share:
            ink: ColorName = "brand" if self._mood == "calm" else _INKS[self._mood]
            paint_box(
                painter,
                QRectF(0, 0, max(8.0, rect.width() * self._share), rect.height()),
                radius=4,
                fill=look.color(ink),
            )


def _cap_height(font: QFont) -> int:
    return QFontMetrics(font).tightBoundingRect("8").height()
