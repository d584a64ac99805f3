"""Buttons that draw themselves: what the keyboard, the mouse and the layout ask of every one of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override


class PaintedButton(QAbstractButton):
    """A button that says `name`, takes the room of its hint, and is drawn anew when the mouse comes and goes.

    Space presses it. What is left to the kinds of it: the hint, and the drawing.
    """

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ActingButton(PaintedButton):
    """A painted button that does something at once, so that Enter presses it too."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
