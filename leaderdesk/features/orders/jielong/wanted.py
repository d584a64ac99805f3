"""Goods and the words around them: whole words, parts of names, and goods that are not on offer."""

from __future__ import annotations

import re

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.amounts import give, is_size
from leaderdesk.features.orders.jielong.ear import AMOUNTS, Ear
from leaderdesk.features.orders.jielong.emoji import WORDS as EMOJI_WORDS, is_emoji
from leaderdesk.features.orders.jielong.goods import Fits
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.wishes import Wish, is_polite, strip_polite

_SORTS = re.compile(
    r"^(?:(?P<n>[0-9]|[一二两三四五六七八九])(?:种|样|款|个品种|个口味))?(?P<word>.*?)(?:(?P<m>[0-9]|"
    r"[一二两三四五六七八九])(?:种|样|款|个品种|个口味|味))?(?:都)?$"
)
_HARMLESS = re.compile(
    r"(?:刚才|刚刚|之前|先前|上面|前面|我|新鲜|好吃|这个|那个|一共|总共|的|鲜|甜|把|将|给|要的|就|说|讲|[那这][份盒箱板提条袋瓶包桶罐些])*"
)
_NOUN = re.compile(r"[一-鿿]{1,8}|[a-z]{2,12}")
_IS = re.compile("(?:应该|其实|就)?(?:是|为)")
_AND = re.compile("和|跟|与|及")
_MORE_OF = re.compile("[多少][给放送拿带加]$")
"""Behind what comes with the goods: 醋多给一包."""
_GROCERIES = frozenset(word for said in EMOJI_WORDS.values() for word in said if len(word) > 1)
"""Goods everybody knows, whatever is on offer: what there is a picture for."""
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def take_good(ear: Ear, token: Token, *, broad: bool = False, unknown: bool = False) -> None:
    """Read a word that means goods; it may only say more exactly what the one before meant."""
    if not token.firm and not in_goods_place(ear):
        take_word(ear, token._replace(sort=Sort.WORD))
        return
    last = ear.last()
    if ear.either:
        ear.either, unknown = False, True
        if last is not None and last.open:
            last.fits, last.unknown, last.end = (), True, token.end
            return
    if last is not None and last.open and last.broad and ear.text[last.end : token.start].strip() == ":":
        ear.far = ear.far and not set(token.fits) <= set(last.fits)
    if last is not None and ear.held is None and not ear.far and same_again(ear, last, token):
        return
    if last is not None and last.given and last.end == token.start and adorns(ear, last, token):
        last.end = token.end
        return
    wish = Wish(token.fits, token.start, token.end, broad=broad, unknown=unknown, times=1, more=ear.more)
    following = ear.peek()
    if ear.held is not None and following is not None and following.sort in AMOUNTS and is_size(ear, wish, ear.held):
        ear.held = None
    if ear.held is not None:
        give(wish, ear.held)
        wish.start = min(wish.start, ear.held.start)
        ear.held = None
    ear.wishes.all.append(wish)
    ear.far = False


def in_goods_place(ear: Ear) -> bool:
    """Return whether initials stand where goods stand: at an amount, a change, or between other goods."""
    following = ear.peek()
    wanted = (Sort.AMOUNT, Sort.UNCLEAR, Sort.TIMES, Sort.PLUS, Sort.EACH, Sort.SET, Sort.CANCEL, Sort.ADD)
    if ear.held is not None or following is None or following.sort in wanted:
        return True
    return following.sort in (Sort.WEAK, Sort.STRONG, Sort.GOOD)


def same_again(ear: Ear, last: Wish, token: Token) -> bool:
    """Return whether the token only says more exactly, or once more, what `last` already means."""
    if not last.open or last.unknown:
        return False
    glued = last.end == token.start
    if is_emoji(token.text) and last.fits == token.fits and glued:
        last.times, last.end = last.times + 1, token.end
        return True
    if glued and last.fits == token.fits:
        last.end = token.end
        return True
    both = tuple(place for place in last.fits if place in token.fits)
    between = ear.text[last.end : token.start].strip(" ()-:")
    if both and between.strip(".、·)") == "" and _is_code(ear, last) and not ear.goods.codes & {token.text}:
        last.fits, last.end = both, token.end
        return True
    if between or not both or (both == last.fits and not glued and len(last.fits) == 1 and len(token.fits) == 1):
        return False
    if len(both) < len(last.fits) or (last.broad and len(both) == 1) or len(token.fits) > len(both):
        last.fits, last.end, last.broad = both, token.end, last.broad and len(both) > 1
        return True
    return False


def adorns(ear: Ear, last: Wish, token: Token) -> bool:
    """Return whether a picture of goods glued behind their amount only adorns it (草莓1盒🍓)."""
    near = ear.peek()
    counted = near is not None and near.sort in (Sort.AMOUNT, Sort.UNCLEAR, Sort.TIMES, Sort.EACH)
    return is_emoji(token.text) and last.fits == token.fits and not counted


def _is_code(ear: Ear, wish: Wish) -> bool:
    """Return whether goods were named by their code in the list (A. 草莓), which their name then only repeats."""
    return ear.text[wish.start : wish.end] in ear.goods.codes


def take_word(ear: Ear, token: Token) -> None:
    """Read other words: part of a name of goods, goods that are not on offer, or a note."""
    text = token.text
    if leaves_open(ear, text) or is_polite(text) or not text.strip(" .+") or decorates(ear, token):
        return
    held_glued = ear.held is not None and ear.held.end == token.start
    following = ear.next()
    near = ear.peek()
    counted = near is not None and near.sort in (
        Sort.AMOUNT,
        Sort.UNCLEAR,
        Sort.TIMES,
        Sort.EACH,
        Sort.SET,
        Sort.CANCEL,
        Sort.PLUS,
        Sort.ADD,
    )
    if following is not None and following.sort is Sort.GOOD and following.firm and leads_goods(ear, token, following):
        return
    if tails_goods(ear, token, counted=counted):
        return
    if (counted or held_glued) and take_part_of_name(ear, token):
        return
    if (
        near is not None
        and near.sort is Sort.GOOD
        and set(near.fits) & set(ear.goods.containing(strip_polite(text) or "?"))
    ):
        return
    if near is not None and near.sort is Sort.EACH and not held_glued:
        ear.note(token.start, token.end)
        return
    if (counted or held_glued) and looks_ordered(ear, token, near, held_glued=held_glued):
        take_good(ear, token._replace(fits=()), unknown=True)
        return
    if held_glued and ear.held is not None:
        ear.wishes.glued_strays.append(ear.held)
        end = (
            following.end if following is not None and following.sort in AMOUNTS and following.start == token.end else 0
        )
        ear.at += end > 0
        ear.note(ear.held.start, end or token.end)
        ear.held = None
        return
    if not take_uncounted_part(ear, token):
        leave_as_note(ear, token, following)


def decorates(ear: Ear, token: Token) -> bool:
    """Take what only stands between goods and their amount: a picture glued to them (多肉🪴x6), 是."""
    last, near = ear.last(), ear.peek()
    if last is None or not last.open or last.end != token.start:
        return False
    picture = all(is_emoji(sign) for sign in token.text)
    is_said = _IS.fullmatch(token.text) is not None and near is not None and near.sort in AMOUNTS
    if picture or is_said:
        last.end = token.end
    return picture or is_said


def leaves_open(ear: Ear, text: str) -> bool:
    """Take a word between goods that leaves open which of them is wanted (草莓或蓝莓)."""
    last, near = ear.last(), ear.peek()
    if words.BUT.fullmatch(text.strip()) and near is not None and near.sort is Sort.GOOD:
        ear.either = True
        return True
    if last is None or near is None or near.sort is not Sort.GOOD or not near.firm or near.fits == last.fits:
        return False
    ear.either = words.EITHER.fullmatch(strip_polite(text) or text.strip()) is not None
    return ear.either


def take_uncounted_part(ear: Ear, token: Token) -> bool:
    """Take a word made of nothing but parts of offers' names, though no amount stands at it: it is never a note."""
    word = strip_polite(token.text)
    if ear.goods.single or len(word) < 2 or not ear.goods.parts_in(word):
        return False
    fits = ear.goods.containing(word) or joined_parts(ear, word)
    last = ear.last()
    if not fits or (last is not None and set(last.fits) & set(fits)):
        return False
    take_good(ear, token._replace(fits=fits), broad=len(fits) > 1)
    return True


def leave_as_note(ear: Ear, token: Token, following: Token | None) -> None:
    """Leave a word as a note; an amount glued to it is part of the note unless the round has one good."""
    bare = token.text.strip(" .!~?")
    if bare in _GROCERIES and not ear.goods.single and _stands_apart(ear, token, following):
        take_good(ear, token._replace(fits=()), unknown=True)
        return
    ear.note(token.start, token.end)
    if (
        _NOUN.fullmatch(bare)
        and 2 <= len(bare) <= 5
        and not (words.NOTE_SIGNS & set(bare) or words.NO_ORDER.search(bare))
    ):
        ear.wishes.odd_nouns.append((token.start, token.end))
    last = ear.last()
    about_last = last is not None and last.open and last.end == token.start
    if following is not None and following.sort in AMOUNTS and following.start == token.end and not about_last:
        ear.at += 1
        if _wants(ear, token, following):
            ear.wishes.strays.append(following)
            return
        if ear.goods.single:
            counts = _NOUN.fullmatch(bare) is not None and not words.NOTE_SIGNS & set(bare) and bool(following.unit)
            counts = counts and not bare.endswith(words.SHARES) and bool(ear.wishes.strays)
            (ear.wishes.strays if counts else ear.wishes.glued_strays).append(following)
        ear.note(following.start, following.end)


def _stands_apart(ear: Ear, token: Token, following: Token | None) -> bool:
    """Return whether a word stands between gaps, as goods do and no taste of those before it."""
    before = token.start == 0 or ear.text[token.start - 1] in " ,、;+\x1f\n"
    return before and (following is None or following.sort in (Sort.SPACE, Sort.STRONG, Sort.WEAK))


def _wants(ear: Ear, token: Token, amount: Token) -> bool:
    """Return whether words that were not understood end in wanting so much of goods not named (有的话要1板)."""
    behind = ear.next()
    free = behind is None or behind.start > amount.end or behind.sort is not Sort.WORD
    return not ear.goods.single and bool(amount.unit) and free and token.text.rstrip()[-1:] in "要订买留来拿"


def leads_goods(ear: Ear, token: Token, good: Token) -> bool:
    """Take a word glued before goods: harmless, or making them other goods than the offer."""
    stripped = strip_polite(token.text)
    if _HARMLESS.fullmatch(stripped) or set(good.fits) & set(ear.goods.containing(stripped)):
        return True
    whole = ear.goods.containing(stripped + good.text)
    if whole:
        ear.at += 1
        take_good(ear, good._replace(start=token.start, fits=whole), broad=len(whole) > 1)
        return True
    if words.NOTE_SIGNS & set(stripped) or not _NOUN.fullmatch(stripped):
        return False
    last = ear.last()
    if last is not None and last.open and not ear.far and last.fits == good.fits:
        return False
    ear.at += 1
    take_good(ear, Token(Sort.GOOD, token.start, good.end, token.text + good.text), unknown=True)
    return True


def tails_goods(ear: Ear, token: Token, *, counted: bool) -> bool:
    """Take a word glued behind goods: it may complete a longer name, or make them other goods than the offer."""
    last = ear.last()
    if last is None or not last.open or last.end != token.start:
        return False
    stripped = strip_polite(token.text)
    if not stripped:
        return True
    if words.LEFT_NUMBER.search(stripped) is not None:
        last.unclear, last.end = True, token.end
        ear.note(token.start, token.end)
        return True
    whole = tuple(
        place for place in ear.goods.containing(ear.text[last.start : last.end] + stripped) if place in last.fits
    )
    refined = whole or tuple(place for place in ear.goods.containing(stripped) if place in last.fits)
    if refined:
        last.fits, last.end = refined, token.end
        return True
    if last.sized and counted and len(stripped) <= 4:
        ear.note(token.start, token.end)
        last.end = token.end
        return True
    if (
        counted
        and len(stripped) <= 4
        and _NOUN.fullmatch(stripped)
        and not words.NOTE_SIGNS & set(stripped)
        and ("的" not in stripped and not stripped.endswith("味"))
    ):
        near = ear.peek()
        if near is not None and near.sort is not Sort.EACH:
            last.unknown, last.fits, last.end = True, (), token.end
            return True
    return False


def take_part_of_name(ear: Ear, token: Token) -> bool:
    """Take a word that is part of the names of offers."""
    match = _SORTS.match(strip_polite(token.text))
    if match is None or not match["word"]:
        return match is not None and bool(match["n"] or match["m"])
    word = match["word"]
    fits = ear.goods.containing(word) or joined_parts(ear, word) or scattered(ear, word)
    if not fits:
        return take_parts(ear, token, word)
    count = match["n"] or match["m"]
    broad = len(fits) > 1
    if count and (_SMALL.get(count) or int(count)) != len(fits):
        take_good(ear, token._replace(fits=()), unknown=True)
        return True
    last = ear.last()
    both = tuple(place for place in fits if last is not None and place in last.fits)
    if last is not None and last.open and both and not ear.far and ear.held is None:
        last.fits, last.end, last.broad = both, token.end, last.broad and len(both) > 1
        return True
    take_good(ear, token._replace(fits=fits), broad=broad)
    return True


def take_parts(ear: Ear, token: Token, text: str) -> bool:
    """Take parts of names joined by 和 (三鲜和韭菜), if every one of them is a part."""
    parts = _AND.split(text)
    if len(parts) < 2 or ear.held is not None or not all(part and ear.goods.containing(part) for part in parts):
        return False
    at = token.start
    for part in parts:
        at = ear.text.index(part, at)
        fits = ear.goods.containing(part)
        take_good(ear, Token(Sort.GOOD, at, at + len(part), part, fits), broad=len(fits) > 1)
        at += len(part)
    return True


def joined_parts(ear: Ear, word: str) -> Fits:
    """Return the offers whose name holds all the parts a word is made of, in whatever order (馄饨荠菜)."""
    parts = [] if _AND.search(word) else ear.goods.parts_in(word)
    if len(parts) < 2:
        return ()
    return tuple(
        place for place in ear.goods.containing(parts[0]) if all(place in ear.goods.containing(part) for part in parts)
    )


def scattered(ear: Ear, word: str) -> Fits:
    """Return the offers whose name holds the signs of `word` in their order, from three signs on (玉米水饺)."""
    if not 3 <= len(word) <= 12:
        return ()
    pattern = re.compile(".*".join(map(re.escape, word)))
    return tuple(sorted({place for name, place in ear.goods.parts if name[0] == word[0] and pattern.search(name)}))


def looks_ordered(ear: Ear, token: Token, near: Token | None, *, held_glued: bool) -> bool:
    """Return whether an unknown word with an amount names goods that are not on offer, not a wish about them."""
    stripped = strip_polite(token.text)
    if not _NOUN.fullmatch(stripped) and not _odd_sign(stripped):
        return False
    if (
        _MORE_OF.search(stripped)
        or stripped.startswith(words.NOTE_STARTS)
        or stripped.endswith(words.SHARES)
        or words.EXTRAS.fullmatch(stripped)
    ):
        return False
    if ear.goods.single and not held_glued:
        unit = near.unit if near is not None else ""
        return bool(ear.wishes.all) and len(stripped) >= 2 and bool(unit)
    if held_glued:
        led = ear.held is not None and ear.text[ear.held.start - 1 : ear.held.start] in words.COUNTS_NO_GOODS
        return len(stripped) <= 6 and not led and ear.held is not None and bool(ear.held.unit) and not ear.goods.single
    return True


def _odd_sign(text: str) -> bool:
    return len(text) == 1 and (is_emoji(text) or "a" <= text <= "z")
