"""The short word at the bottom of the window after something was done, with a way to take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.icons import MIDDLE, IconName, paint_icon
from leaderdesk.ui.labels import Label
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import key_cap_size, line_height, paint_box, paint_key_cap, paint_text, text_width
from leaderdesk.ui.theme import theme

ABOVE_BOTTOM = 100
"""Pixels between the toast and the bottom edge: status bar and action bar stay free."""


class Toast(QWidget):
    """One toast of one window: a new word replaces the one before.

    It goes after 6 seconds, and stays while the mouse or the keyboard is on it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._icon: IconName = "check"
        self._act: Callable[[], None] | None = None
        self._held = False
        self._left_ms = theme().tokens.toast_ms
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._text = Label("", ink="toastText")
        self._action = _ToastAction(self)
        self._action.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(46, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self._action)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        window.installEventFilter(self)

    def say(
        self,
        text: str,
        *,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        keys: str = "",
        icon: IconName = "check",
    ) -> None:
        """Show `text` for 6 seconds; `action` (撤销) is a button beside it that calls `on_action` once."""
        self._icon = icon
        self._act = on_action
        self._text.setText(text)
        self._action.show_action(action if on_action is not None else "", keys)
        self.setAccessibleName(text)
        self._left_ms = theme().tokens.toast_ms
        self._held = False
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._go_on()

    def undo_of(self, text: str, on_undo: Callable[[], None]) -> None:
        """Show `text` with 撤销 and its key."""
        self.say(text, action=_("Undo"), on_action=on_undo, keys="Ctrl Z")

    def text(self) -> str:
        """Return what is shown; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and not self.isHidden():
            self.adjustSize()
            self._place()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hold()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._go_on()
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        paint_box(painter, rect, radius=6, fill=look.color("toastBg"))
        paint_icon(painter, QRectF(14, 0, MIDDLE, rect.height()), self._icon, look.color("toastText"))

    def _hold(self) -> None:
        if self._timer.isActive():
            self._left_ms = max(0, self._left_ms - int(self._since.elapsed()))
            self._timer.stop()

    def _go_on(self) -> None:
        if self.isHidden() or self.underMouse() or self._action.hasFocus():
            return
        self._since.restart()
        self._timer.start(self._left_ms)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setMaximumWidth(max(240, window.width() - 48))
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - ABOVE_BOTTOM)

    def _take_back(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()


class _ToastAction(ActingButton):
    def __init__(self, toast: Toast) -> None:
        super().__init__(parent=toast)
        self._toast = toast
        self._keys = ""

    def show_action(self, text: str, keys: str) -> None:
        self._keys = keys
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        width = text_width(self.accessibleName(), _bold()) + 16
        if self._keys:
            width += int(key_cap_size(self._keys).width()) + 16
        return QSize(width, max(28, line_height(_bold()) + 6))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._toast._hold()  # noqa: SLF001 - two halves of one thing

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._toast._go_on()  # noqa: SLF001 - two halves of one thing

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        ink = look.color("toastAction")
        right = rect.width() - 2
        if self._keys:
            size = key_cap_size(self._keys)
            cap = QRectF(QPointF(right - size.width(), (rect.height() - size.height()) / 2), size)
            paint_key_cap(painter, cap, self._keys, ink=look.color("toastText"), line=look.color("toastText"))
            right = cap.left() - 6
        paint_text(painter, QRectF(6, 0, right - 6, rect.height()), self.accessibleName(), font=_bold(), color=ink)


def _bold() -> QFont:
    return theme().font("strong")
