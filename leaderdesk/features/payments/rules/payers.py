"""Who a line of a bill is from: what names, rooms, codes and earlier bills say, each fact with its words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.text import compare_key, digits_of
from leaderdesk.features.neighbours.rooms import Room, find_rooms, fold_room, from_normal
from leaderdesk.features.payments.rules.bills import BillLine, Channel
from leaderdesk.features.payments.rules.matching import Due, Ground

_MASKED = re.compile(r"[(（][^()（）]*\*[^()（）]*[)）]\s*$")
_GENERIC = frozenset(
    map(
        compare_key,
        ("扫码收款", "二维码收款", "微信用户", "微信好友", "匿名", "微信红包", "转账", "群收款", "支付宝用户"),
    )
)
_FORMS = ("收款方备注:", "付款方留言:", "转账备注:", "付款备注:", "备注:", "留言:")
_SAID_BY_FORM = frozenset(map(compare_key, ("二维码收款", "微信转账", "转账", "微信红包", "群收款", "收钱码收款", "/")))
_CODE = re.compile(r"(?:取货号|取货码|提货号|提货码)[:：]?\s*(?P<code>[0-9]{1,4})(?![0-9])|^(?P<alone>0[0-9]{2})号?$")
_GLUED = re.compile(r"(?<![0-9-])[0-9]{4,5}(?![0-9-])")
_BEFORE_NAME, _AFTER_NAME = "代替帮给为和跟加连是叫", "的付和跟加买家那家两"
_SHORTEST, _LONGEST = 2, 12


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that points to somebody: to whom all it can, and how it is said. `told` facts the payer wrote."""

    who: frozenset[int]
    words: str
    told: bool


@dataclass(frozen=True, slots=True)
class Payer:
    """What is known of who paid: those the facts leave, in words why, and whoever the name only resembles.

    `others` are those who the payer's name says while what she wrote says somebody else.
    """

    who: frozenset[int]
    words: str
    told: bool = False
    others: frozenset[int] = frozenset()


def payer_key(line: BillLine) -> str:
    """Return under what a payer is known from bill to bill; empty where the bill does not tell one from another."""
    name = compare_key(plain_name(line.payer))
    if line.account:
        return f"{line.channel}:{compare_key(line.account)}:{name}"
    if len(name) < 1 or name in _GENERIC or "*" in name:
        return ""
    return f"{line.channel}:{name}"


def plain_name(payer: str) -> str:
    """Return the payer's name without the masked real name behind it: 豆豆妈(**芳)."""
    return _MASKED.sub("", payer).strip()


def said_by(line: BillLine) -> str:
    """Return what the payer wrote, and nothing of what the form says by itself."""
    said = [_without_form(text) for text in (line.goods, line.note)]
    return " ".join(text for text in dict.fromkeys(said) if text)


class People:
    """The neighbours, by everything a bill may say of them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.name_of = {each.id: each.name for each in ground.people}
        self.room_of = {each.id: each.room or "" for each in ground.people}
        self._names: dict[str, set[int]] = defaultdict(set)
        self._rooms: dict[str, set[int]] = defaultdict(set)
        self._doors: dict[tuple[str, str], set[int]] = defaultdict(set)
        for each in ground.people:
            for name in (each.name, *each.aliases):
                self._names[compare_key(name)].add(each.id)
            room = from_normal(each.room) if each.room else None
            if room is not None and room.full:
                self._rooms[room.text].add(each.id)
                self._doors[room.building, room.room].add(each.id)
        self._payers: dict[str, set[int]] = defaultdict(set)
        for one in ground.learnt:
            self._payers[one.key].add(one.neighbour_id)
        self._codes: dict[int, set[int]] = defaultdict(set)
        for due in ground.dues:
            self._codes[due.pickup_code].add(due.neighbour_id)

    def label(self, neighbour_id: int) -> str:
        """Return who she is on a button: 小郑 2-601."""
        return f"{self.name_of.get(neighbour_id, '')} {self.room_of.get(neighbour_id, '')}".strip()

    def payer(self, line: BillLine) -> Payer:
        """Return who the facts of the line point to. What the payer wrote goes before under which name she paid."""
        told = [*self._told(line)]
        known = [*self._known(line)]
        by_name = frozenset().union(*(fact.who for fact in known)) if known else frozenset[int]()
        if told:
            who = _common(told)
            if len(who) > 1 and len(who & by_name) == 1:
                who = who & by_name
            return Payer(who, told[0].words, told=True, others=by_name - who)
        return Payer(by_name, known[0].words if known else "")

    def resembling(self, line: BillLine) -> tuple[int, ...]:
        """Return those whose name holds the payer's, or the other way round."""
        key = compare_key(plain_name(line.payer))
        if len(key) < _SHORTEST or key in _GENERIC:
            return ()
        near: set[int] = set()
        for at in range(len(key) - 1):
            for name in self._by_pair.get(key[at : at + 2], ()):
                if name in key or key in name:
                    near |= self._names[name]
        return tuple(sorted(near))

    @cached_property
    def _by_pair(self) -> Mapping[str, set[str]]:
        pairs: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            for at in range(len(name) - 1):
                pairs[name[at : at + 2]].add(name)
        return pairs

    @cached_property
    def _phones(self) -> Mapping[tuple[str, str], set[int]]:
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for neighbour_id, phone in (self._ground.phones or {}).items():
            if len(phone) == 11:
                found[phone[:3], phone[-4:]].add(neighbour_id)
        return found

    def _told(self, line: BillLine) -> Iterator[Fact]:
        said = said_by(line)
        if said:
            folded = fold_room(said)
            yield from self._of_rooms(folded, said)
            yield from self._of_code(folded, said)
            yield from self._of_names(said)
        yield from self._of_rooms(fold_room(plain_name(line.payer)), line.payer)

    def _known(self, line: BillLine) -> Iterator[Fact]:
        key = payer_key(line)
        if key in self._payers:
            yield Fact(frozenset(self._payers[key]), _("pays for her, as you said"), told=False)
        times = (self._ground.habits or {}).get(key, {})
        if key and times:
            count = sum(times.values())
            words = ngettext("this payer paid {count} time before", "this payer paid {count} times before", count)
            yield Fact(frozenset(times), words.format(count=count), told=False)
        name = compare_key(plain_name(line.payer))
        if name and name in self._names:
            yield Fact(frozenset(self._names[name]), _("the name is the same"), told=False)
        if line.channel is Channel.ALIPAY:
            yield from self._of_account(line.account)

    def _of_account(self, account: str) -> Iterator[Fact]:
        signs = unicodedata.normalize("NFKC", account)
        digits = digits_of(signs)
        if "*" in signs and len(digits) == 7 and signs[:3].isdecimal() and signs[-4:].isdecimal():
            who = self._phones.get((digits[:3], digits[-4:]))
            if who:
                yield Fact(frozenset(who), _("the account is her phone"), told=False)

    def _of_rooms(self, folded: str, said: str) -> Iterator[Fact]:
        for room in self._rooms_in(folded):
            who = self._living(room)
            if who:
                yield Fact(frozenset(who), _("the note says “{words}”").format(words=said[:24]), told=True)

    def _rooms_in(self, folded: str) -> Iterator[Room]:
        if not any(sign in "0123456789" for sign in folded):
            return
        found = [each.room for each in find_rooms(folded, self._ground.buildings) if each.room.full]
        yield from found
        if not found:
            for match in _GLUED.finditer(folded):
                digits = match[0]
                yield from (Room(building=digits[:-3], room=digits[-3:]), Room(building=digits[:-4], room=digits[-4:]))

    def _living(self, room: Room) -> set[int]:
        exact = self._rooms.get(room.text)
        return exact or (set() if room.unit else self._doors.get((room.building, room.room), set()))

    def _of_code(self, folded: str, said: str) -> Iterator[Fact]:
        match = _CODE.search(folded.strip())
        who = self._codes.get(int(match["code"] or match["alone"])) if match is not None else None
        if who:
            yield Fact(frozenset(who), _("the note says “{words}”").format(words=said[:24]), told=True)

    def _of_names(self, said: str) -> Iterator[Fact]:
        text, taken_to = compare_key(said), 0
        for start in range(len(text)):
            if start < taken_to:
                continue
            for length in range(min(_LONGEST, len(text) - start), _SHORTEST - 1, -1):
                who = self._names.get(text[start : start + length])
                if who and _stands_alone(text, start, start + length):
                    yield Fact(frozenset(who), _("the note says “{words}”").format(words=said[:24]), told=True)
                    taken_to = start + length
                    break


def window(dues: Iterable[Due], at_ms: int) -> list[Due]:
    """Return those for which a payment at this moment can be."""
    return [due for due in dues if due.from_ms <= at_ms]


def _common(facts: list[Fact]) -> frozenset[int]:
    """Return those all facts agree on; where they do not agree, everybody any of them names."""
    common = frozenset.intersection(*(fact.who for fact in facts))
    return common or frozenset().union(*(fact.who for fact in facts))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether what stands there is a name by itself, and no piece of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    free_before = not before or not before.isalnum() or before in _BEFORE_NAME
    return free_before and (not after or not after.isalnum() or after in _AFTER_NAME)


def _without_form(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    for form in _FORMS:
        plain = plain.removeprefix(form)
    return "" if compare_key(plain) in _SAID_BY_FORM else plain.strip()
