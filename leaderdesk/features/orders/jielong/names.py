"""Where a name ends and the goods begin."""

from __future__ import annotations

import re
from collections.abc import Iterable

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.emoji import HANDS
from leaderdesk.features.orders.jielong.errands import before_errand
from leaderdesk.features.orders.jielong.fold import folded_text
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.guess import Guess
from leaderdesk.features.orders.jielong.runs import Place, whole, without_edges
from leaderdesk.features.orders.jielong.sorts import ROOM_SIGN, Sort, Token

_LONGEST_NAME = 24
_ORDERS = frozenset({Sort.GOOD, Sort.AMOUNT, Sort.UNCLEAR, Sort.EACH})
_EDGES = " ·,;:、-_/|&()[]【】\x1f"
_POLITE_START = re.compile(
    r"(?:我|也|还|就|想|又|把|将)*(?:要|来|订|拿|买|接|跟|算)(?=[0-9一二两三四五六七八九十半]|$)|(?:我|把|将)"
)
_POLITE_SIGN = re.compile("[要来订拿买接跟算我把将]")
"""Without one of these _POLITE_START stands nowhere."""
_FOR_SOMEBODY = re.compile(
    r" *(?:麻烦|请|团长|群主)*(?:帮忙?|给|替|代|把|将|(?:取消|去掉|删[掉除]?|划掉|撤[掉下]?|[拿抹砍退]掉)了?)+"
)
"""In front of a known name these say that the line is about her, whoever wrote it."""
_SAID_OF = re.compile(r"(?:家?的|家?[那这][份盒箱板提条袋瓶只包个桶罐杯套边些]|说|讲|[要想]?[把将]|那里|这里)$")
"""Behind a known name and in front of goods: 豆豆妈的鸡蛋, 阿May那盒黄油."""
_SAID_LAST = frozenset("的份盒箱板提条袋瓶只包个桶罐杯套边些说讲把将里")
"""The signs _SAID_OF can end with."""
LIKE_A_PERSON = re.compile(
    r"[小阿老][一-鿿]{1,2}|[一-鿿]{1,4}(?:妈妈|妈|爸爸|爸|奶奶|爷爷|阿姨|姐|哥|叔|婶|姨|老师|"
    r"师傅|太太|先生|女士|小姐)|[a-z][a-z]{2,12}"
)


def look_up_key(name: str) -> str:
    """Return what a name is looked up by: folded, without blanks."""
    return "".join(folded_text(name).split())


class NameBook:
    """The names already known, to be found at the front of what is said even where goods are hidden in them.

    `keys` are those of the neighbours, never changed; names learnt from the text come on top.
    """

    __slots__ = ("_keys", "_learnt")

    def __init__(self, keys: frozenset[str] = frozenset()) -> None:
        self._keys = keys
        self._learnt: set[str] = set()

    def learn(self, name: str) -> None:
        """Know one name more; single signs are no names to look for."""
        key = look_up_key(name)
        if len(key) > 1:
            self._learnt.add(key)

    def holds(self, name: str) -> bool:
        """Return whether a folded name is known."""
        return name in self._keys or name in self._learnt

    def longest_at(self, text: str, at: int, stops: Iterable[int]) -> int | None:
        """Return where the longest known name at `at` ends, if that is one of `stops`; spaces do not count."""
        far = min(len(text), at + _LONGEST_NAME + 6)
        ends = [end for end in stops if at < end <= far]
        if _POLITE_SIGN.search(text, at + 1, far) is not None:
            ends.extend(match.start() for match in _POLITE_START.finditer(text, at + 1, far))
        found = None
        for end in ends:
            key = text[at:end]
            if " " in key:
                key = key.replace(" ", "")
            if (found is None or end > found) and (key in self._keys or key in self._learnt) and ROOM_SIGN not in key:
                found = end
        return found


class NameFinder:
    """Finds the name in one line of tokens, for one round."""

    __slots__ = ("_book", "_goods", "_text", "_tokens")

    def __init__(self, goods: Goods, book: NameBook, text: str, tokens: list[Token]) -> None:
        self._goods = goods
        self._book = book
        self._text = text
        self._tokens = tokens

    def find(self) -> Place | None:
        """Return the folded signs of the name, None where none is given."""
        place = self._known()
        if place is None:
            place = self._without_hands(Guess(self._goods, self._text, self._tokens).find() or self._behind_goods())
            place = self._without_errand(self._not_withdrawn(place))
        return None if place is None else self._trimmed(place)

    def find_known(self) -> Place | None:
        """Return the folded signs of a name that is already known, None if none stands in front."""
        place = self._known()
        return None if place is None else self._trimmed(place)

    def _known(self) -> Place | None:
        starts = self._name_starts()
        stops = [token.end for token in self._tokens]
        for token in self._tokens:
            owned = _SAID_OF.search(token.text) if token.sort is Sort.WORD and token.text[-1] in _SAID_LAST else None
            if owned is not None:
                stops.append(token.start + owned.start())
        for start in starts:
            end = self._book.longest_at(self._text, start, stops)
            if end is None and start == starts[0]:
                end = max(self._said_behind(start), default=None)
            if end is not None and not self._only_goods(start, end):
                return (start, end)
        errand = _FOR_SOMEBODY.match(self._text) if not any(token.sort is Sort.ROOM for token in self._tokens) else None
        if errand is not None and (end := self._book.longest_at(self._text, errand.end(), range(len(self._text) + 1))):
            return (errand.end(), end)
        return None

    def _said_behind(self, start: int) -> list[int]:
        """Return where what is said of somebody may begin, glued to her name: 王五退群."""
        word = next(token for token in self._tokens if token.start == start)
        if word.sort is not Sort.WORD:
            return []
        ordered = any(token.sort in _ORDERS for token in self._tokens)
        said = words.REFUSED.fullmatch if ordered else words.SAID_BEHIND.match
        ends = range(start + 2, min(word.end - 1, start + _LONGEST_NAME))
        return [at for at in ends if self._book.holds(self._text[start:at]) and said(self._text, at, word.end)]

    def _not_withdrawn(self, place: Place | None) -> Place | None:
        """Return a name without the words glued to it that take an order back (小芽弃权了)."""
        if place is None or any(token.sort in _ORDERS for token in self._tokens):
            return place
        said = words.WITHDRAWN.search(self._text, place[0] + 2, place[1])
        return place if said is None else (place[0], said.start())

    def _without_errand(self, place: Place | None) -> Place | None:
        """Return a name without what she does for somebody, glued to it (老周帮对门带)."""
        if place is None:
            return None
        return place[0], before_errand(self._text, *place, self._tokens)

    def _name_starts(self) -> list[int]:
        """Return where a name can begin: in front, and behind each room."""
        found, open_place = [], True
        for token in self._tokens:
            if token.sort is Sort.ROOM:
                open_place = True
            elif open_place and token.sort not in (Sort.SPACE, Sort.WEAK, Sort.STRONG, Sort.OPEN, Sort.CLOSE):
                found.append(token.start)
                open_place = False
        return found

    def _only_goods(self, start: int, end: int) -> bool:
        """Return whether a known name is all goods or amount here, with nothing else on the line that could be it."""
        inside = [token for token in self._tokens if start <= token.start < end]
        if not all(token.sort in (Sort.GOOD, Sort.AMOUNT) for token in inside):
            return False
        behind = [token for token in self._tokens if token.start >= end]
        if inside[0].sort is Sort.AMOUNT:
            return not any(token.sort in (Sort.AMOUNT, Sort.CANCEL, Sort.EACH) for token in behind)
        return not any(token.sort is Sort.GOOD for token in behind) and not (
            self._goods.single and self._text[end : end + 1] == " "
        )

    def _behind_goods(self) -> Place | None:
        """Return a name that stands last, behind the goods: known, or called like a person (小云, 豆豆妈)."""
        tokens = without_edges(self._tokens)
        if (
            len(tokens) < 3
            or tokens[-1].sort is not Sort.WORD
            or tokens[-2].sort not in (Sort.SPACE, Sort.WEAK, Sort.STRONG)
        ):
            return None
        place = whole(tokens[-1:])
        if self._book.longest_at(self._text, place[0], [place[1]]) == place[1]:
            return place
        return (
            place if LIKE_A_PERSON.fullmatch(tokens[-1].text) and not words.NOTE_SIGNS & set(tokens[-1].text) else None
        )

    def _without_hands(self, place: Place | None) -> Place | None:
        """Return a name without the thanks behind it (小满🙏), None if nobody is named."""
        if place is None:
            return None
        start, end = place
        while end > start and (self._text[end - 1] in HANDS or self._text[end - 1] in _EDGES):
            end -= 1
        nobody = words.NOBODY.fullmatch(self._text[start:end].strip()) is not None
        return (start, end) if end > start and not nobody else None

    def _trimmed(self, place: Place) -> Place | None:
        start, end = place
        while start < end and self._text[start] in _EDGES:
            start += 1
        while end > start and self._text[end - 1] in _EDGES:
            end -= 1
        ends_open = end < len(self._text) and end - start > 1 and self._text[end] not in " \x1f"
        if ends_open and self._text[end - 1] in "。~" and self._text[start] != self._text[end - 1]:
            end -= 1
        if end - start > 2 and self._text[start:end].endswith(("..", "@")):
            end = start + len(self._text[start:end].rstrip(".@"))
        if self._text.startswith(ROOM_SIGN + "的", max(0, start - 1)):
            start += 1
        start, end = self._with_quotes(start, end)
        if start >= end or self._text[start:end] in ("我", "本人", "俺", "咱"):
            return None
        return (start, end)

    def _with_quotes(self, start: int, end: int) -> Place:
        """Return a name in 「」 with both of them: they are part of it."""
        if self._text[end : end + 1] not in ("」", "』"):
            return (start, end)
        if self._text[start : start + 1] in ("「", "『"):
            return (start, end + 1)
        return (start - 1, end + 1) if start and self._text[start - 1] in "「『" else (start, end)
