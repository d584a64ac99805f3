"""Chips in one line; those without room are counted as +3 and listed under the mouse or the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.pills import Mark

GAP = 6


class ChipRow(QWidget):
    """Chips, pills or other marks side by side; never cut, never in a second line."""

    def __init__(self, marks: Sequence[Mark] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[Mark] = []
        self._more = _More(self)
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_marks(marks)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks."""
        for mark in self._marks:
            mark.hide()
            mark.deleteLater()
        self._marks = list(marks)
        for mark in self._marks:
            mark.setParent(self)
        self._lay()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        sizes = [mark.sizeHint() for mark in self._marks]
        width = sum(size.width() for size in sizes) + GAP * max(0, len(sizes) - 1)
        heights = [size.height() for size in sizes]
        if len(sizes) > 1:
            heights.append(self._more.sizeHint().height())
        return QSize(width, max(heights, default=24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 96), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._lay()
            self.updateGeometry()

    def _lay(self) -> None:
        shown = self._that_fit()
        left = 0
        for place, mark in enumerate(self._marks):
            size = mark.sizeHint()
            mark.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
            mark.setVisible(place < shown)
            if place < shown:
                left += size.width() + GAP
        hidden = [mark.accessibleName() for mark in self._marks[shown:]]
        self._more.show_rest(hidden)
        size = self._more.sizeHint()
        self._more.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
        self._more.setVisible(bool(hidden))

    def _that_fit(self) -> int:
        widths = [mark.sizeHint().width() + GAP for mark in self._marks]
        if sum(widths) - GAP <= self.width():
            return len(widths)
        room = self.width() - self._more.sizeHint().width()
        taken = 0
        for place, width in enumerate(widths):
            taken += width
            if taken > room:
                return place
        return len(widths)


class _More(Button):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("+99", kind="quiet", size=28, parent=parent)

    def show_rest(self, names: list[str]) -> None:
        if not names:
            return
        self.set_text(f"+{len(names)}")
        self.setAccessibleDescription(_("Also: {names}").format(names="、".join(names)))
        self.setToolTip(plain_tooltip("\n".join(names)))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self.toolTip(), self)
