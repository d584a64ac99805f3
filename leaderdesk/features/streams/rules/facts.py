"""What is on file about the goods, searched while somebody asks: only what was written down is ever an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from leaderdesk.core.text import compare_key

LONGEST_QUERY = 80
MOST_HITS = 8


class Topic(StrEnum):
    """What a question or a fact is about."""

    INGREDIENTS = "ingredients"
    STORAGE = "storage"
    ALLERGENS = "allergens"
    SUITS = "suits"
    PESTICIDE = "pesticide"
    ORIGIN = "origin"
    MADE = "made"
    PACKAGING = "packaging"


_WORDS: Mapping[Topic, tuple[str, ...]] = MappingProxyType(
    {
        Topic.INGREDIENTS: (
            "配料", "成分", "添加", "防腐", "色素", "香精", "甜蜜素", "含糖", "加糖", "无糖", "ingredient", "additive",
        ),
        Topic.STORAGE: (
            "保存", "储存", "存放", "冷藏", "冷冻", "常温", "放几天", "能放", "放多久", "多久", "几天", "保质", "过期",
            "怎么放", "storage", "store", "keep", "shelf",
        ),
        Topic.ALLERGENS: ("过敏", "麸质", "坚果", "花生", "allerg", "gluten"),
        Topic.SUITS: (
            "宝宝", "孩子", "小孩", "小朋友", "娃", "孕妇", "老人", "糖尿病", "月龄", "个月", "适合", "能吃", "辅食",
            "suit", "baby", "child",
        ),
        Topic.PESTICIDE: (
            "农药", "农残", "打药", "激素", "检测", "检验", "抽检", "pesticide", "inspect", "residue",
        ),
        Topic.ORIGIN: (
            "产地", "哪里", "哪儿", "哪来", "多远", "公里", "谁种", "农户", "大棚",
            "origin", "grower", "distance", "farm",
        ),
        Topic.MADE: (
            "采摘", "几号摘", "什么时候摘", "哪天摘", "生产日期", "哪天做", "新鲜", "harvest", "made",
        ),
        Topic.PACKAGING: ("包装", "怎么装", "packag"),
    }
)  # fmt: skip

_SUBSTANCES = (
    "花生", "坚果", "核桃", "杏仁", "牛奶", "乳糖", "鸡蛋", "蛋清", "大豆", "黄豆", "小麦", "麸质", "海鲜", "虾",
    "芒果", "防腐剂", "膨大剂", "色素", "香精", "甜蜜素", "激素", "农药", "糖", "盐", "蜂蜜", "酒精",
    "peanut", "nut", "milk", "egg", "soy", "wheat", "gluten", "sugar", "salt", "honey",
)  # fmt: skip
"""Who asks for one of these wants to hear of exactly that: what is only about the same topic is no answer."""

_KINDRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"农药": ("农残", "打药"), "坚果": ("花生", "核桃", "杏仁"), "牛奶": ("乳糖", "奶"), "激素": ("膨大剂",)}
)
"""Words that say the same of a thing."""

_FILLERS = (
    "有没有", "是不是", "能不能", "可不可以", "会不会", "要不要", "请问", "问一下", "想问", "团长", "李姐",
    "这个", "那个", "你们", "可以", "什么", "怎么样", "吗", "呢", "啊", "呀", "嘛", "吧", "的", "了",
    "?", "!", ",", ".", "。", "，", "、", "：", ":",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One thing that is on file, with the sentence that says where it stands.

    Without a product it is about all of them. `batch_id` is set where it is of a batch, `question_id` where somebody
    asked it in an earlier stream.
    """

    product_id: int | None
    product: str
    title: str
    value: str
    source: str
    topics: frozenset[Topic] = frozenset()
    batch_id: int | None = None
    question_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProductWords:
    """How a product is called: its names and aliases, and the stored key with its initials."""

    product_id: int
    words: tuple[str, ...]
    search_key: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The answers, best first, and what is only about the same topic; `product_ids` are those that were named."""

    sure: tuple[FactEntry, ...] = ()
    related: tuple[FactEntry, ...] = ()
    product_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Keyed:
    entry: FactEntry
    title: str
    both: str
    topics: frozenset[Topic]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is looked for: the words besides products and fillers, what it is about, what it asks for."""

    rest: str
    pairs: tuple[str, ...]
    topics: frozenset[Topic]
    substances: tuple[str, ...]
    product_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class FactBook:
    """Everything on file, prepared once; a search reads through all of it in a few milliseconds."""

    entries: tuple[_Keyed, ...] = ()
    products: tuple[tuple[int, tuple[str, ...], str], ...] = field(default=())

    def find(self, typed: str, *, about: Collection[int] = (), most: int = MOST_HITS) -> Found:
        """Return what answers the words; products in `about` (those of the cue that is on) come first."""
        asked = self._asked(typed)
        if asked is None:
            return Found()
        sure: list[tuple[int, int, FactEntry]] = []
        related: list[tuple[int, int, FactEntry]] = []
        for place, keyed in enumerate(self.entries):
            entry = keyed.entry
            if asked.product_ids and entry.product_id is not None and entry.product_id not in asked.product_ids:
                continue
            literal, topical = _score(keyed, asked)
            if not (literal or topical):
                continue
            answers = _has_all(keyed.both, asked.substances) and (literal >= _ENOUGH or topical > 0)
            weight = literal + topical + (_ABOUT if entry.product_id in about else 0)
            (sure if answers else related).append((-weight, place, entry))
        return Found(_best(sure, most), _best(related, most), asked.product_ids)

    def _asked(self, typed: str) -> _Asked | None:
        text = typed[:LONGEST_QUERY]
        rest, named = self._without_products(text)
        topics = _topics(compare_key(text))
        for filler in _FILLERS:
            rest = rest.replace(filler, "")
        if not rest and not named:
            return None
        pairs = tuple(dict.fromkeys(rest[place : place + 2] for place in range(len(rest) - 1)))
        substances = tuple(word for word in _SUBSTANCES if word in rest)
        return _Asked(rest, pairs, topics, substances, frozenset(named))

    def _without_products(self, text: str) -> tuple[str, set[int]]:
        """Return the folded words without the products they name, and those products; longer names go first."""
        named: set[int] = set()
        words = text.split()
        for place, word in enumerate(words):
            key = compare_key(word)
            if len(key) >= 2 and key.isascii() and key.isalpha() and not any(key in each.both for each in self.entries):
                found = {id_ for id_, _words, search_key in self.products if f" {key}" in f" {search_key}"}
                if found:
                    named |= found
                    words[place] = ""
        rest = compare_key("".join(words))
        said = sorted(
            ((word, id_) for id_, all_words, _key in self.products for word in all_words if word in rest),
            key=lambda pair: -len(pair[0]),
        )
        for word in dict.fromkeys(word for word, _id in said):
            if word in rest:
                named |= {id_ for other, id_ in said if other == word}
                rest = rest.replace(word, "")
        return rest, named


_ENOUGH = 30
_ABOUT = 25
_TOPIC = 30
_ALL_OF_IT = 50


def book_of(entries: Iterable[FactEntry], products: Iterable[ProductWords]) -> FactBook:
    """Return all of it, prepared for searching."""
    keyed = []
    for entry in entries:
        title = compare_key(entry.title)
        both = f"{title} {compare_key(entry.value)}"
        keyed.append(_Keyed(entry, title, both, entry.topics | _topics(title)))
    words = tuple((one.product_id, tuple(dict.fromkeys(_names(one.words))), one.search_key) for one in products)
    return FactBook(tuple(keyed), words)


def _names(words: Sequence[str]) -> Iterable[str]:
    """Give how it may be called: whole, or by the end of it (乌龙茶 for 高山乌龙茶)."""
    # A name of one sign stands in half of all sentences.
    for key in map(compare_key, words):
        yield from (key[start:] for start in range(len(key) - 1) if start == 0 or not key.isascii())


def _score(keyed: _Keyed, asked: _Asked) -> tuple[int, int]:
    """Return how much of the words themselves stands there, and whether it is about the same."""
    topical = _TOPIC if asked.topics & keyed.topics else 0
    rest = asked.rest
    if not rest:
        return _ALL_OF_IT, topical
    if rest in keyed.title:
        return 100, topical
    if len(keyed.title) >= 2 and keyed.title in rest:
        return 90, topical
    if rest in keyed.both:
        return 80, topical
    hits = sum(pair in keyed.both for pair in asked.pairs)
    # Half of the words must stand there, pair by pair.
    return (60 * hits // len(asked.pairs) if hits and 2 * hits >= len(asked.pairs) else 0), topical


def _has_all(both: str, substances: Sequence[str]) -> bool:
    return all(word in both or any(kin in both for kin in _KINDRED.get(word, ())) for word in substances)


def _topics(key: str) -> frozenset[Topic]:
    return frozenset(topic for topic, words in _WORDS.items() if any(word in key for word in words))


def _best(hits: list[tuple[int, int, FactEntry]], most: int) -> tuple[FactEntry, ...]:
    hits.sort(key=lambda hit: hit[:2])
    return tuple(entry for _weight, _place, entry in hits[:most])
