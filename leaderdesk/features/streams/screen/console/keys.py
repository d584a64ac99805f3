"""The keys of the console; none of them is a letter alone, as the keyboard is nearly always in a field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

MOST_POINTS = 9


def bind(page: QWidget, keys: str, act: Callable[[], object]) -> QShortcut:
    """Let `keys` do that as long as `page` is in view, wherever the keyboard is."""
    shortcut = QShortcut(QKeySequence(keys), page)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
    return shortcut


def bind_numbered(page: QWidget, pattern: str, signs: str, act: Callable[[int], object]) -> None:
    """Let each of `signs`, put into `pattern`, do that with its place, counted from 0."""
    for place, sign in enumerate(signs):
        bind(page, pattern.format(sign), partial(act, place))
