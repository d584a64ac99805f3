"""The list of who has not ordered yet, as the leader uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.features.orders.rules.not_yet import Part
from leaderdesk.features.orders.screen.intake_page import Intake, IntakePage
from leaderdesk.features.orders.screen.not_yet_page import NotYetPage
from leaderdesk.features.places import Page, Place
from leaderdesk.features.rounds.actions import close_round
from tests.features.open_desk import OpenDesk, open_desk
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_shop(tmp_path / "shop", rounds=4, neighbours=60)
    yield opened
    opened.store.close()


@pytest.fixture
def desk(qtbot: QtBot, shop: Shop) -> Iterator[OpenDesk]:
    with language("en"), open_desk(shop.store) as opened:
        yield opened


def shown(qtbot: QtBot, desk: OpenDesk, shop: Shop) -> NotYetPage:
    page = IntakePage(desk.desk)
    widget: QWidget = page.widget()
    qtbot.addWidget(widget)
    for action in page.header_actions():
        qtbot.addWidget(action)
    widget.resize(1286, 640)
    widget.show()
    page.show_round(shop.round_id, Place(Page.ROUNDS, not_yet=True))
    desk.settle()
    assert isinstance(widget, Intake)
    assert widget.not_yet is not None
    assert widget.not_yet.isVisible()
    return widget.not_yet


def test_what_is_filtered_is_what_is_copied(qtbot: QtBot, desk: OpenDesk, shop: Shop) -> None:
    page = shown(qtbot, desk, shop)
    regulars = page.listing.shown_rows
    page.words.copy_group.click()
    copied = QGuiApplication.clipboard().text()
    assert all(one.name in copied for one in regulars)
    assert not any(one.room in copied for one in regulars if one.room)
    assert desk.said[-1][0] == "Copied. Paste it into the chat."
    page.search.setText(regulars[0].room)
    desk.settle()
    page.words.copy_group.click()
    assert regulars[-1].name not in QGuiApplication.clipboard().text()


def test_each_can_be_written_to_and_left_in_peace(qtbot: QtBot, desk: OpenDesk, shop: Shop) -> None:
    page = shown(qtbot, desk, shop)
    one = page.listing.shown_rows[0]
    assert page.table.go_to(one.id)
    desk.settle()
    page.words.copy_personal.click()
    assert QGuiApplication.clipboard().text().startswith(one.name)
    page.words.rest.click()
    desk.settle()
    assert one.id not in {each.id for each in page.listing.all_rows}
    desk.undo_last()
    assert one.id in {each.id for each in page.listing.all_rows}


def test_after_the_cut_off_nobody_is_asked(qtbot: QtBot, desk: OpenDesk, shop: Shop) -> None:
    page = shown(qtbot, desk, shop)
    assert page.words.copy_group.isEnabled()
    close_round(shop.store, shop.round_id)
    desk.settle()
    assert not page.words.copy_group.isEnabled()


def test_a_building_narrows_the_list(qtbot: QtBot, desk: OpenDesk, shop: Shop) -> None:
    page = shown(qtbot, desk, shop)
    building = page.listing.shown_rows[0].building
    page.building.choose(building)
    page.building.chosen.emit(building)
    assert {one.building for one in page.listing.shown_rows} == {building}
    page.tabs.choose(Part.ALL)
    page.tabs.chosen.emit(Part.ALL)
    assert {one.building for one in page.listing.shown_rows} == {building}
