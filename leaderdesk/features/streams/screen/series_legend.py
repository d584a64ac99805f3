"""Which colour is which series."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.features.streams.rules import Series
from leaderdesk.features.streams.screen.shown import INKS
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painting import line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

_DOT, _GAP, _BETWEEN = 10, 6, 16
_LEAST = 28


class SeriesLegend(QWidget):
    """From the right: the names give way in a narrow window, the colours last."""

    def __init__(self) -> None:
        super().__init__()
        self._series: tuple[Series, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_series(self, series: Sequence[Series]) -> None:
        """Show these series."""
        self._series = tuple(series)
        words = "\n".join(one.name for one in series)
        self.setAccessibleName(words)
        self.setToolTip(plain_tooltip(words))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(sum(self._width(one) for one in self._series), line_height(theme().font("small")) + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        font = look.font("small")
        wished = [self._width(one) for one in self._series]
        if not wished:
            return
        share = self.width() / sum(wished) if sum(wished) > self.width() else 1.0
        left = self.width() - sum(wished) * share
        for one, wish in zip(self._series, wished, strict=True):
            width = wish * share
            dot = QRectF(left + _BETWEEN, (self.height() - _DOT) / 2, _DOT, _DOT)
            paint_box(painter, dot, radius=3, fill=look.color(INKS[one.colour]))
            words = QRectF(dot.right() + _GAP, 0, left + width - dot.right() - _GAP, self.height())
            if words.width() >= _LEAST:
                paint_text(painter, words, one.name, font=font, color=look.color("text2"))
            left += width

    def _width(self, one: Series) -> int:
        return text_width(one.name, theme().font("small")) + _DOT + _GAP + _BETWEEN + 1
