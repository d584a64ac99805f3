"""The list of rounds is read in pages, with what the features above know of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from leaderdesk.features.places import Step
from leaderdesk.features.products.rules import PricePoint, Standing
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import (
    RoundSlots,
    listed_round,
    listed_rounds,
    pickable_products,
    price_history,
    round_counts,
    round_rows,
    standings,
)
from leaderdesk.features.rounds.rules import Look, Round, RoundFigures, RoundState, StepFact, step_looks
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.reading import Reading
from tests.features.rounds.shop import Shop, filled, offers
from tests.sealing import seal


def many(shop: Shop, count: int) -> None:
    """Write `count` rounds of all states into the store."""
    with shop.store.write("Many") as writing:
        writing.session.add_all(
            RoundRow(
                number=number,
                cutoff="2026-01-26T22:00",
                pickup_from="2026-02-01T10:00",
                pickup_until="2026-02-01T18:00",
                opened_at_ms=1 if number <= count - 2 else None,
                closed_at_ms=2 if number <= count - 5 else None,
                settled_at_ms=3 if number <= count - 9 else None,
            )
            for number in range(1, count + 1)
        )


def pages(shop: Shop, *, state: RoundState | None = None, limit: int) -> list[Round]:
    """Return every round of the list, read page by page."""
    found: list[Round] = []
    with shop.store.read() as connection:
        while True:
            page = listed_rounds(connection, RoundSlots(), state=state, after=found[-1] if found else None, limit=limit)
            found += [listed.round for listed in page.rounds]
            assert len(found) == len(set(found)), "a page repeats a round"
            if not page.more:
                return found


@pytest.mark.parametrize("limit", [1, 7, 30, 200])
def test_pages_lose_and_repeat_nothing(shop: Shop, limit: int) -> None:
    many(shop, 120)
    found = pages(shop, limit=limit)
    assert [round_.number for round_ in found] == [*range(120, 0, -1)]
    states = list(RoundState)
    assert [states.index(round_.state) for round_ in found] == sorted(states.index(round_.state) for round_ in found)
    closed = pages(shop, state=RoundState.CLOSED, limit=limit)
    assert [round_.number for round_ in closed] == [115, 114, 113, 112]
    with shop.store.read() as connection:
        assert round_counts(connection) == {
            RoundState.DRAFT: 2,
            RoundState.OPEN: 3,
            RoundState.CLOSED: 4,
            RoundState.SETTLED: 111,
        }
        assert [one.number for one in round_rows(connection, limit=2, before_number=50)] == [49, 48]
        assert len(round_rows(connection)) == 120


def test_what_others_know_is_laid_over(shop: Shop) -> None:
    made = filled(shop)
    actions.open_round(shop.store, made.round_id)

    def stream(_reading: Reading, ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
        return {ids[0]: {Step.STREAM: StepFact(done=False, running=True, line="tonight 20:00")}}

    def orders(_reading: Reading, ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
        return {ids[0]: {Step.INTAKE: StepFact(done=False, running=True, line="37 orders")}}

    slots = RoundSlots(step_facts=(stream, orders), figures=lambda _c, ids: {ids[0]: RoundFigures(37, 326_400)})
    with shop.store.read() as connection:
        listed = listed_round(connection, slots, made.round_id)
    assert listed is not None
    assert (listed.offers, listed.unpriced, listed.figures) == (5, 0, RoundFigures(37, 326_400))
    assert listed.facts[Step.INTAKE].line == "37 orders"
    looks = step_looks(listed.facts)
    assert [looks[step] for step in (Step.OPEN, Step.STREAM, Step.INTAKE, Step.CLOSE)] == [
        Look.DONE,
        Look.CURRENT,
        Look.RUNNING,
        Look.LATER,
    ]


def test_a_settled_round_is_done_whatever_was_kept(shop: Shop) -> None:
    made = filled(shop)
    for act in (actions.open_round, actions.close_round, seal):
        act(shop.store, made.round_id)
    slots = RoundSlots(
        step_facts=(lambda _c, ids: {ids[0]: {Step.PICKUP: StepFact(done=False, running=True, line="1 left")}},)
    )
    with shop.store.read() as connection:
        listed = listed_round(connection, slots, made.round_id)
    assert listed is not None
    assert set(step_looks(listed.facts).values()) == {Look.DONE}


def test_products_are_found_by_initials_and_those_in_the_round_come_last(shop: Shop) -> None:
    made = filled(shop, products=2)
    with shop.store.read() as connection:
        everything = pickable_products(connection, made.round_id)
        assert [one.taken for one in everything] == [False] * 4 + [True] * 2
        (found,) = pickable_products(connection, made.round_id, typed="qmmb")
        assert (found.name, found.supplier_name, found.price_fen) == ("全麦面包", "青禾合作社", 1800)
        assert pickable_products(connection, made.round_id, typed="%") == ()
    shop.rest(5)
    with shop.store.read() as connection:
        assert len(pickable_products(connection, made.round_id)) == 5


def test_unpriced_offers_are_counted(shop: Shop) -> None:
    made = filled(shop)
    actions.edit_offer(shop.store, offers(shop, made.round_id)[0].id, {"price_fen": None})
    with shop.store.read() as connection:
        listed = listed_round(connection, RoundSlots(), made.round_id)
        assert listed_round(connection, RoundSlots(), 99) is None
    assert listed is not None
    assert (listed.offers, listed.unpriced) == (5, 1)


def test_products_know_when_they_were_last_sold_and_for_how_much(shop: Shop) -> None:
    first, second, third = (filled(shop, products=count).round_id for count in (4, 3, 1))
    with shop.store.read() as connection:
        assert standings(connection) == {}
    for round_id, price in ((first, 1000), (second, 1100), (third, 1200)):
        actions.edit_offer(shop.store, offers(shop, round_id)[0].id, {"price_fen": price})
        actions.open_round(shop.store, round_id)
        if round_id != third:
            actions.close_round(shop.store, round_id)
    one, two, three, four = shop.products[:4]
    with shop.store.read() as connection:
        assert standings(connection) == {one: Standing(0), two: Standing(1), three: Standing(1), four: Standing(2)}
        assert price_history(connection, one) == (
            PricePoint(1, 1000, 2600),
            PricePoint(2, 1100, 2600),
            PricePoint(3, 1200, 2600),
        )
        assert [point.round_number for point in price_history(connection, one, rounds=2)] == [2, 3]
        assert price_history(connection, shop.products[5]) == ()
