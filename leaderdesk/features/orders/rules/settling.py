"""Entries of a reading with what the leader answered, and what each person's entries come to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leaderdesk.core.text import compare_key
from leaderdesk.features.orders.jielong.model import Action, Code, Entry, Question, Reading, Span
from leaderdesk.features.orders.rules.answers import (
    Agreed,
    Answer,
    Answers,
    HasMoved,
    IsApart,
    IsNeighbour,
    IsNew,
    LivesIn,
    Means,
    NamesBuilding,
    NamesGoods,
    NotAnOrder,
    Same,
    Wants,
    Without,
)
from leaderdesk.features.orders.rules.ground import EarlierPaste, Ground
from leaderdesk.features.orders.rules.memory import unit_milli, unit_words

_NUMBER = re.compile(r"^\s*[0-9０-９]{1,3}\s*[.、．。:：)）]\s*")
_Who = IsNeighbour | IsNew | HasMoved | IsApart
_WHO = (IsNeighbour, IsNew, HasMoved, IsApart)
_ITEM_CODES = frozenset({Code.PRODUCT, Code.QUANTITY, Code.UNIT, Code.STEP, Code.SPLIT})


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods of a settled entry; `offer_id` or `milli` is None while in question."""

    offer_id: int | None
    milli: int | None
    words: str = ""
    span: Span | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """An entry after the answers: whose it is, what it does with which goods, and what is still asked.

    `carried` says that the line stands as it was confirmed before, so that what was answered then still holds; `moved`
    that she lives at `room` now.
    """

    key: str
    entry: Entry
    neighbour_id: int | None
    is_new: bool
    name: str
    room: str
    action: Action
    goods: tuple[Goods, ...]
    questions: tuple[Question, ...]
    carried: bool = False
    moved: bool = False


def settle(reading: Reading, lines: Sequence[str], ground: Ground, answers: Answers) -> tuple[Settled, ...]:
    """Return the entries with the answers in; `lines` are those of the text."""
    keys = entry_keys(reading, lines)
    codes = {offer.code: offer.id for offer in ground.offers.values()}
    carried = _confirmed_before(ground.last)
    persons = _persons_answered(reading, keys, answers)
    settled = []
    for key, entry in zip(keys, reading.entries, strict=True):
        one = _first(key, entry, codes)
        before = carried.get(key) if entry.questions or one.neighbour_id is None else None
        if before is not None and key not in answers and ground.listed.get(before):
            settled.append(_carried(one, before, ground))
            continue
        given = answers.get(key, ())
        if entry.person in persons and not any(isinstance(answer, _WHO) for answer in given):
            given = (*given, persons[entry.person])
        given = (*_units_known(entry, codes, ground), *given)
        for answer in given:
            one = _with(one, answer)
        settled.append(one)
    return tuple(settled)


def entry_keys(reading: Reading, lines: Sequence[str]) -> tuple[str, ...]:
    """Return a key for each entry that outlives renumbering: what it says, with a count if it is said twice."""
    seen: Counter[str] = Counter()
    keys = []
    for entry in reading.entries:
        said = said_in(lines, entry.lines)
        seen[said] += 1
        keys.append(said if seen[said] == 1 else f"{said}#{seen[said]}")
    return tuple(keys)


def said_in(lines: Sequence[str], numbers: Iterable[int]) -> str:
    """Return what these lines (from 1) say, in one width, without list number and spaces."""
    return "|".join(compare_key(_NUMBER.sub("", lines[number - 1])) for number in numbers if number <= len(lines))


def sums(entries: Sequence[Settled], listed: Mapping[int, int]) -> dict[int, int]:
    """Return what one person's entries come to, thousandths by offer id, zeros left out.

    Where the first entry adds, sets or cancels, it stands on what the list said before. Goods in question do not count.
    """
    relative = bool(entries) and entries[0].action in (Action.ADD, Action.SET, Action.CANCEL)
    total = dict(listed) if relative else {}
    for one in entries:
        certain = [goods for goods in one.goods if not goods.open and goods.offer_id is not None]
        if one.action is Action.CANCEL and not one.goods:
            total.clear()
        for goods in certain:
            _count(total, one.action, goods)
    return {offer_id: milli for offer_id, milli in total.items() if milli > 0}


def _count(total: dict[int, int], action: Action, goods: Goods) -> None:
    offer_id, milli = goods.offer_id, goods.milli
    if offer_id is None:
        return
    if action is Action.CANCEL:
        total[offer_id] = 0 if milli is None else max(0, total.get(offer_id, 0) - milli)
    elif milli is not None:
        total[offer_id] = milli if action is Action.SET else total.get(offer_id, 0) + milli


def _first(key: str, entry: Entry, codes: Mapping[str, int]) -> Settled:
    opened = {question.item for question in entry.questions}
    goods = tuple(
        Goods(
            offer_id=codes.get(item.offer) if item.offer is not None else None,
            milli=item.quantity_milli,
            words=item.words,
            span=item.span,
            open=not item.counted or place in opened,
        )
        for place, item in enumerate(entry.items)
    )
    return Settled(
        key=key,
        entry=entry,
        neighbour_id=int(entry.neighbour) if entry.neighbour is not None else None,
        is_new=False,
        name=entry.name.text if entry.name is not None else "",
        room=entry.room or "",
        action=entry.action,
        goods=goods,
        questions=entry.questions,
    )


def _units_known(entry: Entry, codes: Mapping[str, int], ground: Ground) -> tuple[Means, ...]:
    """Return the amounts in units that the leader explained before."""
    known = []
    for question in entry.questions:
        offers = [ground.offers[codes[code]] for code in question.offers if code in codes]
        if question.code is not Code.UNIT or question.item is None or len(offers) != 1:
            continue
        written = question.amounts_milli[0] if len(question.amounts_milli) == 1 else None
        unit = unit_words(question.words, written)
        each = unit_milli(ground.memory, product_id=offers[0].product_id, unit=unit) if unit else None
        if each is not None and written is not None:
            known.append(Means(question.item, offer_id=offers[0].id, milli=written * each // 1000))
    return tuple(known)


def _with(one: Settled, answer: Answer) -> Settled:
    if isinstance(answer, IsNeighbour | IsNew | HasMoved | IsApart | LivesIn):
        return _with_person(one, answer)
    if isinstance(answer, Same | NamesGoods | NamesBuilding):
        return one
    if isinstance(answer, Means):
        return _meaning(one, answer)
    if isinstance(answer, Without):
        return _with_goods(one, answer.item, None)
    if isinstance(answer, Wants):
        goods = tuple(Goods(offer_id, milli) for offer_id, milli in answer.amounts)
        kept = tuple(question for question in one.questions if question.code in (Code.WHO, Code.ROOM))
        return replace(one, action=Action.ORDER, goods=goods, questions=kept)
    if isinstance(answer, Agreed):
        return _agreed(one, answer.code)
    return replace(one, action=Action.NONE, goods=(), questions=())


def _with_person(one: Settled, answer: _Who | LivesIn) -> Settled:
    if isinstance(answer, HasMoved):
        one = replace(one, neighbour_id=answer.neighbour_id, is_new=False, room=answer.room, moved=True)
        return _without_question(one, Code.WHO, Code.ROOM)
    if isinstance(answer, IsApart):
        return one
    if isinstance(answer, IsNeighbour):
        one = replace(one, neighbour_id=answer.neighbour_id, is_new=False)
        return _without_question(one, Code.WHO, Code.ROOM)
    if isinstance(answer, IsNew):
        one = replace(one, is_new=True, neighbour_id=None, name=answer.name or one.name, room=answer.room or one.room)
        return _without_question(one, Code.WHO)
    return _without_question(replace(one, room=answer.room), Code.ROOM)


def _meaning(one: Settled, answer: Means) -> Settled:
    if answer.item >= len(one.goods):
        return one
    goods = one.goods[answer.item]
    offer_id = goods.offer_id if answer.offer_id is None else answer.offer_id
    milli = goods.milli if answer.milli is None else answer.milli
    open_still = offer_id is None or milli is None
    return _with_goods(one, answer.item, replace(goods, offer_id=offer_id, milli=milli, open=open_still))


def _with_goods(one: Settled, item: int, goods: Goods | None) -> Settled:
    """Put `goods` in the place of number `item` (None: an empty place, so that the others keep their numbers)."""
    changed = Goods(None, 0) if goods is None else goods
    rest = tuple(
        question
        for question in one.questions
        if question.item != item or (question.code not in _ITEM_CODES and question.code is not Code.REPEAT)
    )
    if goods is not None and goods.open:
        code = Code.PRODUCT if goods.offer_id is None else Code.QUANTITY
        rest = (*rest, Question(code, words=goods.words, span=goods.span, item=item))
    return replace(one, goods=(*one.goods[:item], changed, *one.goods[item + 1 :]), questions=rest)


def _agreed(one: Settled, code: str) -> Settled:
    if code not in (Code.REPEAT, Code.STEP, Code.ROOM):
        return one
    items = {question.item for question in one.questions if question.code == code}
    goods = tuple(
        replace(each, open=False) if place in items or None in items else each for place, each in enumerate(one.goods)
    )
    return replace(_without_question(one, Code(code)), goods=goods)


def _without_question(one: Settled, *codes: Code) -> Settled:
    return replace(one, questions=tuple(question for question in one.questions if question.code not in codes))


def _carried(one: Settled, neighbour_id: int, ground: Ground) -> Settled:
    goods = tuple(Goods(offer_id, milli) for offer_id, milli in ground.listed[neighbour_id].items())
    return replace(
        one, neighbour_id=neighbour_id, is_new=False, action=Action.ORDER, goods=goods, questions=(), carried=True
    )


def _confirmed_before(last: EarlierPaste | None) -> dict[str, int]:
    """Return whose each line of the confirmed paste was; lines that were two people's are left out."""
    if last is None:
        return {}
    lines = last.text.split("\n")
    found: dict[str, int] = {}
    doubtful = set()
    for neighbour_id, numbers in last.sources:
        said = said_in(lines, numbers)
        if said in found:
            doubtful.add(said)
        found[said] = neighbour_id
    return {said: neighbour_id for said, neighbour_id in found.items() if said and said not in doubtful}


def _persons_answered(reading: Reading, keys: Sequence[str], answers: Answers) -> dict[int, _Who]:
    """Return, for each person of the text, who she was said to be: an answer to one of her lines holds for all."""
    found: dict[int, _Who] = {}
    for key, entry in zip(keys, reading.entries, strict=True):
        for answer in answers.get(key, ()):
            if isinstance(answer, _WHO) and entry.neighbour is None:
                found[entry.person] = answer
    return found


def not_an_order(answers: Answers, key: str) -> bool:
    """Return whether the leader said that this line orders nothing."""
    return any(isinstance(answer, NotAnOrder) for answer in answers.get(key, ()))
