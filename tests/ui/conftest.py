"""What holds for every test of widgets: each begins with the light look at 100 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui.theme import Theme, theme


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """The look of the program, put back to its first state afterwards."""
    worn = theme()
    worn.choose("light", 100)
    yield worn
    worn.choose("light", 100)
    worn.still = False


Stage = Callable[..., QWidget]


@pytest.fixture
def stage(look: Theme, qtbot: QtBot) -> Iterator[Stage]:
    """Shows widgets one below the other in a window that has the keyboard; the result is the window."""
    windows: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        look.dress(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    windows.clear()
