"""Questions that the text alone does not raise: a known name at another door, goods that came another way already."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rooms import from_normal
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.jielong.model import Action
from leaderdesk.features.orders.rules.answers import (
    Agreed,
    Answer,
    HasMoved,
    IsApart,
    IsNeighbour,
    IsNew,
    Same,
)
from leaderdesk.features.orders.rules.asks import Ask, Fix, quantity
from leaderdesk.features.orders.rules.ground import Amounts, Ground
from leaderdesk.features.orders.rules.memory import Kind
from leaderdesk.features.orders.rules.settling import Settled

MOVED, SOURCE, TAKEN_BACK, AS_SAID = "moved", "source", "taken_back", "as_said"


def names_of(ground: Ground) -> Mapping[str, tuple[int, ...]]:
    """Return who bears each name, by the name as it is compared."""
    found: dict[str, tuple[int, ...]] = {}
    for one in ground.people.values():
        for key in {compare_key(name) for name in (one.name, *one.aliases)}:
            found[key] = (*found.get(key, ()), one.id)
    return found


def may_have_moved(one: Settled) -> bool:
    """Whether somebody nobody knows stands here with a name and a full room."""
    room = from_normal(one.room) if one.room else None
    return one.neighbour_id is None and bool(one.name) and room is not None and room.full and not one.questions


def ask_moved(
    one: Settled, ground: Ground, given: Collection[Answer], *, names: Mapping[str, tuple[int, ...]], here: set[int]
) -> Ask | None:
    """Return whether she has moved or is somebody else, where just one neighbour of this name lives at another door.

    Nobody is asked about who stands in the same text at her old door. Who was said to be two people is asked about
    again only where that was taken back.
    """
    if any(isinstance(answer, IsNew | IsNeighbour | HasMoved | IsApart) for answer in given):
        return None
    instead_of = None
    if one.neighbour_id is not None:
        instead_of, other_id = one.neighbour_id, _doubted(one.neighbour_id, ground)
    else:
        others = names.get(compare_key(one.name), ())
        other_id = others[0] if len(others) == 1 else None
    other = ground.people.get(other_id) if other_id is not None else None
    if other is None or not other.room or other.id in here:
        return None
    room = one.room or _room_of(instead_of, ground)
    if not room or not _elsewhere(room, other):
        return None
    name = one.name or other.name
    return Ask(
        key=one.key,
        code=MOVED,
        reason=_("“{name}” lives at {before}, here it says {room}. Two people, or has she moved?").format(
            name=name, before=other.room, room=room
        ),
        fixes=(
            Fix(_("two people"), (IsNew(), IsApart(other.id)) if instead_of is None else (IsApart(other.id),)),
            Fix(_("moved to {room}").format(room=room), (HasMoved(other.id, room, instead_of),)),
        ),
        ask_her=_("{name}, have you moved to {room}? I had written down another room.").format(name=name, room=room),
    )


def ask_source(
    entries: Collection[Settled], ground: Ground, given: Collection[Answer], *, after: Amounts, before: Amounts
) -> Ask | None:
    """Return whether goods that came another way already are the same again, or more of them."""
    first = next(iter(entries))
    if any(
        isinstance(answer, Same) or (isinstance(answer, Agreed) and answer.code in (SOURCE, AS_SAID))
        for answer in given
    ):
        return None
    if first.action is Action.ADD:
        return None
    had = ground.elsewhere(first.neighbour_id)
    anew = _set_anew(entries)
    twice = {
        each: milli
        for each, milli in after.items()
        if milli and had.get(each) and (not before.get(each) or (each in anew and milli != before[each]))
    }
    if not twice:
        return None
    goods = _(", ").join(_had(each, had[each], first.neighbour_id, ground) for each in twice if each in ground.offers)
    name = first.name or _name_of(first.neighbour_id, ground)
    return Ask(
        key=first.key,
        code=SOURCE,
        reason=_("{goods} came another way already. Is this the same order, or more?").format(goods=goods),
        fixes=tuple(_ways_anew(twice, had, ground) if twice.keys() <= anew else _ways(twice, had, ground)),
        ask_her=_("{name}, I have {goods} for you already. Is that the same, or do you want more?").format(
            name=name, goods=goods
        ),
    )


def beyond_list(entries: Collection[Settled], ground: Ground, listed: Amounts) -> dict[int, int]:
    """Return what these lines take back or set anew although it did not come from the list, thousandths by offer id."""
    had = ground.elsewhere(next(iter(entries)).neighbour_id)
    found: dict[int, int] = {}
    for one in entries:
        if one.questions or one.action not in (Action.CANCEL, Action.SET):
            continue
        named = {goods.offer_id: goods.milli for goods in one.goods if goods.offer_id is not None and not goods.open}
        for offer_id, milli in had.items():
            if one.goods and offer_id not in named:
                continue
            less = named.get(offer_id) if one.action is Action.CANCEL else None
            beyond = milli if less is None else min(milli, less - listed.get(offer_id, 0))
            if beyond > 0:
                found[offer_id] = beyond
    return found


def ask_taken_back(one: Settled, back: Amounts, ground: Ground) -> Ask:
    """Return the question whether goods that came another way are meant by a line that cancels."""
    goods = _(", ").join(_had(each, milli, one.neighbour_id, ground) for each, milli in back.items())
    name = one.name or _name_of(one.neighbour_id, ground)
    return Ask(
        key=one.key,
        code=TAKEN_BACK,
        reason=_("She cancels, but {goods} came another way. Take that out too?").format(goods=goods),
        fixes=(
            Fix(_("yes, take it out"), (Agreed(AS_SAID),)),
            Fix(_("no, that stays"), (Agreed(TAKEN_BACK),)),
        ),
        ask_her=_("{name}, I have {goods} for you. Do you want to cancel that?").format(name=name, goods=goods),
    )


def _had(offer_id: int, milli: int, neighbour_id: int | None, ground: Ground) -> str:
    return _("{product} ×{amount} ({source})").format(
        product=ground.offers[offer_id].label,
        amount=amount_text(milli),
        source=_(", ").join(ground.ways(neighbour_id, offer_id)),
    )


def _set_anew(entries: Collection[Settled]) -> set[int]:
    """Return the offers whose amount the last line that names them sets."""
    setting: dict[int, bool] = {}
    for one in entries:
        setting.update((goods.offer_id, one.action is Action.SET) for goods in one.goods if goods.offer_id is not None)
    return {offer_id for offer_id, sets in setting.items() if sets}


def _ways_anew(twice: Mapping[int, int], had: Mapping[int, int], ground: Ground) -> list[Fix]:
    """Return the answers for amounts that a line sets: they are all she wants, or come on top of what she has."""
    if len(twice) > 1:
        return [
            Fix(_("so much and no more"), (Agreed(AS_SAID),)),
            Fix(_("more, count both"), (Agreed(SOURCE),)),
        ]
    one, said = next(iter(twice.items()))
    offer = ground.offers[one]
    return [
        Fix(_("{amount} in all").format(amount=quantity(offer, said)), (Agreed(AS_SAID),)),
        Fix(_("more, {amount} in all").format(amount=quantity(offer, said + had[one])), (Agreed(SOURCE),)),
    ]


def _ways(twice: Mapping[int, int], had: Mapping[int, int], ground: Ground) -> list[Fix]:
    one = next(iter(twice)) if len(twice) == 1 else None
    same = Same(tuple((each, min(milli, had[each])) for each, milli in twice.items()))
    if one is None:
        return [Fix(_("the same, count it once"), (same,)), Fix(_("more, count both"), (Agreed(SOURCE),))]
    offer, said = ground.offers[one], twice[one]
    ways = [
        Fix(_("the same, {amount} in all").format(amount=quantity(offer, max(said, had[one]))), (same,)),
        Fix(_("more, {amount} in all").format(amount=quantity(offer, said + had[one])), (Agreed(SOURCE),)),
    ]
    if said > had[one]:
        stays = Fix(_("leave it at {amount}").format(amount=quantity(offer, had[one])), (Same(((one, said),)),))
        ways.append(stays)
    return ways


def _doubted(neighbour_id: int, ground: Ground) -> int | None:
    return next(
        (
            one.other_id
            for one in ground.memory
            if one.kind is Kind.APART and one.doubted and one.neighbour_id == neighbour_id
        ),
        None,
    )


def _elsewhere(room: str, other: KnownNeighbour) -> bool:
    here, there = from_normal(room), from_normal(other.room or "")
    return here is not None and there is not None and here.full and there.full and not here.agrees(there)


def _room_of(neighbour_id: int | None, ground: Ground) -> str:
    found = ground.people.get(neighbour_id) if neighbour_id is not None else None
    return (found.room or "") if found is not None else ""


def _name_of(neighbour_id: int | None, ground: Ground) -> str:
    found = ground.people.get(neighbour_id) if neighbour_id is not None else None
    return found.name if found is not None else ""
