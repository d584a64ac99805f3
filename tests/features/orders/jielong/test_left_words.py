"""Words and numbers that no rule explains are asked about: put behind a right order, they never leave it as it was."""

from __future__ import annotations

from itertools import cycle, islice

import pytest

from leaderdesk.features.orders.jielong.case import parse_case
from tests.features.orders.jielong.strangers import Json, Stranger, strangers

CASES = strangers()
DEEDS = (
    *("免了", "去掉", "送人了", "不搞了", "减半", "抹掉", "划走", "收回", "撤", "弃了", "转给李姐", "不算数", "翻番"),
    *(
        "少拿1份",
        "清零",
        "打对折",
        "错了",
        "不是2是3",
        "先不",
        "算了",
        "缓一缓",
        "下次再买",
        "先别给我",
        "暂不要",
        "停",
    ),
    *(
        "不想要",
        "先不要",
        "勾掉",
        "除名",
        "换别的",
        "改了",
        "减少",
        "3份",
        "四",
        "叁",
        "仨",
        "再二",
        "减一",
        "三倍",
        "两样",
    ),
)
_MOST_DEEDS = 4


def orders_of(stranger: Stranger) -> list[Json]:
    """Return the entries of one line each that order counted goods and ask nothing."""
    entries = stranger.entries
    alone = [entry for entry in entries if sum(entry["lines"][0] in other["lines"] for other in entries) == 1]
    return [
        entry
        for entry in alone
        if entry["action"] == "order"
        and entry["name"]
        and entry["items"]
        and not entry["questions"]
        and len(entry["lines"]) == 1
    ]


def counted(stranger: Stranger, line: int) -> bool:
    """Return whether a line ends with an amount: nothing on it is left open, nothing is a note."""
    text = str(stranger.case["text"])
    return text.split("\n")[line - 1].endswith(("份", "盒", "箱", "袋", "斤", "瓶", "包", "条", "提"))


@pytest.mark.parametrize("place", range(len(CASES)), ids=[each.id for each in CASES])
def test_an_unknown_deed_behind_an_order_is_read_or_asked(place: int) -> None:
    stranger = CASES[place]
    orders = [entry for entry in orders_of(stranger) if counted(stranger, entry["lines"][0])]
    deeds = islice(cycle(DEEDS), place * _MOST_DEEDS % len(DEEDS), None)
    for entry, deed, gap in zip(orders[:_MOST_DEEDS], deeds, cycle(" ，")):
        lines = stranger.case["text"].split("\n")
        number = entry["lines"][0]
        lines[number - 1] += gap + deed
        result = parse_case({**stranger.case, "text": "\n".join(lines), "previous": None})
        now = next(each for each in result["entries"] if number in each["lines"])
        as_before = now["action"] == "order" and now["items"] == entry["items"]
        assert now["questions"] or not as_before, lines[number - 1]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("去掉阿May的黄油", "阿May|-|cancel|B|"),
        ("把阿May的草莓改成3盒", "阿May|-|set|A3|"),
        ("阿May的草莓免了", "阿May|-|cancel|A|"),
        ("阿May的草莓减半", "阿May|-|order|A?|quantity"),
        ("阿May的草莓转给李姐", "阿May|-|order|A?|quantity"),
        ("2. 李姐 ~~草莓2盒~~", "李姐|-|order|A?|quantity"),
        ("2. 4-101 7号技师 草莓2盒", "7号技师|4-101|order|A2|"),
        ("2. 李姐 草莓2盒 减一", "李姐|-|order|A?|quantity"),
        ("2. 李姐 草莓2盒 先不要", "李姐|-|cancel|A2|"),
        ("2. 6-204 不退不换 草莓1盒", "不退不换|6-204|order|A1|"),
    ],
)
def test_deeds_named_by_others(line: str, read: str) -> None:
    case: Json = {
        "id": "deeds",
        "today": "2026-11-19",
        "rules": {"missing_quantity_is_one": True},
        "buildings": ["3", "4", "6"],
        "previous": None,
        "offers": [
            {"code": "A", "name": "草莓", "spec": "", "unit": "盒", "aliases": [], "step": "1", "price": "39"},
            {"code": "B", "name": "黄油", "spec": "", "unit": "盒", "aliases": [], "step": "1", "price": "25"},
        ],
        "neighbours": [
            {"id": "n1", "name": "阿May", "room": "3-502", "aliases": []},
            {"id": "n2", "name": "李姐", "room": None, "aliases": []},
        ],
        "text": f"#接龙\n1. 阿May 草莓2盒 黄油1盒\n{line}",
    }
    entry = parse_case(case)["entries"][1]
    items = " ".join(
        f"{item['offer']}{item['quantity'] or ('' if entry['action'] == 'cancel' else '?')}" for item in entry["items"]
    )
    questions = ",".join(entry["questions"])
    assert f"{entry['name']}|{entry['room'] or '-'}|{entry['action']}|{items}|{questions}" == read
