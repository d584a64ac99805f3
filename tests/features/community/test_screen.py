"""The page of the community, driven as the leader does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import _
from leaderdesk.features.community.queries import tally_of
from leaderdesk.features.community.rules.tally import Tally
from leaderdesk.features.community.screen.page import Community
from leaderdesk.features.places import Page, Place
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from tests.features.open_desk import OpenDesk, open_desk
from tests.practice import open_shop

VOTE = "下期想团A草莓还是B蓝莓？\n1. 张三 A\n2. 李四 B\n3. 王五 A和B"
CLASS = "亲子烘焙课报名 限5人\n1. 张三 2大1小\n2. 李四 1大1小\n3. 王五 1大1小"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    shop = open_shop(tmp_path / "store", orders=0)
    with open_desk(shop.store) as opened:
        yield opened
    shop.store.close()


@pytest.fixture
def page(desk: OpenDesk, qtbot: QtBot) -> Community:
    made = Community(desk.desk)
    qtbot.addWidget(made)
    made.resize(1286, 700)
    made.show()
    made.load()
    desk.settle()
    return made


def paste(page: Community, desk: OpenDesk, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    page.paste.click()
    desk.settle()


def shown(page: Community, desk: OpenDesk) -> Tally:
    assert page._poll_id is not None
    with desk.desk.store.read() as connection:
        found = tally_of(connection, page._poll_id)
    assert found is not None
    return found


def counts(page: Community, desk: OpenDesk) -> dict[str, int]:
    return {each.option.key: each.count for each in shown(page, desk).questions[0].counts}


def fixes(page: Community) -> dict[str, Button]:
    return {button.plain_text(): button for button in page.pane.open.findChildren(Button) if button.isVisible()}


def test_empty_page_says_what_to_do(page: Community) -> None:
    assert page.empty.isVisible()
    assert not page.pane.isVisible()


def test_pasted_text_becomes_a_poll_that_can_be_undone(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    assert counts(page, desk) == {"A": 1, "B": 1}
    assert [row.poll.asked.title for row in page.listing.shown_rows] == ["下期想团A草莓还是B蓝莓？"]
    desk.undo_last()
    assert page.empty.isVisible()


def test_unclear_line_is_answered_in_place(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    fixes(page)["B 蓝莓"].click()
    desk.settle()
    assert counts(page, desk) == {"A": 1, "B": 2}
    assert not page.pane.open.isVisible()
    desk.undo_last()
    assert page.pane.open.isVisible()


def test_line_that_is_no_answer_is_let_go(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    fixes(page)[_("No answer")].click()
    desk.settle()
    assert not page.pane.open.isVisible()
    assert counts(page, desk) == {"A": 1, "B": 1}


def test_heads_are_typed_where_they_are_missing(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, "故事会报名，注明几大几小\n1. 张三 1大1小\n2. 李四 全家")
    field = next(one for one in page.pane.open.findChildren(LineEdit) if one.isVisible())
    field.setText("2大2小")
    field.returnPressed.emit()
    desk.settle()
    assert shown(page, desk).heads.total == 6


def test_people_behind_a_bar(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    bar = page.pane._bar_buttons[1][1]
    bar.click()
    assert [voice.name for voice in page.pane.listing.shown_rows] == ["李四"]
    page.pane.table.go_to(page.pane.listing.shown_rows[0].id)
    assert "2. 李四 B" in page.pane.source.text()
    bar.click()
    assert [voice.name for voice in page.pane.listing.shown_rows] == ["张三", "李四"]


def test_newer_list_is_compared_before_it_is_taken(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    paste(page, desk, "下期想团A草莓还是B蓝莓？\n1. 张三 B\n2. 李四 B\n3. 王五 B\n4. 赵六 A")
    assert page.pane.offer.isVisible()
    assert counts(page, desk) == {"A": 1, "B": 1}
    page.pane.take.click()
    desk.settle()
    assert counts(page, desk) == {"A": 1, "B": 3}
    assert not page.pane.offer.isVisible()
    assert len(page.listing.shown_rows) == 1


def test_comparison_can_be_left(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    QGuiApplication.clipboard().setText("赵六：A")
    page.pane.again.click()
    desk.settle()
    page.pane.leave.click()
    desk.settle()
    assert counts(page, desk) == {"A": 1, "B": 1}


def test_answer_is_written_by_hand(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    page.pane.line.setText("赵六 B")
    page.pane.line.returnPressed.emit()
    desk.settle()
    assert counts(page, desk) == {"A": 1, "B": 2}
    page.pane.line.setText("不知道说什么")
    page.pane.line.returnPressed.emit()
    desk.settle()
    assert desk.said[-1][1] is None
    assert counts(page, desk) == {"A": 1, "B": 2}


def test_seats_and_waiting_list(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, CLASS)
    assert [voice.name for voice in shown(page, desk).waiting] == ["王五"]
    page.pane.seat_field.setText("")
    page.pane.seat_field.editingFinished.emit()
    desk.settle()
    assert shown(page, desk).waiting == ()
    page.pane.table.go_to(page.pane.listing.shown_rows[0].id)
    page.pane.out.click()
    desk.settle()
    assert [voice.name for voice in shown(page, desk).coming] == ["李四", "王五"]


def test_result_for_the_group_names_no_room(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, "下期想团A草莓还是B蓝莓？\n1. 3-502 张三 A\n2. 12-3-402 B\n3. 李四 5-1201 A")
    page.pane.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "张三、李四" in text
    assert not any(room in text for room in ("502", "402", "1201"))


def test_ended_poll_takes_nothing_until_it_is_opened_again(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    page.pane.close_button.click()
    desk.settle()
    assert not page.pane.line.isEnabled()
    page.pane.close_button.click()
    desk.settle()
    assert page.pane.line.isEnabled()


def test_poll_goes_to_the_bin_and_back(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, VOTE)
    page.pane.bin.click()
    desk.settle()
    assert page.empty.isVisible()
    desk.undo_last()
    assert len(page.listing.shown_rows) == 1


def test_winner_becomes_a_draft(page: Community, desk: OpenDesk) -> None:
    with desk.desk.store.read() as connection:
        name = connection.exec_driver_sql("SELECT name FROM product LIMIT 1").scalar_one()
    paste(page, desk, f"下期投票 A{name} B没有的东西\n张三：A\n李四：A")
    assert page.pane.draft.isVisible()
    page.pane.draft.click()
    desk.settle()
    assert desk.went[-1].page is Page.ROUNDS
    assert desk.went[-1].round_id == shown(page, desk).poll.round_id


def test_draft_is_not_offered_where_the_winner_is_no_product(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, "下期投票 A火星石 B没有的东西\n张三：A\n李四：A")
    assert not page.pane.draft.isVisible()


def test_workbook_holds_everybody(page: Community, desk: OpenDesk, tmp_path: Path) -> None:
    paste(page, desk, CLASS)
    path = tmp_path / "class.xlsx"
    page.write_sheet(path)
    desk.settle()
    sheet = load_workbook(path).active
    assert sheet is not None
    names = [row[1] for row in sheet.iter_rows(values_only=True)]
    assert [name for name in ("张三", "李四", "王五") if name in names] == ["张三", "李四", "王五"]


def test_text_that_is_no_poll_is_refused_with_a_sentence(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, "哈哈哈")
    assert desk.said[-1][1] is None
    assert page.empty.isVisible()


def test_names_are_plain_text(page: Community, desk: OpenDesk) -> None:
    paste(page, desk, "下期<b>想团</b>A草莓还是B蓝莓？\n1. 张三 A\n2. <b>李四</b> A和B")
    assert page.pane.title.textFormat() is Qt.TextFormat.PlainText


def test_page_takes_a_text_it_is_handed(desk: OpenDesk, qtbot: QtBot) -> None:
    from leaderdesk.features.community.screen import CommunityPage

    made = CommunityPage(desk.desk)
    qtbot.addWidget(made.widget())
    made.arrive(Place(Page.COMMUNITY, paste=VOTE))
    desk.settle()
    assert [row.poll.asked.title for row in made.page.listing.shown_rows] == ["下期想团A草莓还是B蓝莓？"]
