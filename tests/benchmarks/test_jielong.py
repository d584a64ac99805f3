"""How long a long list takes to read against a whole estate, as a ratio to plainly walking over the same text.

The floor is a loop that looks at every sign of the text once and cuts it into runs of one class, in pure Python.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from leaderdesk.features.orders.jielong import Known, Neighbour, Offer, Rules, index_known, match, read

TODAY = date(2026, 1, 2)
ROUNDS = 5
MOST_RATIO = 75
"""Measured 45 to 50 on two cores under other work, for both sizes: about 0.22 ms a line."""
FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林"
GIVEN = "小满豆糖晓雯米果桃子安宁静怡梅兰竹菊海洋星辰"
KINDS = ("苹果", "草莓", "黄瓜", "茄子", "豆腐", "牛肉", "蛋糕", "面包")


def offers_of(count: int, chance: random.Random) -> tuple[Offer, ...]:
    names = ["".join(chance.choice("红绿青白香脆甜鲜") + chance.choice(KINDS) for _ in range(2)) for _ in range(count)]
    units = [chance.choice("盒箱袋份斤") for _ in range(count)]
    return tuple(
        Offer(f"{place}", f"{name}{place}", "约500g", unit, price_fen=990 + place)
        for place, (name, unit) in enumerate(zip(names, units, strict=True))
    )


def neighbours_of(count: int, chance: random.Random) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            f"n{place}",
            f"{chance.choice(FAMILIES)}{chance.choice(GIVEN)}{chance.choice(GIVEN)}{place % 97}",
            f"{chance.randint(1, 30)}-{chance.randint(1, 30)}0{chance.randint(1, 4)}",
        )
        for place in range(count)
    )


def paste_of(count: int, offers: tuple[Offer, ...], people: tuple[Neighbour, ...], chance: random.Random) -> str:
    lines = ["#接龙", "周五团", ""]
    for number in range(1, count + 1):
        person, (first, second) = chance.choice(people), chance.sample(offers, 2)
        room = (person.room or "") if chance.random() < 0.6 else (person.room or "").replace("-", "栋")
        goods = f"{first.name}{chance.randint(1, 5)}{first.unit}，{second.name}一{second.unit}"
        lines.append(f"{number}. {room} {person.name} {goods}{chance.choice(['', '（放门口）', ' 已付'])}")
    return "\n".join(lines)


def walk(text: str) -> int:
    """Cut `text` into runs of digits, letters and other signs: the least a reader does."""
    runs: list[str] = []
    start, before = 0, ""
    for at, sign in enumerate(text):
        kind = "digit" if sign.isdigit() else "letter" if sign.isalpha() else "other"
        if kind != before:
            runs.append(text[start:at])
            start, before = at, kind
    runs.append(text[start:])
    return len(runs)


def middle_seconds(work: Callable[[], object]) -> float:
    """Return the processor's seconds of the middle one of a few runs."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


@pytest.mark.parametrize(("lines", "goods"), [(500, 6), (1000, 200)], ids=["500 lines", "1000 lines and 200 goods"])
def test_reading_a_long_list(benchmark: BenchmarkFixture, lines: int, goods: int) -> None:
    chance = random.Random(7)
    offers, people = offers_of(goods, chance), neighbours_of(5000, chance)
    known = index_known(Known(people, tuple(map(str, range(1, 31)))))
    text = paste_of(lines, offers, people, chance)

    def reading() -> object:
        return match(read(text, offers, Rules(), TODAY), known)

    benchmark.pedantic(reading, rounds=ROUNDS, warmup_rounds=1)  # type: ignore[no-untyped-call]
    floor = middle_seconds(lambda: walk(text))
    ratio = middle_seconds(reading) / floor
    benchmark.extra_info["floor_ms"] = round(floor * 1000, 2)
    benchmark.extra_info["ratio"] = round(ratio, 1)
    assert ratio <= MOST_RATIO
