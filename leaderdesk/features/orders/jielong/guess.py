"""Names nobody knows yet: what stands in front of a room or of the goods, however goods are hidden in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.emoji import is_emoji
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.goods_words import (
    orders_only,
    other_goods,
    parts_of_goods,
    shares_out,
    units_fit,
)
from leaderdesk.features.orders.jielong.nicknames import begins_with_letter, with_latin
from leaderdesk.features.orders.jielong.runs import (
    WORDS,
    Place,
    counted_from,
    first_segment,
    first_sort,
    goods_after_amount,
    has_counted_goods,
    has_goods,
    whole,
    without_edges,
)
from leaderdesk.features.orders.jielong.sorts import GAPS, Sort, Token
from leaderdesk.features.orders.jielong.wishes import is_polite

_LONGEST = 30
_AFTER_REFUSAL = "了吧哒咯喽嘞啰噻鸟滴啦"
_COUNTS = frozenset({Sort.AMOUNT, Sort.UNCLEAR, Sort.TIMES, Sort.PLUS, Sort.EACH, Sort.SET, Sort.ADD, Sort.CANCEL})
_GOODS_AND_AMOUNTS = frozenset({Sort.GOOD, Sort.AMOUNT, Sort.UNCLEAR, Sort.TIMES, Sort.EACH})
_SUFFIX = re.compile(
    r"(?:我要|我来|我|也要|还要|就要|想要|需要|要订|要买|要|来|订|定|拿|买|接龙|接|报名|报|"
    r"下单|预定|预订|整|搞|弄|囤|捎|俺要|跟[着团]?|算我|算|拼|凑|上车|参加|参团|入手|也|还|就|想|又|把|的)+$"
)
_ARRIVED = re.compile("[搬新过回嫁送进出]来的$")
"""Here 来的 is part of how somebody is called (新搬来的)."""
_NICKNAME = re.compile(r"不(?![要用放送可能加辣甜酸])")
"""Behind goods this begins a nickname (带鱼不带刺) rather than a wish about them."""
FOR_OTHERS = frozenset(("帮", "替", "代", "帮忙", "给"))
"""In front of a room these say that the order is for somebody there."""
_MYSELF = ("我", "我是", "我住", "我在", "我家", "我家在", "我们", "我们家", "我们是", "这里是", "这边是", "本人")
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_KIN = re.compile(r"(?:妈妈?|爸爸?|姐姐?|哥哥?|叔叔?|阿姨|姨|婶|奶奶|爷爷|老师|先生|小姐|太太)(?:要|来|订)?")
_ASKS = re.compile(r"(?:帮我?|替|代).{1,8}(?:带|拿|买|订|定|要)|(?:如果|要是|麻烦|尽量|最好|备注|可以的话|有的话).*")
"""What begins so is a wish or an errand for somebody, nobody's name."""
_LATIN = re.compile(r"[a-z][a-z.]*")
_STOPPERS = (Sort.STRONG, Sort.OPEN)
_NUMERALS = re.compile(r"[一二三四五六七八九十百千]+")
_CJK = re.compile(r"[一-鿿]+")


class Guess:
    """Finds a name in one line of tokens by where it stands."""

    __slots__ = ("_goods", "_text", "_tokens")

    def __init__(self, goods: Goods, text: str, tokens: list[Token]) -> None:
        self._goods = goods
        self._text = text
        self._tokens = tokens

    def find(self) -> Place | None:
        """Return the folded signs of the name, None where none is given."""
        tokens = without_edges(self._tokens)
        lead = next((at for at, token in enumerate(tokens) if token.sort not in GAPS), 0)
        colon = next((at for at, token in enumerate(tokens) if at >= lead and token.sort in _STOPPERS), None)
        colon = colon if colon is not None and tokens[colon].text == ":" else None
        front = without_edges([token for token in tokens[: colon or 0] if token.sort is not Sort.ROOM])
        goods = bool(front) and front[-1].sort is Sort.GOOD and first_sort(tokens[(colon or 0) + 1 :]) in _COUNTS
        goods = goods or (bool(front) and bool(self._goods.parts_in(self._text[front[0].start : front[-1].end])))
        if front and colon is not None and not goods and front[-1].end - front[0].start <= _LONGEST:
            return self._before_room(front, without_edges(tokens[colon + 1 :]))
        room = next((at for at, token in enumerate(tokens) if token.sort is Sort.ROOM), None)
        if room is None:
            return self._in_front(tokens)
        before, after = without_edges(tokens[:room]), without_edges(tokens[room + 1 :])
        if not before:
            return self._in_front(after)
        return self._before_room(before, after)

    def _before_room(self, before: list[Token], after: list[Token]) -> Place | None:
        while (
            (lead := first_segment(before))
            and len(lead) < len(before)
            and orders_only(lead, self._goods)
            and units_fit(lead, self._goods)
        ):
            before = without_edges(before[len(lead) :])
        before = without_edges([token for token in before if not _PHONE.fullmatch(token.text)])
        if not before or self._text[before[0].start : before[-1].end] in (*FOR_OTHERS, *_MYSELF):
            return self._in_front(after)
        whole = (before[0].start, before[-1].end)
        polite = is_polite(self._text[slice(*whole)]) and not all(token.sort is Sort.STOP for token in before)
        if polite or shares_out(before, text=self._text, goods=self._goods):
            return self._in_front(after)
        if all(token.sort is Sort.AMOUNT for token in before) and not has_goods(after):
            return self._in_front(after) or whole
        if before[0].sort is Sort.CANCEL:
            behind = self._in_front(after)
            soft = before[0].text.rstrip(_AFTER_REFUSAL) not in words.CANCEL_FIRM and has_counted_goods(after)
            return whole if soft and behind is None else behind
        if orders_only(before, self._goods):
            behind = self._in_front(after)
            return behind if behind is not None or units_fit(before, self._goods) else whole
        first = first_segment(before)
        if 0 < len(first) < len(before) and orders_only(before[len(first) :], self._goods):
            return self._in_front(before)
        glued = bool(first) and first[0].sort is Sort.WORD and any(token.sort is Sort.GOOD for token in before)
        if (
            glued
            and any(token.sort is Sort.AMOUNT for token in before)
            and not has_counted_goods(after)
            and units_fit(before, self._goods)
        ):
            return self._in_front(before)
        return whole

    def _in_front(self, tokens: list[Token]) -> Place | None:
        tokens = without_edges(tokens)
        while tokens and tokens[0].sort is Sort.ROOM:
            tokens = without_edges(tokens[1:])
        bracketed = None
        while tokens and tokens[0].sort is Sort.OPEN:
            close = next((at for at, token in enumerate(tokens) if token.sort is Sort.CLOSE), len(tokens))
            bracketed = bracketed or _name_in_bracket(tokens[1:close])
            tokens = without_edges(tokens[close + 1 :])
        return self._in_front_of(tokens) or bracketed

    def _in_front_of(self, tokens: list[Token]) -> Place | None:
        segment = first_segment(tokens)
        if not segment:
            return None
        rest = tokens[len(segment) :]
        sort = segment[0].sort
        if parts_of_goods(segment, rest, goods=self._goods):
            return None
        if begins_with_letter(segment, self._goods) and has_counted_goods(rest):
            return whole(segment)
        if sort is Sort.GOOD:
            return self._from_goods(segment, rest)
        if sort in (Sort.AMOUNT, Sort.UNCLEAR, Sort.TIME, Sort.PRICE):
            return self._from_amount(segment, rest)
        if sort in WORDS:
            return self._from_word(segment, rest)
        if (
            sort is Sort.CANCEL
            and has_counted_goods(rest)
            and segment[0].text.rstrip(_AFTER_REFUSAL) not in words.CANCEL_FIRM
        ):
            return whole(segment)
        return None

    def _from_goods(self, segment: list[Token], rest: list[Token]) -> Place | None:
        if len(segment) > 2 and segment[1].sort is Sort.WORD and (kin := _KIN.match(segment[1].text)) is not None:
            return (segment[0].start, segment[1].start + len(kin.group().rstrip("要来订")))
        if any(token.sort in _COUNTS for token in segment):
            return None
        if all(token.sort is Sort.GOOD for token in segment):
            again = any(token.sort is Sort.GOOD and token.fits == segment[-1].fits for token in rest)
            pictures = all(is_emoji(token.text[0]) for token in segment) and has_counted_goods(rest)
            spaced = bool(rest) and rest[0].sort is Sort.SPACE
            called = again or pictures
            return whole(segment) if called and spaced else None
        word = next(token for token in segment if token.sort is not Sort.GOOD)
        if all(token.sort in (Sort.GOOD, Sort.STOP) for token in segment) and not has_counted_goods(rest):
            return None
        pictured = all(token.sort is Sort.GOOD or all(map(is_emoji, token.text)) for token in segment)
        if pictured and segment[0].text.isalnum() and not has_counted_goods(rest):
            return None
        named = bool(rest) and (rest[0].text == ":" or not any(token.sort is Sort.ROOM for token in self._tokens))
        named = (named or _NICKNAME.match(word.text) is not None) and has_counted_goods(rest)
        noted = word.text.startswith(words.LEADING_NOTE) and not named
        noted = noted or words.UNSURE.match(word.text) is not None
        if is_polite(word.text) or noted:
            return None
        if first_sort(rest) in (Sort.AMOUNT, Sort.TIMES, Sort.UNCLEAR) and not self._goods.single:
            return None if not has_counted_goods(rest) else whole(segment)
        return whole(segment)

    def _from_amount(self, segment: list[Token], rest: list[Token]) -> Place | None:
        if _counts_a_role(segment):
            return whole(segment[:2])
        if all(token.sort in (Sort.AMOUNT, Sort.TIME) for token in segment):
            first = next((at for at, token in enumerate(rest) if token.sort is Sort.GOOD), None)
            spaced = segment[0].sort is Sort.AMOUNT and " " in segment[0].text
            if first is not None and not spaced and counted_from(rest, first):
                return with_latin(segment, rest)
            said = any(token.sort in (Sort.CANCEL, Sort.SET) for token in rest)
            return whole(segment) if said and first is not None and len(segment) == 1 and segment[0].unit else None
        if (
            self._goods.single
            and len(segment) > 2
            and segment[-1].sort is Sort.AMOUNT
            and not units_fit(segment[:1], self._goods)
        ):
            return whole(segment[:-1])
        if _is_numeral_name(segment[0], [*segment[1:], *rest]) and len(segment[0].text) > 1:
            return whole(segment[:1])
        if any(token.sort is Sort.GOOD for token in segment):
            named = next(token for token in segment if token.sort is Sort.GOOD)
            again = any(token.sort is Sort.GOOD and token.fits == named.fits for token in rest)
            return whole(segment) if again and not units_fit(segment, self._goods) else None
        if any(token.sort in WORDS for token in segment):
            wanted = has_goods(rest) or (self._goods.single and any(token.sort is Sort.AMOUNT for token in rest))
            return whole(segment) if wanted else None
        return None

    def _from_word(self, segment: list[Token], rest: list[Token]) -> Place | None:
        cut = next(
            (at for at, token in enumerate(segment) if token.sort not in WORDS and token.sort is not Sort.WEAK), None
        )
        if cut is None:
            return self._words_only(segment, rest)
        front = without_edges(segment[:cut])
        if not front or is_polite(self._text[front[0].start : front[-1].end]):
            return None
        if segment[cut].sort is Sort.GOOD:
            return self._before_goods(segment, cut, rest)
        if other_goods(front, segment[cut], line=self._tokens, goods=self._goods):
            return None
        tail_word = any(token.sort in WORDS and not is_polite(token.text) for token in segment[cut:])
        if segment[cut].sort is Sort.AMOUNT and tail_word and has_counted_goods(rest):
            return whole(segment)
        if _number_in_name(front, segment[cut:], rest, single=self._goods.single):
            return whole(segment[: cut + 1])
        if (
            segment[cut].sort in (Sort.AMOUNT, Sort.TIME)
            and not segment[cut].unit
            and has_counted_goods(rest)
            and rest[0].sort is Sort.SPACE
        ):
            return whole(segment[: cut + 1])
        return whole(segment) if segment[cut].sort in (Sort.TIME, Sort.PRICE) else self._without_verbs(front)

    def _before_goods(self, segment: list[Token], cut: int, rest: list[Token]) -> Place | None:
        """Return the name where a word is glued to goods (孙叔草莓 2盒, 小草莓 草莓2盒)."""
        front = without_edges(segment[:cut])
        behind = segment[cut:]
        parted = self._without_verbs(front)
        if any(token.sort in _COUNTS for token in behind):
            return parted
        if any(token.sort in WORDS for token in behind):
            return whole(segment)
        written = self._text[front[0].start : front[-1].end]
        short = len(written) < 2 and not is_emoji(written[0])
        taste = written.endswith(words.VERBS_BEFORE_GOODS)
        following = rest[0].sort if rest else None
        if all(is_emoji(token.text[0]) for token in behind) and has_counted_goods(rest):
            return whole(segment)
        if following in (Sort.STRONG, Sort.OPEN) or first_sort(rest) in _COUNTS:
            single_name = self._goods.single and short
            return whole(segment) if taste or single_name else parted
        if has_goods(rest) or following is Sort.ROOM:
            return whole(segment)
        latin = (
            written[-1].isascii() and written[-1].isalnum() and len(behind[0].text) == 1 and behind[0].text.isascii()
        )
        return whole(segment) if short or taste or latin else parted

    def _words_only(self, segment: list[Token], rest: list[Token]) -> Place | None:
        start, end = whole(segment)
        written = self._text[start:end]
        if is_polite(written) and not all(token.sort is Sort.STOP for token in segment):
            return None
        while rest and rest[0].sort is Sort.SPACE:
            nearer = without_edges(rest)
            following = first_segment(nearer)
            if not following or any(token.sort not in WORDS for token in following):
                latin = following and following[0].sort is Sort.WORD and _LATIN.match(following[0].text)
                if latin and _LATIN.fullmatch(self._text[start:end]):
                    end, rest = following[0].start + latin.end(), nearer[1:]
                break
            behind = nearer[len(following) :]
            said = self._text[following[0].start : following[-1].end]
            counted = first_sort(behind) in (Sort.AMOUNT, Sort.TIMES, Sort.UNCLEAR) and not self._goods.single
            counted = counted and behind[0].sort is not Sort.STRONG
            counted = counted and not (first_sort(behind) is Sort.AMOUNT and goods_after_amount(behind))
            if counted or not _joins(self._text[start:end], said):
                break
            end, rest = following[-1].end, behind
        front = [Token(Sort.WORD, start, end, self._text[start:end])]
        return self._without_verbs(front) if first_sort(rest) in _COUNTS | {Sort.GOOD} else (start, end)

    def _without_verbs(self, front: list[Token]) -> Place | None:
        """Return the words without 要, 我来 … behind, unless hardly anything would be left."""
        start, end = whole(front)
        written = self._text[start:end]
        if (
            _ASKS.fullmatch(written)
            or words.NOBODY.fullmatch(written)
            or words.BUT.fullmatch(written)
            or words.CATEGORY.fullmatch(written)
        ):
            return None
        match = None if _ARRIVED.search(written) else _SUFFIX.search(written, max(0, len(written) - 8))
        apart = self._text[end : end + 1] == " "
        if match is not None and apart and len(match.group()) == 1 and match.group() not in "要我":
            return (start, end)
        if match is not None and (match.start() >= 2 or (match.start() == 1 and "我" in match.group())):
            end = start + match.start()
        return (start, end)


def _joins(name: str, said: str) -> bool:
    """Return whether a word after a space still belongs to the name: Cindy Lau, 陈 叔, 🌙 Mia."""
    if is_polite(said) or words.CHATTER.fullmatch(said):
        return False
    if all(is_emoji(sign) for sign in said) or all(is_emoji(sign) or not sign.isalnum() for sign in name):
        return True
    if said.isascii() and said[0].isalpha():
        return True
    if name[-1].isascii() and is_emoji(said[0]):
        return True
    return len(_CJK.sub("", name)) == 0 and len(name) == 1 and len(said) <= 2 and _CJK.fullmatch(said) is not None


def _name_in_bracket(inside: list[Token]) -> Place | None:
    """Return what stands in a bracket behind a room if it can be a name and is no wish about the delivery."""
    if not inside or any(token.sort is not Sort.WORD for token in inside):
        return None
    text = "".join(token.text for token in inside)
    return whole(inside) if 2 <= len(text) <= 6 and not words.NOTE_SIGNS & set(text) and not is_polite(text) else None


def _is_numeral_name(amount: Token, behind: Sequence[Token]) -> bool:
    """Return whether a Chinese numeral in front of goods is part of a name (十一, 张三): all goods have own amounts."""
    if amount.sort is not Sort.AMOUNT or amount.unit or not _NUMERALS.fullmatch(amount.text):
        return False
    sorts = [token.sort for token in behind if token.sort in _GOODS_AND_AMOUNTS]
    pairs = list(zip(sorts[::2], sorts[1::2], strict=False))
    return len(sorts) % 2 == 0 and bool(pairs) and all(pair == (Sort.GOOD, Sort.AMOUNT) for pair in pairs)


def _number_in_name(front: list[Token], behind: list[Token], rest: list[Token], *, single: bool) -> bool:
    """Return whether a number glued to a name belongs to it (Amy88, 张三), as the goods have their own amounts."""
    amount = behind[0]
    if front[-1].end - front[0].start == 1 and _is_numeral_name(amount, [*behind[1:], *rest]):
        return True
    if amount.sort is not Sort.AMOUNT or amount.unit:
        return False
    latin = front[-1].text[-1].isascii() and (amount.milli or 0) > 20_000
    return latin or (single and any(token.sort is Sort.AMOUNT for token in rest))


def _counts_a_role(segment: Sequence[Token]) -> bool:
    """Return whether a number and a role stand in front, as people call themselves (7号技师)."""
    if len(segment) < 2 or segment[0].sort is not Sort.TIME or not segment[0].text.endswith("号"):
        return False
    return segment[1].sort is Sort.WORD and words.ROLE.match(segment[1].text) is not None


def in_names_place(tokens: Sequence[Token]) -> Token | None:
    """Return goods that stand alone between a room and other goods, all counted: an order, or somebody called so."""
    room = next((at for at, token in enumerate(tokens) if token.sort is Sort.ROOM), None)
    behind = without_edges(list(tokens[room + 1 :])) if room is not None else []
    segment = first_segment(behind)
    rest = behind[len(segment) :]
    if len(segment) != 1 or segment[0].sort is not Sort.GOOD or not rest or rest[0].sort is not Sort.SPACE:
        return None
    by_letter = segment[0].text.isascii() and len(rest) > 1 and rest[1].sort is Sort.WORD
    if (len(segment[0].text) < 2 and not by_letter) or is_emoji(segment[0].text[0]):
        return None
    goods = [at for at, token in enumerate(rest) if token.sort is Sort.GOOD]
    if any(token.sort in (Sort.EACH, Sort.CANCEL, Sort.SET) for token in rest):
        return None
    counted = bool(goods) and all(first_sort(rest[at + 1 :]) in (Sort.AMOUNT, Sort.TIMES) for at in goods)
    return segment[0] if counted else None
