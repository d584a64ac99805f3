"""Goods that each household gets once, as a trial pack: who has had them, and what is asked about a second one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from leaderdesk.core.amount import ONE
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules.answers import Agreed, Answer, Answers, NotAnOrder, Wants, agreed
from leaderdesk.features.orders.rules.asks import Ask, Fix
from leaderdesk.features.orders.rules.ground import Amounts, Ground
from leaderdesk.features.orders.rules.review import Row

ONCE = "once"


def with_once(rows: Sequence[Row], ground: Ground, answers: Answers) -> list[Row]:
    """Return the rows; asked about is whose household would have a second pack, by this list or another order."""
    if not ground.once.offers:
        return list(rows)
    asked = []
    taken: set[str] = set()
    for row in rows:
        offer_id = _second(ground, row.neighbour_id, row.room, row.after, row.before, taken=taken)
        if offer_id is not None and row.ask is None and not agreed(answers, row.key, ONCE):
            asked.append(replace(row, ask=_ask(row, ground, offer_id)))
            continue
        if any(row.after.get(each) for each in ground.once.offers):
            taken.add(_door(row.neighbour_id, row.room))
        asked.append(row)
    return asked


def once_words(ground: Ground, *, neighbour_id: int | None, room: str, after: Amounts, before: Amounts) -> str:
    """Return, in a sentence that asks, which goods her household would have a second time; empty for none."""
    offer_id = _second(ground, neighbour_id, room, after, before, taken=())
    return "" if offer_id is None else _words(ground, offer_id, room)


def _second(
    ground: Ground, neighbour_id: int | None, room: str, after: Amounts, before: Amounts, *, taken: Collection[str]
) -> int | None:
    """Return the goods of which her household would have more than one pack with what is new in `after`."""
    door = _door(neighbour_id, room)
    for offer_id in sorted(ground.once.offers):
        wanted, had = after.get(offer_id, 0), before.get(offer_id, 0)
        if wanted <= had:
            continue
        if wanted > ONE or door in taken or door in ground.once.doors or neighbour_id in ground.once.people:
            return offer_id
        if any(_has(ground, each, offer_id, door) for each in ground.standing if each != neighbour_id):
            return offer_id
    return None


def _has(ground: Ground, neighbour_id: int, offer_id: int, door: str) -> bool:
    standing, person = ground.standing[neighbour_id], ground.people.get(neighbour_id)
    if standing.cancelled or not standing.amounts.get(offer_id):
        return False
    return _door(neighbour_id, "" if person is None else person.room or "") == door


def _door(neighbour_id: int | None, room: str) -> str:
    return room or f"#{neighbour_id}"


def _ask(row: Row, ground: Ground, offer_id: int) -> Ask:
    kept = tuple((each, milli) for each, milli in row.after.items() if each not in ground.once.offers)
    kept += tuple((each, milli) for each, milli in row.before.items() if each in ground.once.offers)
    without: Answer = Wants(kept) if kept else NotAnOrder()
    return Ask(
        key=row.key,
        code=ONCE,
        reason=_words(ground, offer_id, row.room),
        fixes=(Fix(_("without it"), (without,)), Fix(_("take it all the same"), (Agreed(ONCE),))),
        ask_her=_("{name}, {product} is there once for each household. May I leave it out this time?").format(
            name=row.name, product=ground.offers[offer_id].label
        ),
    )


def _words(ground: Ground, offer_id: int, room: str) -> str:
    product = ground.offers[offer_id].label
    if room:
        return _("{product} is once for each household. A second one for {room}?").format(product=product, room=room)
    return _("{product} is once for each household. A second one for her?").format(product=product)
