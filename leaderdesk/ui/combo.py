"""A list to choose one thing from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.ui.icons import SMALL, IconName, paint_icon
from leaderdesk.ui.painting import line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import TypeRole


class Combo(QComboBox):
    """A drop-down of (key, words); `chosen` tells the key a person picked. Size 28 stands in a line, 36 in a form."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        size: int = 36,
        icon: IconName | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._icon = icon
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _index: self.chosen.emit(self.current()))
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, words); what was chosen stays chosen if it is still there."""
        before = self.current()
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def current(self) -> str:
        """Return the key of what is chosen; empty when there is nothing to choose."""
        key = self.currentData()
        return key if isinstance(key, str) else ""

    def choose(self, key: str) -> None:
        """Choose `key` without telling anybody; an unknown one changes nothing."""
        index = self.findData(key)
        if index >= 0:
            self.setCurrentIndex(index)

    @override
    def sizeHint(self) -> QSize:
        font = theme().font(self._role())
        widest = max((text_width(self.itemText(row), font) for row in range(self.count())), default=40)
        width = widest + 2 * self._pad() + SMALL + 10 + (SMALL + 8 if self._icon else 0)
        return QSize(width, max(theme().grown(self._size, self._role()), line_height(font) + 6))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 88), self.sizeHint().height())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that scrolls the page shall not change a choice it passes over.
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        focused = self.hasFocus()
        line = look.color("focus" if focused else "borderInput" if self._size > 28 else "borderStrong")
        fill = look.color("sunken" if not self.isEnabled() else "hover" if self.underMouse() else "surface")
        paint_box(painter, rect, radius=6, fill=fill, line=line, width=2 if focused else 1)
        ink = look.color("text" if self.isEnabled() else "textDisabled")
        left = float(self._pad())
        if self._icon is not None:
            paint_icon(painter, QRectF(left, 0, SMALL, rect.height()), self._icon, look.color("text2"))
            left += SMALL + 8
        right = rect.width() - self._pad() - SMALL
        paint_icon(painter, QRectF(right, 0, SMALL, rect.height()), "chevron-down", ink)
        words = QRectF(left, 0, right - left - 4, rect.height())
        paint_text(painter, words, self.currentText(), font=look.font(self._role()), color=ink)

    def _role(self) -> TypeRole:
        return "small" if self._size <= 28 else "body"

    def _pad(self) -> int:
        return 10 if self._size <= 28 else 11
