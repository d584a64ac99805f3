"""What holds for every text: it is read, every line once, and harmless differences make none."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.features.neighbours.rooms import from_normal
from leaderdesk.features.orders.jielong import Kind, Listed, Offer, Reading, Rules, changes_since, match, read, write
from leaderdesk.features.orders.jielong.case import parse_case
from leaderdesk.features.orders.jielong.hanzi import SIMPLIFIED
from tests.features.orders.jielong.strangers import Json, Stranger, strangers
from tests.features.orders.jielong.texts import BUNS, FRUIT, FRUIT_ROWS, KNOWN, TODAY, reading_of, shown

WORDS = st.sampled_from(
    [
        *(
            "1. ",
            "2、",
            "（3）",
            "④ ",
            "5️⃣",
            "3-502",
            "12栋3单元402",
            "3栋18-2",
            "豆豆妈",
            "老秦",
            "草莓",
            "鸡蛋",
            "2盒",
        ),
        *(
            "一板",
            "半斤",
            "各一份",
            "再加",
            "改成",
            "换成",
            "不要了",
            "取消",
            "+1",
            "x2",
            "，",
            " ",
            "\n",
            "：",
            "（",
            "）",
        ),
        *(
            "「",
            "」",
            "- - - - -",
            "已付",
            "收到",
            "18:02",
            "#接龙",
            "例 ",
            "🍓",
            "A1",
            "½",
            "\x00",
            "\ud800",
            "\u202e",
        ),
        *("\u200d", "٣", "３", "99999999999", "啤酒", "-1", "1e309", "我要", "吗", "同上", "写错了", "→", "❌", "🙏"),
        *(
            "或",
            "除了",
            "没有就换",
            "@团长 ",
            "收货人：",
            "商品：",
            "两三",
            "叁",
            "双份",
            "全要",
            "唔要",
            "目前：",
            "至少",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map("".join))
GROUNDS = st.sampled_from([FRUIT, BUNS, ()])


@settings(max_examples=400, deadline=None)
@given(TEXTS, GROUNDS)
def test_any_text_is_read_and_every_line_accounted_for(text: str, offers: tuple[Offer, ...]) -> None:
    reading = reading_of(text, offers)
    lines = text.split("\n")
    assert [line.line for line in reading.lines] == list(range(1, len(lines) + 1))
    claimed = {number for entry in reading.entries for number in entry.lines}
    for line in reading.lines:
        assert (line.kind is Kind.BLANK) == (not lines[line.line - 1].strip())
        assert (line.kind is Kind.ENTRY) == (line.line in claimed) == (line.entry is not None)
    for entry in reading.entries:
        pieces = [piece for piece in (entry.name, entry.room_piece, entry.paid) if piece is not None]
        for piece in pieces:
            assert lines[piece.span.line - 1][piece.span.start : piece.span.end] == piece.text
        assert entry.room is None or from_normal(entry.room) is not None


@settings(max_examples=200, deadline=None)
@given(TEXTS, GROUNDS)
def test_what_is_summed_was_asked_nothing_about(text: str, offers: tuple[Offer, ...]) -> None:
    reading = reading_of(text, offers)
    for entry in reading.entries:
        for place, item in enumerate(entry.items):
            asked = {question.item for question in entry.questions}
            assert item.offer is not None or place in asked
            assert item.quantity_milli is not None or place in asked or entry.action == "cancel"
    summed = dict.fromkeys(reading.totals_milli, 0)
    for person in reading.people:
        for code, milli in person.amounts_milli.items():
            assert milli > 0
            summed[code] += milli
    assert summed == dict(reading.totals_milli)


@settings(max_examples=150, deadline=None)
@given(TEXTS, GROUNDS)
def test_the_same_text_twice_changes_nothing(text: str, offers: tuple[Offer, ...]) -> None:
    assert changes_since(reading_of(text, offers), reading_of(text, offers)) == ()


@settings(max_examples=150, deadline=None)
@given(TEXTS, GROUNDS)
def test_reading_moves_on_line_by_line(text: str, offers: tuple[Offer, ...]) -> None:
    moved: list[tuple[int, int]] = []
    match(read(text, offers, Rules(), TODAY), KNOWN, moved=lambda done, total: moved.append((done, total)))
    total = text.count("\n") + 1
    assert moved[-1] == (total, total)
    assert moved == sorted(moved)


# ------------------------------------------------------------------------------------------- what the program writes

NAMES = st.sampled_from(
    [
        *("豆豆妈", "小云", "Lucy Ann", "🌸花花🌸", "不要叫我", "王五", "取消关注", "小草莓", "阿Kay", "。", "程 阿姨"),
        *("郝运来", "一号线", "两斤半", "Amy88", "十一", "3号选手", "再来一杯", "团团圆圆", "半糖", "汤圆"),
    ]
)
ROOMS = st.one_of(
    st.none(),
    st.builds("{}-{}0{}".format, st.integers(1, 12), st.integers(1, 30), st.integers(1, 4)),
    st.builds("{}-{}-{}0{}".format, st.integers(1, 12), st.integers(1, 4), st.integers(1, 9), st.integers(1, 4)),
)


def listed_of(offers: tuple[Offer, ...]) -> st.SearchStrategy[list[Listed]]:
    steps = {offer.code: offer.step_milli for offer in offers}
    counts = st.dictionaries(st.sampled_from(sorted(steps)), st.integers(1, 30), min_size=1)
    amounts = counts.map(lambda given: {code: count * steps[code] for code, count in sorted(given.items())})
    one = st.builds(Listed, name=NAMES, room=ROOMS, amounts_milli=amounts)
    return st.lists(one, max_size=8, unique_by=lambda each: each.name)


def orders_in(reading: Reading) -> list[tuple[str | None, str | None, dict[str, int]]]:
    return [(person.name, person.room, dict(person.amounts_milli)) for person in reading.people]


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from([FRUIT, BUNS]))
def test_what_the_program_writes_reads_back_the_same(data: st.DataObject, offers: tuple[Offer, ...]) -> None:
    listed = data.draw(listed_of(offers))
    reading = reading_of(write(listed, offers), offers)
    assert orders_in(reading) == [(each.name, each.room, dict(each.amounts_milli)) for each in listed]
    assert not reading.questions
    assert all(not entry.questions for entry in reading.entries)


ESTATES = strangers()


@pytest.mark.parametrize("stranger", ESTATES, ids=[each.id for each in ESTATES])
def test_every_strangers_people_and_goods_read_back(stranger: Stranger) -> None:
    case = stranger.case
    people = [each for each in case["neighbours"] if each["room"] is None or from_normal(each["room"]) is not None]
    if not people:
        return
    offers = tuple(
        Offer(each["code"], each["name"], each["spec"], each["unit"], tuple(each["aliases"])) for each in case["offers"]
    )
    listed = [
        Listed(each["name"], each["room"], {offer.code: (at % 7 + 1) * 1000 for offer in offers[at % 3 :] or offers})
        for at, each in enumerate(people)
    ]
    text = write(listed, offers)
    result = parse_case({**case, "text": text, "previous": None})
    read_back = [
        (entry["name"], entry["room"], {item["offer"]: int(item["quantity"] or 0) for item in entry["items"]})
        for entry in result["entries"]
    ]
    assert read_back == [
        (each.name, each.room, {code: milli // 1000 for code, milli in each.amounts_milli.items()}) for each in listed
    ]


# ------------------------------------------------------------------------------------------------ harmless differences

ROWS = pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in FRUIT_ROWS], ids=[row[0] for row in FRUIT_ROWS]
)


@ROWS
def test_an_unrelated_line_changes_nothing_else(text: str, expected: list[str]) -> None:
    assert shown(reading_of(f"\n{text}\n收到👌\n\n好的谢谢")) == expected


TRADITIONAL: dict[str, str] = {}
for _traditional, _simplified in SIMPLIFIED.items():
    TRADITIONAL.setdefault(_simplified, _traditional)
BOTH_SCRIPTS = frozenset("里后面干余于复出几台斗系制云岳价只朱舍占吊么")
"""Characters that are written so in Traditional Chinese too, where they mean something else."""


def traditional(text: str) -> str:
    return "".join(sign if sign in BOTH_SCRIPTS else TRADITIONAL.get(sign, sign) for sign in text)


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


VARIANTS: dict[str, Callable[[str], str]] = {
    "traditional": traditional,
    "full width": full_width,
    "ideographic blanks": lambda text: text.replace(" ", "\u3000"),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "many blanks": lambda text: text.replace(" ", "    "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "blanks in front": lambda text: re.sub(r"(?m)^(?=.)", "   ", text),
    "blanks behind": lambda text: re.sub(r"(?m)(?<=.)$", "  ", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "invisible signs": lambda text: re.sub(r"(?m)^(?=.)", "\u200b\u2060", text),
    "wide marks": lambda text: text.translate(str.maketrans(",:()", "，：（）")),
    "narrow marks": lambda text: text.translate(str.maketrans("，：（）；！？", ",:();!?")),
}


def compared(case: Json) -> tuple[list[tuple[object, ...]], list[str], list[str], Json]:
    result = parse_case({**case, "previous": None})
    entries = [
        (
            each["lines"],
            "".join(full_width(traditional(each["name"] or "")).split()),
            *(each[key] for key in ("room", "action", "paid", "number", "neighbour")),
            [(item["offer"], item["quantity"]) for item in each["items"]],
            sorted(each["questions"]),
        )
        for each in result["entries"]
    ]
    return entries, [line["kind"] for line in result["lines"]], result["questions"], result["totals"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_of_every_strangers_text_read_the_same(variant: str) -> None:
    for stranger in ESTATES:
        varied = {**stranger.case, "text": VARIANTS[variant](stranger.case["text"])}
        assert compared(varied) == compared(stranger.case), stranger.id


@pytest.mark.parametrize("stranger", ESTATES, ids=[each.id for each in ESTATES])
def test_an_unrelated_line_behind_a_strangers_text_changes_nothing_else(stranger: Stranger) -> None:
    case = stranger.case
    entries, kinds, questions, totals = compared({**case, "text": case["text"] + "\n\n收到👌"})
    assert (entries, kinds[:-2], questions, totals) == compared(case)
    assert kinds[-2:] == ["blank", "chatter"]


# ------------------------------------------------------------------------------------------------------- long texts


@pytest.mark.parametrize(
    "text",
    [
        "7. 3-502 豆豆妈 草莓2盒（谢谢）\n" * 300,
        "草莓2盒，" * 9000,
        "1. 2. " * 5000,
        "「\n" * 2000,
        "路号弄" * 12_000,
        "(" * 30_000,
        "1" * 90_000,
        "没有就换" * 9000,
        "3-" * 20_000,
        "收货人：\n" * 2000,
    ],
    ids=["lines", "goods", "numbers", "quotes", "roads", "brackets", "digits", "conditions", "dashes", "labels"],
)
def test_long_texts_are_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    reading_of(text)
    once = time.process_time() - start
    start = time.process_time()
    reading_of(text * 3)
    assert time.process_time() - start < 6 * once + 0.5


@pytest.mark.parametrize(
    "text",
    ["草莓" * 2_500_000, "a\x00\ud800" * 1_700_000, "\n" * 100_000 + "1. 小丽 草莓1盒", "😀" * 2_600_000],
    ids=["one line", "NUL and surrogates", "blank lines", "pictures"],
)
def test_ten_megabytes_are_read(text: str) -> None:
    start = time.process_time()
    reading_of(text[: len(text) // 10])
    tenth = time.process_time() - start
    start = time.process_time()
    reading = reading_of(text)
    assert len(reading.lines) == text.count("\n") + 1
    assert time.process_time() - start < 40 * tenth + 1
