"""Invents a neighbourhood: who lives where, what was sold in past rounds, and what the group writes tonight."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leaderdesk.core.amount import ONE, amount_text, parse_amount
from leaderdesk.core.money import parse_yuan
from leaderdesk.core.resources import resource

PAST_ROUNDS = 22
NEIGHBOURS = 312
_UNTIL_PICKUP = dt.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented neighbour."""

    name: str
    room: str
    phone: str
    joined_on: str
    tags: tuple[str, ...]
    keenness: float


@dataclass(frozen=True, slots=True)
class PastOrder:
    """What one person took in a past round; people and goods are places in their lists, amounts thousandths."""

    person: int
    lines: tuple[tuple[int, int], ...]
    method: str


@dataclass(frozen=True, slots=True)
class PastRound:
    """A round that is over; `goods` are places in the list of products."""

    number: int
    title: str
    cutoff: dt.datetime
    pickup_from: dt.datetime
    pickup_until: dt.datetime
    goods: tuple[int, ...]
    orders: tuple[PastOrder, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Everything that is invented; the same seed and day give the same."""

    data: Mapping[str, Any]
    people: tuple[Person, ...]
    past: tuple[PastRound, ...]
    now: PastRound
    paste: str


def invent(*, seed: int, today: dt.date, neighbours: int = NEIGHBOURS, rounds: int = PAST_ROUNDS) -> Neighbourhood:
    """Return a neighbourhood of so many neighbours and past rounds, with one more round that is open today."""
    data = tomllib.loads(resource("demo", "practice.toml").read_text(encoding="utf-8"))
    chance = random.Random(f"leaderdesk-{seed}")
    people = _people(data, chance, today=today, count=neighbours)
    cutoff = _next_monday(today)
    last = _last_handed_out(cutoff, today)
    past = tuple(
        _past_round(data, chance, people, number=number, cutoff=last - dt.timedelta(weeks=rounds - number))
        for number in range(1, rounds + 1)
    )
    products = [product["code"] for product in data["products"]]
    goods = tuple(products.index(code) for code in data["open_round"]["products"])
    now = _round(
        data,
        number=rounds + 1,
        cutoff=cutoff,
        goods=goods,
        orders=_orders(data, chance, people, goods=goods, count=len(people) // 8),
    )
    return Neighbourhood(data=data, people=people, past=past, now=now, paste=_paste(data, chance, people, now))


def _people(data: Mapping[str, Any], chance: random.Random, *, today: dt.date, count: int) -> tuple[Person, ...]:
    names = data["names"]
    doors = [
        f"{building['name']}-{floor}{door:02d}"
        for building in data["buildings"]
        for floor in range(1, building["floors"] + 1)
        for door in range(1, 9)
    ]
    fixed = [tuple(pair) for pair in (*names["known"], *names["pairs"])][:count]
    free = [door for door in doors if door not in {room for _name, room in fixed}]
    chance.shuffle(free)
    taken = {name for name, _room in fixed}
    tails = chance.sample(range(10_000), count)
    people: list[Person] = []
    for place in range(count):
        name, room = fixed[place] if place < len(fixed) else (_new_name(names, chance, taken), free[place % len(free)])
        known_days = chance.randint(10, 700)
        tags = tuple(tag for tag, _tint in names["tags"] if chance.random() < 0.12)
        people.append(
            Person(
                name=name,
                room=room,
                phone=f"1380000{tails[place]:04d}" if chance.random() < 0.9 else "",
                joined_on=(today - dt.timedelta(days=known_days)).isoformat(),
                tags=tags,
                keenness=0.9 if place < len(fixed) else chance.betavariate(1.2, 2.6),
            )
        )
    return tuple(people)


def _new_name(names: Mapping[str, Any], chance: random.Random, taken: set[str]) -> str:
    while True:
        kind = chance.random()
        if kind < 0.4:
            name = chance.choice(names["surnames"]) + chance.choice(names["elders"])
        elif kind < 0.75:
            name = chance.choice(names["children"]) + chance.choice(names["parents"])
        elif kind < 0.9:
            name = chance.choice(("小", "老", "阿")) + chance.choice(names["surnames"])
        else:
            name = chance.choice(names["nicknames"])
        if name not in taken:
            taken.add(name)
            return str(name)
        if chance.random() < 0.2:
            name += chance.choice(names["surnames"])
            if name not in taken:
                taken.add(name)
                return str(name)


def _past_round(
    data: Mapping[str, Any], chance: random.Random, people: Sequence[Person], *, number: int, cutoff: dt.datetime
) -> PastRound:
    goods = tuple(sorted(chance.sample(range(len(data["products"])), chance.randint(5, 8))))
    count = min(len(people), round(len(people) * chance.uniform(0.22, 0.36)))
    return _round(
        data, number=number, cutoff=cutoff, goods=goods, orders=_orders(data, chance, people, goods=goods, count=count)
    )


def _round(
    data: Mapping[str, Any], *, number: int, cutoff: dt.datetime, goods: tuple[int, ...], orders: tuple[PastOrder, ...]
) -> PastRound:
    titles = data["titles"]
    sunday = cutoff + _UNTIL_PICKUP
    return PastRound(
        number=number,
        title=titles[(number - 1) % len(titles)],
        cutoff=cutoff,
        pickup_from=sunday.replace(hour=10),
        pickup_until=sunday.replace(hour=18),
        goods=goods,
        orders=orders,
    )


def _orders(
    data: Mapping[str, Any], chance: random.Random, people: Sequence[Person], *, goods: Sequence[int], count: int
) -> tuple[PastOrder, ...]:
    ranked = sorted(
        range(len(people)), key=lambda place: chance.random() ** (1 / max(people[place].keenness, 0.02)), reverse=True
    )
    orders = []
    for person in ranked[:count]:
        wanted = sorted(chance.sample(list(goods), min(len(goods), chance.choices((1, 2, 3, 4), (4, 5, 3, 1))[0])))
        lines = tuple((good, _amount(data["products"][good], chance)) for good in wanted)
        orders.append(
            PastOrder(person=person, lines=lines, method=chance.choices(("wechat", "cash", "alipay"), (8, 1, 1))[0])
        )
    return tuple(orders)


def _amount(product: Mapping[str, Any], chance: random.Random) -> int:
    if product["unit"] == "斤":
        return chance.choice((2, 3, 3, 5)) * ONE
    return chance.choices((1, 2, 3), (7, 3, 1))[0] * ONE


def _paste(data: Mapping[str, Any], chance: random.Random, people: Sequence[Person], now: PastRound) -> str:
    products = data["products"]
    prices = " ".join(f"{_word(products[good])}{parse_yuan(products[good]['price']) // 100}" for good in now.goods)
    head = ["#接龙", f"第 {now.number} 期・{now.title}，今晚 8 点直播间见~", prices, ""]
    unclear = {"小王", "童童奶奶", "冯叔"}
    body: list[str] = []
    for order in now.orders:
        if people[order.person].name not in unclear:
            body.append(f"{len(body) + 1}. {_entry(products, chance, people[order.person], order)}")
    for line in data["open_round"]["unclear"]:
        body.append(line.format(number=len(body) + 1))
    return "\n".join((*head, *body))


def _entry(products: Sequence[Mapping[str, Any]], chance: random.Random, person: Person, order: PastOrder) -> str:
    goods = [f"{_word(products[good])}{_quantity(products[good], milli, chance)}" for good, milli in order.lines]
    who = chance.choice(
        (
            f"{person.name} {person.room}",
            f"{person.room} {person.name}",
            f"{person.name} {person.room.replace('-', '栋')}",
        )
    )
    return f"{who} {chance.choice((' ', '，')).join(goods)}"


def _word(product: Mapping[str, Any]) -> str:
    return str(product["aliases"][0] if product["aliases"] else product["short_name"])


def _quantity(product: Mapping[str, Any], milli: int, chance: random.Random) -> str:
    number = amount_text(milli)
    spoken = {"1": "一", "2": "两", "3": "三"}.get(number, number)
    return chance.choice((number, f"{number}{product['unit']}", f"{spoken}{product['unit']}", f"x{number}"))


def _next_monday(today: dt.date) -> dt.datetime:
    days = (7 - today.weekday()) % 7 or 7
    return dt.datetime.combine(today + dt.timedelta(days=days), dt.time(22))


def _last_handed_out(cutoff: dt.datetime, today: dt.date) -> dt.datetime:
    """Return the cut-off of the latest weekly round before `cutoff` whose day of pickup is not after `today`."""
    last = cutoff - dt.timedelta(weeks=1)
    while (last + _UNTIL_PICKUP).date() > today:
        last -= dt.timedelta(weeks=1)
    return last


def parsed_amount(product: Mapping[str, Any], key: str) -> int | None:
    """Return the thousandths that `key` of an invented product names; None where it names none."""
    return parse_amount(product[key]) if key in product else None
