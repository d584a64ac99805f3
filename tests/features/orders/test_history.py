"""What happened to an order, and what undoing would do."""

from __future__ import annotations

import datetime as dt

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.orders.actions import cancel_order, order_for, read_paste, set_lines, set_note, take_orders
from leaderdesk.features.orders.queries.history import change_counts, order_history
from leaderdesk.features.orders.rules.history import HistoryEvent
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST, SECOND


def history(estate: Estate, order_id: int, *, paid_fen: int | None = None) -> tuple[HistoryEvent, ...]:
    with estate.store.read() as connection, language("en"):
        return order_history(connection, order_id, paid_fen=paid_fen)


def ordered(estate: Estate) -> int:
    goods = {estate.offers["A"]: 2000, estate.offers["B"]: 1000}
    order_id, _action = order_for(
        estate.store, round_id=estate.round_id, neighbour_id=estate.neighbours[0], amounts=goods
    )
    return order_id


def test_events_say_what_became_what_and_what_was_due(estate: Estate) -> None:
    order_id = ordered(estate)
    set_lines(estate.store, order_id, {estate.offers["A"]: 3000, estate.offers["B"]: 0})
    set_note(estate.store, order_id, "冷的单独装")
    noted, changed, first = history(estate, order_id)
    assert [(step.label, step.before, step.after) for step in first.steps] == [
        ("草莓", "", "×2"),
        ("无蔗糖酸奶", "", "×1"),
    ]
    assert [(step.label, step.before, step.after) for step in changed.steps] == [
        ("草莓", "×2", "×3"),
        ("无蔗糖酸奶", "×1", ""),
    ]
    assert (changed.due_before_fen, changed.due_after_fen) == (10_000, 10_800)
    assert [(step.label, step.after) for step in noted.steps] == [("Note", "“冷的单独装”")]
    assert first.cause == changed.cause == "hand"


def test_undoing_names_its_effect_first(estate: Estate) -> None:
    order_id = ordered(estate)
    set_lines(estate.store, order_id, {estate.offers["A"]: 3000})
    newest = history(estate, order_id, paid_fen=12_800)[0]
    assert newest.effect == "Undone, ¥100.00 would be due; ¥28.00 too much goes to her balance"


def test_an_undone_event_stays_struck_and_can_be_done_again(estate: Estate) -> None:
    order_id = ordered(estate)
    set_lines(estate.store, order_id, {estate.offers["A"]: 3000})
    event = history(estate, order_id)[0]
    assert event.undo_id is not None
    estate.clock.advance(dt.timedelta(minutes=5))
    estate.store.undo(event.undo_id)
    undone = history(estate, order_id)[0]
    assert (undone.undone, undone.undo_id) == (True, None)
    assert undone.redo_id is not None
    estate.store.undo(undone.redo_id)
    again = history(estate, order_id)[0]
    assert (again.undone, again.undo_id) == (False, event.undo_id)


def test_a_step_under_a_later_one_says_which_comes_first(estate: Estate) -> None:
    order_id = ordered(estate)
    first = set_lines(estate.store, order_id, {estate.offers["A"]: 3000})
    later = set_lines(estate.store, order_id, {estate.offers["A"]: 4000})
    set_note(estate.store, order_id, "送到门口")
    _note, newest, under, _came = history(estate, order_id)
    assert (newest.action_id, newest.blocked_by) == (later, None)
    assert (under.action_id, under.blocked_by) == (first, later)
    with pytest.raises(UserError):
        estate.store.undo(first)


def test_an_event_of_a_list_knows_its_line_and_how_many_orders_it_took(estate: Estate) -> None:
    take_orders(estate.store, read_paste(estate.store, estate.round_id, FIRST))
    take_orders(estate.store, read_paste(estate.store, estate.round_id, SECOND), certain_only=True)
    changed, came = history(estate, 4)
    assert (came.cause, came.lines, changed.cause) == ("paste", (7,), "paste")
    assert [(step.label, step.before, step.after) for step in changed.steps] == [("草莓", "×1", "×2")]
    assert "all 5 orders" in changed.effect
    with estate.store.read() as connection:
        assert change_counts(connection, [1, 4]) == {1: 0, 4: 1}


def test_cancelling_is_an_event_too(estate: Estate) -> None:
    order_id = ordered(estate)
    cancel_order(estate.store, order_id)
    event = history(estate, order_id)[0]
    assert [(step.label, step.before, step.after) for step in event.steps] == [("Order", "stands", "cancelled")]
    assert (event.due_before_fen, event.due_after_fen) == (10_000, 0)
    assert event.effect == "Undone, ¥100.00 would be due"
