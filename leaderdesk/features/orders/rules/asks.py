"""What is asked of the leader about a line, in her own words, with the likeliest answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.jielong.model import Code, Question
from leaderdesk.features.orders.rules.answers import (
    Agreed,
    Answer,
    IsNeighbour,
    IsNew,
    LivesIn,
    Means,
    Wants,
    Without,
)
from leaderdesk.features.orders.rules.ground import Amounts, Ground
from leaderdesk.features.orders.rules.memory import goods_words, teaches_goods, unit_words
from leaderdesk.features.orders.rules.settling import Goods, Settled
from leaderdesk.features.rounds.rules import Offer

MOST_FIXES = 3
_UNUSUAL = 10
"""From so many times the most that is usual for one door, an amount is asked about."""

_UNUSUAL_FROM_MILLI = 30_000


@dataclass(frozen=True, slots=True)
class Fix:
    """One answer to choose, with what stands on its button."""

    label: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about one row: `reason` for the leader, up to three fixes, `ask_her` for the neighbour.

    `key` is that of the line the answers belong to. `always` offers to remember ("always read it so"), and what a fix
    is remembered by is then in `alias`; with `sure` it is remembered unless she says no, as the words can mean nothing
    else. For a unit, `written_milli` is the number that stands before it.
    """

    key: str
    code: str
    reason: str
    fixes: tuple[Fix, ...]
    ask_her: str = ""
    always: str = ""
    alias: str = ""
    sure: bool = False
    written_milli: int = 0

    def remembered(self, fix: Fix) -> tuple[Answer, ...]:
        """Return the answers of `fix` so that they are remembered when the list is confirmed."""
        return tuple(self._kept(answer) for answer in fix.answers)

    def _kept(self, answer: Answer) -> Answer:
        if isinstance(answer, Means) and self.code == Code.UNIT:
            each = (answer.milli or 0) * 1000 // self.written_milli if self.written_milli else 0
            return replace(answer, unit=self.alias, each_milli=each)
        return replace(answer, remember=self.alias) if isinstance(answer, IsNeighbour | Means) else answer


def ask_entry(one: Settled, question: Question, ground: Ground) -> Ask:
    """Return what is asked about one question of the reader."""
    match question.code:
        case Code.WHO:
            return _who(one, question, ground)
        case Code.ROOM:
            return _room(one, question)
        case Code.PRODUCT | Code.SPLIT:
            return _product(one, question, ground)
        case Code.REPEAT:
            return _repeat(one, question)
        case Code.STEP:
            return _step(one, question, ground)
        case _:
            return _quantity(one, question, ground)


def quantity(offer: Offer, milli: int) -> str:
    """Return an amount with its unit: "2 盒"."""
    return _("{amount} {unit}").format(amount=amount_text(milli), unit=offer.unit).strip()


def ask_limits(key: str, name: str, after: Amounts, before: Amounts, ground: Ground) -> Ask | None:
    """Return the question about an amount above the limit for one door or far above what is usual, or None."""
    for offer_id, milli in after.items():
        if before.get(offer_id) == milli:
            continue
        offer = ground.offers[offer_id]
        limit = offer.limit_milli
        if limit is not None and milli > limit:
            kept = tuple((each, limit if each == offer_id else amount) for each, amount in after.items())
            return Ask(
                key=key,
                code="limit",
                reason=_("{product}: {amount} wanted, the limit for one door is {limit}").format(
                    product=offer.label, amount=quantity(offer, milli), limit=quantity(offer, limit)
                ),
                fixes=(
                    Fix(_("only {amount}").format(amount=quantity(offer, limit)), (Wants(kept),)),
                    Fix(_("{amount} after all").format(amount=quantity(offer, milli)), (Agreed("limit"),)),
                ),
                ask_her=_("{name}, {product} is limited to {limit} for each door. Is that all right?").format(
                    name=name, product=offer.label, limit=quantity(offer, limit)
                ),
            )
        if limit is None and milli >= max(_UNUSUAL_FROM_MILLI, _UNUSUAL * offer.step_milli):
            return Ask(
                key=key,
                code="amount",
                reason=_("{product} ×{amount}: that is a lot for one door. Really?").format(
                    product=offer.label, amount=amount_text(milli)
                ),
                fixes=(Fix(_("yes, {amount}").format(amount=quantity(offer, milli)), (Agreed("amount"),)),),
                ask_her=_("{name}, do you really want {amount} of {product}?").format(
                    name=name, amount=quantity(offer, milli), product=offer.label
                ),
            )
    return None


def ask_sold_out(key: str, name: str, offer: Offer, left_milli: int) -> Ask:
    """Return the question about goods of which not enough is left in the round."""
    left = _("only {amount} left").format(amount=quantity(offer, left_milli)) if left_milli > 0 else _("none left")
    return Ask(
        key=key,
        code="sold_out",
        reason=_("{product}: {left} in this round").format(product=offer.label, left=left),
        fixes=(Fix(_("take it all the same"), (Agreed("sold_out"),)),),
        ask_her=_("{name}, I am sorry: {product} is sold out this time. Would something else do?").format(
            name=name, product=offer.label
        ),
    )


def ask_everything(one: Settled) -> Ask:
    """Return the question whether a line that cancels, and says more, means all of the order."""
    words = one.entry.note or ""
    return Ask(
        key=one.key,
        code="everything",
        reason=_("She cancels and writes “{words}”. Does she mean everything?").format(words=words),
        fixes=(Fix(_("yes, everything"), (Agreed("everything"),)),),
        ask_her=_("{name}, do you want to cancel everything, or only “{words}”?").format(name=one.name, words=words),
    )


def ask_paid(key: str) -> Ask:
    """Return the proposal to change an order that is paid already."""
    return Ask(
        key=key,
        code="paid",
        reason=_("This order is paid already, and the list says something else now"),
        fixes=(Fix(_("follow the list"), (Agreed("paid"),)), Fix(_("leave it as it is"), (Agreed("keep"),))),
    )


def ask_handed_over(key: str) -> Ask:
    """Return the notice that goods which were handed over cannot follow the list."""
    return Ask(
        key=key,
        code="handed_over",
        reason=_("Handed over already; the list says something else now"),
        fixes=(Fix(_("leave it as it is"), (Agreed("keep"),)),),
    )


def _who(one: Settled, question: Question, ground: Ground) -> Ask:
    candidates = [person for person in map(ground.people.get, map(int, question.neighbours)) if person is not None]
    name = one.name or one.room
    fixes = [
        Fix(_candidate(person.room or "", person.name, ground.bought.get(person.id, "")), (IsNeighbour(person.id),))
        for person in candidates[:MOST_FIXES]
    ]
    if len(fixes) < MOST_FIXES and one.name:
        fixes.append(Fix(_("none of them, a new neighbour") if fixes else _("a new neighbour"), (IsNew(),)))
    if len(candidates) > 1:
        reason = _("There are {count} “{name}”. Which one is it?").format(count=len(candidates), name=name)
    elif name:
        reason = _("Who is “{name}”?").format(name=name)
    else:
        reason = _("Nobody's name and no room stand here. Whose is it?")
    return Ask(
        key=one.key,
        code=Code.WHO,
        reason=reason,
        fixes=tuple(fixes),
        ask_her=_("{name}, which building and room are you? I do not want to mix you up.").format(name=name),
    )


def _candidate(room: str, name: str, bought: str) -> str:
    if bought:
        return _("{room} {name}, had {goods} last").format(room=room, name=name, goods=bought).strip()
    return f"{room} {name}".strip()


def _room(one: Settled, question: Question) -> Ask:
    rooms = question.rooms or ((one.room,) if one.room else ())
    fixes = [Fix(_("it is {room}").format(room=room), (LivesIn(room),)) for room in rooms[: MOST_FIXES - 1]]
    fixes.append(Fix(_("leave the room open"), (LivesIn(""),)))
    words = question.words or one.room
    return Ask(
        key=one.key,
        code=Code.ROOM,
        reason=_("The room “{words}” does not look right").format(words=words),
        fixes=tuple(fixes),
        ask_her=_("{name}, is “{words}” your room? Please write the building and the room once more.").format(
            name=one.name, words=words
        ),
    )


def _product(one: Settled, question: Question, ground: Ground) -> Ask:
    by_code = {offer.code: offer for offer in ground.offers.values()}
    offers = [by_code[code] for code in question.offers if code in by_code]
    goods = _goods(one, question)
    words = question.words or goods.words
    item = question.item or 0
    fixes = [Fix(offer.label, (_means(item, offer, goods),)) for offer in offers[: MOST_FIXES - (not offers)]]
    if len(fixes) < MOST_FIXES:
        fixes.append(Fix(_("leave it out"), (Without(item),)))
    if len(offers) > 1:
        reason = _("“{words}” could be {goods}").format(words=words, goods=_listed([offer.label for offer in offers]))
    elif offers:
        reason = _("Is “{words}” {goods}?").format(words=words, goods=offers[0].label)
    else:
        reason = _("“{words}” is not on offer this time").format(words=words)
    alias = goods_words(words, goods.milli)
    taught = alias and question.code is Code.PRODUCT and any(_teaches(alias, offer, ground) for offer in offers)
    return Ask(
        key=one.key,
        code=question.code,
        reason=reason,
        fixes=tuple(fixes),
        ask_her=_("{name}, what do you mean by “{words}”: {goods}?").format(
            name=one.name, words=words, goods=_listed([offer.label for offer in offers] or [_("which goods")])
        ),
        always=_always(alias, offers) if taught else "",
        alias=alias if taught else "",
        sure=len(offers) == 1,
    )


def _teaches(alias: str, offer: Offer, ground: Ground) -> bool:
    return teaches_goods(alias, offer=offer, offers=ground.offers.values())


def _always(alias: str, offers: list[Offer]) -> str:
    if len(offers) == 1:
        return _("always read “{words}” as {product}").format(words=alias, product=offers[0].label)
    return _("always read “{words}” so").format(words=alias)


def _quantity(one: Settled, question: Question, ground: Ground) -> Ask:
    goods = _goods(one, question)
    item = question.item or 0
    offer = ground.offers[goods.offer_id] if goods.offer_id is not None else None
    step = offer.step_milli if offer is not None else 1000
    amounts = list(dict.fromkeys((*question.amounts_milli, *((goods.milli,) if goods.milli else ()))))
    amounts += [milli for milli in (max(1000, step), 2 * max(1000, step)) if milli not in amounts]
    shown = [milli for milli in amounts if milli > 0 and milli % step == 0][: MOST_FIXES - 1]
    labels = [quantity(offer, milli) if offer is not None else amount_text(milli) for milli in shown]
    offer_id = offer.id if offer is not None else None
    fixes = [
        Fix(label, (Means(item, offer_id=offer_id, milli=milli),)) for label, milli in zip(labels, shown, strict=True)
    ]
    fixes.append(Fix(_("leave it out"), (Without(item),)))
    words = question.words or goods.words
    product = offer.label if offer is not None else words
    written = question.amounts_milli[0] if len(question.amounts_milli) == 1 else None
    unit = unit_words(words, written) if question.code is Code.UNIT and offer is not None else ""
    if question.code is Code.UNIT and offer is not None:
        reason = _("“{words}”: {product} is sold by {unit}. How many?").format(
            words=words, product=product, unit=offer.unit
        )
    else:
        reason = _("“{words}” does not say clearly how many").format(words=words or product)
    return Ask(
        key=one.key,
        code=question.code,
        reason=reason,
        fixes=tuple(fixes),
        ask_her=_("{name}, how many {unit} of {product} do you want?").format(
            name=one.name, unit=offer.unit if offer is not None else "", product=product
        ),
        always=_("one “{unit}” of {product} always counts so").format(unit=unit, product=product) if unit else "",
        alias=unit,
        written_milli=written or 0,
    )


def _step(one: Settled, question: Question, ground: Ground) -> Ask:
    goods = _goods(one, question)
    item = question.item or 0
    if goods.offer_id is None or goods.milli is None:
        return _quantity(one, question, ground)
    offer = ground.offers[goods.offer_id]
    below = goods.milli // offer.step_milli * offer.step_milli
    fixes = [
        Fix(quantity(offer, milli), (Means(item, milli=milli),))
        for milli in dict.fromkeys((below, below + offer.step_milli))
        if milli > 0
    ]
    return Ask(
        key=one.key,
        code=Code.STEP,
        reason=_("{product} comes in steps of {step}, here it says {amount}").format(
            product=offer.label, step=quantity(offer, offer.step_milli), amount=amount_text(goods.milli)
        ),
        fixes=tuple(fixes),
        ask_her=_("{name}, {product} comes in steps of {step}. How many may it be?").format(
            name=one.name, product=offer.label, step=quantity(offer, offer.step_milli)
        ),
    )


def _repeat(one: Settled, question: Question) -> Ask:
    items = [place for place, goods in enumerate(one.goods) if goods.open] or [question.item or 0]
    words = question.words or _listed([one.goods[place].words for place in items if place < len(one.goods)])
    return Ask(
        key=one.key,
        code=Code.REPEAT,
        reason=_("“{words}” stands in the list twice for the same person").format(words=words),
        fixes=(
            Fix(_("the same order twice"), tuple(Without(place) for place in items)),
            Fix(_("she wants more"), (Agreed(Code.REPEAT),)),
        ),
        ask_her=_("{name}, “{words}” stands in the list twice. Do you want both?").format(name=one.name, words=words),
    )


def _goods(one: Settled, question: Question) -> Goods:
    item = question.item
    return one.goods[item] if item is not None and item < len(one.goods) else Goods(None, None, question.words)


def _means(item: int, offer: Offer, goods: Goods) -> Means:
    return Means(item, offer_id=offer.id, milli=goods.milli)


def _listed(words: list[str]) -> str:
    return _(" or ").join(words)
