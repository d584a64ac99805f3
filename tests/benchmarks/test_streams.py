"""What the console does while somebody asks and while the clock runs, each beside one plain pass over the same."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from leaderdesk.features.streams.rules import Cue, CueKind
from leaderdesk.features.streams.rules.facts import FactBook, FactEntry, ProductWords, book_of
from leaderdesk.features.streams.rules.live import LivePlan, Mark, MarkKind, Played
from leaderdesk.features.streams.rules.timing import schedule
from tests.features.streams.evening import STARTS_AT

PRODUCTS, FACTS_EACH, RUNS = 400, 15, 9
QUESTIONS = ("农药", "这个有没有什么特别的做法吗", "草莓能放几天", "abc12 保存", "宠物能不能寄养")
LONGEST_MS = 50.0
MOST_SEARCH = 60.0
"""A question looks for each pair of its signs and for what it is about; the floor looks once for one word."""
CUES, MARKS = 200, 400
MOST_TICK = 3.0
"""A second copies the times of all cues and makes a row of each; the floor computes one timetable."""


def median_ms(work: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def full_book() -> FactBook:
    chance = random.Random(1)
    signs, names = (
        "草莓酸奶鸡蛋面包橙子苹果土豆青菜牛肉羊肉鱼虾豆腐蜂蜜核桃大枣小米",
        ["保存", "配料", "过敏", "适合", "农药", "产地", "口感", "冷藏"],
    )
    products = [
        ProductWords(number, ("".join(chance.choices(signs, k=5)), "".join(chance.choices(signs, k=2))), f"abc{number}")
        for number in range(PRODUCTS)
    ]
    entries = [
        FactEntry(one.product_id, one.words[1], chance.choice(names), "".join(chance.choices(signs, k=30)), "资料")
        for one in products
        for _fact in range(FACTS_EACH)
    ]
    return book_of(entries, products)


def test_an_answer_among_six_thousand_facts() -> None:
    book = full_book()
    floor = median_ms(lambda: sum("农药" in keyed.both for keyed in book.entries))
    slowest = max(median_ms(partial(book.find, typed)) for typed in QUESTIONS)
    assert slowest / floor <= MOST_SEARCH, (slowest, floor)
    assert slowest <= LONGEST_MS, slowest


def test_a_second_of_a_stream_with_two_hundred_cues() -> None:
    cues = tuple(Cue(number, CueKind.STORY, f"cue {number}", 60) for number in range(1, CUES + 1))
    start_ms = int(STARTS_AT.timestamp() * 1000)
    marks = [Mark(1, start_ms, MarkKind.START, 1)]
    marks += [Mark(number + 2, start_ms + number * 10_000, MarkKind.CUE, number % CUES + 1) for number in range(MARKS)]
    played = Played(LivePlan(STARTS_AT, cues), marks)
    now_ms = marks[-1].at_ms + 1000
    floor = median_ms(lambda: schedule(STARTS_AT, cues))
    tick = median_ms(lambda: played.at(now_ms))
    assert tick / floor <= MOST_TICK, (tick, floor)
