"""Ctrl+P prints the page in view: each step its own paper; a page without one says where papers are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import use_screen_language
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.print_preview import PrintPreview
from leaderdesk.window.start import Window
from tests.practice import open_shop
from tests.window.windows import open_window, settle


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    open_shop(tmp_path / "shop", orders=6).store.close()
    with open_window(qtbot, tmp_path / "shop") as opened:
        yield opened
    use_screen_language("zh_CN")


def printed(qtbot: QtBot, window: Window) -> str:
    """Press Ctrl+P and return the title of the paper that is shown then; empty if there is none."""
    window.frame.activateWindow()
    QTest.keyClick(window.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    shown = [each for each in window.frame.findChildren(PrintPreview) if each.isVisible()]
    if not shown:
        return ""
    (preview,) = shown
    title = preview.windowTitle()
    preview.close_button.click()
    QCoreApplication.sendPostedEvents(preview, QEvent.Type.DeferredDelete.value)
    return title


@pytest.mark.parametrize(
    ("step", "title"),
    [
        (Step.OPEN, "Price list"),
        (Step.INTAKE, "Order list"),
        (Step.PURCHASE, "Purchase orders"),
        (Step.LABELS, "Labels"),
        (Step.PICKUP, "Pickup list"),
        (Step.SETTLE, "Payments"),
    ],
)
def test_every_step_prints_its_own_paper(qtbot: QtBot, window: Window, step: Step, title: str) -> None:
    window.session.go(Place(Page.ROUNDS, step=step))
    settle(qtbot, window)
    assert printed(qtbot, window).startswith(title)


@pytest.mark.parametrize("page", [Page.PRODUCTS, Page.NEIGHBOURS, Page.SETTINGS])
def test_a_page_without_a_paper_says_where_papers_are(qtbot: QtBot, window: Window, page: Page) -> None:
    window.session.go(Place(page))
    settle(qtbot, window)
    assert printed(qtbot, window) == ""
    assert window.frame.toast.text().startswith("This page has nothing to print.")


def test_today_leads_to_the_labels(qtbot: QtBot, window: Window) -> None:
    assert printed(qtbot, window) == ""
    assert window.session.page is Page.ROUNDS
    assert printed(qtbot, window).startswith("Labels")


def test_the_cut_off_has_no_paper_and_says_so(qtbot: QtBot, window: Window) -> None:
    window.session.go(Place(Page.ROUNDS, step=Step.CLOSE))
    settle(qtbot, window)
    assert printed(qtbot, window) == ""
    assert window.frame.toast.text().startswith("This page has nothing to print.")
