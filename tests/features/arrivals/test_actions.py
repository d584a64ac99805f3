"""Counting, sharing out, weighing and surplus on a real store with the real ledger; every step can be taken back."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.arrivals.actions import (
    StaleSharing,
    add_delivery_photo,
    apply_shortage,
    apply_weights,
    forget_receipt,
    note_care,
    note_receipt,
    place_surplus,
    receive_all_as_due,
    remove_delivery_photo,
    set_waived_up_to,
    take_back_surplus,
)
from leaderdesk.features.arrivals.actions.surplus import GiftStock
from leaderdesk.features.arrivals.glance import arrival_facts
from leaderdesk.features.arrivals.queries import (
    arrival_of_round,
    kept_of_round,
    photo_ids,
    received_of_round,
    shortfalls,
    surplus_of_offer,
    there_of_round,
)
from leaderdesk.features.arrivals.rules.counting import Standing
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import shared, weighed
from leaderdesk.features.orders.actions import order_for, set_lines
from leaderdesk.features.orders.queries import order_by_id
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues, entries_of_order, payment_of
from leaderdesk.features.pickups.actions import hand_over
from leaderdesk.features.places import Step
from leaderdesk.features.purchasing.actions import note_wishes, take_wish
from leaderdesk.features.purchasing.queries import PurchaseSlots, supplier_orders_of_round
from leaderdesk.features.purchasing.queries.late import NewWish, wishes_of_round
from leaderdesk.features.rounds.actions import copy_round, open_round
from leaderdesk.features.rounds.queries import offers_of_round
from tests.features.arrivals.van import books_close, ground, most_wanted, open_sums, standing
from tests.practice import Shop
from tests.sealing import seal


def step_of(shop: Shop) -> tuple[bool, bool, str]:
    with shop.store.glance() as reading:
        fact = arrival_facts(reading, [shop.round_id])[shop.round_id][Step.ARRIVAL]
    return fact.done, fact.running, fact.line


def fall_short(shop: Shop, by_milli: int = 3000) -> int:
    """Let the goods most wanted come so much short of what was ordered; return the offer."""
    count = most_wanted(shop)
    note_receipt(shop.store, count.offer.id, count.ordered_milli - by_milli)
    return count.offer.id


def test_counting_keeps_what_was_to_come(shop: Shop) -> None:
    offer_id = fall_short(shop)
    count = ground(shop, offer_id).count
    assert count.standing is Standing.SHORT
    with shop.store.read() as connection:
        assert received_of_round(connection, shop.round_id) == {offer_id: count.received_milli}
        orders = supplier_orders_of_round(connection, shop.round_id)
    assert count.due_milli == next(
        line.to_order_milli for order in orders for line in order.lines if line.offer.id == offer_id
    )
    forget_receipt(shop.store, offer_id)
    assert ground(shop, offer_id).count.standing is Standing.UNCOUNTED


def test_the_rest_is_counted_as_it_was_to_come(shop: Shop) -> None:
    offer_id = fall_short(shop)
    assert step_of(shop) == (False, True, "1 short, not shared out yet")
    action_id = receive_all_as_due(shop.store, shop.round_id)
    with shop.store.read() as connection:
        arrival = arrival_of_round(connection, shop.round_id)
    assert arrival is not None
    for count in arrival.counts:
        if count.offer.id != offer_id:
            assert count.received_milli == (None if count.is_weighed else count.due_milli)
    shop.store.undo(action_id)
    with shop.store.read() as connection:
        assert set(received_of_round(connection, shop.round_id)) == {offer_id}


@pytest.mark.parametrize("policy", [policy for policy in Policy if policy is not Policy.BY_HAND])
def test_a_shortage_is_shared_out_and_taken_back(shop: Shop, policy: Policy) -> None:
    offer_id = fall_short(shop)
    paid = ground(shop, offer_id).parties[::2]
    for party in paid:
        book_payment(shop.store, order_id=party.order_id, method="wechat")
    found, before, sums = ground(shop, offer_id), standing(shop), open_sums(shop)
    sharing = shared(found.count, found.parties, policy)
    action_id = apply_shortage(shop.store, offer_id, policy=policy, shown=sharing.cuts)
    assert books_close(shop)
    after = ground(shop, offer_id)
    assert after.count.ordered_milli == after.count.received_milli
    assert after.count.standing is Standing.FINE
    now = open_sums(shop)
    for cut in sharing.cuts:
        assert now[cut.party.order_id] == sums[cut.party.order_id] - cut.less_fen
        assert max(now[cut.party.order_id], 0) == max(sums[cut.party.order_id] - cut.owes_less_fen, 0)
    untouched = set(sums) - {cut.party.order_id for cut in sharing.cuts}
    assert all(now[order_id] == sums[order_id] for order_id in untouched)
    shop.store.undo(action_id)
    assert standing(shop) == before
    assert books_close(shop)


def test_the_undo_is_called_by_its_name(shop: Shop) -> None:
    from leaderdesk.storage.journal import next_undo

    offer_id = fall_short(shop)
    apply_shortage(shop.store, offer_id, policy=Policy.FIRST_COME)
    with shop.store.read() as connection:
        found = next_undo(connection)
    assert found is not None
    assert found.title == f"Share out {ground(shop, offer_id).count.offer.label}"


def test_by_hand_the_leader_says_who_gives_way(shop: Shop) -> None:
    offer_id = fall_short(shop, 1000)
    found = ground(shop, offer_id)
    gives = max(found.parties, key=lambda party: party.ordered_milli)
    by_hand = {party.line_id: party.ordered_milli for party in found.parties}
    with pytest.raises(UserError):
        apply_shortage(shop.store, offer_id, policy=Policy.BY_HAND, by_hand=by_hand)
    by_hand[gives.line_id] -= 1000
    apply_shortage(shop.store, offer_id, policy=Policy.BY_HAND, by_hand=by_hand)
    assert ground(shop, offer_id).count.lacking_milli == 0
    assert books_close(shop)


def test_what_was_shown_must_be_what_happens(shop: Shop) -> None:
    offer_id = fall_short(shop)
    found = ground(shop, offer_id)
    shown = shared(found.count, found.parties, Policy.FIRST_COME).cuts
    set_lines(shop.store, found.parties[0].order_id, {offer_id: found.parties[0].ordered_milli + 1000})
    before = standing(shop)
    with pytest.raises(StaleSharing):
        apply_shortage(shop.store, offer_id, policy=Policy.FIRST_COME, shown=shown)
    assert standing(shop) == before


def test_what_is_handed_over_never_gives_way(shop: Shop) -> None:
    offer_id = most_wanted(shop).offer.id
    held = ground(shop, offer_id).parties[-1]
    hand_over(shop.store, held.order_id, dues=dues, line_ids=[held.line_id])
    note_receipt(shop.store, offer_id, held.ordered_milli)
    apply_shortage(shop.store, offer_id, policy=Policy.FIRST_COME)
    assert [party.line_id for party in ground(shop, offer_id).parties] == [held.line_id]
    with pytest.raises(UserError):
        apply_shortage(shop.store, offer_id, policy=Policy.FIRST_COME)
    assert books_close(shop)


def test_an_order_of_which_nothing_is_left_is_cancelled_and_pickup_knows_why(shop: Shop) -> None:
    offer_id = most_wanted(shop).offer.id
    alone, with_more = ground(shop, offer_id).parties[:2]
    with shop.store.read() as connection:
        order = order_by_id(connection, alone.order_id)
    assert order is not None
    set_lines(shop.store, order.id, {line.offer_id: 0 for line in order.lines if line.offer_id != offer_id})
    book_payment(shop.store, order_id=order.id, method="cash")
    note_receipt(shop.store, offer_id, 0)
    before = standing(shop)
    action_id = apply_shortage(shop.store, offer_id, policy=Policy.ONE_EACH)
    with shop.store.read() as connection:
        emptied, other = order_by_id(connection, alone.order_id), order_by_id(connection, with_more.order_id)
        reasons = shortfalls(connection, [alone.order_id, with_more.order_id])
    assert emptied is not None
    assert emptied.cancelled_at_ms is not None
    assert emptied.lines
    assert other is not None
    assert other.cancelled_at_ms is None
    assert offer_id not in {line.offer_id for line in other.lines}
    assert "short, on the balance" in reasons[alone.order_id][0]
    assert "short, nothing to pay for it" in reasons[with_more.order_id][0]
    assert books_close(shop)
    shop.store.undo(action_id)
    assert standing(shop) == before


def test_money_sent_back_by_wechat_is_kept_as_such(shop: Shop) -> None:
    offer_id = fall_short(shop)
    for party in ground(shop, offer_id).parties:
        book_payment(shop.store, order_id=party.order_id, method="wechat")
    found, before = ground(shop, offer_id), standing(shop)
    cuts = shared(found.count, found.parties, Policy.FIRST_COME).cuts
    action_id = apply_shortage(shop.store, offer_id, policy=Policy.FIRST_COME, refund=True)
    sums = open_sums(shop)
    with shop.store.read() as connection:
        for cut in cuts:
            assert sums[cut.party.order_id] == 0
            entry = entries_of_order(connection, cut.party.order_id)[-2:]
            assert {(each.kind, each.amount_fen) for each in entry} == {
                ("refund", -cut.back_fen),
                ("order", cut.less_fen),
            }
    shop.store.undo(action_id)
    assert standing(shop) == before


def test_who_went_short_before_comes_first(shop: Shop) -> None:
    offer_id = fall_short(shop)
    apply_shortage(shop.store, offer_id, policy=Policy.LEAST_SHORT)
    with shop.store.read() as connection:
        arrival = arrival_of_round(connection, shop.round_id)
    assert arrival is not None
    assert arrival.policy is Policy.LEAST_SHORT


def test_each_order_pays_what_it_weighs_and_small_sums_are_let_go(shop: Shop) -> None:
    offer_id = most_wanted(shop).offer.id
    found = ground(shop, offer_id)
    heavier, much_heavier, lighter = found.parties[:3]
    price = heavier.price_fen
    weights = {
        heavier.line_id: heavier.ordered_milli + 10,
        much_heavier.line_id: much_heavier.ordered_milli + 500,
        lighter.line_id: lighter.ordered_milli - 10,
    }
    set_waived_up_to(shop.store, price // 50)
    before = standing(shop)
    shown = weighed(found.parties, weights, waived_up_to_fen=price // 50)
    action_id = apply_weights(shop.store, offer_id, weights, shown=shown.cuts)
    assert books_close(shop)
    sums, was = open_sums(shop), before[1]
    assert isinstance(was, dict)
    assert sums[heavier.order_id] == was[heavier.order_id]
    assert sums[much_heavier.order_id] > was[much_heavier.order_id]
    assert sums[lighter.order_id] < was[lighter.order_id]
    after = ground(shop, offer_id).count
    assert after.received_milli == after.ordered_milli == found.count.ordered_milli + 500
    with shop.store.read() as connection:
        payment = payment_of(connection, heavier.order_id)
    assert payment is not None
    assert (payment.paid_fen, payment.due_fen) == (0, was[heavier.order_id])
    shop.store.undo(action_id)
    assert standing(shop) == before


def test_weights_of_other_lines_are_stale(shop: Shop) -> None:
    with pytest.raises(StaleSharing):
        apply_weights(shop.store, most_wanted(shop).offer.id, {999_999: 1000})


def test_surplus_goes_where_the_leader_says_and_no_more_than_there_is(shop: Shop) -> None:
    count = most_wanted(shop)
    offer_id = count.offer.id
    note_receipt(shop.store, offer_id, count.ordered_milli + 3000)
    place_surplus(shop.store, offer_id, amount_milli=1000, goes="late")
    action_id = place_surplus(shop.store, offer_id, amount_milli=2000, goes="gift", note="for the lottery")
    assert ground(shop, offer_id).count.spare_milli == 1000
    with pytest.raises(UserError):
        place_surplus(shop.store, offer_id, amount_milli=1000, goes="waste")
    shop.store.undo(action_id)
    assert ground(shop, offer_id).count.spare_milli == 3000
    with pytest.raises(UserError):
        take_back_surplus(shop.store, 999)


def test_pictures_of_the_paper_lie_with_the_supplier(shop: Shop) -> None:
    supplier_id = most_wanted(shop).offer.supplier_id
    add_delivery_photo(shop.store, shop.round_id, supplier_id, b"jpeg")
    with pytest.raises(UserError):
        add_delivery_photo(shop.store, shop.round_id, supplier_id, b"jpeg")
    with shop.store.read() as connection:
        (photo_id,) = photo_ids(connection, shop.round_id, supplier_id)
    action_id = remove_delivery_photo(shop.store, shop.round_id, supplier_id, photo_id)
    shop.store.undo(action_id)
    with shop.store.read() as connection:
        assert photo_ids(connection, shop.round_id, supplier_id) == (photo_id,)


def test_how_warm_it_came_is_kept_once_it_is_counted(shop: Shop) -> None:
    offer_id = most_wanted(shop).offer.id
    with pytest.raises(UserError):
        note_care(shop.store, offer_id, temperature="4.2 ℃")
    note_receipt(shop.store, offer_id, 1000)
    note_care(shop.store, offer_id, temperature="4.2 ℃", note="two dented")
    assert ground(shop, offer_id).count.temperature == "4.2 ℃"


def test_nothing_of_a_settled_round_is_counted(shop: Shop) -> None:
    offer_id = most_wanted(shop).offer.id
    seal(shop.store, shop.round_id)
    with pytest.raises(UserError):
        note_receipt(shop.store, offer_id, 1000)


def test_the_step_is_done_when_all_is_counted_and_nobody_lacks_anything(shop: Shop) -> None:
    assert step_of(shop) == (False, True, "")
    with shop.store.read() as connection:
        arrival = arrival_of_round(connection, shop.round_id)
    assert arrival is not None
    for count in arrival.counts:
        note_receipt(shop.store, count.offer.id, count.due_milli)
    assert step_of(shop)[0] is True
    offer_id = fall_short(shop)
    assert step_of(shop)[0] is False
    apply_shortage(shop.store, offer_id, policy=Policy.IN_PROPORTION)
    assert step_of(shop)[0] is True


def test_who_went_without_in_another_round_is_served_first(shop: Shop) -> None:
    offer_id = fall_short(shop)
    apply_shortage(shop.store, offer_id, policy=Policy.FIRST_COME)
    cut = {order_id for order_id in open_sums(shop) if _went_short(shop, order_id)}
    neighbours = {order.neighbour_id for order in shop.orders() if order.id in cut}
    copied = copy_round(shop.store, shop.round_id)
    open_round(shop.store, copied.round_id)
    with shop.store.read() as connection:
        offer = offers_of_round(connection, copied.round_id)[0]
    for order in shop.orders():
        order_for(
            shop.store,
            round_id=copied.round_id,
            neighbour_id=order.neighbour_id,
            amounts={offer.id: 2 * offer.step_milli},
        )
    before = {party.neighbour_id for party in ground(shop, offer.id).parties if party.short_before_fen}
    assert before == neighbours & {order.neighbour_id for order in shop.orders()}
    count = ground(shop, offer.id).count
    note_receipt(shop.store, offer.id, count.ordered_milli - offer.step_milli)
    found = ground(shop, offer.id)
    sharing = shared(found.count, found.parties, Policy.LEAST_SHORT)
    assert {one.party.neighbour_id for one in sharing.cuts}.isdisjoint(before)


def _went_short(shop: Shop, order_id: int) -> bool:
    with shop.store.read() as connection:
        return bool(shortfalls(connection, [order_id]))


def test_what_is_kept_for_late_orders_shrinks_with_what_is_promised(shop: Shop) -> None:
    count = most_wanted(shop)
    offer_id = count.offer.id
    note_receipt(shop.store, offer_id, count.ordered_milli + 5000)
    place_surplus(shop.store, offer_id, amount_milli=3000, goes="late")
    place_surplus(shop.store, offer_id, amount_milli=1000, goes="waste")
    with shop.store.read() as connection:
        assert kept_of_round(connection, shop.round_id) == {offer_id: 3000}
        assert there_of_round(connection, shop.round_id) == {offer_id: count.ordered_milli + 4000}
    assert ground(shop, offer_id).count.free_milli == 1000
    person = shop.orders()[0]
    wish = NewWish(person.neighbour_id, person.neighbour_name, person.room, offer_id, 2000, "加2")
    note_wishes(shop.store, shop.round_id, [wish])
    with shop.store.read() as connection:
        (noted,) = wishes_of_round(connection, shop.round_id)
    slots = PurchaseSlots(arrived=there_of_round, kept=kept_of_round)
    taken = take_wish(shop.store, noted, opens=0, slots=slots)
    with shop.store.read() as connection:
        assert kept_of_round(connection, shop.round_id) == {offer_id: 1000}
    assert ground(shop, offer_id).count.free_milli == 1000
    shop.store.undo(taken)
    with shop.store.read() as connection:
        assert kept_of_round(connection, shop.round_id) == {offer_id: 3000}


def test_the_stock_of_gifts_goes_along_with_what_is_put_to_it(shop: Shop) -> None:
    count = most_wanted(shop)
    note_receipt(shop.store, count.offer.id, count.ordered_milli + 2000)
    said: list[object] = []
    gifts = GiftStock(
        put=lambda _writing, offer, milli, number: said.append((offer.id, milli, number)),
        take_back=lambda _writing, number: said.append(number),
    )
    place_surplus(shop.store, count.offer.id, amount_milli=1000, goes="waste", gifts=gifts)
    assert said == []
    place_surplus(shop.store, count.offer.id, amount_milli=1000, goes="gift", gifts=gifts)
    with shop.store.read() as connection:
        waste, gift = surplus_of_offer(connection, count.offer.id)
    assert said == [(count.offer.id, 1000, gift.id)]
    take_back_surplus(shop.store, gift.id, gifts=gifts)
    take_back_surplus(shop.store, waste.id, gifts=gifts)
    assert said[1:] == [gift.id]
