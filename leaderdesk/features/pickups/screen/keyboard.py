"""Keeps the keyboard of the window with the scan field while the pickup station is in view."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

_WRITTEN_IN = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)
_OWN_KEYS = (QAbstractButton, QAbstractItemView, QComboBox)
_PRESSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_TRAVELS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class KeyboardKeeper(QObject):
    """Gives the keyboard to `field` before a key reaches the window that no other control waits for.

    A scanner may fire at any moment: after a click in the list, on a toast, on the header. Tab still walks through
    everything, and Enter and Space still press the button that Tab has reached. It watches while the page is in view,
    and `watching` tells so.
    """

    watching = Signal(bool)

    def __init__(self, field: QLineEdit, page: QWidget) -> None:
        super().__init__(page)
        self._field = field
        self._page = page
        self._watched: QObject | None = None
        page.installEventFilter(self)

    def _watch(self) -> None:
        self._rest()
        window = self._page.window().windowHandle()
        if window is not None:
            window.installEventFilter(self)
            self._watched = window

    def _rest(self) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._page:
            if kind in (QEvent.Type.Show, QEvent.Type.Hide):
                shows = kind == QEvent.Type.Show
                (self._watch if shows else self._rest)()
                self.watching.emit(shows)
        elif kind == QEvent.Type.KeyPress and self._page.isVisible() and self._is_ours(cast("QKeyEvent", event)):
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _is_ours(self, event: QKeyEvent) -> bool:
        has_it = QApplication.focusWidget()
        if has_it is self._field or isinstance(has_it, _WRITTEN_IN) or event.modifiers() & _HELD:
            return False
        if QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None:
            return False
        key = Qt.Key(event.key())
        if isinstance(has_it, _OWN_KEYS):
            return bool(event.text()) and event.text().isprintable() and key not in _PRESSES
        return key not in _TRAVELS


def leave_to_tab(area: QWidget) -> None:
    """Let the mouse use the controls in `area` without the keyboard following it; Tab still reaches them."""
    for widget in (area, *area.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
