"""The blue ring around what the keyboard is on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSplitter, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

OUTSIDE = 4
"""Pixels the ring reaches beyond its widget: 2 of air, 2 of line."""

_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


class FocusRing(QObject):
    """Shows one ring around the focused button, or around any widget with the property `focusRing`.

    It shows for focus that came by the keyboard; a click has shown already where it was.
    """

    def __init__(self, color: Callable[[], QColor], parent: QObject) -> None:
        super().__init__(parent)
        self._color = color
        self._around: QWidget | None = None
        self._host: QWidget | None = None
        self._line: _Line | None = None
        self._watched: list[QWidget] = []

    def follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Put the ring around `now` if that is a control and the keyboard brought us there; else take it away."""
        self._leave()
        clicked = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or clicked or not _ringed(now):
            return
        host = _host(now)
        if host is None:
            return
        self._around, self._host = now, host
        self._line = _Line(self._color, host)
        self._watch(now, host)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _watch(self, widget: QWidget, host: QWidget) -> None:
        step: QWidget | None = widget
        while step is not None and step is not host:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()

    def _leave(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        if self._line is not None and isValid(self._line):
            self._line.hide()
            self._line.deleteLater()
        self._line = self._around = self._host = None

    def _place(self) -> None:
        if self._line is None or self._around is None or self._host is None:
            return
        if not (isValid(self._line) and isValid(self._around)):
            return
        corner = self._around.mapTo(self._host, QPoint(0, 0))
        self._line.setGeometry(_grown(QRect(corner, self._around.size())))
        self._line.setVisible(self._around.isVisible())
        self._line.raise_()


class _Line(QWidget):
    def __init__(self, color: Callable[[], QColor], host: QWidget) -> None:
        super().__init__(host)
        self._color = color
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color(), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)


def _ringed(widget: QWidget) -> bool:
    wish = widget.property("focusRing")
    return bool(wish) if wish is not None else isinstance(widget, QAbstractButton)


def _host(widget: QWidget) -> QWidget | None:
    """Return the nearest ancestor with room for the ring, so that it scrolls along and is cut where its widget is."""
    host = widget.parentWidget()
    while host is not None:
        wanted = _grown(QRect(widget.mapTo(host, QPoint(0, 0)), widget.size()))
        if not isinstance(host, QSplitter | QStackedWidget) and (host.rect().contains(wanted) or _edge(host)):
            return host
        host = host.parentWidget()
    return None


def _edge(host: QWidget) -> bool:
    return host.isWindow() or host.objectName() == "qt_scrollarea_viewport"


def _grown(rect: QRect) -> QRect:
    return rect.adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)
