"""Walks through every page of the window and says which words on it are cut off; run as a program of its own.

The scale factor holds for a whole process, so the test starts this one: `python -m tests.window.clipping HOME ZOOM`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QWidget,
)

from leaderdesk.app import parts
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.settlements.screen import SettlementPage
from leaderdesk.window.rail import RailButton
from leaderdesk.window.start import Window

SIZE = (1366, 768)
SLACK = 1
"""Pixels that rounding at a scale factor may cost."""


def clipped(window: QWidget) -> Iterator[str]:
    """Give each visible widget of `window` that has less room than its words need, or that sticks out of another."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty() or _belongs_to_a_list(widget):
            continue
        if not widget.findChildren(QWidget):
            # What holds others is only as narrow as they are, and they are looked at themselves.
            yield from _squeezed(widget)
        yield from _sticking_out(widget)
        if isinstance(widget, QAbstractScrollArea):
            yield from _wider_than_its_page(widget)


def _squeezed(widget: QWidget) -> Iterator[str]:
    least, words = widget.minimumSizeHint(), _words(widget)
    if isinstance(widget, QLabel):
        least = widget.sizeHint()
        if widget.wordWrap():
            least.setWidth(0)
            least.setHeight(widget.heightForWidth(widget.width()))
    # The words of the rail are the way to every page: no tooltip stands in for them.
    if words and words in widget.toolTip() and not isinstance(widget, RailButton):
        return
    if widget.width() + SLACK < least.width() or widget.height() + SLACK < least.height():
        yield f"{_called(widget)}: {widget.width()}×{widget.height()} of {least.width()}×{least.height()}"


def _sticking_out(widget: QWidget) -> Iterator[str]:
    """Words must lie inside every widget around them; only a page that scrolls may hide what is below."""
    if not isinstance(widget, QLabel | QAbstractButton) or not _words(widget):
        return
    outer, scrolls = widget.parentWidget(), False
    while outer is not None and not widget.isWindow():
        holder = outer.parentWidget()
        scrolls = scrolls or (isinstance(holder, QAbstractScrollArea) and outer is holder.viewport())
        rect = QRect(widget.mapTo(outer, QPoint(0, 0)), widget.size())
        across = rect.left() >= -SLACK and rect.right() <= outer.width() + SLACK
        down = scrolls or (rect.top() >= -SLACK and rect.bottom() <= outer.height() + SLACK)
        if not (across and down):
            yield f"{_called(widget)}: {rect.getRect()} in {type(outer).__name__} {outer.width()}×{outer.height()}"
            return
        if outer.isWindow():
            return
        outer = holder


def _wider_than_its_page(area: QAbstractScrollArea) -> Iterator[str]:
    if isinstance(area, QAbstractItemView):
        return
    shown = area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if area.horizontalScrollBar().maximum() > SLACK or (shown and area.horizontalScrollBar().isVisible()):
        yield f"{_called(area)}: {area.horizontalScrollBar().maximum()} pixels stand outside"


def _belongs_to_a_list(widget: QWidget) -> bool:
    """Rows of a list scroll; what a cell cannot hold is told by its tooltip, which the tests of lists look at."""
    outer: QWidget | None = widget
    while outer is not None:
        if isinstance(outer, QHeaderView) or isinstance(outer.parentWidget(), QAbstractItemView):
            return True
        outer = outer.parentWidget()
    return False


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel) else widget.accessibleName()


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{_words(widget)[:40]}”"


def places(round_id: int, order_id: int) -> dict[str, Place]:
    """Return every page, by name."""
    steps = {
        step.name.lower(): Place(Page.ROUNDS, round_id=round_id, step=step)
        for step in Step
        if step not in (Step.STREAM, Step.ARRIVAL)
    }
    orders = Place(Page.ROUNDS, round_id=round_id, step=Step.INTAKE, order_id=order_id)
    people = {
        "product": Place(Page.PRODUCTS, product_id=1),
        "neighbour": Place(Page.NEIGHBOURS, neighbour_id=1),
        "new product": Place(Page.PRODUCTS, wants_new=True),
        "new neighbour": Place(Page.NEIGHBOURS, wants_new=True),
    }
    plain = {page.value: Place(page) for page in Page if page is not Page.ROUNDS}
    claim = Place(Page.ROUNDS, round_id=round_id, step=Step.SETTLE, order_id=order_id, wants_new=True)
    return {**plain, **steps, "orders": orders, "new claim": claim, **people}


def main(home: Path, zoom: int) -> dict[str, list[str]]:
    """Return what is cut off on each page of the store in `home`, by the page and the language."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(sys.argv[:1])
    window = Window(parts(), StorePaths(home), language="zh_CN")
    window.frame.resize(*SIZE)
    window.show()
    settle(window)
    store = window.session.store
    assert store is not None
    with store.read() as connection:
        round_id, order_id = connection.exec_driver_sql("SELECT round_id, id FROM orders ORDER BY id DESC").first() or (
            0,
            0,
        )
    found: dict[str, list[str]] = {}
    for language in ("zh_CN", "en"):
        window.session.set_machine(replace(window.session.machine, text_zoom=zoom, language=language))
        for name, place in places(round_id, order_id).items():
            window.session.go(place)
            settle(window)
            window.frame.resize(*SIZE)
            settle(window)
            assert window.frame.devicePixelRatioF() == 2
            for part in shown_parts(window, name):
                if cut := list(clipped(window.frame)):
                    found[f"{part} {language}"] = cut
    assert window.frame.width() == SIZE[0], window.frame.size()
    window.frame.close()
    app.processEvents()
    return found


def shown_parts(window: Window, name: str) -> Iterator[str]:
    """Show each part of the page in view, one after the other, and give its name."""
    yield name
    if name == Step.SETTLE.name.lower():
        (page,) = window.frame.findChildren(SettlementPage)
        for part in ("suppliers", "earned", "claims", "collect"):
            page.show_part(part)
            settle(window)
            yield f"{name} {part}"


def settle(window: Window) -> None:
    """Let the background lanes deliver and the pages lay themselves out."""
    for _turn in range(8):
        QTest.qWait(5)
        window.tasks.wait(20_000)
    assert window.tasks.is_idle()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
