"""What was answered once is not asked again, is found in one list, and is asked again once it was taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.orders.queries.memory import remembered
from leaderdesk.features.orders.queries.reading import read_paste
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.features.orders.screen.intake_page import Intake
from leaderdesk.features.orders.screen.memory_card import MemoryCard
from leaderdesk.features.places import Page, Place, Step
from tests.stories.test_main_job import Desk, click, desk, the

__all__ = ["desk"]
HEAD = "#接龙\n第 2 期・草莓季\n\n"
FIRST = HEAD + "1. 张阿姨 3-502 草莓2箱\n"
LONGER = FIRST + "2. 豆豆妈 3栋1001 草莓3箱\n"
LONGEST = LONGER + "3. 王哥 2-803 草莓1箱\n"


def review(desk: Desk) -> Review:
    """Return the comparison on the screen."""
    found = the(Intake, desk).list.review
    assert found is not None
    return found


def commit(desk: Desk) -> None:
    """Take the orders by the keyboard."""
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def learn_the_box(desk: Desk) -> None:
    """Answer the one question of the first list, so that it is remembered, and take the list."""
    desk.go(Step.INTAKE, paste=FIRST)
    (asked,) = review(desk).open_rows
    assert asked.ask is not None
    pane = the(Intake, desk).list.pane
    # The link behind the answers lets the answer be remembered; the key 1 then gives it.
    pane.grid.answer(asked.id, len(asked.ask.fixes))
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_1)
    commit(desk)
    assert set(desk.orders()) == {"张阿姨"}


def test_an_answer_is_remembered_found_taken_back_and_brought_back(desk: Desk) -> None:
    learn_the_box(desk)
    # A longer list: the same box in another line is not asked about any more.
    desk.go(Step.INTAKE, paste=LONGER)
    assert review(desk).questions == 0
    commit(desk)
    assert desk.orders()["豆豆妈"].total_fen == 3 * 3600

    # It stands in one list, with the line it was learnt from.
    desk.window.session.go(Place(Page.SETTINGS, memory=True))
    desk.settle()
    card = the(MemoryCard, desk)
    assert card.listing.rowCount() == 1
    card.table.go_to(card.listing.id_at(0))
    desk.settle()
    one = card.chosen()
    assert one is not None
    assert (one.words, one.line, one.uses) == ("箱", 4, 1)
    assert one.paste_text == FIRST
    click(desk, card, _("Take it back"))
    assert card.listing.rowCount() == 0

    # Asked again; undo remembers.
    desk.go(Step.INTAKE, paste=LONGEST)
    assert [row.name for row in review(desk).open_rows] == ["王哥"]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review(desk).questions == 0
    commit(desk)
    assert desk.orders()["王哥"].total_fen == 3600


def test_undoing_the_list_forgets_what_it_taught(desk: Desk) -> None:
    learn_the_box(desk)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.orders() == {}
    with desk.store.read() as connection:
        assert remembered(connection) == ()
    assert read_paste(desk.store, desk.round_id, FIRST).questions == 1


@pytest.mark.parametrize("key", ["name", "goods"])
def test_what_is_under_the_mouse_marks_the_words_it_came_from(desk: Desk, key: str) -> None:
    desk.go(Step.INTAKE, paste=HEAD + "1. 张阿姨 3-502 草莓2 酸奶1\n")
    pane = the(Intake, desk).list.pane
    column = next(place for place, each in enumerate(pane.listing.columns) if each.key == key)
    rect = pane.grid.visualRect(pane.listing.index(0, column))
    viewport: QWidget = pane.grid.viewport()
    QTest.mouseMove(viewport, rect.topLeft())
    QTest.mouseMove(viewport, rect.topLeft() + QPoint(16, 20))
    desk.settle()
    assert pane.paste.lines.marked() == (("张阿姨",) if key == "name" else ("草莓2",))
