"""A line taken apart into rooms, goods, amounts, changes and plain words, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.chance import joined_words, without_chance_goods
from leaderdesk.features.orders.jielong.deeds import action_at
from leaderdesk.features.orders.jielong.emoji import HANDS, is_emoji
from leaderdesk.features.orders.jielong.goods import Fits, Goods
from leaderdesk.features.orders.jielong.numerals import milli_of
from leaderdesk.features.orders.jielong.shorthand import runs_in
from leaderdesk.features.orders.jielong.sorts import ROOM_SIGN, Sort, Token

_STRONG = frozenset(",;。:|\n")
_WEAK = frozenset("、/&-_")
_STOPS = frozenset("+.!?~…'\"*^`@$%=<>\\·•#\ufffd")
_NEVER_MORE = frozenset(f" ,;:{ROOM_SIGN}")
"""Signs that are nothing but themselves, whatever is on offer."""
_BEFORE_PAIR = _NEVER_MORE | frozenset("来要拿买订加补留带整搞弄捎")
"""What can stand before 俩 where it is an amount: 烧饼来俩."""
_SINGLE = {" ": Sort.SPACE, ",": Sort.STRONG, ";": Sort.STRONG, ":": Sort.STRONG}
_OPEN, _CLOSE = frozenset("([【「『{〔"), frozenset(")]】」』}〕")
_NUMBER_SIGNS = frozenset("0123456789½¼¾半零〇一二两俩仨三四五六七八九十百斤数几好若¥￥壹贰叁肆伍陆柒捌玖拾双")
_ACTION_SIGNS = frozenset(
    "追再在还又多增补添另更修变改加减降调涨只就换撤取全都统先这这先划删作退不莫勿甭覅算c各每自一整已付转微支写说打搞弄发填报点记看接上前刚之我没未本申少去拿抹砍踢剔免鸽x+个"
)
_VAGUE_SIGNS = frozenset("至最起不莫勿甭覅来要翻加双减砍若适")
_DIGITS = frozenset("0123456789")
_CN = "零〇一二两俩仨三四五六七八九十百"
_DIGIT_ROW = re.compile(r"[一二三四五六七八九][一二两三四五六七八九]+(?= ?[份盒箱板提条袋瓶只包个桶罐颗杯套])")
"""王五五袋: digits in a row are no number, all but the last belong to the name."""
_PICTURE_WORD = re.compile(r"\[[一-鿿]{1,3}\](?!$)")
_PLACE_VALUE = re.compile("[0-9十百拾½¼¾]")
"""Digits in a row without one of these (两三, 三三) are no number that anybody orders."""
_ARROW = re.compile(r"[-=]+>|[→➡⇒⟶]")
_ARROW_SIGNS = frozenset("-=→➡⇒⟶")
_CROSSED = re.compile(r"[❌❎🚫]+")
_CROSSES = frozenset("❌❎🚫")
_LAST = re.compile(r" *(?:$|[^\w\s.:-])")
_END = re.compile(r"$|[^\w]")
_LETTERS = re.compile(r"[a-z]+")
_BARE_END = re.compile(r"$|[^\w\-#%°℃*=$<]|x[0-9]")
"""What can stand behind a number without a unit that is an amount: a gap, a mark, a picture."""
_THANKS_BEFORE = re.compile(
    r"(?:谢|感谢|辛苦|团长|群主|老板|棒|赞|爱你|么么哒|thanks|thx|ok|收到)[了啦哦呀吧哈们~! ,。]*\W*$"
)


_Way = Callable[[str, int, list[Token]], Token | None]


class Scanner:
    """Takes lines apart for one round; what depends on its goods is prepared once."""

    __slots__ = ("_amount", "_chance", "_next", "_plain", "_ways", "goods")

    def __init__(self, goods: Goods) -> None:
        self.goods = goods
        self._ways: dict[str, tuple[_Way, ...]] = {}
        telling = "".join(sorted(_NUMBER_SIGNS | _ACTION_SIGNS | _VAGUE_SIGNS | frozenset(goods.lengths)))
        # Where a token can begin: most hanzi begin none, and are passed over at once.
        self._next = re.compile(f"[{re.escape(telling)}]|[^一-鿿]")
        units = "|".join(
            re.escape(unit) + ("(?![a-wyz]|x(?![0-9]))" if unit[-1].isascii() else "") for unit in goods.units
        )
        self._chance = any(len(word) == 1 and "一" <= word <= "鿿" for word in goods.exact)
        # An amount with nothing but a gap behind it, which most are: no rule for anything else can apply to it.
        self._plain = re.compile(
            rf"(?P<n>[0-9]{{1,3}}|[一二两三四五六七八九十])(?P<u>{units})(?=$|,| (?![\-~到至或o还以出多]))"
        )
        self._amount = re.compile(
            rf"(?P<n>(?:[0-9]⃣)+|[壹贰叁肆伍陆柒捌玖拾]+(?= ?(?:{units}))|双(?=[份盒箱袋瓶包板提])|"
            rf"[0-9]+(?:[._][0-9]+)*[½¼¾]?|[½¼¾]|半|[{_CN}]+?(?= ?(?:{units})半?)(?![{_CN}]*[{_CN}](?:{units}))|"
            rf"[{_CN}]+)"
            rf"(?: ?(?P<u>{units}))?(?P<h>半(?!个|斤|份))?(?P<p>装|入(?=[^一-鿿]|$))?"
        )

    def scan(self, text: str) -> list[Token]:
        """Return the tokens of a folded line, without a gap between them."""
        found: list[Token] = []
        at, plain, words_apart = 0, 0, False
        runs = runs_in(text, self.goods)
        while (begins := self._next.search(text, at)) is not None:
            if runs and begins.start() >= runs[0][0]:
                start, tokens = runs.pop(0)
                if start < plain:
                    continue
                if plain < start:
                    found.append(Token(Sort.WORD, plain, start, text[plain:start]))
                found.extend(tokens)
                at = plain = tokens[-1].end
                continue
            at = begins.start()
            single = _SINGLE.get(text[at])
            token = Token(single, at, at + 1, text[at]) if single is not None else self._token_at(text, at, found)
            if token is None:
                at += 1
                continue
            if plain < at:
                found.append(Token(Sort.WORD, plain, at, text[plain:at]))
            found.append(token)
            words_apart = words_apart or token.sort is Sort.WORD
            at = plain = token.end
        if plain < len(text):
            found.append(Token(Sort.WORD, plain, len(text), text[plain:]))
        return without_chance_goods(found) if self._chance else joined_words(found) if words_apart else found

    def _token_at(self, text: str, at: int, found: list[Token]) -> Token | None:
        ways = self._ways.get(text[at])
        if ways is None:
            ways = self._ways[text[at]] = tuple(self._ways_of(text[at]))
        for way in ways:
            token = way(text, at, found)
            if token is not None:
                return token
        return None

    def _ways_of(self, sign: str) -> Iterator[_Way]:
        """Yield what can read a token that begins with `sign`, in the order in which it is asked."""
        if sign in self.goods.lengths:
            yield self._good_at
        if "a" <= sign <= "z":
            yield self._letters_at
        if is_emoji(sign):
            yield self._picture_at
        for signs, way in (
            (_NUMBER_SIGNS, self._number_at),
            (_ARROW_SIGNS, self._arrow_at),
            (_CROSSES, self._cross_at),
            (_VAGUE_SIGNS, self._vague_at),
            (_ACTION_SIGNS, self._action_at),
            ("[", _picture_word_at),
            ("-", _minus_at),
        ):
            if sign in signs:
                yield way
        yield _mark_at

    def _arrow_at(self, text: str, at: int, _: list[Token]) -> Token | None:
        arrow = _ARROW.match(text, at)
        follows = arrow is not None and self.wish_follows(text, arrow.end())
        return Token(Sort.SET, at, arrow.end(), arrow.group()) if arrow is not None and follows else None

    def _cross_at(self, text: str, at: int, _: list[Token]) -> Token | None:
        cross = _CROSSED.match(text, at)
        if cross is None or not (_END.match(text, cross.end()) or self._leads_good(text, cross.end())):
            return None
        return Token(Sort.CANCEL, at, cross.end(), "取消")

    def _vague_at(self, text: str, at: int, _: list[Token]) -> Token | None:
        vague = words.VAGUE.match(text, at)
        return None if vague is None else self._unclear(text, at, vague.end())

    def _action_at(self, text: str, at: int, found: list[Token]) -> Token | None:
        return action_at(self, text, at, found=found)

    def _good_at(self, text: str, at: int, _: list[Token]) -> Token | None:
        word = self.goods.longest_at(text, at)
        return None if word is None else Token(Sort.GOOD, at, at + len(word), word, self.goods.exact[word])

    def _picture_at(self, text: str, at: int, _: list[Token]) -> Token | None:
        fits = self.goods.emoji(text[at])
        if not fits or _THANKS_BEFORE.search(text, max(0, at - 8), at) is not None:
            return None
        return Token(Sort.GOOD, at, at + 1, text[at], fits)

    def _letters_at(self, text: str, at: int, _: list[Token]) -> Token | None:
        if at and "a" <= text[at - 1] <= "z":
            return None
        match = _LETTERS.match(text, at)
        assert match is not None
        run = match.group()
        fits = self.goods.initials.get(run) or _codes_in_row(self.goods, text, run, match.end())
        if fits is not None:
            return Token(Sort.GOOD, at, match.end(), run, fits, firm=False)
        if run[-1] == "x" and text[match.end() : match.end() + 1].isdigit() and run[:-1] in self.goods.initials:
            return Token(Sort.GOOD, at, match.end() - 1, run[:-1], self.goods.initials[run[:-1]], firm=False)
        return None

    def _number_at(self, text: str, at: int, found: list[Token]) -> Token | None:
        if at and text[at] in _DIGITS and text[at - 1] in "0123456789.":
            return None
        plain = self._plain.match(text, at)
        if plain is not None:
            unit = plain["u"]
            milli = milli_of(plain["n"])
            return Token(Sort.AMOUNT, at, plain.end(), plain.group(), milli=milli, unit="份" if unit == "分" else unit)
        row = _DIGIT_ROW.match(text, at)
        if row is not None and not words.RANGE.match(text, at):
            named = (at > 0 and "一" <= text[at - 1] <= "鿿") or row.end() - at > 2
            return None if named else self._unclear(text, at, row.end())
        for pattern, sort in ((words.TIME, Sort.TIME), (words.PRICE, Sort.PRICE), (words.RANGE, Sort.UNCLEAR)):
            match = pattern.match(text, at) if sort is not Sort.PRICE or not _led_by_times(found, at) else None
            if match is not None:
                if sort is Sort.UNCLEAR:
                    return self._unclear(text, at, match.end())
                return Token(sort, at, match.end(), match.group())
        if text.startswith("斤半", at) and (at == 0 or text[at - 1] not in _NUMBER_SIGNS):
            return Token(Sort.AMOUNT, at, at + 2, "斤半", milli=1500, unit="斤")
        return self._amount_at(text, at, found)

    def _unclear(self, text: str, at: int, end: int) -> Token:
        rest = text[end : end + 4].lstrip(" ")
        unit = next((unit for unit in self.goods.units if rest.startswith(unit)), "")
        stop = end + (len(text[end : end + 4]) - len(rest)) + len(unit) if unit else end
        return Token(Sort.UNCLEAR, at, stop, text[at:stop], unit=unit)

    def _amount_at(self, text: str, at: int, found: list[Token]) -> Token | None:
        match = self._amount.match(text, at)
        if match is None:
            return None
        number, unit, end = match["n"], match["u"] or "", match.end()
        if unit and (self._good_hides(text, match.start("u"), unit) or self._is_numeral(text, match)):
            unit, end = "", match.end("n")
        if not unit and match["h"] is None:
            end = match.end("n")
            if not self._bare_counts(text, at, end, found):
                return None
        if len(number) > 1 and not _PLACE_VALUE.search(number):
            return self._unclear(text, at, match.end("n"))
        milli = milli_of(number.replace("⃣", ""))
        if match["h"] and end > match.end("n") and milli is not None:
            milli += 500
        packed = end == match.end() and match["p"] is not None
        token = Token(
            Sort.AMOUNT, at, end, text[at:end], milli=milli, unit="份" if unit == "分" else unit, packed=packed
        )
        return _with_rest_of_weight(self._amount, text, token)

    def _is_numeral(self, text: str, match: re.Match[str]) -> bool:
        """Return whether 两 behind a blank begins the next amount (番茄2 两提抽纸)."""
        at = match.start("u")
        if match["u"] != "两" or at == match.end("n"):
            return False
        following = self._amount.match(text, at)
        return following is not None and (bool(following["u"]) or self._leads_good(text, following.end("n")))

    def _good_hides(self, text: str, at: int, unit: str) -> bool:
        word = self.goods.longest_at(text, at) if at < len(text) else None
        return word is not None and len(word) > len(unit)

    def _bare_counts(self, text: str, at: int, end: int, found: list[Token]) -> bool:
        """Return whether a number without a unit is an amount here: at goods, or ending what is said."""
        number = text[at:end]
        if number == "半" or len(number.partition(".")[0]) > 4 or re.match(r"0[0-9]", number):
            return False
        near = found[-1] if found and found[-1].end == at else None
        apart = at > 0 and text[at - 1] in " \x1f" and _LAST.match(text, end) is not None
        if number[0] not in _DIGITS and apart:
            return True
        if number in ("俩", "仨") and (at == 0 or text[at - 1] in _BEFORE_PAIR) and _BARE_END.match(text, end):
            return True
        led = near is not None and near.sort in (Sort.TIMES, Sort.PLUS, Sort.EACH, Sort.SET, Sort.CANCEL, Sort.ADD)
        if not led and near is not None and near.sort is Sort.GOOD:
            led = True
        if led and (number[0] in _DIGITS or _BARE_END.match(text, end) is not None or self._leads_good(text, end)):
            return True
        if self._leads_good(text, end):
            return near is not None or at == 0 or text[at - 1] not in "0123456789." or number[0] in _DIGITS
        return number[0] in _DIGITS and _BARE_END.match(text, end) is not None

    def _leads_good(self, text: str, end: int) -> bool:
        return end < len(text) and (self.goods.longest_at(text, end) is not None or bool(self.goods.emoji(text[end])))

    def number_follows(self, text: str, at: int) -> bool:
        rest = text[at : at + 1] if text[at : at + 1] != " " else text[at + 1 : at + 2]
        place = at if text[at : at + 1] != " " else at + 1
        if not rest or rest not in _NUMBER_SIGNS:
            return False
        match = self._amount.match(text, place)
        if match is None:
            return False
        end = match.end("n")
        return (
            rest in _DIGITS or bool(match["u"]) or _BARE_END.match(text, end) is not None or self._leads_good(text, end)
        )

    def wish_follows(self, text: str, at: int) -> bool:
        place = at
        while place < len(text) and text[place] in " :为成到是":
            place += 1
        if place >= len(text):
            return False
        if self.number_follows(text, place) or self._leads_good(text, place) or self._part_follows(text, place):
            return True
        letters = _LETTERS.match(text, place)
        if letters is not None and letters.group() in self.goods.initials:
            return True
        each = words.EACH.match(text, place)
        return each is not None and self.number_follows(text, each.end())

    def _part_follows(self, text: str, at: int) -> bool:
        """Return whether two or more signs at `at` are part of an offer's name."""
        return len(text) > at + 1 and "一" <= text[at] <= "鿿" and bool(self.goods.containing(text[at : at + 2]))


def _with_rest_of_weight(amount: re.Pattern[str], text: str, token: Token) -> Token:
    """Return 一斤二两 as one amount of the larger unit."""
    if token.unit not in ("斤", "公斤") or token.milli is None or text[token.end : token.end + 1] not in _NUMBER_SIGNS:
        return token
    match = amount.match(text, token.end)
    rest = milli_of(match["n"]) if match is not None else None
    if (
        match is None
        or rest is None
        or match["u"] not in ("两", "克", "g")
        or (match["u"] == "两" and token.unit != "斤")
    ):
        return token
    milli = token.milli + rest * words.WEIGHTS[match["u"]] // words.WEIGHTS[token.unit]
    return token._replace(end=match.end(), text=text[token.start : match.end()], milli=milli)


def _led_by_times(found: list[Token], at: int) -> bool:
    """Return whether the number at `at` stands behind a multiplying sign, and is no price (梨x2/鸡蛋x1)."""
    return bool(found) and found[-1].end == at and found[-1].sort is Sort.TIMES


def _codes_in_row(goods: Goods, text: str, run: str, end: int) -> Fits | None:
    """Return the offers of codes written as one run (ABC各一), None if the run is none."""
    if not 2 <= len(run) <= 6 or len(set(run)) < len(run) or not goods.codes.issuperset(run):
        return None
    behind = text[end:].lstrip(" ")
    if not behind.startswith(("各", "每")) and (behind or len(run) > 3):
        return None
    return tuple(place for sign in run for place in goods.exact[sign])


def _picture_word_at(text: str, at: int, _: list[Token]) -> Token | None:
    """Return a picture in words ([捂脸]); what is paid or cancelled in brackets is none."""
    picture = _PICTURE_WORD.match(text, at)
    if picture is None or words.PAID.match(text, at + 1) or words.CANCEL.match(text, at + 1):
        return None
    return Token(Sort.WORD, at, picture.end(), picture.group())


def _minus_at(text: str, at: int, _: list[Token]) -> Token | None:
    """Return the sign for so much less, in front of a digit and behind a gap."""
    less = text[at + 1 : at + 2] in _DIGITS and text[at - 1 : at] in ("", " ")
    return Token(Sort.CANCEL, at, at + 1, "-") if less else None


def _mark_at(text: str, at: int, _: list[Token]) -> Token | None:
    sort, sign = None, text[at]
    if sign == " ":
        sort = Sort.SPACE
    elif sign == ROOM_SIGN:
        end = at
        while end < len(text) and text[end] == ROOM_SIGN:
            end += 1
        return Token(Sort.ROOM, at, end, text[at:end])
    elif sign in _STRONG:
        sort = Sort.STRONG if sign != "。" else Sort.STOP
    elif sign in _WEAK or sign in HANDS:
        sort = Sort.WEAK
    elif sign in _OPEN:
        sort = Sort.OPEN
    elif sign in _CLOSE:
        sort = Sort.CLOSE
    elif sign in _STOPS:
        after = text[at + 1 : at + 2]
        sort = Sort.TIMES if sign in "*=" and (after.isdigit() or after in _NUMBER_SIGNS) and after else Sort.STOP
    return None if sort is None else Token(sort, at, at + 1, sign)
