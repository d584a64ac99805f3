"""What the audience window may hold, and what the store gives it: nobody's phone, nobody's room."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import pytest
from sqlalchemy import Connection

from leaderdesk.features.batches.actions import change_batch, new_batch
from leaderdesk.features.batches.rules import BatchField, Trace
from leaderdesk.features.products.actions import add_fact, change_product
from leaderdesk.features.products.rules import ProductField
from leaderdesk.features.streams import actions
from leaderdesk.features.streams.actions.live import end_live, go_to_cue, show_audience, start_live
from leaderdesk.features.streams.queries.shown import shown_of
from leaderdesk.features.streams.queries.slots import StreamSlots, VoteSlots
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.shown import (
    Public,
    Shown,
    first_sentence,
    public,
    public_building,
    public_name,
    texts_of,
)
from leaderdesk.features.streams.rules.planning import Named
from leaderdesk.features.streams.rules.votes import VoteOption, VoteQuestion, Votes
from tests.features.streams.evening import Evening, open_evening

PHONE, ROOM = "13812345678", "3-502"
PLAIN = {int, bool, bytes, type(None), dt.datetime}


@pytest.fixture
def evening(tmp_path: Path, english: None) -> Iterator[Evening]:
    """Tonight's stream, in English."""
    opened = open_evening(tmp_path / "shop")
    yield opened
    opened.store.close()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3-502 王姐", "王姐"),
        ("王姐 13812345678", "王姐"),
        ("豆豆妈（12-3-402）", "豆豆妈"),
        ("电话 138-1234-5678，找王大叔", "电话，找王大叔"),
        ("２栋１０２室的奶奶说好吃", "的奶奶说好吃"),
        ("０２０－８８８８７７７７ 王村", "王村"),
        ("400 820 8820 客服", "客服"),
        ("138****5678", ""),
        ("尾号5678", ""),
        ("+86 138 1234 5678", ""),
        ("农残 56 项未检出 2026-01-31", "农残 56 项未检出 2026-01-31"),
        ("单果 50-100克，净重 500 g", "单果 50-100克，净重 500 g"),
        ("2–6℃ 到团长冰箱", "2–6℃ 到团长冰箱"),
        ("WCM-0125", "WCM-0125"),
        ("周一 22:00 截单，周日自提", "周一 22:00 截单，周日自提"),
        ("  two\nlines ", "two lines"),
    ],
)
def test_words_lose_phones_and_rooms_and_keep_all_else(typed: str, shown: str) -> None:
    assert public(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("3-502 王姐", "王姐"), ("王姐502", "王姐"), ("小李 13812345678", "小李"), ("Lucy Chen", "Lucy"), ("3-502", "")],
)
def test_a_name_is_its_first_word_without_numbers(typed: str, shown: str) -> None:
    assert public_name(typed) == shown


@pytest.mark.parametrize(("typed", "shown"), [("3", "3"), ("A2", "A2"), ("3-502", ""), ("12 号楼 502", ""), ("", "")])
def test_a_building_says_no_more(typed: str, shown: str) -> None:
    assert public_building(typed) == shown


def test_the_first_sentence_of_a_story_stands_below_the_name() -> None:
    assert first_sentence("不用膨大剂，个头小一点。明天再来！") == "不用膨大剂，个头小一点"
    assert len(first_sentence("很" * 90)) == 44
    assert first_sentence("") == ""


def test_the_rows_have_no_place_for_a_phone_or_a_room() -> None:
    """Walks the types: every text is Public, and no field is named after what is private."""
    seen: set[object] = set()
    waiting: list[object] = [Shown]
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        assert isinstance(kind, type)
        hints = typing.get_type_hints(kind)
        for field in fields(typing.cast("typing.Any", kind)):
            assert not {"phone", "room", "household", "neighbour", "asker"} & set(field.name.split("_")), field.name
            for part in _parts(hints[field.name]):
                if isinstance(part, type) and is_dataclass(part):
                    waiting.append(part)
                elif (kind.__name__, field.name) != ("ShownMedia", "video"):
                    # A video is named by its path, which nobody sees.
                    assert part in PLAIN or part is Public or issubclass(typing.cast("type", part), Enum), field
    assert len(seen) == 12


def _parts(hint: object) -> list[object]:
    inner = [one for one in typing.get_args(hint) if one is not Ellipsis]
    if typing.get_origin(hint) is typing.Literal:
        return []
    return [part for one in inner for part in _parts(one)] if inner else [hint]


def test_before_it_begins_the_name_and_the_hour_show(evening: Evening) -> None:
    shown = _shown(evening)
    assert shown.mode is Shows.BLANK
    assert shown.head.series == "李姐的周末厨房"
    assert shown.starts_at == dt.datetime(2026, 1, 25, 20, 0)
    assert shown.head.part == ""


def test_after_the_end_it_says_goodbye(evening: Evening) -> None:
    start_live(evening.store, evening.stream_id)
    end_live(evening.store, evening.stream_id)
    shown = _shown(evening)
    assert (shown.mode, bool(shown.goodbye)) == (Shows.BLANK, True)


def test_the_window_follows_the_cue_and_what_was_chosen_in_it(evening: Evening) -> None:
    start_live(evening.store, evening.stream_id)
    go_to_cue(evening.store, evening.stream_id, evening.cue(CueKind.UNBOXING).id)
    shown = _shown(evening)
    assert shown.mode is Shows.PRODUCT
    assert shown.product is not None
    assert shown.product.name == evening.product_name(evening.product_ids[0])
    assert shown.order is not None
    show_audience(evening.store, evening.stream_id, Shows.PRODUCT, ref_id=evening.product_ids[2])
    chosen = _shown(evening).product
    assert chosen is not None
    assert chosen.name == evening.product_name(evening.product_ids[2])
    go_to_cue(evening.store, evening.stream_id, evening.cue(CueKind.OPENING).id)
    assert _shown(evening).mode is Shows.BLANK


def test_facts_that_were_not_entered_are_left_out(evening: Evening) -> None:
    start_live(evening.store, evening.stream_id)
    show_audience(evening.store, evening.stream_id, Shows.TRACE, ref_id=evening.product_ids[0])
    assert _shown(evening).mode is Shows.BLANK
    batch = new_batch(evening.store, evening.product_ids[0])
    change_batch(evening.store, batch.id, "origin", "青禾村")
    change_batch(evening.store, batch.id, "loading", "4.2")
    trace = _shown(evening).trace
    assert trace is not None
    known = [fact.trace for fact in trace.facts if fact.trace is not None]
    assert Trace.ORIGIN in known
    assert Trace.PACKAGING not in known
    assert not any("not on file" in text for text in texts_of(trace))


def test_nothing_of_a_vote_or_of_thanks_where_there_is_none(evening: Evening) -> None:
    start_live(evening.store, evening.stream_id)
    for shows in (Shows.POLL, Shows.THANKS, Shows.MEDIA):
        show_audience(evening.store, evening.stream_id, shows)
        assert _shown(evening).mode is Shows.BLANK


def test_no_phone_and_no_room_is_in_any_text_of_any_mode(evening: Evening) -> None:
    """The store is filled with phones and rooms wherever something can be written; the window says none of them."""
    _fill_with_private_things(evening)
    start_live(evening.store, evening.stream_id)
    said: list[str] = []
    for shows in Shows:
        show_audience(evening.store, evening.stream_id, shows, ref_id=7 if shows is Shows.POLL else None)
        shown = _shown(evening, _telling_slots())
        assert shown.mode is shows or shows is Shows.MEDIA
        said += texts_of(shown)
    words = "\n".join(said)
    assert "王大叔" in words
    assert "豆豆妈" in words
    for private in (PHONE, "138", "5678", ROOM, "502", "1203"):
        assert private not in words


def _shown(evening: Evening, slots: StreamSlots | None = None) -> Shown:
    with evening.store.read() as connection:
        found = shown_of(connection, evening.stream_id, slots or StreamSlots(), evening.clock.now_ms())
    assert found is not None
    return found


def _telling_slots() -> StreamSlots:
    def count(_connection: Connection, poll_id: int) -> Votes:
        options = (VoteOption("A", f"草莓 {PHONE}", 3), VoteOption("B", f"{ROOM} 说的蓝莓", 2))
        return Votes(poll_id, "下期", (VoteQuestion(f"{ROOM} 问：下期想团谁", options),))

    people = (Named(f"豆豆妈{ROOM}", "3"), Named(f"小李 {PHONE}", "12-1203"), Named(ROOM, "3"))
    return StreamSlots(votes=VoteSlots(count=count), thanks=lambda _connection, _now_ms: people)


def _fill_with_private_things(evening: Evening) -> None:
    store, product_id = evening.store, evening.product_ids[0]
    private = f"王大叔 {PHONE} {ROOM}"
    fields: tuple[ProductField, ...] = ("name", "spec", "origin", "story")
    for field in fields:
        change_product(store, product_id, field, private)
    add_fact(store, product_id, "种法", f"滴灌 {PHONE}")
    batch = new_batch(store, product_id)
    facts: tuple[BatchField, ...] = ("origin", "grower", "story", "inspection", "packaging")
    for name in facts:
        change_batch(store, batch.id, name, private)
    actions.edit_stream(store, evening.stream_id, {"theme": f"李姐 {PHONE} {ROOM}"})
    for cue in evening.cues():
        actions.edit_cue(store, cue.id, {"title": f"{private} 的环节"})
