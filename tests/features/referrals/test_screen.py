"""The page of referral gifts: what waits, what is asked, and giving, with the keyboard too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.features.places import Page, Place
from leaderdesk.features.referrals.actions import give_referral, set_name_consent, spoil_gifts
from leaderdesk.features.referrals.rules import Known, Stage, Why
from leaderdesk.features.referrals.rules.tree import Leaf
from leaderdesk.features.referrals.screen import ReferralsPage
from leaderdesk.features.referrals.screen.referral_form import ReferralForm
from leaderdesk.features.referrals.screen.rules_form import RulesForm
from leaderdesk.features.referrals.screen.stock_form import StockForm
from leaderdesk.features.referrals.screen.page import Referrals
from leaderdesk.features.referrals.screen.tree_view import TreeView
from leaderdesk.ui.print_preview import PrintPreview
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.referrals.village import Village


@dataclass
class Open:
    """The page on a village."""

    village: Village
    desk: OpenDesk
    page: Referrals

    def settle(self) -> None:
        """Let all that was asked for arrive."""
        self.desk.settle()

    def rows(self) -> list[str]:
        """Return who brought whom, as shown."""
        return [str(self.page.list.table.index(row, 0).data()) for row in range(self.page.list.table.rowCount())]


@pytest.fixture
def opened(qtbot: QtBot, village: Village) -> Iterator[Open]:
    """Give the page, shown."""
    with open_desk(village.store) as desk:
        screen = ReferralsPage(desk.desk)
        qtbot.addWidget(screen.page)
        screen.page.resize(1286, 740)
        screen.page.show()
        screen.arrive(Place(Page.REFERRALS))
        desk.settle()
        yield Open(village, desk, screen.page)


def test_what_is_due_goes_to_the_round_with_one_key(qtbot: QtBot, opened: Open) -> None:
    opened.village.arrive(opened.village.old[2], "小陈妈妈")
    opened.village.arrive(opened.village.old[3], "江姐", "9-902")
    opened.settle()
    assert opened.page.list.stages.tiles[Stage.DUE].accessibleName() == "2 Gift due, with round 2"
    QTest.keyClick(opened.page.list.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert len(opened.village.trust().live) == 4
    assert not opened.page.bar.put_button.isEnabled()
    opened.desk.undo_last()
    assert opened.village.trust().awards == ()
    assert opened.page.bar.put_button.isEnabled()


def test_an_amber_row_is_answered_by_its_key(qtbot: QtBot, opened: Open) -> None:
    new = opened.village.newcomer("小贺", "8-803")
    opened.village.brought(opened.village.old[2], opened.village.newcomer("江姐", "9-902"))
    referral = opened.village.brought(opened.village.old[2], new)
    opened.settle()
    QTest.keyClick(opened.page.list.view, Qt.Key.Key_F8)
    assert opened.page.list.view.current_id() == referral
    QTest.keyClick(opened.page.list.view, Qt.Key.Key_2)
    opened.settle()
    assert opened.village.standing(referral).why is Why.NOT_COUNTED
    opened.desk.undo_last()
    QTest.keyClick(opened.page.list.view, Qt.Key.Key_F8)
    QTest.keyClick(opened.page.list.view, Qt.Key.Key_1)
    opened.settle()
    assert not opened.village.standing(referral).asks


def test_too_few_gifts_are_told_and_some_can_be_given_first(opened: Open) -> None:
    for n in range(3):
        opened.village.arrive(opened.village.old[2], f"新{n}", f"9-90{n + 1}")
    spoil_gifts(opened.village.store, opened.village.soap, pieces=18)
    opened.settle()
    assert not opened.page.bar.put_button.isEnabled()
    assert opened.page.bar.some_button.plain_text() == "2 of them first"
    opened.page.bar.some_button.click()
    opened.settle()
    assert len(opened.village.trust().live) == 4


def test_a_stage_shows_its_own_and_a_second_click_all(opened: Open) -> None:
    given = opened.village.arrive(opened.village.old[2], "小陈妈妈")
    give_referral(opened.village.store, given)
    opened.village.brought(opened.village.old[3], opened.village.newcomer("江姐", "9-902"))
    opened.settle()
    assert len(opened.rows()) == 2
    opened.page.list.stages.tiles[Stage.GIVEN].click()
    assert len(opened.rows()) == 1
    opened.page.list.stages.tiles[Stage.GIVEN].click()
    assert len(opened.rows()) == 2


def test_a_referral_rules_and_stock_are_written_in_the_forms(opened: Open) -> None:
    new = opened.village.newcomer("小陈妈妈")
    opened.page.begin_referral()
    form = opened.page.forms["referral"]
    assert isinstance(form, ReferralForm)
    form.keep_button.click()
    assert form.error.sentence()
    form.choose("newcomer", new)
    form.choose("referrer", opened.village.old[0])
    form.words.setText("张阿姨推荐")
    opened.settle()
    form.keep_button.click()
    opened.settle()
    (found,) = opened.village.trust().standings
    assert (found.newcomer.name, found.referral.words) == ("小陈妈妈", "张阿姨推荐")
    opened.page.rules_button.click()
    rules = opened.page.forms["rules"]
    assert isinstance(rules, RulesForm)
    rules.starts.setText("tomorrow")
    rules.keep_button.click()
    assert len(opened.village.trust().gifts) == 2
    rules.starts.setText("2026-03-01")
    rules.cap.set_value(9)
    rules.keep_button.click()
    opened.settle()
    opened.page.stock.buy_button.click()
    stock = opened.page.forms["stock"]
    assert isinstance(stock, StockForm)
    stock.gift.choose("0")
    stock.name.setText("围裙")
    stock.paid.setText("12.50")
    stock.keep_button.click()
    opened.settle()
    assert [gift.name for gift in opened.village.trust().gifts][-1] == "围裙"
    assert opened.village.trust().balances[-1].left_milli == 10_000


def test_thanks_are_copied_with_the_names_of_those_who_agreed(opened: Open) -> None:
    opened.village.arrive(opened.village.old[2], "小陈妈妈")
    set_name_consent(opened.village.store, opened.village.old[2], agreed=True)
    opened.settle()
    opened.page.bar.thanks_button.click()
    assert "老邻居丙, 1 neighbour" in QGuiApplication.clipboard().text()
    opened.page.print_certificate()
    opened.settle()
    assert not QGuiApplication.clipboard().image().isNull()
    (preview,) = opened.page.window().findChildren(PrintPreview)
    assert preview.page_count() == 1
    preview.reject()
    opened.settle()


def test_the_tree_is_walked_and_five_hundred_neighbours_are_drawn(qtbot: QtBot) -> None:
    view = TreeView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    leaves = tuple(
        Leaf(
            Known(n, f"邻居{n}", f"3-{n}"),
            0 if n % 10 == 0 else 1,
            2 * n,
            None if n % 10 == 0 else n // 10 * 10,
            9 if n % 10 == 0 else 0,
            n % 3 == 0,
        )
        for n in range(500)
    )
    view.show_leaves(leaves)
    view.show()
    assert len(view.picture.items()) == 501
    before = view.zoom_level()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom_level() > before
    for _turn in range(40):
        QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom_level() > 0.05
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom_level() <= 1
    assert view.accessibleDescription() == "500 neighbours in the tree"
