"""Every page and every step that has a page says what it is for; the sheet with the shortcuts shows it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.app import STEPS_WITH_PAGES
from leaderdesk.core.i18n import language
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.labels import Label
from leaderdesk.window.page_help import help_of
from leaderdesk.window.shortcuts import ShortcutSheet

STEPS = sorted(STEPS_WITH_PAGES)


@pytest.mark.parametrize("page", list(Page))
def test_every_page_says_what_it_is_for(page: Page) -> None:
    title, sentences = help_of(Place(page))
    assert title == ""
    assert sentences


@pytest.mark.parametrize("step", STEPS)
def test_every_step_says_what_it_is_for(step: Step) -> None:
    with language("zh_CN"):
        title, sentences = help_of(Place(Page.ROUNDS, round_id=1, step=step))
        assert title == step.title
        assert sentences
        assert all(sentence.endswith("。") for sentence in sentences)


@pytest.mark.parametrize("place", [Place(Page.COMMUNITY), Place(Page.ROUNDS, step=Step.ARRIVAL)])
@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_the_sheet_shows_it_above_the_shortcuts(qtbot: QtBot, place: Place, spoken: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1180, 700)
    with language(spoken):
        sheet = ShortcutSheet(window, place)
        title, said = help_of(place)
        with qtbot.waitExposed(sheet):
            sheet.open()
    assert tuple(label.text() for label in sheet.help) == said
    assert sheet.about == (title or {"zh_CN": "这一页", "en": "This page"}[spoken])
    assert sheet.about in [label.text() for label in sheet.findChildren(Label)]
    assert sheet.width() <= 1180
    assert sheet.height() <= 700
    sheet.accept()
