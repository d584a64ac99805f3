"""Whatever is pasted, changed and undone in whatever order, the books agree and nothing is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.actions import cancel_order, read_paste, revive_order, set_lines, take_orders
from leaderdesk.features.orders.queries import orders_of_round, round_sum, round_totals
from leaderdesk.features.orders.rules.answers import TEXT, WHOLE, Agreed
from leaderdesk.features.payments.feature import FEATURE as PAYMENTS
from leaderdesk.features.payments.queries import dues
from tests.features.orders.estate import PEOPLE, Estate, build_estate
from tests.features.orders.lists import HEAD

_WORDS = {"A": "草莓", "B": "无蔗糖酸奶", "C": "全麦面包", "D": "土鸡蛋"}
_APPEND_ONLY = frozenset({"ledger_entry", "ledger_line"})

entries = st.dictionaries(
    st.integers(0, 4), st.dictionaries(st.sampled_from(sorted(_WORDS)), st.integers(1, 5), min_size=1), min_size=1
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("paste"), entries),
        st.tuples(st.just("set"), st.tuples(st.integers(0, 9), st.sampled_from(sorted(_WORDS)), st.integers(0, 5))),
        st.tuples(st.just("cancel"), st.integers(0, 9)),
        st.tuples(st.just("revive"), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=6,
)


def text_of(people: dict[int, dict[str, int]]) -> str:
    lines = [
        f"{number}. {PEOPLE[person][0]} {PEOPLE[person][1]} "
        + " ".join(f"{_WORDS[code]}{amount}" for code, amount in goods.items())
        for number, (person, goods) in enumerate(people.items(), start=1)
    ]
    return HEAD + "\n".join(lines)


def act(estate: Estate, step: tuple[str, object]) -> int | None:
    kind, given_ = step
    with estate.store.read() as connection:
        orders = orders_of_round(connection, estate.round_id, with_cancelled=True)
    if kind == "paste":
        assert isinstance(given_, dict)
        answers = {TEXT: (Agreed(WHOLE),)}
        review = read_paste(estate.store, estate.round_id, text_of(given_), answers=answers)
        return take_orders(estate.store, review, certain_only=True).action_id
    if not orders:
        return None
    if kind == "set":
        assert isinstance(given_, tuple)
        which, code, amount = given_
        order = orders[which % len(orders)]
        return set_lines(estate.store, order.id, {estate.offers[code]: amount * 1000})
    assert isinstance(given_, int)
    order = orders[given_ % len(orders)]
    return (cancel_order if kind == "cancel" else revive_order)(estate.store, order.id)


def books_agree(estate: Estate) -> None:
    with estate.store.read() as connection:
        orders = orders_of_round(connection, estate.round_id)
        everything = orders_of_round(connection, estate.round_id, with_cancelled=True)
        totals = round_totals(connection, estate.round_id)
        count, fen = round_sum(connection, estate.round_id)
        open_fen = dues(connection, [order.id for order in everything])
    assert count == len(orders)
    assert fen == sum(order.total_fen for order in orders)
    for offer_id in estate.offers.values():
        sold = sum(line.amount_milli for order in orders for line in order.lines if line.offer_id == offer_id)
        assert (totals[offer_id].ordered_milli if offer_id in totals else 0) == sold
    assert open_fen == {order.id: order.total_fen for order in everything}
    codes = [order.pickup_code for order in everything]
    assert len(set(codes)) == len(codes)


def plain(dump: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows for table, rows in dump.items() if table not in _APPEND_ONLY}


@given(steps)
@settings(max_examples=25)
def test_the_books_agree_after_every_step_and_undoing_all_brings_back_all(done: list[tuple[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        estate = build_estate(Path(folder) / "estate", reactions=PAYMENTS.reactions)
        try:
            states, actions = [plain(estate.dump())], []
            for step in done:
                try:
                    action_id = act(estate, step)
                except UserError:
                    assert plain(estate.dump()) == states[-1]
                    continue
                books_agree(estate)
                now = plain(estate.dump())
                if now != states[-1]:
                    assert action_id is not None
                    actions.append(action_id)
                    states.append(now)
            for action_id in reversed(actions):
                assert plain(estate.dump()) == states.pop()
                estate.store.undo(action_id)
            assert plain(estate.dump()) == states[0]
            books_agree(estate)
        finally:
            estate.store.close()


@given(entries, entries)
@settings(max_examples=15)
def test_the_same_list_twice_is_the_same_as_once(
    first: dict[int, dict[str, int]], second: dict[int, dict[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        estate = build_estate(Path(folder) / "estate", reactions=PAYMENTS.reactions)
        try:
            for people in (first, second):
                act(estate, ("paste", people))
                before = estate.dump()
                assert act(estate, ("paste", people)) is None
                assert estate.dump() == before
            with estate.store.read() as connection:
                orders = orders_of_round(connection, estate.round_id)
            wanted = {
                estate.neighbours[person]: {estate.offers[code]: amount * 1000 for code, amount in goods.items()}
                for person, goods in second.items()
            }
            assert {
                order.neighbour_id: {line.offer_id: line.amount_milli for line in order.lines} for order in orders
            } == wanted
        finally:
            estate.store.close()
