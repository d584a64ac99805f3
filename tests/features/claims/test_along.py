"""What was promised for the next round goes on its papers and with its bag, and comes back with it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.app import features
from leaderdesk.features.claims.actions import answer_claim, new_claim
from leaderdesk.features.claims.queries import claim_by_id, claim_events, owed_to
from leaderdesk.features.claims.queries.along import promises_of_orders, replacements_at_table
from leaderdesk.features.claims.rules import Grant, Stage, Wish
from leaderdesk.features.lists.papers import fill
from leaderdesk.features.lists.queries import list_facts
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.neighbours.actions import merge_neighbours, split_neighbour
from leaderdesk.features.neighbours.queries import neighbour_card
from leaderdesk.features.neighbours.rules.merging import Merge, Split, first_sides
from leaderdesk.features.orders.actions import cancel_order, order_for
from leaderdesk.features.orders.queries import order_by_id
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import hand_over
from leaderdesk.features.pickups.actions.handing import take_back
from leaderdesk.features.pickups.rules import GiftGoes
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.rounds.actions import close_round, copy_round, open_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.slots import list_slots, neighbour_ties, station_slots, words_on_labels
from tests.features.pickups.table import Station, result, shown, words
from tests.practice import Shop


def promised(shop: Shop, order: Order) -> int:
    """Return a claim about one of the first goods of the order, for which another one was promised."""
    line = order.lines[0]
    claim = new_claim(shop.store, order_id=order.id, offer_id=line.offer_id, amount_milli=1000, wish=Wish.REPLACEMENT)
    answer_claim(shop.store, claim.id, Grant(Wish.REPLACEMENT))
    return claim.id


def next_order(shop: Shop, neighbour_id: int) -> int:
    """Let the neighbour order in a further round and return the order."""
    round_id = copy_round(shop.store, shop.round_id).round_id
    open_round(shop.store, round_id)
    with shop.store.read() as connection:
        offer = offers_of_round(connection, round_id)[-1]
    return order_for(shop.store, round_id=round_id, neighbour_id=neighbour_id, amounts={offer.id: 1000})[0]


def hand(shop: Shop, order_id: int, gift: GiftGoes = "along") -> int:
    """Hand over all of the order and return the action."""
    with shop.store.read() as connection:
        lines = connection.exec_driver_sql("SELECT id FROM line WHERE order_id = ?", (order_id,)).scalars().all()
    action = hand_over(shop.store, order_id, dues=dues, line_ids=lines, gift=gift).action_id
    assert action is not None
    return action


def stage(shop: Shop, claim_id: int) -> Stage:
    with shop.store.read() as connection:
        found = claim_by_id(connection, claim_id)
    assert found is not None
    return found.stage


def carriers(shop: Shop, *order_ids: int) -> set[int]:
    """Return which of the orders anything that was promised goes with."""
    with shop.store.read() as connection:
        return set(promises_of_orders(connection, order_ids))


def label_words(shop: Shop, order_id: int) -> str:
    with shop.store.read() as connection:
        return words_on_labels()(connection, [order_id], shop.clock.now_ms()).get(order_id, "")


def test_it_goes_with_the_next_order_and_not_with_the_one_it_was_about(shop: Shop) -> None:
    order, other = shop.orders()[:2]
    promised(shop, order)
    assert carriers(shop, order.id, other.id) == set()
    later = next_order(shop, order.neighbour_id)
    assert carriers(shop, order.id, other.id, later) == {later}
    product = order.lines[0].product_label
    assert label_words(shop, later) == f"replacement {product}×1"
    with shop.store.read() as connection:
        due = station_slots(shop.clock).gifts(connection, [later])[later]
    assert due.goods == f"replacement {product}×1"
    assert due.reason.startswith("promised in ")


@pytest.mark.parametrize("kind", [ListKind.PICKUP, ListKind.PACKING])
def test_printed_lists_name_it(shop: Shop, kind: ListKind) -> None:
    order = shop.orders()[0]
    promised(shop, order)
    later = next_order(shop, order.neighbour_id)
    with shop.store.read() as connection:
        round_id = connection.exec_driver_sql("SELECT round_id FROM orders WHERE id = ?", (later,)).scalar_one()
        facts = list_facts(connection, round_id, kind, dues=dues, slots=list_slots())
    assert f"replacement {order.lines[0].product_label}×1" in repr(fill(kind, facts.pickups, facts.layout))


def test_it_is_given_with_the_bag_and_owed_again_with_the_undo(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = promised(shop, order)
    later = next_order(shop, order.neighbour_id)
    paper = label_words(shop, later)
    action = hand(shop, later)
    assert stage(shop, claim_id) is Stage.DONE
    # It stays on its label: handing it over puts no label out of date.
    assert label_words(shop, later) == paper
    assert carriers(shop, later) == set()
    undone = shop.store.undo(action)
    assert stage(shop, claim_id) is Stage.OWED
    shop.store.undo(undone)
    assert stage(shop, claim_id) is Stage.DONE
    take_back(shop.store, later, dues=dues)
    assert stage(shop, claim_id) is Stage.OWED
    assert carriers(shop, later) == {later}


def test_what_stayed_behind_goes_with_the_next_bag_that_waits(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = promised(shop, order)
    first = next_order(shop, order.neighbour_id)
    hand(shop, first, gift="stays")
    assert stage(shop, claim_id) is Stage.OWED
    assert carriers(shop, first) == {first}
    second = next_order(shop, order.neighbour_id)
    assert carriers(shop, first, second) == {second}
    hand_over(shop.store, second, dues=dues, line_ids=[], gift="alone")
    assert stage(shop, claim_id) is Stage.DONE


def test_a_cancelled_order_carries_nothing(shop: Shop) -> None:
    order = shop.orders()[0]
    promised(shop, order)
    first, second = (next_order(shop, order.neighbour_id) for _each in range(2))
    assert carriers(shop, first, second) == {first}
    cancel_order(shop.store, first)
    assert carriers(shop, first, second) == {second}


def test_it_follows_who_she_turns_out_to_be(shop: Shop) -> None:
    order, other = shop.orders()[:2]
    claim_id = promised(shop, order)
    later = next_order(shop, other.neighbour_id)
    with shop.store.read() as connection:
        kept = neighbour_card(connection, other.neighbour_id)
        gone = neighbour_card(connection, order.neighbour_id)
    assert kept is not None
    assert gone is not None
    tags = frozenset(tag.id for tag in (*kept.tags, *gone.tags))
    merge = Merge(kept.id, gone.id, first_sides(kept, gone), tags, frozenset({shop.round_id}))
    action = merge_neighbours(shop.store, merge, ties=neighbour_ties())
    assert carriers(shop, later) == {later}
    handed = hand(shop, later)
    assert stage(shop, claim_id) is Stage.DONE
    for step in (handed, action):
        shop.store.undo(step)
    assert carriers(shop, later) == set()


def test_claims_go_along_with_the_orders_that_are_split_off(shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = promised(shop, order)
    split = Split(order.neighbour_id, "另一位王姐", "3-901", order_ids=(order.id,))
    before = order.neighbour_id
    added = split_neighbour(shop.store, split, ties=neighbour_ties())
    with shop.store.read() as connection:
        assert [claim.id for claim in owed_to(connection, added.id)] == [claim_id]
        assert owed_to(connection, before) == ()
        assert len(claim_events(connection, added.id)) == 1
        assert claim_events(connection, before) == ()
    again = shop.store.undo(added.action_id)
    with shop.store.read() as connection:
        assert [claim.id for claim in owed_to(connection, before)] == [claim_id]
    shop.store.undo(again)
    later, hers = next_order(shop, added.id), next_order(shop, before)
    assert carriers(shop, later, hers) == {later}


def test_nothing_owed_costs_no_look_at_the_orders(shop: Shop) -> None:
    with shop.store.read() as connection:
        assert replacements_at_table(connection, [order.id for order in shop.orders()]) == {}


def test_every_feature_is_there_once() -> None:
    names = [feature.name for feature in features()]
    assert names.count("claims") == 1


def test_the_table_asks_for_it_and_it_goes_with_the_bag(qtbot: QtBot, shop: Shop) -> None:
    order = shop.orders()[0]
    claim_id = promised(shop, order)
    later = next_order(shop, order.neighbour_id)
    with shop.store.read() as connection:
        found = order_by_id(connection, later)
    assert found is not None
    close_round(shop.store, found.round_id)
    slots = station_slots(shop.clock)
    moved = Shop(shop.store, found.round_id, shop.clock)
    with shown(qtbot, moved, lambda desk: StationPage(desk, dues=dues, book=book_payment, slots=slots)) as (
        screen,
        page,
    ):
        assert isinstance(page, StationPage)
        table = Station(screen, page)
        table.scan(found.room)
        tile = result(table).gift
        assert tile is not None
        assert tile.tick.accessibleName() == "Do not forget what was promised"
        assert f"replacement {order.lines[0].product_label}×1" in words(result(table))
        table.agree()
        assert stage(shop, claim_id) is Stage.DONE
        undo = table.said.notices[-1][1]
        assert undo is not None
        shop.store.undo(undo)
        assert stage(shop, claim_id) is Stage.OWED
