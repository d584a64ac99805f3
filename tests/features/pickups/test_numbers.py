"""The numbers of the printed list: read, kept as printed, previewed and checked off all at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import cancel_order, order_for
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import check_off_numbers, hand_over
from leaderdesk.features.pickups.actions.paper import list_printed
from leaderdesk.features.pickups.queries import pickups_of_round
from leaderdesk.features.pickups.queries.paper import preview_numbers
from leaderdesk.features.pickups.rules import numbers_of
from leaderdesk.features.pickups.rules.numbers import NumbersPreview, read_numbers
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=20)
    yield shop
    shop.store.close()


def preview(shop: Shop, typed: str) -> NumbersPreview:
    with shop.store.read() as connection:
        return preview_numbers(connection, shop.round_id, read_numbers(typed).numbers, dues=dues)


def print_list(shop: Shop) -> None:
    with shop.store.read() as connection:
        numbers = numbers_of(pickups_of_round(connection, shop.round_id, dues=dues))
    with shop.store.write("Print a list", undoable=False) as writing:
        list_printed(writing, shop.round_id, "pickup", numbers=numbers)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("3 7 12-18", (3, 7, 12, 13, 14, 15, 16, 17, 18)),
        ("３，７、12—14", (3, 7, 12, 13, 14)),
        ("12到14 013", (12, 13, 14)),
        ("18-16", (16, 17, 18)),
        ("12 - 14", (12, 13, 14)),
        ("", ()),
        ("0", ()),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, numbers: tuple[int, ...]) -> None:
    assert read_numbers(typed).numbers == numbers
    assert read_numbers(typed).unread == ()


def test_what_is_no_number_is_named_and_the_rest_is_read() -> None:
    typed = read_numbers("3 abc 7 12345 4-5-6 ٣")
    assert typed.numbers == (3, 7)
    assert typed.unread == ("abc", "12345", "4-5-6", "٣")


@given(st.lists(st.integers(1, 9_999), max_size=40))
def test_every_number_comes_back_once_and_in_order(numbers: list[int]) -> None:
    assert read_numbers(" ".join(map(str, numbers))).numbers == tuple(dict.fromkeys(numbers))


@given(st.text(max_size=80))
def test_any_text_is_read_without_trouble(text: str) -> None:
    assert all(0 < number <= 9_999 for number in read_numbers(text).numbers)


def test_numbers_stay_what_was_printed_though_orders_came_later(shop: Shop) -> None:
    print_list(shop)
    with shop.store.read() as connection:
        late = next(
            each for each in known_neighbours(connection) if each.id not in {o.neighbour_id for o in shop.orders()}
        )
    offer_id = shop.orders()[0].lines[0].offer_id
    order_for(shop.store, round_id=shop.round_id, neighbour_id=late.id, amounts={offer_id: 1000})
    found = preview(shop, "1-99")
    problems = {line.number: line.problem for line in found.lines}
    assert [number for number, problem in problems.items() if not problem] == list(range(1, 21))
    assert problems[21] == "later"
    assert problems[99] == "not-there"
    assert found.printed_at_ms == shop.clock.now_ms()


def test_the_preview_says_who_is_done_and_who_was_cancelled(shop: Shop) -> None:
    print_list(shop)
    by_code = {order.pickup_code: order for order in shop.orders()}
    hand_over(shop.store, by_code[3].id, dues=dues, line_ids=[line.id for line in by_code[3].lines])
    cancel_order(shop.store, by_code[7].id)
    found = preview(shop, "3 7 9 9")
    assert [(line.number, line.problem) for line in found.lines] == [(3, "already"), (7, "cancelled"), (9, "")]
    assert found.due_fen == by_code[9].total_fen


def test_all_are_checked_off_in_one_step_and_taken_back_in_one(shop: Shop) -> None:
    print_list(shop)
    by_code = {order.pickup_code: order for order in shop.orders()}
    hand_over(shop.store, by_code[3].id, dues=dues, line_ids=[line.id for line in by_code[3].lines])
    ticked = check_off_numbers(shop.store, shop.round_id, (3, 7, 12, 13, 500), dues=dues)
    assert ticked.count == 3
    assert done(shop) == {3, 7, 12, 13}
    with pytest.raises(UserError):
        check_off_numbers(shop.store, shop.round_id, (3, 7, 12), dues=dues)
    shop.store.undo(ticked.action_id)
    assert done(shop) == {3}


def done(shop: Shop) -> set[int]:
    with shop.store.read() as connection:
        found = pickups_of_round(connection, shop.round_id, dues=dues)
    return {each.order.pickup_code for each in found if each.is_done}
