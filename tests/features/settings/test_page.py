"""The page of settings on a real store: what is typed is kept, what is chosen holds, what was put away comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from leaderdesk.core.moved import Moved
from leaderdesk.features.neighbours.actions import archive_neighbour
from leaderdesk.features.places import Page, Place
from leaderdesk.features.settings.actions import back_up
from leaderdesk.features.settings.queries import in_bin
from leaderdesk.features.settings.screen import SettingsPage, backups_card
from leaderdesk.storage.backup import backup_files
from leaderdesk.storage.backup_file import Backup
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.confirm import Confirm
from leaderdesk.ui.labels import IconLine
from tests.features.home.desks import Table, discard
from tests.practice import Shop


@pytest.fixture
def page(desk: Table) -> Iterator[SettingsPage]:
    made = SettingsPage(desk.desk)
    desk.show(made)
    made.arrive(Place(Page.SETTINGS))
    desk.settle()
    yield made
    discard(made)


def buttons(page: SettingsPage, text: str) -> list[Button]:
    return [one for one in page.findChildren(Button) if one.plain_text() == text and one.isVisibleTo(page)]


def test_a_field_is_kept_when_it_is_left_and_can_be_undone(page: SettingsPage, desk: Table, shop: Shop) -> None:
    edit = page.shop.edits["leader_name"]
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "Auntie Li")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.settle()
    with shop.store.read() as connection:
        assert read_business(connection).leader_name == "Auntie Li"
    said, undo = desk.notices[-1]
    assert said == "Your name: kept"
    assert undo is not None


def test_what_is_refused_stays_in_the_field_with_a_sentence(page: SettingsPage, desk: Table) -> None:
    edit = page.shop.edits["leader_phone"]
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "1380000567")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.settle()
    assert edit.text() == "1380000567"
    assert desk.notices == []


def test_what_is_chosen_of_the_display_holds_at_once(page: SettingsPage, desk: Table) -> None:
    page.display.paper_language.chosen.emit("en")
    page.display.zoom.chosen.emit("130")
    page.display.look.chosen.emit("dark")
    page.display.sound.switch.click()
    kept = desk.machine
    assert (kept.paper_language, kept.text_zoom, kept.theme, kept.sound) == ("en", 130, "dark", False)
    assert kept.language == "zh_CN"


def test_a_backup_made_here_is_read_back_and_listed(page: SettingsPage, desk: Table) -> None:
    page.backups.button.click()
    desk.settle()
    assert desk.notices[-1][0].startswith("Backed up and read back: 40 neighbours")
    assert len(buttons(page, "Go back to this")) == 1


def test_a_backup_that_takes_long_shows_how_far_it_is_and_can_be_stopped(
    page: SettingsPage, desk: Table, shop: Shop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()

    def slowly(store: Store, *, moved: Moved) -> Backup:
        moved(30, 100)
        going_on.wait(10)
        moved(31, 100)
        return back_up(store)

    monkeypatch.setattr(backups_card, "back_up", slowly)
    page.backups.button.click()
    qtbot.waitUntil(page.backups.progress.isVisible)
    assert not page.backups.button.isEnabled()
    page.backups.progress.stop_button.click()
    going_on.set()
    desk.settle()
    assert not page.backups.progress.isVisible()
    assert page.backups.button.isEnabled()
    assert desk.notices[-1][0] == "Stopped; no backup was made."
    assert backup_files(shop.store.paths.backups) == []


def test_going_back_takes_three_clicks_and_shows_what_differs(page: SettingsPage, desk: Table, shop: Shop) -> None:
    backup = back_up(shop.store)
    page.backups.refresh()
    desk.settle()
    buttons(page, "Go back to this")[0].click()
    question = page.findChild(Confirm) or next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, Confirm)
    )
    assert "40 people" in question.accessibleDescription()
    assert "kept as one more backup" in question.accessibleDescription()
    assert desk.restored == []
    question.verb_button.click()
    desk.settle()
    assert desk.restored == [backup.path]


def test_a_broken_backup_says_why_and_cannot_be_chosen(page: SettingsPage, desk: Table, shop: Shop) -> None:
    backup = back_up(shop.store)
    backup.path.write_bytes(b"PK nothing")
    page.backups.refresh()
    desk.settle()
    assert buttons(page, "Go back to this") == []
    said = [line.text() for line in page.backups.findChildren(IconLine)]
    assert any("not a LeaderDesk backup" in words for words in said)


def test_who_was_put_away_comes_back(page: SettingsPage, desk: Table, shop: Shop) -> None:
    with shop.store.read() as connection:
        lonely = connection.exec_driver_sql(
            "SELECT id FROM neighbour WHERE id NOT IN (SELECT neighbour_id FROM orders) LIMIT 1"
        ).scalar_one()
    archive_neighbour(shop.store, lonely)
    desk.settle()
    (back,) = buttons(page, "Bring back")
    back.click()
    desk.settle()
    with shop.store.read() as connection:
        assert in_bin(connection) == ()
    assert desk.notices[-1][1] is not None


def test_a_section_shows_only_its_cards(page: SettingsPage) -> None:
    page.show_section("display")
    assert page.display.isVisible()
    assert not page.shop.isVisible()
    page.show_section("all")
    assert page.shop.isVisible()


def test_every_control_has_a_name(page: SettingsPage) -> None:
    nameless = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and not one.accessibleName()]
    assert [one for one in nameless if not getattr(one, "text", str)()] == []
