"""Every widget of the kit: reached by the keyboard, named, and never cut, whatever the scheme and text size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from leaderdesk.ui.labels import IconLine
from leaderdesk.ui.pills import Mark
from leaderdesk.ui.theme import Theme
from tests.ui.gallery import HEIGHT, NAUGHTY_NAME, WIDTH, Gallery, picture

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractScrollArea)
INSIDE = ("qt_scrollarea_viewport", "qt_scrollarea_vcontainer", "qt_scrollarea_hcontainer")


@pytest.fixture
def gallery(look: Theme, qtbot: QtBot) -> Gallery:
    shown = Gallery()
    qtbot.addWidget(shown)
    shown.resize(WIDTH, HEIGHT)
    shown.show()
    QApplication.processEvents()
    return shown


def controls(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if isinstance(widget, CONTROLS) and widget.isVisibleTo(root) and widget.objectName() not in INSIDE:
            yield widget


def test_every_control_has_a_name(gallery: Gallery) -> None:
    assert [widget for widget in controls(gallery) if not widget.accessibleName().strip()] == []


def test_every_icon_button_says_what_it_does(gallery: Gallery) -> None:
    silent = [
        widget
        for widget in controls(gallery)
        if isinstance(widget, QAbstractButton) and not widget.text() and not widget.accessibleName()
    ]
    assert silent == []


def test_tab_reaches_every_control(gallery: Gallery, qtbot: QtBot) -> None:
    wanted = {widget for widget in controls(gallery) if widget.isEnabled() and not _one_of_a_group(widget)}
    gallery.activateWindow()
    reached: set[QWidget] = set()
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget() or gallery, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in reached:
            break
        reached.add(now)
    assert {widget.accessibleName() for widget in wanted - reached} == set()


def _one_of_a_group(widget: QWidget) -> bool:
    # Tab enters a group at the answer that holds; the arrow keys walk to the others.
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    return widget.autoExclusive() or (widget.group() is not None and widget.group().exclusive())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 130, 150])
def test_nothing_is_cut(look: Theme, qtbot: QtBot, scheme: str, percent: int) -> None:
    look.choose("dark" if scheme == "dark" else "light", percent)
    shown = Gallery()
    qtbot.addWidget(shown)
    shown.resize(max(1900, shown.minimumSizeHint().width()), 3000)
    shown.show()
    qtbot.waitUntil(lambda: not list(cut(shown)), timeout=2000)


def test_nothing_is_cut_when_the_text_grows_while_it_shows(look: Theme, gallery: Gallery, qtbot: QtBot) -> None:
    gallery.resize(1900, 3000)
    look.choose("light", 130)
    # Nested layouts settle over a few turns of the event loop.
    qtbot.waitUntil(lambda: not list(cut(gallery)), timeout=2000)


def cut(root: QWidget) -> Iterator[str]:
    """Give the words of what shows less than it would say."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        if isinstance(widget, QLabel):
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            wide = widget.wordWrap() or widget.width() >= QFontMetrics(widget.font()).horizontalAdvance(widget.text())
            if widget.text() and (not wide or widget.height() < needed):
                yield f"{widget.text()}: {widget.size()} < {widget.sizeHint()}"
        elif isinstance(widget, Mark | IconLine | QAbstractButton):
            hint = widget.minimumSizeHint() if not isinstance(widget, IconLine) else widget.sizeHint()
            if widget.width() < hint.width() or widget.height() < hint.height():
                yield f"{widget.accessibleName()}: {widget.size()} < {hint}"


@pytest.mark.parametrize("wish", ["light", "dark"])
def test_the_gallery_shows_itself(look: Theme, wish: str) -> None:
    image = picture("dark" if wish == "dark" else "light")
    assert image.pixelColor(5, 800).name() == look.color("canvas").name()
    colors = {image.pixel(x, y) for x in range(0, WIDTH, 7) for y in range(0, HEIGHT, 7)}
    assert len(colors) > 40


def test_a_name_is_never_read_as_markup(gallery: Gallery) -> None:
    label = next(label for label in gallery.findChildren(QLabel) if label.text() == NAUGHTY_NAME)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert [
        found.text() for found in gallery.findChildren(QLabel) if found.textFormat() != Qt.TextFormat.PlainText
    ] == []
