"""What a helper does with a phone: finds, hands over once, takes money once; the laptop is the only truth."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.payments.queries import dues, payment_of
from leaderdesk.features.pickups.actions import Part, hand_over, hand_over_together
from leaderdesk.features.pickups.rules import code_of
from leaderdesk.features.pickups.tables import HandoverLineRow
from leaderdesk.features.rounds.queries import round_rows
from leaderdesk.storage import journal
from tests.features.scanner.phones import OTHER_HOST, Handset, Yard


T = TypeVar("T")


def handed_lines(yard: Yard) -> Counter[int]:
    with yard.shop.store.read() as connection:
        return Counter(connection.execute(select(HandoverLineRow.line_id)).scalars())


def together(*acts: Callable[[], T]) -> list[T]:
    """Do all of these in the same moment."""
    start, answers = threading.Barrier(len(acts)), list[T]()

    def run(act: Callable[[], T]) -> None:
        start.wait()
        answers.append(act())

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_looking_hands_over_nothing_and_names_nobody_in_full(yard: Yard, phone: Handset) -> None:
    for found in yard.lone_orders()[:8]:
        for typed in (found.order.room, found.order.room.replace("-", ""), yard.code(found.order.id)):
            card = phone.find(typed)
            assert (card["tone"], card["title"]) == ("ready", found.order.room)
            assert card["code"] == found.order.pickup_text
            assert card["order"] == found.order.id
            said = json.dumps(card, ensure_ascii=False)
            assert found.order.neighbour_name not in said
            assert found.order.phone == "" or found.order.phone not in said
            assert found.order.phone == "" or found.order.phone[-4:] not in said.replace(str(found.order.id), "")
            assert found.order.note == "" or found.order.note not in said
    assert not handed_lines(yard) & Counter(line.id for each in yard.lone_orders() for line in each.order.lines)


def test_handing_over_is_one_step_of_the_journal_with_the_phone_in_it(yard: Yard, phone: Handset) -> None:
    found = yard.lone_orders()[0]
    card = phone.hand(phone.find(found.order.room)).words
    assert card["tone"] == "done"
    assert [good[0] for good in card["goods"]] == [line.product_label for line in found.order.lines]
    assert yard.pickup(found.order.id).is_done
    with yard.shop.store.read() as connection:
        step = journal.next_undo(connection)
    assert step is not None
    who = f"{found.order.room} {found.order.neighbour_name}"
    assert (step.about, step.actor) == ({"who": who, "by": "phone 1"}, "helper")
    (deed,) = yard.standing().deeds
    assert (deed.phone, deed.who, deed.kind, deed.action_id) == (1, who, "handed", step.id)
    yard.shop.store.undo(step.id)
    assert not yard.pickup(found.order.id).is_done


def test_the_same_nonce_gives_the_same_answer_and_another_one_finds_it_gone(yard: Yard, phone: Handset) -> None:
    card = phone.find(yard.lone_orders()[0].order.room)
    first, again = phone.hand(card, "nonce-00001"), phone.hand(card, "nonce-00001")
    assert first.words == again.words
    assert first.words["tone"] == "done"
    other = phone.hand(card, "nonce-00002").words
    assert (other["tone"], other["order"]) == ("look", None)
    assert len(yard.standing().deeds) == 1
    elsewhere = phone.hand(phone.find(yard.lone_orders()[1].order.room), "nonce-00001")
    assert elsewhere.status == 409
    assert max(handed_lines(yard).values()) == 1


@pytest.mark.parametrize("nonce", ["", "short", "x" * 65, "a b c d e f", None, 12345678])
def test_without_a_nonce_nothing_is_done(yard: Yard, phone: Handset, nonce: object) -> None:
    card = phone.find(yard.lone_orders()[0].order.room)
    assert phone.post("/hand", order=card["order"], lines=card["lines"], nonce=nonce).status == 400
    assert not yard.pickup(card["order"]).handed_line_ids


def test_only_what_was_shown_is_handed_over(yard: Yard, phone: Handset) -> None:
    found = next(each for each in yard.lone_orders() if len(each.order.lines) > 1)
    card = phone.find(found.order.room)
    first, *others = card["lines"]
    partly = phone.post("/hand", order=card["order"], lines=[first, 10**9, "7", None, -1], nonce="nonce-partly").words
    assert partly["tone"] == "done"
    assert "still here" in partly["say"]
    assert yard.pickup(found.order.id).handed_line_ids == {first}
    assert phone.find(found.order.room)["lines"] == others


def test_two_phones_with_one_code_hand_it_over_once(yard: Yard) -> None:
    first, second = yard.phone(), yard.phone(OTHER_HOST)
    for found in yard.lone_orders()[:5]:
        card = first.find(found.order.room)
        answers = together(partial(first.hand, card), partial(second.hand, card))
        assert sorted(answer.words["tone"] for answer in answers) == ["done", "look"]
        assert yard.pickup(found.order.id).is_done
    assert max(handed_lines(yard).values()) == 1
    assert len(yard.standing().deeds) == 5


def test_phone_and_laptop_in_the_same_moment_hand_it_over_once(yard: Yard, phone: Handset) -> None:
    def at_laptop(part: Part) -> bool:
        return bool(hand_over_together(yard.shop.store, (part,), dues=dues)[0].handed)

    def by_phone(card: dict[str, Any]) -> bool:
        return bool(phone.hand(card).words["tone"] == "done")

    for found in yard.lone_orders()[:5]:
        part = Part(found.order.id, frozenset(line.id for line in found.open_lines))
        answers = together(partial(by_phone, phone.find(found.order.room)), partial(at_laptop, part))
        assert sorted(answers) == [False, True]
    assert max(handed_lines(yard).values()) == 1


def test_what_the_laptop_has_handed_over_is_gone_for_the_phone(yard: Yard, phone: Handset) -> None:
    found = yard.lone_orders()[0]
    card = phone.find(found.order.room)
    hand_over(yard.shop.store, found.order.id, dues=dues, line_ids=card["lines"], collected_by="王小明 13800001234")
    told = phone.hand(card).words
    assert (told["tone"], told["order"]) == ("look", None)
    assert "Already picked up" in told["say"]
    assert "王小明" not in json.dumps(told, ensure_ascii=False)
    assert phone.find(found.order.room)["order"] is None


def test_codes_that_open_nothing(yard: Yard, phone: Handset) -> None:
    found, cancelled, *_others = yard.lone_orders()
    good = yard.code(found.order.id)
    guessed = good[:-1] + str((int(good[-1]) + 1) % 10)
    cancel_order(yard.shop.store, cancelled.order.id)
    for typed, say in (
        (code_of(found.order.id, 1, "ab" * 32), "not printed here"),
        (guessed, "not printed here"),
        (yard.code(9_999_999), "Scan again"),
        (good[:-3], "slowly"),
        ("9-9999", "Scan again"),
        (yard.code(cancelled.order.id), "cancelled"),
    ):
        card = phone.find(typed)
        assert card["order"] is None
        assert say in f"{card['say']}", typed
    assert phone.find("".join(chr(ord(digit) + 0xFEE0) for digit in good))["order"] == found.order.id


def test_a_label_of_an_old_round_says_what_became_of_it(yard: Yard, phone: Handset) -> None:
    with yard.shop.store.read() as connection:
        old = next(each for each in round_rows(connection) if each.id != yard.shop.round_id)
        order = next(each for each in orders_of_round(connection, old.id) if each.lines)
    card = phone.find(yard.code(order.id))
    assert card["tone"] in ("look", "ready")
    assert card["title"] == order.room
    if card["tone"] == "ready":
        assert old.name in card["say"]


def test_several_that_fit_are_chosen_from(yard: Yard, phone: Handset) -> None:
    rooms = Counter(order.room for order in yard.shop.orders() if order.room)
    room = next(room for room, count in rooms.items() if count > 1)
    card = phone.find(room)
    assert (card["tone"], card["order"]) == ("look", None)
    assert len(card["choices"]) == rooms[room]
    chosen = phone.post("/find", order=card["choices"][0]["order"]).words
    assert chosen["tone"] == "ready"
    assert any("same household" in note for note in chosen["notes"])


def test_what_stays_for_a_reason_is_not_handed_over(yard: Yard, phone: Handset) -> None:
    found = next(each for each in yard.lone_orders() if len(each.order.lines) > 1)
    staying = found.order.lines[0]
    hand_over(yard.shop.store, found.order.id, dues=dues, line_ids=(), reasons={staying.id: "bad"})
    card = phone.find(found.order.room)
    assert staying.id not in card["lines"]
    assert any("for a reason" in note for note in card["notes"])
    phone.hand(card)
    assert yard.pickup(found.order.id).open_lines == (staying,)
    assert phone.find(found.order.room)["order"] is None


def test_money_is_booked_once_and_as_seen(yard: Yard, phone: Handset) -> None:
    found = next(each for each in yard.lone_orders() if each.due_fen > 0)
    card = phone.find(found.order.room)
    assert card["fen"] == found.due_fen
    asked = {"order": card["order"], "method": "wechat", "fen": card["fen"], "nonce": "nonce-money"}
    first, again = phone.post("/pay", **asked), phone.post("/pay", **asked)
    assert first.words == again.words
    assert (first.words["due"], first.words["tone"]) == ("", "ready")
    assert not yard.pickup(found.order.id).handed_line_ids
    late = phone.post("/pay", **(asked | {"nonce": "nonce-later"})).words
    assert "just changed" in late["notes"][0]
    with yard.shop.store.read() as connection:
        paid = payment_of(connection, found.order.id)
    assert paid is not None
    assert [deed.kind for deed in yard.standing().deeds] == ["paid"]


@pytest.mark.parametrize("method", ["card", "marked", "", None, 1])
def test_money_comes_in_two_ways(yard: Yard, phone: Handset, method: object) -> None:
    card = phone.find(yard.lone_orders()[0].order.room)
    asked = {"order": card["order"], "method": method, "fen": card["fen"], "nonce": "nonce-money"}
    assert phone.post("/pay", **asked).status == 400


def test_two_phones_that_take_the_same_money_book_it_once(yard: Yard) -> None:
    first, second = yard.phone(), yard.phone(OTHER_HOST)
    found = next(each for each in yard.lone_orders() if each.due_fen > 0)
    card = first.find(found.order.room)

    def pay(phone: Handset) -> int:
        words = {"order": card["order"], "method": "cash", "fen": card["fen"], "nonce": phone.nonce()}
        return phone.post("/pay", **words).status

    assert together(partial(pay, first), partial(pay, second)) == [200, 200]
    assert [deed.kind for deed in yard.standing().deeds] == ["paid"]
    assert yard.pickup(found.order.id).due_fen == 0


def test_names_that_play_tricks_stay_text(yard: Yard, phone: Handset) -> None:
    found = yard.lone_orders()[0]
    with yard.shop.store.write("rename") as writing:
        writing.connection.exec_driver_sql(
            "UPDATE neighbour SET name = ? WHERE id = ?", ("<img src=x onerror=alert(1)>", found.order.neighbour_id)
        )
    reply = phone.post("/find", typed=found.order.room)
    assert reply.fields["content-type"] == "application/json; charset=utf-8"
    assert reply.words["name"] == "<*"


def test_only_the_last_ten_deeds_are_shown(yard: Yard, phone: Handset) -> None:
    orders = yard.lone_orders()[:12]
    for found in orders:
        phone.hand(phone.find(found.order.room))
    deeds = yard.standing().deeds
    assert len(deeds) == 10
    assert deeds[0].who.startswith(orders[-1].order.room)
    yard.scanner.forget(deeds[0])
    assert yard.standing().deeds == deeds[1:]
