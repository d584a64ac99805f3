"""Filters over a list, each with how many it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.painted_button import PaintedButton
from leaderdesk.ui.painting import line_height, paint_box, paint_dot, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName, Tone

_DOTS: dict[Tone, ColorName] = {
    "brand": "brand",
    "warn": "warn",
    "danger": "danger",
    "info": "info",
    "gift": "gift",
    "neutral": "borderStrong",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One filter: its key, its word, how many it holds (None says nothing), and the colour of its dot if it has one."""

    key: str
    text: str
    count: int | None = None
    tone: Tone | None = None


class FilterTabs(QWidget):
    """全部 42 · 要您看一眼 3 …: one of them holds; what does not fit in a line goes to the next."""

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[Tab] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(self, gap=4)
        self._buttons: dict[str, _TabButton] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Offer these filters; the one that held stays if it is still there, else the first holds."""
        before = self.current()
        if [tab.key for tab in tabs] == list(self._buttons):
            for tab in tabs:
                self._buttons[tab.key].show_tab(tab)
            return
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for tab in tabs:
            button = _TabButton(tab)
            button.clicked.connect(lambda _checked, key=tab.key: self.chosen.emit(key))
            self._buttons[tab.key] = button
            self._group.addButton(button)
            self._flow.addWidget(button)
            button.show()
        if self._buttons:
            self._buttons.get(before, next(iter(self._buttons.values()))).setChecked(True)
        self.updateGeometry()

    def current(self) -> str:
        """Return the key of the filter that holds; empty when there is none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Let the filter `key` hold without telling anybody; an unknown one changes nothing."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)


class _TabButton(PaintedButton):
    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self._tab = tab
        self.setCheckable(True)
        self.show_tab(tab)

    def show_tab(self, tab: Tab) -> None:
        self._tab = tab
        self.setAccessibleName(self._words())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        font = theme().font("small")
        width = text_width(self._words(), _bold(font)) + 20 + (14 if self._tab.tone else 0)
        return QSize(width, max(theme().grown(28, "small"), line_height(font) + 6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        if self.isChecked() or self.underMouse():
            paint_box(painter, rect, radius=6, fill=look.color("sunken" if self.isChecked() else "hover"))
        left = 10
        if self._tab.tone:
            paint_dot(painter, QPointF(14, rect.center().y()), color=look.color(_DOTS[self._tab.tone]), radius=4)
            left += 14
        font = _bold(look.font("small")) if self.isChecked() else look.font("small")
        ink = look.color("text" if self.isChecked() else "text2")
        paint_text(painter, rect.adjusted(left, 0, 0, 0), self._words(), font=font, color=ink)

    def _words(self) -> str:
        return self._tab.text if self._tab.count is None else f"{self._tab.text} {self._tab.count}"


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
