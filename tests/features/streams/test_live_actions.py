"""Verbs of a stream that is live: what they refuse, what they leave out, and that each is one step to undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.actions import add_quick_line, cancel_order
from leaderdesk.features.products.queries import product_card
from leaderdesk.features.streams.actions.live import (
    end_live,
    extend_cue,
    go_to_cue,
    note_dish,
    note_thanked,
    roll_live,
    show_audience,
    start_live,
    unnote_thanked,
)
from leaderdesk.features.streams.actions.questions import (
    answer_question,
    drop_question,
    note_question,
    question_to_fact,
)
from leaderdesk.features.streams.queries.live import (
    FORGOTTEN_MS,
    answered_questions,
    live_now,
    live_of,
    open_questions,
    questions_of,
)
from leaderdesk.features.streams.rules import Shows
from leaderdesk.features.streams.rules.live import LiveState, Mark, MarkKind
from leaderdesk.features.streams.rules.questions import Question
from leaderdesk.features.streams.rules.votes import OrderedLine, takings
from leaderdesk.features.streams.tables import LiveMarkRow
from leaderdesk.slots import stream_slots
from leaderdesk.storage import journal
from tests.features.streams.evening import Evening, open_evening

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    opened = open_evening(tmp_path, orders=1)
    yield opened
    opened.store.close()


def state(evening: Evening) -> LiveState:
    with evening.store.read() as connection:
        ground = live_of(connection, evening.stream_id)
    assert ground is not None
    return ground.state(evening.clock.now_ms())


def marks(evening: Evening) -> tuple[Mark, ...]:
    with evening.store.read() as connection:
        ground = live_of(connection, evening.stream_id)
    assert ground is not None
    return ground.marks


def title(evening: Evening, action_id: int | None) -> str:
    assert action_id is not None
    with evening.store.read() as connection:
        found = journal.action(connection, action_id)
    assert found is not None
    return found.title


def later(evening: Evening, minutes: float) -> None:
    evening.clock.advance(dt.timedelta(minutes=minutes))


def test_it_begins_once_and_goes_on_after_an_end(evening: Evening) -> None:
    store, stream_id = evening.store, evening.stream_id
    assert start_live(store, stream_id) is not None
    assert start_live(store, stream_id) is None
    later(evening, 2)
    go_to_cue(store, stream_id, evening.cues()[3].id)
    later(evening, 1)
    assert end_live(store, stream_id) is not None
    assert end_live(store, stream_id) is None
    later(evening, 30)
    assert start_live(store, stream_id) is not None
    now = state(evening)
    assert now.at == 3
    assert now.elapsed_ms == 3 * 60_000


def test_every_step_is_named_and_undone(evening: Evening) -> None:
    store, stream_id = evening.store, evening.stream_id
    tasting = evening.cues()[3]
    began = start_live(store, stream_id)
    went = go_to_cue(store, stream_id, tasting.id)
    more = extend_cue(store, stream_id, tasting.id, 60)
    shown = show_audience(store, stream_id, Shows.TRACE, ref_id=evening.product_ids[0])
    rolling = roll_live(store, stream_id, on=True)
    names = [title(evening, step) for step in (went, more, shown, rolling)]
    assert names == [
        "Go to Tasting",
        "More time for Tasting",
        "Show the audience: Trace card",
        "Follow the clock in 李姐的周末厨房 of 1/25",
    ]
    assert title(evening, began).startswith("Begin ")
    whole = state(evening)
    for step in (rolling, shown, more, went):
        assert step is not None
        redone = store.undo(store.undo(step))
        assert redone
    assert state(evening) == whole
    for step in (rolling, shown, more, went):
        assert step is not None
    assert began is not None
    last = [row.id for row in marks(evening)]
    assert len(last) == 5


def test_what_changes_nothing_leaves_no_step(evening: Evening) -> None:
    store, stream_id, cues = evening.store, evening.stream_id, evening.cues()
    start_live(store, stream_id)
    assert go_to_cue(store, stream_id, cues[0].id) is None
    assert roll_live(store, stream_id, on=False) is None
    assert extend_cue(store, stream_id, cues[0].id, 0) is None
    assert unnote_thanked(store, stream_id, 1, "张阿姨") is None
    assert len(marks(evening)) == 1


def test_a_cue_gives_no_more_than_it_has(evening: Evening) -> None:
    store, stream_id, opening = evening.store, evening.stream_id, evening.cues()[0]
    start_live(store, stream_id)
    extend_cue(store, stream_id, opening.id, -600)
    assert state(evening).left_ms == 0
    assert extend_cue(store, stream_id, opening.id, -60) is None


def test_rolling_off_stays_with_the_cue_the_clock_has_reached(evening: Evening) -> None:
    store, stream_id = evening.store, evening.stream_id
    evening.clock.advance(dt.timedelta(hours=6))
    start_live(store, stream_id)
    roll_live(store, stream_id, on=True)
    later(evening, 9)
    roll_live(store, stream_id, on=False)
    later(evening, 30)
    now = state(evening)
    assert (now.at, now.rolling) == (2, False)


def test_before_it_is_live_nothing_but_showing_is_possible(evening: Evening) -> None:
    store, stream_id, cue = evening.store, evening.stream_id, evening.cues()[1]
    refused: tuple[Callable[[], int | None], ...] = (
        lambda: go_to_cue(store, stream_id, cue.id),
        lambda: extend_cue(store, stream_id, cue.id, 60),
        lambda: roll_live(store, stream_id, on=True),
        lambda: note_thanked(store, stream_id, 1, "张阿姨"),
    )
    for verb in refused:
        with pytest.raises(UserError, match="not live"):
            verb()
    assert end_live(store, stream_id) is None
    assert show_audience(store, stream_id, Shows.PRODUCT)
    with pytest.raises(UserError, match="not there any more"):
        start_live(store, 999)
    start_live(store, stream_id)
    with pytest.raises(UserError, match="not there any more"):
        go_to_cue(store, stream_id, 999)


def test_who_was_thanked_and_what_was_shown_is_kept(evening: Evening) -> None:
    store, stream_id = evening.store, evening.stream_id
    start_live(store, stream_id)
    note_thanked(store, stream_id, 1, "张阿姨")
    note_dish(store, stream_id, 4, "草莓大福")
    assert [(mark.kind, mark.ref_id, mark.title) for mark in marks(evening)[1:]] == [
        (MarkKind.THANK, 1, "张阿姨"),
        (MarkKind.DISH, 4, "草莓大福"),
    ]
    assert unnote_thanked(store, stream_id, 1, "张阿姨") is not None
    assert [mark.kind for mark in marks(evening)] == [MarkKind.START, MarkKind.DISH]


def test_the_stream_that_is_on_is_found_until_it_is_forgotten(evening: Evening) -> None:
    store, stream_id = evening.store, evening.stream_id

    def on_now(after_ms: int = 0) -> int | None:
        with store.read() as connection:
            found = live_now(connection, evening.clock.now_ms() + after_ms)
        return None if found is None else found.stream_id

    assert on_now() is None
    start_live(store, stream_id)
    assert on_now() == stream_id
    assert on_now(FORGOTTEN_MS + 1) is None
    later(evening, 1)
    end_live(store, stream_id)
    assert on_now() is None
    start_live(store, stream_id)
    assert on_now() == stream_id


def test_marks_outlive_their_cue(evening: Evening) -> None:
    store, stream_id = evening.store, evening.stream_id
    start_live(store, stream_id)
    later(evening, 1)
    with store.read() as connection:
        titles = connection.scalars(select(LiveMarkRow.title)).all()
    assert titles == ["Opening"]


def one(evening: Evening) -> Question:
    with evening.store.read() as connection:
        (found,) = questions_of(connection, evening.stream_id)
    return found


def test_a_question_is_noted_answered_and_becomes_a_fact(evening: Evening) -> None:
    store, strawberry = evening.store, evening.product_ids[0]
    with store.read() as connection:
        name = connection.exec_driver_sql("SELECT name FROM neighbour ORDER BY id LIMIT 1").scalar_one()
    noted = note_question(store, evening.stream_id, "  能寄\n上海吗 ", asker=name)
    assert (one(evening).text, one(evening).asker) == ("能寄 上海吗", name)
    with pytest.raises(UserError, match="answer first"):
        question_to_fact(store, noted.id, "快递")
    answer_question(store, noted.id, "冷链能寄，两天到")
    with pytest.raises(UserError, match="Choose the product"):
        question_to_fact(store, noted.id, "快递")
    with store.read() as connection:
        assert not open_questions(connection)
        assert [found.id for found in answered_questions(connection)] == [noted.id]
    made = question_to_fact(store, noted.id, "快递", product_id=strawberry)
    assert made is not None
    assert question_to_fact(store, noted.id, "快递") is None
    with store.read() as connection:
        card = product_card(connection, strawberry)
    assert card is not None
    assert (card.facts[-1].name, card.facts[-1].value) == ("快递", "冷链能寄，两天到")
    store.undo(made)
    assert one(evening).fact_id is None
    assert answer_question(store, noted.id, "") is not None
    assert one(evening).is_open
    store.undo(drop_question(store, noted.id))
    assert one(evening).id == noted.id
    with pytest.raises(UserError, match="Write down"):
        note_question(store, evening.stream_id, " \n")


def test_who_asked_is_known_only_where_one_person_fits(evening: Evening) -> None:
    store = evening.store
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, name FROM neighbour ORDER BY id").all()
    names = [row.name for row in rows]
    row = next(row for row in rows if names.count(row.name) == 1)
    note_question(store, evening.stream_id, "几点到", asker=row.name)
    assert one(evening).neighbour_id == row.id
    drop_question(store, one(evening).id)
    note_question(store, evening.stream_id, "几点到", asker="没这个人")
    assert one(evening).neighbour_id is None


def ordered(evening: Evening, from_ms: int, to_ms: int) -> tuple[OrderedLine, ...]:
    with evening.store.read() as connection:
        return stream_slots().ordered(connection, evening.round_id, from_ms, to_ms)


def test_what_was_ordered_meanwhile_is_read_by_its_own_time(evening: Evening) -> None:
    store, round_id, begun = evening.store, evening.round_id, evening.clock.now_ms() + 60_000
    add_quick_line(store, round_id, "9-901 早来的 草莓1")
    later(evening, 2)
    add_quick_line(store, round_id, "9-901 草莓2")
    later(evening, 1)
    second = add_quick_line(store, round_id, "9-902 又一位 草莓1")
    later(evening, 1)
    third = add_quick_line(store, round_id, "9-903 反悔的 草莓1")
    now = evening.clock.now_ms() + 1
    lines = ordered(evening, begun, now)
    assert [line.amount_milli for line in lines] == [2000, 1000, 1000]
    assert takings(lines).orders == 3
    cancel_order(store, third.order_id)
    store.undo(second.action_id)
    lines = ordered(evening, begun, now)
    assert [line.amount_milli for line in lines] == [2000]
    assert takings(lines).orders == 1
    assert takings(lines).fen == lines[0].fen > 0
    assert not ordered(evening, now, now + 60_000)
