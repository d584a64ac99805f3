"""Whatever is learnt, in whatever order: it is applied only where it can mean one person and one kind of goods."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaderdesk.features.neighbours.actions import add_alias as name_neighbour
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import read_paste, take_back, take_orders
from leaderdesk.features.orders.queries.memory import remembered
from leaderdesk.features.orders.rules.answers import PART, TEXT, Agreed, IsNeighbour, NamesGoods, Wants
from leaderdesk.features.products.actions import add_alias as name_goods
from leaderdesk.features.rounds.queries import offers_of_round
from tests.features.orders.estate import Estate, build_estate
from tests.features.orders.lists import HEAD

NAMES = st.sampled_from(["Lily", "团子", "张阿姨", "小王", "王哥"])
WORDS = st.sampled_from(["红果果", "🫧", "草莓", "白面包", "奶"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("name"), NAMES, st.integers(0, 6)),
        st.tuples(st.just("alias"), NAMES, st.integers(0, 6)),
        st.tuples(st.just("goods"), WORDS, st.integers(0, 4)),
        st.tuples(st.just("word"), WORDS, st.integers(0, 4)),
        st.tuples(st.just("forget"), st.just(""), st.integers(0, 3)),
    ),
    max_size=6,
)


def do(estate: Estate, step: tuple[str, str, int]) -> None:
    """Answer, name or forget something, as the step says."""
    kind, words, place = step
    offer_ids = list(estate.offers.values())
    if kind == "alias":
        name_neighbour(estate.store, estate.neighbours[place], words)
    elif kind == "word":
        with estate.store.read() as connection:
            offers = offers_of_round(connection, estate.round_id)
        name_goods(estate.store, offers[place].product_id, words)
    elif kind == "forget":
        with estate.store.read() as connection:
            found = remembered(connection)
        if found:
            take_back(estate.store, found[place % len(found)].id)
    else:
        answer = IsNeighbour(estate.neighbours[place], remember=words)
        said = (
            (answer,) if kind == "name" else (Wants(((offer_ids[place], 1000),)), NamesGoods(words, offer_ids[place]))
        )
        line = f"1. {words} 1-777 草莓1" if kind == "name" else f"1. 新来的 1-778 {words}1"
        review = read_paste(estate.store, estate.round_id, HEAD + line, answers={TEXT: (Agreed(PART),)})
        key = review.rows[0].key
        answers = {TEXT: (Agreed(PART),), key: said}
        answered = read_paste(estate.store, estate.round_id, HEAD + line, answers=answers)
        take_orders(estate.store, answered, certain_only=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, NAMES, WORDS)
def test_what_can_mean_two_is_asked(steps: list[tuple[str, str, int]], name: str, words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        estate = build_estate(Path(folder) / "estate")
        try:
            for step in steps:
                do(estate, step)
            with estate.store.read() as connection:
                people = known_neighbours(connection)
                offers = offers_of_round(connection, estate.round_id)
            bearers = [one for one in people if name in (one.name, *one.aliases)]
            text = HEAD + f"1. {name} 鸡蛋1\n"
            (row,) = read_paste(estate.store, estate.round_id, text, answers={TEXT: (Agreed(PART),)}).rows[:1]
            if len(bearers) > 1:
                assert row.ask is not None
            elif len(bearers) == 1 and row.neighbour_id is not None:
                assert row.neighbour_id == bearers[0].id
            called = [one for one in offers if words in (one.name, one.short_name, *one.aliases)]
            text = HEAD + f"1. 刘老师 5-1201 {words}1\n"
            review = read_paste(estate.store, estate.round_id, text, answers={TEXT: (Agreed(PART),)})
            mine = next(each for each in review.rows if each.lines)
            if len(called) > 1:
                assert mine.ask is not None
            elif len(called) == 1 and mine.ask is None:
                assert called[0].id in mine.after
        finally:
            estate.store.close()
