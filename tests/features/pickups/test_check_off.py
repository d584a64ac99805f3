"""Handing over once and only once, by code, room, pickup code, phone and name."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import check_off, check_off_numbers, hand_over, look_up, take_back
from leaderdesk.features.pickups.queries import pickup_by_id
from leaderdesk.features.pickups.rules import Answer, Kind, bags_of, code_of
from leaderdesk.features.practice.actions import practice_shop_key
from leaderdesk.storage.database import open_store
from tests.practice import SEED, Shop, open_shop

KEY = practice_shop_key(SEED)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop")
    yield shop
    shop.store.close()


def code(shop: Shop, room: str, bag: int = 0) -> str:
    return code_of(shop.order_of(room).id, bag, KEY)


def test_the_first_scan_hands_over_and_the_second_says_already(shop: Shop) -> None:
    book_payment(shop.store, order_id=shop.order_of("3-1001").id, method="wechat")
    scanned = code(shop, "3-1001")
    first = check_off(shop.store, scanned, dues=dues)
    second = check_off(shop.store, scanned, dues=dues)
    assert (first.kind, second.kind) == (Kind.OK, Kind.ALREADY)
    assert {line.id for line in first.handed} == {line.id for line in shop.order_of("3-1001").lines}
    assert second.handed == ()


def test_money_owed_is_told_and_never_blocks(shop: Shop) -> None:
    answer = check_off(shop.store, code(shop, "3-1001"), dues=dues)
    assert answer.kind is Kind.UNPAID
    assert answer.found is not None
    assert answer.found.due_fen == shop.order_of("3-1001").total_fen
    assert answer.found.is_done


def test_one_bag_of_two_leaves_the_other(shop: Shop) -> None:
    order = next(order for order in shop.orders() if len(bags_of(order)) == 2)
    first, second = bags_of(order)
    assert check_off(shop.store, code_of(order.id, first.number, KEY), dues=dues).kind is Kind.PARTLY
    assert check_off(shop.store, code_of(order.id, first.number, KEY), dues=dues).kind is Kind.ALREADY
    last = check_off(shop.store, code_of(order.id, second.number, KEY), dues=dues)
    assert last.kind is Kind.UNPAID
    assert {line.id for line in last.handed} == {line.id for line in second.lines}


def test_the_same_nonce_gives_the_same_answer_again(shop: Shop) -> None:
    scanned = code(shop, "3-1001")
    first = check_off(shop.store, scanned, dues=dues, nonce="n1")
    again = check_off(shop.store, scanned, dues=dues, nonce="n1")
    assert again.kind is first.kind
    assert again.handed == first.handed
    assert check_off(shop.store, scanned, dues=dues, nonce="n2").kind is Kind.ALREADY
    with pytest.raises(UserError, match=r"nonce|扫码|编号|新"):
        check_off(shop.store, code(shop, "1-301"), dues=dues, nonce="n1")


@pytest.mark.parametrize("same_nonce", [True, False])
def test_twenty_at_once_hand_over_once(shop: Shop, same_nonce: bool) -> None:
    order = shop.order_of("3-1001")
    scanned, answers, gate = code(shop, "3-1001"), list[Answer](), threading.Barrier(20)

    def scan(number: int) -> None:
        gate.wait()
        answers.append(check_off(shop.store, scanned, dues=dues, nonce="one" if same_nonce else f"n{number}"))

    together(scan)
    kinds = Counter(answer.kind for answer in answers)
    assert kinds == ({Kind.UNPAID: 20} if same_nonce else {Kind.UNPAID: 1, Kind.ALREADY: 19})
    winners = {answer.action_id for answer in answers if answer.action_id is not None}
    assert len(winners) == 1
    assert handed_lines(shop, order.id) == sorted(line.id for line in order.lines)


def test_twenty_of_two_devices_with_and_without_nonces_hand_over_once(shop: Shop) -> None:
    """The gun at the laptop sends no nonce, the telephone one for each scan, and its repetitions the same one."""
    order = shop.order_of("3-1001")
    scanned, answers, gate = code(shop, "3-1001"), list[Answer](), threading.Barrier(20)

    def scan(number: int) -> None:
        nonce = f"phone-{number // 4}" if number % 2 else None
        gate.wait()
        answers.append(check_off(shop.store, scanned, dues=dues, nonce=nonce))

    together(scan)
    assert len(answers) == 20
    assert {answer.kind for answer in answers} <= {Kind.UNPAID, Kind.ALREADY}
    assert len({answer.action_id for answer in answers if answer.action_id is not None}) == 1
    assert handed_lines(shop, order.id) == sorted(line.id for line in order.lines)


def test_a_scan_the_paper_and_the_button_at_once_hand_over_once(shop: Shop) -> None:
    order = shop.order_of("3-1001")
    scanned, gate, done = code(shop, "3-1001"), threading.Barrier(20), list[int]()

    def take(number: int) -> None:
        gate.wait()
        if number % 3 == 0:
            done.append(len(check_off(shop.store, scanned, dues=dues).handed))
        elif number % 3 == 1:
            answer = hand_over(shop.store, order.id, dues=dues, line_ids=[line.id for line in order.lines])
            done.append(len(answer.handed))
        else:
            with suppress(UserError):
                done.append(check_off_numbers(shop.store, shop.round_id, [order.pickup_code], dues=dues).count)

    together(take)
    assert sum(1 for count in done if count) == 1
    assert handed_lines(shop, order.id) == sorted(line.id for line in order.lines)


def together(work: Callable[[int], None]) -> None:
    """Run `work` on twenty threads; what goes wrong on one of them is raised here."""
    with ThreadPoolExecutor(20) as threads:
        for done in [threads.submit(work, number) for number in range(20)]:
            done.result()


def handed_lines(shop: Shop, order_id: int) -> list[int]:
    """Return the lines of the order that were handed over, each as often as it was."""
    query = (
        "SELECT line_id FROM handover_line JOIN handover ON handover.id = handover_id"
        " WHERE order_id = ? ORDER BY line_id"
    )
    with shop.store.read() as connection:
        return list(connection.exec_driver_sql(query, (order_id,)).scalars())


def test_the_same_nonce_answers_alike_after_a_restart(shop: Shop, tmp_path: Path) -> None:
    scanned = code(shop, "3-1001")
    first = check_off(shop.store, scanned, dues=dues, nonce="n1")
    shop.store.close()
    reopened = open_store(StorePaths(tmp_path / "shop"))
    try:
        again = check_off(reopened, scanned, dues=dues, nonce="n1")
        assert (again.kind, again.handed) == (first.kind, first.handed)
        assert check_off(reopened, scanned, dues=dues, nonce="n2").kind is Kind.ALREADY
    finally:
        reopened.close()


def test_what_was_answered_holds_after_a_restart(shop: Shop, tmp_path: Path) -> None:
    scanned = code(shop, "3-1001")
    check_off(shop.store, scanned, dues=dues)
    shop.store.close()
    reopened = open_store(StorePaths(tmp_path / "shop"))
    try:
        assert check_off(reopened, scanned, dues=dues).kind is Kind.ALREADY
    finally:
        reopened.close()


def test_room_pickup_code_phone_and_initials_find_the_order(shop: Shop) -> None:
    order = shop.order_of("3-1001")
    with shop.store.read() as connection:
        for typed in (
            "3-1001",
            "31001",
            "3栋1001",
            order.pickup_text,
            str(order.pickup_code),
            order.phone,
            "豆豆妈",
            "ddm",
        ):
            answer = look_up(connection, typed, dues=dues, round_id=shop.round_id)
            assert answer.found is not None, typed
            assert answer.found.order.id == order.id, typed


def test_two_of_one_household_are_asked_about(shop: Shop) -> None:
    sharing = [order for order in shop.orders() if order.room == "3-502"]
    assert len(sharing) <= 1
    with shop.store.read() as connection:
        answer = look_up(connection, "小王", dues=dues, round_id=shop.round_id)
    assert answer.kind in (Kind.AMBIGUOUS, Kind.UNPAID, Kind.UNKNOWN)


def test_nothing_fits(shop: Shop) -> None:
    for typed in ("", "   ", "99-9999", "没有这个人", "7199", "\x00", "0" * 19, "'; DROP TABLE orders"):
        assert check_off(shop.store, typed, dues=dues).kind is Kind.UNKNOWN, typed


def test_forged_and_missing_orders(shop: Shop) -> None:
    assert check_off(shop.store, code_of(1, 0, "00" * 32), dues=dues).kind is Kind.OTHER_SHOP
    assert check_off(shop.store, code_of(9_999_999, 0, KEY), dues=dues).kind is Kind.UNKNOWN


def test_a_cancelled_order_is_not_handed_over(shop: Shop) -> None:
    scanned = code(shop, "3-1001")
    cancel_order(shop.store, shop.order_of("3-1001").id)
    assert check_off(shop.store, scanned, dues=dues).kind is Kind.CANCELLED


def test_what_is_left_keeps_its_reason_until_it_goes(shop: Shop) -> None:
    order = shop.order_of("3-1001")
    keep = order.lines[0].id
    rest = [line.id for line in order.lines[1:]]
    answer = hand_over(shop.store, order.id, dues=dues, line_ids=rest, reasons={keep: "bad"})
    assert answer.kind is Kind.PARTLY
    with shop.store.read() as connection:
        found = pickup_by_id(connection, order.id, dues=dues)
    assert found is not None
    assert found.not_taken == ((keep, "bad"),)
    assert hand_over(shop.store, order.id, dues=dues, line_ids=[keep]).kind is Kind.UNPAID
    with shop.store.read() as connection:
        found = pickup_by_id(connection, order.id, dues=dues)
    assert found is not None
    assert (found.not_taken, found.is_done) == ((), True)


def test_undo_and_taking_back_make_it_open_again(shop: Shop) -> None:
    scanned = code(shop, "3-1001")
    answer = check_off(shop.store, scanned, dues=dues)
    assert answer.action_id is not None
    shop.store.undo(answer.action_id)
    assert check_off(shop.store, scanned, dues=dues).kind is Kind.UNPAID
    take_back(shop.store, shop.order_of("3-1001").id, dues=dues)
    assert check_off(shop.store, scanned, dues=dues).kind is Kind.UNPAID
