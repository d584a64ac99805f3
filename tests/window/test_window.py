"""The window: places by key, pasting, undo, stores that do not open, practice and restoring, backups, bugs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.app import features, parts, reactions
from leaderdesk.core.i18n import use_screen_language
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.actions import new_round
from leaderdesk.features.settings.actions import back_up, set_business
from leaderdesk.storage.backup import backup_files
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import open_store
from leaderdesk.ui.labels import Label
from leaderdesk.ui.painting import text_width
from leaderdesk.ui.progress import ProgressCard
from leaderdesk.ui.states import ErrorCard
from leaderdesk.ui.theme import theme
from leaderdesk.window.backups import BackupKeeper
from leaderdesk.window.banner import PracticeBanner
from leaderdesk.window.bug_page import BugPage, bug_report
from leaderdesk.window.rail import RailButton
from leaderdesk.window.start import Window
from tests.practice import open_shop
from tests.window.windows import open_window, settle


@pytest.fixture(autouse=True)
def chinese_afterwards() -> Iterator[None]:
    yield
    use_screen_language("zh_CN")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def window(qtbot: QtBot, home: Path) -> Iterator[Window]:
    with open_window(qtbot, home) as opened:
        yield opened


def press(qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    window.frame.activateWindow()
    QTest.keyClick(window.frame, key, modifier)
    settle(qtbot, window)


def test_the_window_opens_the_store_with_every_reaction_there_is() -> None:
    assert set(reactions()) == {reaction for feature in features() for reaction in feature.reactions}


def test_each_page_has_its_key(qtbot: QtBot, window: Window) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for key, page in (
        (Qt.Key.Key_2, Page.ROUNDS),
        (Qt.Key.Key_3, Page.STREAMS),
        (Qt.Key.Key_4, Page.PRODUCTS),
        (Qt.Key.Key_5, Page.NEIGHBOURS),
        (Qt.Key.Key_6, Page.REFERRALS),
        (Qt.Key.Key_7, Page.COMMUNITY),
        (Qt.Key.Key_Comma, Page.SETTINGS),
        (Qt.Key.Key_1, Page.TODAY),
    ):
        press(qtbot, window, key, control)
        assert window.session.page is page


def test_undo_names_what_it_took_back_and_redo_does_it_again(qtbot: QtBot, window: Window) -> None:
    store = window.session.store
    assert store is not None
    set_business(store, "estate_name", "幸福里")
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.toast.text() == "Undone: Change Estate"
    with store.read() as connection:
        assert read_business(connection).estate_name == ""
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.frame.toast.text().startswith("Done again")
    with store.read() as connection:
        assert read_business(connection).estate_name == "幸福里"


def test_pasting_outside_a_field_goes_to_the_round_and_says_so_without_one(qtbot: QtBot, window: Window) -> None:
    QGuiApplication.clipboard().setText("#接龙\n1. 张阿姨 3-502 草莓 2 盒")
    press(qtbot, window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.toast.text() == "There is no round to paste into. Open one first."


def test_a_dropped_text_file_is_a_paste_and_any_other_file_is_looked_over(window: Window, tmp_path: Path) -> None:
    pasted: list[str] = []
    window.paste = pasted.append  # type: ignore[method-assign, assignment]
    for name, content in (("a.txt", "接龙".encode()), ("b.txt", "接龙".encode("gb18030"))):
        (tmp_path / name).write_bytes(content)
        window._dropped([tmp_path / name])
    assert pasted == ["接龙", "接龙"]
    window._dropped([tmp_path / "邻居.xlsx"])
    assert window.session.page is Page.IMPORT
    window._dropped([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert pasted == ["接龙", "接龙"]


def test_f1_shows_the_shortcuts(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    (sheet,) = window.frame.findChildren(QDialog)
    assert sheet.isVisible()
    sheet.accept()


def test_a_language_chosen_makes_every_page_speak_it(qtbot: QtBot, window: Window) -> None:
    window.session.set_machine(replace(window.session.machine, language="zh_CN"))
    settle(qtbot, window)
    shown = [label.text() for label in window.frame.findChildren(Label) if label.isVisible()]
    assert "还没有团" in shown


def test_a_bug_shows_its_page_and_the_report_names_nobody(qtbot: QtBot, window: Window) -> None:
    store = window.session.store
    assert store is not None
    set_business(store, "leader_name", "李姐")

    def planted() -> None:
        raise ZeroDivisionError("张阿姨 13800005678")

    window.tasks.read(window.frame, planted, lambda _nothing: None)
    settle(qtbot, window)
    page = window.frame.stack.currentWidget()
    assert isinstance(page, BugPage)
    with store.read() as connection:
        assert read_business(connection).leader_name == "李姐"
    page.back.click()
    settle(qtbot, window)
    assert window.session.page is Page.TODAY
    assert not isinstance(window.frame.stack.currentWidget(), BugPage)


def test_the_report_of_a_bug_holds_no_message_of_the_error() -> None:
    try:
        raise ValueError("张阿姨 13800005678")
    except ValueError as error:
        report = bug_report(error)
    assert "张阿姨" not in report
    assert "13800005678" not in report
    assert "ValueError" in report


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


def damaged(path: Path) -> None:
    path.write_bytes(b"nothing of ours" * 1000)


@pytest.mark.parametrize(("spoil", "said"), [(newer, "newer LeaderDesk"), (damaged, "")], ids=["newer", "damaged"])
def test_a_store_that_does_not_open_says_why_and_is_not_touched(
    qtbot: QtBot, home: Path, spoil: Callable[[Path], None], said: str
) -> None:
    open_store(StorePaths(home)).close()
    spoil(StorePaths(home).store)
    before = StorePaths(home).store.read_bytes()
    with open_window(qtbot, home) as window:
        (card,) = window.frame.findChildren(ErrorCard)
        assert card.isVisible()
        words = " ".join(label.text() for label in card.findChildren(Label))
        assert "The data did not open" in words
        assert said in words
        assert window.session.desk is None
    assert StorePaths(home).store.read_bytes() == before


def test_practice_is_entered_left_and_cleared_and_nothing_of_hers_changes(qtbot: QtBot, home: Path) -> None:
    def small(folder: Path, moved: Callable[[int, int], None]) -> None:
        moved(0, 1)
        open_shop(folder, orders=2).store.close()

    with open_window(qtbot, home, built=replace(parts(), fill_practice=small)) as window:
        store = window.session.store
        assert store is not None
        set_business(store, "leader_name", "王姐")
        window.stores.enter_practice()
        settle(qtbot, window)
        assert window.stores.is_away
        banner = window.frame.findChild(PracticeBanner)
        assert banner is not None
        assert window.session.store is not None
        assert window.session.store.paths.home == home / "practice"
        banner.leave_button.click()
        settle(qtbot, window)
        store = window.session.store
        assert store is not None
        assert store.paths.home == home
        with store.read() as connection:
            assert read_business(connection).leader_name == "王姐"
        window.stores.enter_practice()
        settle(qtbot, window)
        window.frame.findChildren(PracticeBanner)[-1].clear_button.click()
        settle(qtbot, window)
        assert not (home / "practice").exists()
        assert window.session.store is not None
        assert window.session.store.paths.home == home
        assert not window.stores.is_away


def test_restoring_brings_the_backup_back_and_keeps_what_was_there(qtbot: QtBot, window: Window, home: Path) -> None:
    store = window.session.store
    assert store is not None
    set_business(store, "leader_name", "从前")
    backup = back_up(store)
    set_business(store, "leader_name", "现在")
    window.stores.restore(backup.path)
    settle(qtbot, window)
    store = window.session.store
    assert store is not None
    with store.read() as connection:
        assert read_business(connection).leader_name == "从前"
    assert len(backup_files(StorePaths(home).backups)) == 2
    assert "in force" in window.frame.toast.text()


def test_a_restore_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, window: Window, home: Path) -> None:
    store = window.session.store
    assert store is not None
    backup = back_up(store)
    set_business(store, "leader_name", "现在")
    window.stores.restore(backup.path)
    page = window.frame.stack.currentWidget()
    assert page is not None
    card = page.findChild(ProgressCard)
    assert card is not None
    assert card.isVisible()
    card.stop_button.click()
    settle(qtbot, window)
    store = window.session.store
    assert store is not None
    with store.read() as connection:
        assert read_business(connection).leader_name == "现在"
    assert "nothing was changed" in window.frame.toast.text()


def test_a_broken_backup_is_refused_and_the_data_open_again(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    store = window.session.store
    assert store is not None
    set_business(store, "leader_name", "现在")
    broken = tmp_path / "broken.ldbackup"
    broken.write_bytes(b"PK")
    window.stores.restore(broken)
    settle(qtbot, window)
    store = window.session.store
    assert store is not None
    with store.read() as connection:
        assert read_business(connection).leader_name == "现在"
    assert "not a LeaderDesk backup" in window.frame.toast.text()


def test_a_change_is_backed_up_soon(qtbot: QtBot, window: Window, home: Path) -> None:
    store, desk = window.session.store, window.session.desk
    assert store is not None
    assert desk is not None
    keeper = BackupKeeper(store, tasks=window.tasks, status=window.frame.status, parent=window.frame, after_ms=20)
    desk.bridge.changed.connect(keeper.heard)
    settle(qtbot, window)
    new_round(store)
    qtbot.waitUntil(lambda: bool(backup_files(StorePaths(home).backups)), timeout=10_000)
    settle(qtbot, window)
    shown = [line for line in window.frame.status.findChildren(QWidget) if "backed up" in _text(line)]
    assert shown


def test_going_to_a_step_shows_its_page(qtbot: QtBot, window: Window) -> None:
    store = window.session.store
    assert store is not None
    made = new_round(store)
    for step in (Step.OPEN, Step.INTAKE, Step.CLOSE, Step.PURCHASE, Step.LABELS, Step.PICKUP, Step.SETTLE):
        window.session.go(Place(Page.ROUNDS, round_id=made.round_id, step=step))
        settle(qtbot, window)
        assert not isinstance(window.frame.stack.currentWidget(), BugPage)


def _text(thing: object) -> str:
    text = getattr(thing, "text", None)
    return str(text()) if callable(text) else ""


def test_the_rail_speaks_the_chosen_language_and_shows_its_words_whole(window: Window) -> None:
    items = window.frame.rail.findChildren(RailButton)
    words = ["Today", "Rounds", "Streams", "Products", "Neighbours", "Gifts", "Community", "Settings"]
    assert [item.text() for item in items] == words
    font = QFont(theme().font("caption"))
    font.setBold(True)
    assert [item.text() for item in items if text_width(item.text(), font) > item.width() - 4] == []
