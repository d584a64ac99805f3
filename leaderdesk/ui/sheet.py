"""A sheet that lies over the window, to be read and put away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.theme import theme


class Sheet(QDialog):
    """`body` takes what is read; Esc, Enter and the button put it away."""

    def __init__(self, window: QWidget, title: str) -> None:
        super().__init__(window)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.close_button = Button(_("Put the sheet away"), size=28, keys="Esc")
        self.close_button.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.addWidget(Label(title, role="lead", bold=True))
        head.addStretch(1)
        head.addWidget(self.close_button)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 24)
        self.body.setSpacing(16)
        self.body.addLayout(head)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        rect = self.rect().toRectF()
        paint_box(QPainter(self), rect, radius=10, fill=look.color("surface"), line=look.color("borderStrong"))
