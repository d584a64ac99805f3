"""Newcomers in their first rounds, and dishes that neighbours showed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import UserError
from leaderdesk.features.referrals.actions import give_award, set_name_consent, write_programme
from leaderdesk.features.referrals.actions.dishes import add_dish, archive_dish, edit_dish, pick_dish, thank_for_dish
from leaderdesk.features.referrals.actions.welcome import mark_welcome, note_answer
from leaderdesk.features.referrals.queries.dishes import dishes, dishes_for_stream
from leaderdesk.features.referrals.queries.welcome import newcomers
from leaderdesk.features.referrals.rules import Reason, Terms
from leaderdesk.features.referrals.rules.dishes import Consent, Dish
from leaderdesk.features.referrals.rules.welcome import Newcomer, Next
from leaderdesk.features.referrals.screen.page import Referrals
from leaderdesk.features.rounds.queries import offers_of_round
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.referrals.village import Village
from tests.features.undoing import check_undo, done
from tests.photos import picture as jpeg
from tests.practice import TODAY


def new_ones(village: Village) -> dict[str, Newcomer]:
    """Return who is new, by name."""
    with village.store.read() as connection:
        return {one.name: one for one in newcomers(connection, village.trust())}


def shown(village: Village) -> tuple[Dish, ...]:
    """Return the dishes."""
    with village.store.read() as connection:
        return dishes(connection)


def test_a_newcomer_is_greeted_asked_and_introduced_in_turn(village: Village) -> None:
    new = village.newcomer("晓雯")
    assert "晓雯" not in new_ones(village)
    village.brought(village.old[2], new)
    one = new_ones(village)["晓雯"]
    assert (one.rounds, one.brought_by, one.next) == (0, "老邻居丙", Next.GREET)
    mark_welcome(village.store, new, Next.GREET)
    assert new_ones(village)["晓雯"].next is Next.INTRODUCE
    village.buys(new)
    assert new_ones(village)["晓雯"].next is Next.ASK
    mark_welcome(village.store, new, Next.ASK)
    assert new_ones(village)["晓雯"].next is Next.ANSWER
    note_answer(village.store, new, score=9, words="草莓很甜")
    mark_welcome(village.store, new, Next.INTRODUCE)
    one = new_ones(village)["晓雯"]
    assert (one.score, one.words, one.next) == (9, "草莓很甜", Next.NOTHING)
    village.wait(100)
    assert "晓雯" not in new_ones(village)


@pytest.mark.parametrize("score", [-1, 11])
def test_an_answer_is_a_number_from_0_to_10(village: Village, score: int) -> None:
    with pytest.raises(UserError):
        note_answer(village.store, village.old[0], score=score)
    with pytest.raises(UserError):
        mark_welcome(village.store, village.old[0], Next.NOTHING)


def test_a_dish_is_seen_only_where_she_agreed(village: Village) -> None:
    dish = add_dish(village.store, neighbour_id=village.old[0], jpeg=jpeg(), title="草莓蛋糕").id
    with pytest.raises(UserError, match="not agreed"):
        pick_dish(village.store, dish, picked=True)
    edit_dish(village.store, dish, consent=Consent.NAMELESS)
    pick_dish(village.store, dish, picked=True)
    with village.store.read() as connection:
        (seen,) = dishes_for_stream(connection)
    assert (seen.title, seen.shown_name) == ("草莓蛋糕", "")
    edit_dish(village.store, dish, consent=Consent.GROUP)
    with village.store.read() as connection:
        assert dishes_for_stream(connection) == ()
    assert shown(village)[0].shown_name == "老邻居甲"


def test_a_dish_is_thanked_once_from_the_same_stock(village: Village) -> None:
    dish = add_dish(village.store, neighbour_id=village.old[2], jpeg=jpeg()).id
    thank_for_dish(village.store, dish, gift_id=village.soap, round_id=village.shop.round_id)
    with pytest.raises(UserError, match="already"):
        thank_for_dish(village.store, dish, gift_id=village.soap, round_id=None)
    assert village.balance(village.soap).reserved_milli == 1000
    village.hand(village.order(village.old[2]))
    assert village.balance(village.soap).given_milli == 1000
    assert shown(village)[0].thanked_ms is not None
    with pytest.raises(UserError):
        give_award(village.store, village.trust().awards[0].id)


def test_dishes_and_welcomes_can_be_undone(village: Village) -> None:
    check_undo(
        village.store,
        ("dish", "award", "welcome", "name_consent"),
        [
            lambda store: add_dish(store, neighbour_id=village.old[0], jpeg=jpeg()),
            lambda store: edit_dish(store, 1, consent=Consent.SCREEN, recipe="烤 20 分钟"),
            lambda store: pick_dish(store, 1, picked=True),
            lambda store: thank_for_dish(store, 1, gift_id=village.cup, round_id=None),
            lambda store: archive_dish(store, 1),
            lambda store: mark_welcome(store, village.old[0], Next.GREET),
            lambda store: note_answer(store, village.old[0], score=10),
            lambda store: set_name_consent(store, village.old[0], agreed=True),
        ],
    )
    with village.store.read() as connection:
        assert (
            connection.exec_driver_sql(
                "SELECT name, about FROM journal_action WHERE id = ?", (max(done(village.store)) + 1,)
            )
            .one()
            .about.count("老邻居甲")
            == 1
        )


def write_dish(desk: OpenDesk, page: Referrals, picture: Path, neighbour_id: int) -> None:
    """Take a picture, say who cooked it and where it may be seen, and press every button of it."""
    page.show_part("dishes")
    page.dishes.tiles.chosen.emit([picture])
    page.dishes.whom.chosen.emit(neighbour_id)
    desk.settle()
    page.dishes.tiles.opened.emit(0)
    page.dishes.consent.choose("screen")
    page.dishes.title.setText("草莓蛋糕")
    page.dishes.keep_button.click()
    desk.settle()
    for button in (page.dishes.pick_button, page.dishes.thank_button, page.dishes.card_button):
        button.click()
        desk.settle()


def test_the_panes_of_newcomers_and_dishes_work(qtbot: QtBot, village: Village, tmp_path: Path) -> None:
    new = village.newcomer("晓雯")
    village.brought(village.old[2], new)
    picture = tmp_path / "cake.jpg"
    picture.write_bytes(jpeg())
    with open_desk(village.store) as desk:
        page = Referrals(desk.desk)
        qtbot.addWidget(page)
        page.resize(1286, 740)
        page.show()
        page.load()
        desk.settle()
        page.show_part("new")
        page.newcomers.view.fix_chosen.emit(new, 0)
        desk.settle()
        assert "老邻居丙" in QGuiApplication.clipboard().text()
        assert new_ones(village)["晓雯"].greeted_ms is not None
        page.newcomers.view.go_to(new)
        page.newcomers.score.set_value(8)
        page.newcomers.keep_answer()
        desk.settle()
        assert new_ones(village)["晓雯"].score == 8
        write_dish(desk, page, picture, village.old[0])
        assert not QGuiApplication.clipboard().image().isNull()
        (dish,) = shown(village)
        assert (dish.title, dish.consent, dish.is_promised) == ("草莓蛋糕", Consent.SCREEN, True)
        assert dish.picked_ms is not None
        assert desk.troubles == []


def test_a_trial_pack_for_a_household_that_had_one_is_shown(village: Village) -> None:
    with village.store.read() as connection:
        offer = offers_of_round(connection, village.shop.round_id)[0]
    terms = Terms(trial_product_id=offer.product_id)
    write_programme(village.store, starts_on=TODAY, terms=terms, gifts={Reason.REFERRER: village.cup})
    first, second = village.newcomer("晓雯", "9-905"), village.newcomer("晓雯妈妈", "9-905")
    village.order(first)
    assert not new_ones(village)["晓雯"].second_trial
    village.order(second)
    found = new_ones(village)
    assert (found["晓雯"].second_trial, found["晓雯妈妈"].second_trial) == (False, True)
