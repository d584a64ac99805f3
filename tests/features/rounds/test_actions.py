"""Rounds and offers change as the leader does it, and what makes no sense is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import (
    archived_rounds,
    current_round,
    open_round_ids,
    round_before,
    round_row,
)
from leaderdesk.features.rounds.rules import Round, RoundState
from leaderdesk.features.rounds.rules.planned import Times
from leaderdesk.storage.journal import next_undo
from tests.features.rounds.shop import Shop, dump, filled, offers, read
from tests.sealing import seal


def test_a_new_round_has_what_is_usual(shop: Shop) -> None:
    made = actions.new_round(shop.store, title="  草莓\n季 ")
    assert read(shop, made.round_id) == Round(
        id=made.round_id,
        number=1,
        title="草莓 季",
        cutoff="2026-01-26T22:00",
        pickup_from="2026-02-01T10:00",
        pickup_until="2026-02-01T18:00",
        pickup_place="3 号楼一层",
        note="",
        copied_from_id=None,
        opened_at_ms=None,
        closed_at_ms=None,
        settled_at_ms=None,
    )
    assert read(shop, actions.new_round(shop.store).round_id).number == 2


def test_an_offer_begins_as_its_product_is(shop: Shop) -> None:
    first = offers(shop, filled(shop).round_id)[0]
    assert (first.code, first.position, first.label, first.aliases) == ("A", 1, "王大叔草莓", ("红颜",))
    assert (first.price_fen, first.cost_fen, first.case_milli, first.margin_fen) == (3600, 2600, 10_000, 1000)
    assert (first.supplier_name, first.limit_milli, first.cutoff) == ("青禾合作社", None, None)


def test_codes_stay_when_offers_go_and_come(shop: Shop) -> None:
    made = filled(shop)
    second = offers(shop, made.round_id)[1]
    actions.remove_offer(shop.store, second.id)
    actions.add_offer(shop.store, round_id=made.round_id, product_id=shop.products[5])
    actions.move_offer(shop.store, offers(shop, made.round_id)[-1].id, to=0)
    assert [(offer.code, offer.name) for offer in offers(shop, made.round_id)] == [
        ("F", "耙耙柑"),
        ("A", "隔壁村王大叔家的草莓"),
        ("C", "全麦面包"),
        ("D", "散养土鸡蛋"),
        ("E", "何姐手工皂"),
    ]
    assert [offer.position for offer in offers(shop, made.round_id)] == [1, 2, 3, 4, 5]


def test_a_product_is_in_a_round_once_and_not_at_rest(shop: Shop) -> None:
    made = filled(shop)
    with pytest.raises(UserError, match="in this round already"):
        actions.add_offer(shop.store, round_id=made.round_id, product_id=shop.products[0])
    shop.rest(5)
    with pytest.raises(UserError, match="at rest"):
        actions.add_offer(shop.store, round_id=made.round_id, product_id=shop.products[5])


def test_ordered_goods_stay(shop: Shop) -> None:
    made = filled(shop)
    first = offers(shop, made.round_id)[0]
    shop.order(first.id)
    before = dump(shop.store)
    with pytest.raises(UserError, match="Neighbours have ordered"):
        actions.remove_offer(shop.store, first.id)
    assert dump(shop.store) == before


def test_a_later_price_leaves_orders_alone(shop: Shop) -> None:
    made = filled(shop)
    first = offers(shop, made.round_id)[0]
    shop.order(first.id)
    lines = dump(shop.store)["line"]
    actions.edit_offer(shop.store, first.id, {"price_fen": 100})
    assert dump(shop.store)["line"] == lines
    assert offers(shop, made.round_id)[0].price_fen == 100


def test_an_own_cutoff_that_is_the_rounds_is_none(shop: Shop) -> None:
    made = filled(shop)
    first = offers(shop, made.round_id)[0]
    actions.edit_offer(shop.store, first.id, {"cutoff": "2026-01-26T18:00"})
    assert offers(shop, made.round_id)[0].cutoff == "2026-01-26T18:00"
    actions.edit_offer(shop.store, first.id, {"cutoff": "2026-01-26T22:00"})
    assert offers(shop, made.round_id)[0].cutoff is None
    with pytest.raises(UserError, match="after the pickup"):
        actions.edit_offer(shop.store, first.id, {"cutoff": "2026-02-01T10:00"})


def test_a_cutoff_after_the_pickup_changes_nothing(shop: Shop) -> None:
    made = filled(shop)
    before = dump(shop.store)
    with pytest.raises(UserError, match="after the pickup"):
        actions.edit_round(shop.store, made.round_id, cutoff="2026-02-01T11:00")
    with pytest.raises(UserError, match="ends before it begins"):
        actions.edit_round(shop.store, made.round_id, pickup_until="2026-02-01T09:00")
    with pytest.raises(UserError, match="after the pickup"):
        actions.new_round(shop.store, times=Times("2026-02-02T10:00", "2026-02-01T10:00", "2026-02-01T18:00"))
    assert dump(shop.store) == before


def test_a_long_title_is_cut_and_stays_plain(shop: Shop) -> None:
    made = actions.new_round(shop.store, title="<b>" + "草莓" * 5000 + "\x00")
    title = read(shop, made.round_id).title
    assert title.startswith("<b>草莓")
    assert len(title) == 60


def test_a_round_opens_only_when_there_is_something_to_order(shop: Shop) -> None:
    made = actions.new_round(shop.store)
    with pytest.raises(UserError, match="Add a product"):
        actions.open_round(shop.store, made.round_id)
    actions.add_offer(shop.store, round_id=made.round_id, product_id=shop.products[0])
    offer = offers(shop, made.round_id)[0]
    actions.edit_offer(shop.store, offer.id, {"price_fen": None})
    with pytest.raises(UserError, match="has a price"):
        actions.open_round(shop.store, made.round_id)
    actions.edit_offer(shop.store, offer.id, {"price_fen": 0})
    actions.open_round(shop.store, made.round_id)
    assert read(shop, made.round_id).state is RoundState.OPEN
    with pytest.raises(UserError, match="opened already"):
        actions.open_round(shop.store, made.round_id)


def test_a_round_whose_cutoff_has_passed_does_not_open(shop: Shop) -> None:
    made = filled(shop)
    shop.clock.advance(dt.timedelta(days=4))
    with pytest.raises(UserError, match="cut-off has passed"):
        actions.open_round(shop.store, made.round_id)


def test_the_way_of_a_round(shop: Shop) -> None:
    made = filled(shop)
    with pytest.raises(UserError, match="not been opened"):
        actions.close_round(shop.store, made.round_id)
    with pytest.raises(UserError, match="not closed"):
        actions.reopen_round(shop.store, made.round_id)
    actions.open_round(shop.store, made.round_id)
    with pytest.raises(UserError, match="still open"):
        seal(shop.store, made.round_id)
    actions.close_round(shop.store, made.round_id)
    assert read(shop, made.round_id).closed_at_ms == shop.clock.now_ms()
    with pytest.raises(UserError, match="closed already"):
        actions.close_round(shop.store, made.round_id)
    actions.reopen_round(shop.store, made.round_id)
    assert read(shop, made.round_id).state is RoundState.OPEN
    actions.close_round(shop.store, made.round_id)
    seal(shop.store, made.round_id)
    assert read(shop, made.round_id).state is RoundState.SETTLED
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.edit_round(shop.store, made.round_id, title="x"),
        lambda: actions.edit_offer(shop.store, offers(shop, made.round_id)[0].id, {"price_fen": 1}),
        lambda: actions.reopen_round(shop.store, made.round_id),
        lambda: seal(shop.store, made.round_id),
    )
    for act in acts:
        with pytest.raises(UserError, match="settled"):
            act()


def test_a_copy_is_a_week_later_and_leaves_out_what_rests(shop: Shop) -> None:
    made = filled(shop)
    source = offers(shop, made.round_id)
    actions.edit_offer(shop.store, source[2].id, {"cutoff": "2026-01-26T18:00"})
    actions.edit_offer(shop.store, source[4].id, {"total_limit_milli": 20_000, "limit_milli": 4000})
    actions.edit_offer(shop.store, source[0].id, {"price_fen": 3800})
    shop.rest(1)
    copied = actions.copy_round(shop.store, made.round_id)
    assert copied.left_out == ("儿童无蔗糖酸奶",)
    round_ = read(shop, copied.round_id)
    assert (round_.number, round_.title, round_.copied_from_id) == (2, "草莓季", made.round_id)
    assert (round_.cutoff, round_.pickup_from) == ("2026-02-02T22:00", "2026-02-08T10:00")
    found = offers(shop, copied.round_id)
    assert [(offer.code, offer.position, offer.price_fen) for offer in found] == [
        ("A", 1, 3800),
        ("C", 2, 1800),
        ("D", 3, 2600),
        ("E", 4, 2000),
    ]
    assert found[1].cutoff == "2026-02-02T18:00"
    assert (found[3].limit_milli, found[3].total_limit_milli) == (4000, 20_000)


def test_a_copy_of_an_old_round_lies_ahead(shop: Shop) -> None:
    made = filled(shop)
    shop.clock.advance(dt.timedelta(days=45))
    copied = read(shop, actions.copy_round(shop.store, made.round_id).round_id)
    assert copied.cutoff == "2026-03-09T22:00"


def test_a_deleted_draft_frees_its_number_and_comes_back(shop: Shop) -> None:
    made = filled(shop)
    deleted = actions.archive_round(shop.store, made.round_id)
    with shop.store.read() as connection:
        assert round_row(connection, made.round_id) is None
        ((binned, at_ms),) = archived_rounds(connection)
    assert (binned.id, at_ms) == (made.round_id, shop.clock.now_ms())
    again = actions.new_round(shop.store)
    assert read(shop, again.round_id).number == 1
    with pytest.raises(UserError, match="later"):
        shop.store.undo(deleted)
    actions.restore_round(shop.store, made.round_id)
    assert read(shop, made.round_id).number == 2
    assert len(offers(shop, made.round_id)) == 5


def test_an_opened_round_is_not_deleted(shop: Shop) -> None:
    made = filled(shop)
    actions.open_round(shop.store, made.round_id)
    with pytest.raises(UserError, match="It stays"):
        actions.archive_round(shop.store, made.round_id)


def test_what_is_not_there_is_refused(shop: Shop) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.edit_round(shop.store, 99, title="x"),
        lambda: actions.open_round(shop.store, 99),
        lambda: actions.close_round(shop.store, 99),
        lambda: actions.copy_round(shop.store, 99),
        lambda: actions.archive_round(shop.store, 99),
        lambda: actions.restore_round(shop.store, 99),
        lambda: actions.edit_offer(shop.store, 99, {"price_fen": 1}),
        lambda: actions.remove_offer(shop.store, 99),
        lambda: actions.move_offer(shop.store, 99, to=0),
    )
    for act in acts:
        with pytest.raises(UserError):
            act()


def test_which_round_is_the_present_one(shop: Shop) -> None:
    with shop.store.read() as connection:
        assert current_round(connection) is None
    first, second, draft = filled(shop), filled(shop), filled(shop)
    with shop.store.read() as connection:
        assert current_round(connection) == round_row(connection, draft.round_id)
    actions.edit_round(shop.store, second.round_id, cutoff="2026-01-25T20:00")
    for made in (first, second):
        actions.open_round(shop.store, made.round_id)
    with shop.store.read() as connection:
        assert open_round_ids(connection) == (second.round_id, first.round_id)
        assert current_round(connection) == round_row(connection, second.round_id)
        assert current_round(connection, now="2026-01-26T08:00") == round_row(connection, first.round_id)
        assert round_before(connection, 3) == round_row(connection, second.round_id)
        assert round_before(connection, 1) is None
    for made in (first, second):
        actions.close_round(shop.store, made.round_id)
    with shop.store.read() as connection:
        assert current_round(connection) == round_row(connection, second.round_id)


def test_each_step_is_named_for_the_undo_menu(shop: Shop) -> None:
    made = filled(shop)
    names = []
    first = offers(shop, made.round_id)[0]
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.edit_round(shop.store, made.round_id, title="耙耙柑"),
        lambda: actions.edit_offer(shop.store, first.id, {"price_fen": 3500}),
        lambda: actions.move_offer(shop.store, first.id, to=2),
        lambda: actions.open_round(shop.store, made.round_id),
    )
    for act in acts:
        act()
        with shop.store.read() as connection:
            action = next_undo(connection)
        assert action is not None
        names.append(action.title)
    assert names == ["Rename Round 1", "Price of 隔壁村王大叔家的草莓", "Move 隔壁村王大叔家的草莓", "Open Round 1"]
