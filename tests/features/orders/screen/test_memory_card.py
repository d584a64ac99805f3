"""The card of what was learnt: looked through, traced to its line, changed and taken back, all undoable."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.features.orders.actions import read_paste, take_orders
from leaderdesk.features.orders.rules.answers import PART, TEXT, Agreed, Answers, IsNeighbour
from leaderdesk.features.orders.screen.memory_card import MemoryCard
from leaderdesk.ui.buttons import Button
from tests.features.orders.lists import HEAD
from tests.features.orders.screen.conftest import Shown


def teach(shown: Shown, name: str, place: int) -> None:
    estate, text = shown.estate, HEAD + f"1. {name} 1-777 草莓1\n"
    key = read_paste(estate.store, estate.round_id, text).rows[0].key
    learnt = IsNeighbour(estate.neighbours[place], remember=name)
    answers: Answers = {TEXT: (Agreed(PART),), key: (learnt,)}
    take_orders(estate.store, read_paste(estate.store, estate.round_id, text, answers=answers))


@pytest.fixture
def card(shown: Shown, qtbot: QtBot) -> MemoryCard:
    teach(shown, "Lily", 0)
    teach(shown, "团子", 4)
    made = MemoryCard(shown.desk)
    qtbot.addWidget(made)
    made.resize(640, 520)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    shown.settle()
    return made


def press(card: MemoryCard, words: str) -> None:
    (button,) = [each for each in card.findChildren(Button) if each.isVisible() and each.plain_text() == words]
    button.click()


def test_everything_learnt_stands_there_with_its_line(card: MemoryCard, qtbot: QtBot) -> None:
    assert card.listing.rowCount() == 2
    card.search.setText("lily")
    qtbot.waitUntil(lambda: card.listing.rowCount() == 1)
    card.table.go_to(card.listing.id_at(0))
    assert card.lines.isVisible()
    assert "第 4 行" in card.origin.text()


def test_it_is_taken_back_with_undo(card: MemoryCard, shown: Shown) -> None:
    card.table.go_to(card.listing.id_at(0))
    press(card, "收回")
    shown.settle()
    assert card.listing.rowCount() == 1
    sentence, undo = shown.said.notices[-1]
    assert "团子" in sentence
    assert undo is not None
    shown.estate.store.undo(undo)
    shown.settle()
    assert card.listing.rowCount() == 2


def test_it_means_somebody_else(card: MemoryCard, shown: Shown) -> None:
    card.table.go_to(card.listing.id_at(0))
    press(card, "换个意思")
    card.target.setText("刘老师")
    card.target.textEdited.emit("刘老师")
    shown.settle()
    press(card, "5-1201 刘老师")
    shown.settle()
    card.table.go_to(card.listing.id_at(0))
    one = card.chosen()
    assert one is not None
    assert one.meaning == "5-1201 刘老师"


def test_nothing_learnt_says_how_it_begins(shown: Shown, qtbot: QtBot) -> None:
    made = MemoryCard(shown.desk)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    shown.settle()
    assert not made.table.isVisible()


def test_every_control_of_the_card_has_a_name(card: MemoryCard) -> None:
    assert card.table.accessibleName()
    assert card.target.accessibleName()
    assert all(button.accessibleName() for button in card.findChildren(Button))
