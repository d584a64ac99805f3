"""The second stage's other half: wishes become items with amounts, changes are applied, what is unclear is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from leaderdesk.core.amount import ONE
from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.body import Body
from leaderdesk.features.orders.jielong.goods import Goods, words_of
from leaderdesk.features.orders.jielong.leftovers import left_of, leaves_open, says_more, without_used, words_left
from leaderdesk.features.orders.jielong.misspelt import near_goods
from leaderdesk.features.orders.jielong.model import Action, Code, Item, Question, Rules
from leaderdesk.features.orders.jielong.spoken import Spoken
from leaderdesk.features.orders.jielong.wishes import Wish, Wishes, weighed


@dataclass(slots=True)
class Account:
    """What one person's entries came to so far: offer code → thousandths, and the entry that last touched each."""

    amounts: dict[str, int] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """An entry's action, items and the questions about its goods."""

    action: Action
    items: tuple[Item, ...]
    questions: tuple[Question, ...]
    notes: tuple[tuple[int, int], ...]


class Settler:
    """Settles entries of one text in their order."""

    __slots__ = ("_goods", "_rules", "_steps")

    def __init__(self, goods: Goods, rules: Rules) -> None:
        self._goods = goods
        self._rules = rules
        self._steps = {good.offer.code: good.offer.step_milli for good in goods.all}

    def settle(self, spoken: Spoken, account: Account, *, earlier: bool, sure: bool, entry: int) -> Settled:
        """Return what an entry comes to, and bring `account` up to date; changes of somebody unsure are not applied."""
        wishes = spoken.wishes
        notes = list(wishes.notes)
        read = _note_unfirm(wishes, notes, account, self._goods)
        action, read = self._action(spoken, read, account, earlier=earlier)
        notes = list(without_used(notes, read)) if notes else notes
        left_words = left_of(spoken.body.text, notes)
        cancelled = any(wish.cancelled for wish in read)
        if not cancelled and leaves_open(left_words, changed=wishes.set):
            read = [_doubted(wish) for wish in read]
        left = wishes.same is not None or any(
            words.LEFT_NUMBER.search(spoken.body.text[start:end]) for start, end in wishes.notes
        )
        left = left or (self._goods.single and says_more(spoken, left_words))
        items, questions = self._items(read, action, spoken.body, account, sure_of_one=not left)
        items, more = self._applied(items, action, account, sure=sure, entry=entry)
        return Settled(action, tuple(items), (*questions, *more), tuple(notes))

    # ----------------------------------------------------------------------------------------------------------- action

    def _action(
        self, spoken: Spoken, read: list[Wish], account: Account, *, earlier: bool
    ) -> tuple[Action, list[Wish]]:
        wishes = spoken.wishes
        cancelled = [wish for wish in read if wish.cancelled]
        if wishes.minus and not earlier:
            return Action.ORDER, [_doubted(wish) for wish in read or self._without_goods(wishes)]
        if wishes.cancel and len(cancelled) == len(read) and (cancelled or not wishes.set):
            return _given_up(wishes, read or self._amount_alone(wishes, account))
        if cancelled:
            for wish in cancelled:
                wish.zero, wish.unclear = not wish.given, wish.given
            return Action.SET, _last_of_each(read)
        if wishes.set:
            read = _last_of_each(read)
            if read and any(stray.start >= wishes.set_at for stray in wishes.strays):
                read = [_doubted(wish) for wish in read]
            return Action.SET, self._swapped_in(wishes, read or self._amount_alone(wishes, account), account)
        if read and wishes.strays and self._goods.single:
            read = [_doubted(wish) for wish in read]
        if wishes.add or (wishes.plus and earlier):
            return Action.ADD, [*(read or self._amount_alone(wishes, account)), *self._same(wishes)]
        read = (
            [*read, *self._left_over(wishes)]
            if read
            else self._without_goods(wishes) or words_left(spoken, account.amounts, single=self._goods.single)
        )
        return (Action.ORDER if read else Action.NONE), read

    def _left_over(self, wishes: Wishes) -> list[Wish]:
        """Return amounts that stand beside goods already counted, as goods to be asked for."""
        if self._goods.single:
            return []
        found = []
        for stray in wishes.strays:
            wish = Wish((), stray.start, stray.end, unknown=True)
            _give(wish, stray.milli, stray.unit)
            found.append(wish)
        return found

    def _amount_alone(self, wishes: Wishes, account: Account) -> list[Wish]:
        """Return 再加2份 or 取消1份 as about the one good of the person's earlier lines; of several it is asked."""
        strays = wishes.strays or wishes.glued_strays
        if not strays:
            return []
        said = len(strays)
        if wishes.set:
            strays = [stray for stray in strays if stray.start >= wishes.set_at] or strays
            said = len(strays)
        codes = [code for code, milli in account.amounts.items() if milli]
        places = [place for place, good in enumerate(self._goods.all) if good.offer.code in codes]
        fits = (0,) if self._goods.single else tuple(places)
        wish = Wish(fits, strays[0].start, strays[0].end, unknown=len(fits) != 1, cancelled=wishes.cancel)
        _give(wish, strays[0].milli, strays[0].unit)
        return [wish if said == 1 else _doubted(wish)]

    def _swapped_in(self, wishes: Wishes, read: list[Wish], account: Account) -> list[Wish]:
        """Give up the one earlier good that 换成酸奶1提 takes the place of; ask for it where it is not the only one."""
        kept = {wish.fits for wish in read if wish.given}
        read = [wish for wish in read if not (wish.zero and wish.fits in kept)]
        if not wishes.swapped_in or not read:
            return read
        earlier = [place for place, good in enumerate(self._goods.all) if account.amounts.get(good.offer.code)]
        if len(earlier) != 1:
            return [*read, Wish((), read[0].start, read[0].start, unknown=True)]
        if any(earlier[0] in wish.fits for wish in read):
            return read
        return [Wish((earlier[0],), read[0].start, read[0].start, zero=True), *read]

    def _same(self, wishes: Wishes) -> list[Wish]:
        """Return 同上 as goods to be asked for: whose line is meant is never sure."""
        if wishes.same is None:
            return []
        single = self._goods.single
        return [Wish((0,) if single else (), *wishes.same, unclear=single, unknown=not single)]

    def _without_goods(self, wishes: Wishes) -> list[Wish]:
        """Return the wish of an order that names no goods: the one offer's, or a question where amounts stand alone."""
        if wishes.same is not None and not wishes.strays:
            return self._same(wishes)
        if self._goods.single:
            strays = wishes.strays or wishes.glued_strays
            wish = Wish((0,), strays[0].start, strays[0].end) if strays else Wish((0,), 0, 0)
            if strays:
                _give(wish, strays[0].milli, strays[0].unit)
            return [_doubted(wish) if len(wishes.strays) > 1 else wish]
        found = self._left_over(wishes)
        if not found and wishes.odd_nouns:
            found = [Wish((), *wishes.odd_nouns[0], unknown=True)]
        return found

    # ------------------------------------------------------------------------------------------------------------ items

    def _items(
        self, read: Iterable[Wish], action: Action, body: Body, account: Account, *, sure_of_one: bool
    ) -> tuple[list[Item], list[Question]]:
        items: list[Item] = []
        questions: list[Question] = []
        for wish in read:
            item, question = self._item(wish, action, body, account, place=len(items), sure_of_one=sure_of_one)
            same = next((at for at, other in enumerate(items) if _can_join(other, item, question, action)), None)
            if same is not None:
                first = items[same]
                total = (first.quantity_milli or 0) + (item.quantity_milli or 0)
                items[same] = Item(first.offer, total, first.words, first.span)
                continue
            items.append(item)
            if question is not None:
                questions.append(question)
        return items, questions

    def _item(
        self, wish: Wish, action: Action, body: Body, account: Account, *, place: int, sure_of_one: bool
    ) -> tuple[Item, Question | None]:
        piece = body.piece(wish.start, wish.end)

        def asked(code: Code, *, offers: tuple[str, ...] = (), amounts: tuple[int, ...] = ()) -> Question:
            return Question(code, piece.text, piece.span, place, offers=offers, amounts_milli=amounts)

        if wish.unknown or len(wish.fits) != 1:
            milli = wish.milli if wish.given and wish.milli else None
            meant = wish.fits or near_goods(self._goods, body.text[wish.start : wish.end])
            offers = words_of(self._goods, meant)
            return Item(None, milli, piece.text, piece.span, counted=False), asked(Code.PRODUCT, offers=offers)
        good = self._goods.all[wish.fits[0]]
        code = good.offer.code
        open_item = Item(code, None, piece.text, piece.span, counted=False)
        if wish.split:
            return open_item, asked(Code.SPLIT, offers=(code,))
        if wish.zero:
            return self._zero(wish, open_item, account, asked(Code.QUANTITY, offers=(code,)))
        if wish.unclear or (wish.more and action is Action.SET and account.amounts.get(code)):
            return open_item, asked(Code.QUANTITY, offers=(code,), amounts=(ONE, 2 * ONE))
        if not wish.given:
            question = asked(Code.QUANTITY, offers=(code,), amounts=(ONE, 2 * ONE))
            return self._missing(wish, action, open_item, question, sure_of_one=sure_of_one)
        assert wish.milli is not None
        milli = weighed(good, wish.unit, wish.milli)
        if milli is None:
            return open_item, asked(Code.UNIT, offers=(code,), amounts=(wish.milli,))
        if milli == 0 and action is not Action.SET:
            return open_item, asked(Code.QUANTITY, offers=(code,), amounts=(ONE,))
        return Item(code, milli, piece.text, piece.span), None

    @staticmethod
    def _zero(wish: Wish, item: Item, account: Account, question: Question) -> tuple[Item, Question | None]:
        """Return goods given up for others: all of them, or a question where fewer were named than ordered."""
        had = account.amounts.get(item.offer or "", 0)
        if wish.swapped_milli is not None and had and wish.swapped_milli != had:
            return item, question
        return Item(item.offer, 0, item.words, item.span), None

    def _missing(
        self, wish: Wish, action: Action, item: Item, question: Question, *, sure_of_one: bool
    ) -> tuple[Item, Question | None]:
        if action is Action.CANCEL:
            return Item(item.offer, None, item.words, item.span), None
        if wish.times > 1 or (self._rules.missing_quantity_is_one and sure_of_one):
            return Item(item.offer, max(1, wish.times) * ONE, item.words, item.span), None
        return item, question

    # ---------------------------------------------------------------------------------------------------------- applied

    def _applied(
        self, items: list[Item], action: Action, account: Account, *, sure: bool, entry: int
    ) -> tuple[list[Item], list[Question]]:
        """Return the items, those off the step or repeated in question; the account is brought up to date."""
        before = dict(account.amounts)
        if action is Action.CANCEL and not items and sure:
            account.amounts.clear()
        done: list[Item] = []
        questions: list[Question] = []
        for place, item in enumerate(items):
            question = None
            if action is Action.CANCEL:
                _take_off(item, account, sure=sure)
            elif item.counted and item.offer is not None and item.quantity_milli is not None:
                question = self._step_or_repeat(item, action, before, self._steps[item.offer], account, place)
                if question is None:
                    _put_on(item, action, account, sure=sure, entry=entry)
            if question is not None:
                questions.append(question)
                item = Item(item.offer, item.quantity_milli, item.words, item.span, counted=False)  # noqa: PLW2901
            done.append(item)
        account.entries += action is not Action.NONE
        return done, questions

    @staticmethod
    def _step_or_repeat(
        item: Item, action: Action, before: dict[str, int], step: int, account: Account, place: int
    ) -> Question | None:
        assert item.offer is not None
        assert item.quantity_milli is not None
        if step and item.quantity_milli % step:
            lower = item.quantity_milli // step * step
            amounts = tuple(amount for amount in (lower, lower + step) if amount)
            return Question(Code.STEP, item.words, item.span, place, offers=(item.offer,), amounts_milli=amounts)
        if action is Action.ORDER and before.get(item.offer):
            had = before[item.offer]
            amounts = tuple(dict.fromkeys((had, had + item.quantity_milli)))
            return Question(
                Code.REPEAT,
                item.words,
                item.span,
                place,
                offers=(item.offer,),
                amounts_milli=amounts,
                earlier=account.touched.get(item.offer),
            )
        return None


def _given_up(wishes: Wishes, read: list[Wish]) -> tuple[Action, list[Wish]]:
    """Return what is cancelled; 不要2盒了，要1盒 says how much is wanted instead, other amounts are asked about."""
    strays = [stray for stray in wishes.strays if read and stray.start >= read[-1].end]
    if not strays or not read[-1].given:
        return Action.CANCEL, read
    if len(read) > 1 or len(strays) > 1:
        return Action.SET, [_doubted(wish) for wish in read]
    wish = read[0]
    wish.cancelled = False
    _give(wish, strays[0].milli, strays[0].unit)
    return Action.SET, read


def _note_unfirm(wishes: Wishes, notes: list[tuple[int, int]], account: Account, goods: Goods) -> list[Wish]:
    """Return the wishes without 不要土豆 beside goods that are wanted: that is a note, no cancelling.

    Of goods she ordered before it is asked: she may take them back.
    """
    soft = [wish for wish in wishes.all if wish.cancelled and wish.soft]
    if not soft or all(wish.cancelled for wish in wishes.all):
        return list(wishes.all)
    had = [wish for wish in soft if any(account.amounts.get(code) for code in words_of(goods, wish.fits))]
    told = [wish for wish in soft if wish not in had]
    notes.extend((wish.said_from, wish.end) for wish in told)
    notes.sort()
    return [_doubted(wish) if wish in had else wish for wish in wishes.all if wish not in told]


def _last_of_each(read: list[Wish]) -> list[Wish]:
    """Return the wishes without those that a later one of the same good takes the place of (三斤 改 五花肉1.5斤)."""
    return [
        wish
        for at, wish in enumerate(read)
        if len(wish.fits) != 1 or not any(later.fits == wish.fits for later in read[at + 1 :])
    ]


def _doubted(wish: Wish) -> Wish:
    """Return a wish whose amount must be asked for."""
    wish.given, wish.cancelled, wish.unclear = False, False, True
    return wish


def _give(wish: Wish, milli: int | None, unit: str) -> None:
    if milli is None:
        wish.unclear = True
    else:
        wish.milli, wish.unit, wish.given = milli, unit, True


def _can_join(first: Item, second: Item, question: Question | None, action: Action) -> bool:
    if question is not None or action is Action.SET or first.offer is None or first.offer != second.offer:
        return False
    return first.quantity_milli is not None and second.quantity_milli is not None and first.counted


def _take_off(item: Item, account: Account, *, sure: bool) -> None:
    if not sure or item.offer is None or not item.counted:
        return
    if item.quantity_milli is None:
        account.amounts[item.offer] = 0
    else:
        account.amounts[item.offer] = max(0, account.amounts.get(item.offer, 0) - item.quantity_milli)


def _put_on(item: Item, action: Action, account: Account, *, sure: bool, entry: int) -> None:
    assert item.offer is not None
    assert item.quantity_milli is not None
    if action is Action.SET:
        if sure:
            account.amounts[item.offer] = item.quantity_milli
    else:
        account.amounts[item.offer] = account.amounts.get(item.offer, 0) + item.quantity_milli
    account.touched[item.offer] = entry
