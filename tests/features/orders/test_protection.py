"""What is paid or handed out is only proposed, a stale comparison is refused, the same text twice does nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.neighbours.actions import add_alias
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import read_paste, take_back, take_orders
from leaderdesk.features.orders.queries import order_of
from leaderdesk.features.orders.queries.memory import remembered
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.rules.answers import IsNeighbour
from leaderdesk.features.orders.rules.review import Review, Row
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow
from leaderdesk.slots import guards
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST, HEAD

CHANGED = FIRST.replace("豆豆妈 3栋1001 草莓1", "豆豆妈 3栋1001 草莓4")


def paste(estate: Estate, text: str) -> Review:
    return read_paste(estate.store, estate.round_id, text, guards=guards())


def row(review: Review, name: str) -> Row:
    return next(each for each in review.rows if each.name == name)


def order(estate: Estate, name: str) -> Order:
    with estate.store.read() as connection:
        person = next(each for each in known_neighbours(connection) if each.name == name)
        found = order_of(connection, estate.round_id, person.id)
    assert found is not None
    return found


def pay(estate: Estate, name: str) -> None:
    book_payment(estate.store, order_id=order(estate, name).id, method="wechat")


def hand_out(estate: Estate, name: str) -> None:
    mine = order(estate, name)
    with estate.store.write("Hand out") as writing:
        handover = HandoverRow(order_id=mine.id, at_ms=writing.at_ms, collected_by="")
        writing.session.add(handover)
        writing.session.flush()
        writing.session.add_all(HandoverLineRow(handover_id=handover.id, line_id=line.id) for line in mine.lines)


Settle = Callable[[Estate, str], None]


@pytest.mark.parametrize(("settle", "code"), [(pay, "paid"), (hand_out, "handed_over")])
def test_a_settled_order_is_only_proposed(estate: Estate, settle: Settle, code: str) -> None:
    take_orders(estate.store, paste(estate, FIRST), guards=guards())
    settle(estate, "豆豆妈")
    before = order(estate, "豆豆妈")
    review = paste(estate, CHANGED)
    ask = row(review, "豆豆妈").ask
    assert ask is not None
    assert ask.code == code
    with pytest.raises(UserError):
        take_orders(estate.store, review, guards=guards())
    take_orders(estate.store, review, certain_only=True, guards=guards())
    assert order(estate, "豆豆妈") == before


@pytest.mark.parametrize("settle", [pay, hand_out])
def test_what_is_settled_between_looking_and_taking_is_not_changed(estate: Estate, settle: Settle) -> None:
    take_orders(estate.store, paste(estate, FIRST), guards=guards())
    review = paste(estate, CHANGED)
    assert row(review, "豆豆妈").ask is None
    settle(estate, "豆豆妈")
    before = estate.dump()
    with pytest.raises(UserError):
        take_orders(estate.store, review, guards=guards())
    assert estate.dump() == before


def test_a_name_given_between_looking_and_taking_makes_it_stale(estate: Estate) -> None:
    review = paste(estate, FIRST)
    add_alias(estate.store, estate.neighbours[4], "阿敏")
    before = estate.dump()
    with pytest.raises(UserError):
        take_orders(estate.store, review, guards=guards())
    assert estate.dump() == before


def test_what_was_taken_back_between_looking_and_taking_makes_it_stale(estate: Estate) -> None:
    text = HEAD + "1. Lily 3-502 草莓1\n"
    key = paste(estate, text).rows[0].key
    answers = {key: (IsNeighbour(estate.neighbours[0], remember="Lily"),)}
    take_orders(estate.store, read_paste(estate.store, estate.round_id, text, answers=answers, guards=guards()))
    review = paste(estate, HEAD + "1. Lily 草莓2\n")
    assert review.rows[0].neighbour_id == estate.neighbours[0]
    with estate.store.read() as connection:
        (one,) = remembered(connection)
    take_back(estate.store, one.id)
    with pytest.raises(UserError):
        take_orders(estate.store, review, guards=guards())


def test_the_same_text_twice_does_nothing(estate: Estate) -> None:
    review = paste(estate, FIRST)
    take_orders(estate.store, review, guards=guards())
    before = estate.dump()
    assert take_orders(estate.store, review, guards=guards()).action_id is None
    assert take_orders(estate.store, paste(estate, FIRST), guards=guards()).action_id is None
    assert estate.dump() == before
