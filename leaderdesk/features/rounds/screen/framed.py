"""A rounded frame around a table, whose square corners it covers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.ui.cards import Box
from leaderdesk.ui.theme import theme

RADIUS = 10.0


class Framed(Box):
    """Holds tables and what stands in their place; no higher than what is in it."""

    def __init__(self, *contents: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(padding=1, parent=parent)
        self.body.setSpacing(0)
        for content in contents:
            self.body.addWidget(content)
        self._corners = _Corners(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._corners.setGeometry(self.rect())
        self._corners.raise_()


class _Corners(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QPainterPath()
        inside.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        outside = QPainterPath()
        outside.addRect(rect)
        painter.fillPath(outside.subtracted(inside), look.color("canvas"))
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawPath(inside)
