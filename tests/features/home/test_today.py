"""The page Today on a real store: what it shows, where its parts lead, and what one failing part does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from leaderdesk.app import STEPS_WITH_PAGES
from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.home.screen import TodayPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.queries import RoundSlots
from leaderdesk.features.streams.actions import add_stream, move_stream
from leaderdesk.features.streams.actions.live import start_live
from leaderdesk.slots import guards, round_slots
from leaderdesk.storage.database import open_store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import Label
from leaderdesk.ui.states import EmptyState
from tests.features.home.desks import Table, discard, table
from tests.practice import Shop


@pytest.fixture
def today(desk: Table) -> Iterator[TodayPage]:
    page = TodayPage(desk.desk, round_slots(), pages=STEPS_WITH_PAGES, guards=guards)
    desk.show(page)
    page.arrive(Place(Page.TODAY))
    desk.settle()
    yield page
    discard(page)


def words(page: TodayPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def press(page: TodayPage, text: str) -> None:
    next(button for button in page.findChildren(Button) if button.isVisible() and button.plain_text() == text).click()


def test_it_greets_the_leader_and_names_the_round(today: TodayPage, shop: Shop) -> None:
    shown = words(today)
    assert "Good afternoon, 李姐" in shown
    assert "Round 2" in shown
    assert today.money.unpaid.accessibleName().startswith(f"Not paid，{len(shop.orders())} neighbours")


def test_steps_without_a_page_are_drawn_and_are_no_buttons(desk: Table, shop: Shop) -> None:
    page = TodayPage(desk.desk, round_slots(), pages=STEPS_WITH_PAGES - {Step.STREAM}, guards=guards)
    desk.show(page)
    page.arrive(Place(Page.TODAY))
    desk.settle()
    page.round_card.tracker.opened.emit(str(int(Step.SETTLE)))
    assert desk.places[-1] == Place(Page.ROUNDS, round_id=shop.round_id, step=Step.SETTLE)
    parts = {
        part.accessibleName()[0]: part.isEnabled() for part in page.round_card.tracker.findChildren(QAbstractButton)
    }
    assert (parts["2"], parts["3"], parts["6"]) == (False, True, True)
    discard(page)


def test_the_next_stream_is_counted_down_to_and_near_it_the_console_comes_first(
    today: TodayPage, desk: Table, shop: Shop
) -> None:
    now = local_now(shop.clock)
    added = add_stream(shop.store, starts_at=now + dt.timedelta(hours=6), change={"round_id": shop.round_id})
    desk.settle()
    assert today.stream.isVisible()
    assert "06:00:00" in words(today)
    press(today, "Prepare the stream")
    assert desk.places[-1] == Place(Page.STREAMS, stream_id=added.id)
    move_stream(shop.store, added.id, now + dt.timedelta(minutes=14))
    desk.settle()
    assert today.round_card.next_button.plain_text() == "Enter the live console"
    today.round_card.next_button.click()
    assert desk.places[-1] == Place(Page.STREAMS, stream_id=added.id, live=True)
    start_live(shop.store, added.id)
    desk.settle()
    press(today, "Back to the stream")
    assert desk.places[-1] == Place(Page.STREAMS, stream_id=added.id, live=True)


def test_the_preview_of_the_next_stream_is_copied(today: TodayPage, desk: Table, shop: Shop) -> None:
    add_stream(shop.store, starts_at=local_now(shop.clock) + dt.timedelta(hours=6), change={"theme": "草莓季"})
    desk.settle()
    press(today, "Copy the preview")
    desk.settle()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "今天 20:00，直播：草莓季"


def test_a_figure_opens_the_list_behind_it(today: TodayPage, desk: Table, shop: Shop) -> None:
    today.money.unpaid.click()
    assert desk.places[-1] == Place(Page.ROUNDS, round_id=shop.round_id, step=Step.SETTLE)
    press(today, "Take orders")
    assert desk.places[-1] == Place(Page.ROUNDS, round_id=shop.round_id, step=Step.INTAKE)


def test_pasting_goes_to_intake_with_the_text(today: TodayPage, desk: Table, shop: Shop) -> None:
    QGuiApplication.clipboard().setText("#接龙\n1. 张阿姨 3-502 草莓 2 盒")
    today.paste.button.click()
    assert desk.places[-1].paste == "#接龙\n1. 张阿姨 3-502 草莓 2 盒"
    assert (desk.places[-1].round_id, desk.places[-1].step) == (shop.round_id, Step.INTAKE)


def test_an_empty_clipboard_says_what_to_do(today: TodayPage, desk: Table) -> None:
    QGuiApplication.clipboard().setText("  ")
    today.paste.button.click()
    assert desk.places == []
    assert desk.notices == [("There is nothing to read. Copy the list in the group first.", None)]


def test_a_store_without_rounds_offers_the_first_and_an_example(qtbot: QtBot, tmp_path: Path) -> None:
    store = open_store(StorePaths(tmp_path / "new"))
    with table(qtbot, store) as desk:
        page = TodayPage(desk.desk, round_slots(), pages=STEPS_WITH_PAGES, guards=guards)
        desk.show(page)
        page.arrive(Place(Page.TODAY))
        desk.settle()
        assert any(state.isVisible() for state in page.findChildren(EmptyState))
        assert not page.paste.isVisible()
        assert "All done" in page.money.unpaid.accessibleName()
        press(page, "Open the first round")
        assert desk.places == [Place(Page.ROUNDS, wants_new=True)]
        press(page, "Look at an example first")
        assert desk.calls == ["practice"]
        discard(page)
    store.close()


def test_a_poll_pasted_without_a_round_is_shown_to_the_community(qtbot: QtBot, tmp_path: Path) -> None:
    store = open_store(StorePaths(tmp_path / "new"))
    with table(qtbot, store) as desk:
        page = TodayPage(desk.desk, round_slots(), pages=STEPS_WITH_PAGES, guards=guards)
        desk.show(page)
        text = "下期想团A草莓还是B蓝莓？\n1. 张三 A\n2. 李四 B\n3. 王五 A"
        page.arrive(Place(Page.TODAY, paste=text))
        desk.settle()
        assert desk.places == [Place(Page.COMMUNITY, paste=text)]
        assert desk.notices == [("This looks like a poll, not like orders.", None)]
        page.arrive(Place(Page.TODAY, paste="#接龙\n1. 张阿姨 3-502 草莓 2 盒"))
        desk.settle()
        assert desk.notices[-1] == ("There is no round to paste into. Open one first.", None)
        discard(page)
    store.close()


def test_only_the_failing_part_says_so_and_tries_again(desk: Table) -> None:
    broken = [True]

    def figures(connection: Connection, round_ids: object) -> dict[int, object]:
        if broken[0]:
            raise StorageTrouble("The disk did not answer.")
        return {}

    page = TodayPage(desk.desk, RoundSlots(figures=figures), guards=guards)  # type: ignore[arg-type]
    desk.show(page)
    page.arrive(Place(Page.TODAY))
    desk.settle()
    assert page.round_part.shows_error()
    assert not page.money_part.shows_error()
    assert "The disk did not answer." in words(page)
    assert desk.troubles == []
    broken[0] = False
    press(page, "Try again")
    desk.settle()
    assert not page.round_part.shows_error()
    discard(page)


@pytest.mark.parametrize("size", [(1286, 740), (1100, 612)])
def test_nothing_is_cut_in_small_windows(today: TodayPage, desk: Table, size: tuple[int, int]) -> None:
    today.resize(*size)
    desk.settle()
    for part in (today.round_part, today.money_part, today.look_part, today.paste, today.deadline):
        assert part.height() >= part.minimumSizeHint().height()
        assert part.width() >= part.minimumSizeHint().width()
