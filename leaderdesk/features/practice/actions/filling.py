"""Fills a new store with an invented neighbourhood."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from leaderdesk.core.amount import ONE
from leaderdesk.core.clock import plan
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total, parse_yuan
from leaderdesk.features.neighbours.rooms import from_normal
from leaderdesk.features.neighbours.tables import BuildingRow, HouseholdRow, NeighbourRow, NeighbourTagRow, TagRow
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.actions.ledger import post, receive
from leaderdesk.features.payments.rules.ledger import Account, Entry, Kind, Share, ordered
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow
from leaderdesk.features.practice.actions.settling import settle_past
from leaderdesk.features.practice.rules import Neighbourhood, PastRound, Person, parsed_amount
from leaderdesk.features.products.tables import ProductAliasRow, ProductFactRow, ProductRow, SupplierRow
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.storage.business import read_business, write_business
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import Row
from leaderdesk.storage.search import search_key

_DAY = dt.timedelta(days=1)


def fill_with_practice(store: Store, invented: Neighbourhood, *, seed: int) -> int:
    """Write the whole invented neighbourhood into an empty store and return the id of its open round.

    UserError if the store holds anything already: practice and real life never share one.
    """
    with store.read() as connection:
        if connection.exec_driver_sql(
            "SELECT 1 FROM neighbour UNION ALL SELECT 1 FROM round UNION ALL SELECT 1 FROM product LIMIT 1"
        ).first():
            raise UserError(
                _("There is data in this folder already. Choose a new folder for the practice neighbourhood.")
            )
    with store.write("Practice neighbourhood", undoable=False) as writing:
        session = writing.session
        _write_business(session, invented.data, seed=seed)
        neighbours = _write_people(session, invented)
        products = _write_goods(session, invented.data)
        for past in invented.past:
            _write_past(writing, invented, past, products=products, neighbours=neighbours)
        return _write_round(session, invented.now, products=products, data=invented.data, over=False)


def practice_shop_key(seed: int) -> str:
    """Return the secret of the practice shop of that seed, so that the same seed prints the same codes."""
    return hashlib.sha256(f"leaderdesk practice {seed}".encode()).hexdigest()


def is_practice(store: Store) -> bool:
    """Return whether everything in the store is invented."""
    with store.read() as connection:
        return read_business(connection).is_practice


def _write_business(session: Session, data: Mapping[str, Any], *, seed: int) -> None:
    settings = {
        "leader_name": data["leader"],
        "leader_phone": data["leader_phone"],
        "estate_name": data["estate"],
        "pickup_place": data["pickup_place"],
        "cold_place": data["cold_place"],
        "practice": "1",
        "shop_key": practice_shop_key(seed),
    }
    for name, value in settings.items():
        write_business(session, name, value)


def _write_people(session: Session, invented: Neighbourhood) -> list[int]:
    buildings = keep_rows(
        session,
        BuildingRow,
        [
            {"name": each["name"], "note": each["note"], "position": place}
            for place, each in enumerate(invented.data["buildings"], start=1)
        ],
    )
    building_ids = dict(zip((each["name"] for each in invented.data["buildings"]), buildings, strict=True))
    rooms = list(dict.fromkeys(person.room for person in invented.people))
    household_ids = dict(
        zip(rooms, keep_rows(session, HouseholdRow, [_household(room, building_ids) for room in rooms]), strict=True)
    )
    neighbours = keep_rows(session, NeighbourRow, [_neighbour(person, household_ids) for person in invented.people])
    tags = invented.data["names"]["tags"]
    tag_ids = dict(
        zip(
            (name for name, _tint in tags),
            keep_rows(session, TagRow, [{"name": name, "tint": tint} for name, tint in tags]),
            strict=True,
        )
    )
    keep_rows(
        session,
        NeighbourTagRow,
        [
            {"neighbour_id": neighbour_id, "tag_id": tag_ids[tag]}
            for neighbour_id, person in zip(neighbours, invented.people, strict=True)
            for tag in person.tags
        ],
    )
    return neighbours


def _household(room: str, building_ids: Mapping[str, int]) -> dict[str, Any]:
    parsed = from_normal(room)
    if parsed is None:
        raise ValueError(room)
    return {"building_id": building_ids[parsed.building], "unit": parsed.unit, "room": parsed.room, "label": room}


def _neighbour(person: Person, household_ids: Mapping[str, int]) -> dict[str, Any]:
    return {
        "name": person.name,
        "household_id": household_ids[person.room],
        "phone": person.phone,
        "joined_on": person.joined_on,
        "search_key": search_key([person.name], exact=[person.room, person.room.replace("-", ""), person.phone[-4:]]),
    }


def _write_goods(session: Session, data: Mapping[str, Any]) -> list[int]:
    suppliers = data["suppliers"]
    supplier_ids = dict(
        zip((each["name"] for each in suppliers), keep_rows(session, SupplierRow, suppliers), strict=True)
    )
    products = keep_rows(session, ProductRow, [_product(each, supplier_ids) for each in data["products"]])
    paired = list(zip(products, data["products"], strict=True))
    keep_rows(
        session,
        ProductAliasRow,
        [{"product_id": id_, "alias": alias} for id_, each in paired for alias in each["aliases"]],
    )
    keep_rows(
        session,
        ProductFactRow,
        [
            {"product_id": id_, "position": place, "name": name, "value": value}
            for id_, each in paired
            for place, (name, value) in enumerate(each["facts"], start=1)
        ],
    )
    return products


def _product(each: Mapping[str, Any], supplier_ids: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": each["code"],
        "name": each["name"],
        "short_name": each["short_name"],
        "spec": each["spec"],
        "unit": each["unit"],
        "storage": each["storage"],
        "supplier_id": supplier_ids[each["supplier"]],
        "price_fen": parse_yuan(each["price"]),
        "cost_fen": parse_yuan(each["cost"]),
        "case_milli": parsed_amount(each, "case"),
        "step_milli": parsed_amount(each, "step") or ONE,
        "origin": each["origin"],
        "story": each["story"],
        "search_key": search_key([each["name"], each["short_name"], *each["aliases"]], exact=[each["code"]]),
    }


def _write_round(
    session: Session, past: PastRound, *, products: Sequence[int], data: Mapping[str, Any], over: bool
) -> int:
    row = RoundRow(
        number=past.number,
        title=past.title,
        cutoff=plan(past.cutoff),
        pickup_from=plan(past.pickup_from),
        pickup_until=plan(past.pickup_until),
        pickup_place=data["pickup_place"],
        # Past rounds were open for a week: its streams showed what is in them.
        opened_at_ms=_ms(past.cutoff - (6 if over else 3) * _DAY),
        closed_at_ms=_ms(past.cutoff) if over else None,
        settled_at_ms=_ms(past.pickup_until + _DAY) if over else None,
    )
    session.add(row)
    session.flush()
    keep_rows(
        session,
        OfferRow,
        [
            _offer(row.id, place, products[good], data["products"][good])
            for place, good in enumerate(past.goods, start=1)
        ],
    )
    return row.id


def _offer(round_id: int, place: int, product_id: int, each: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "round_id": round_id,
        "product_id": product_id,
        "code": chr(ord("A") + place - 1),
        "position": place,
        "price_fen": parse_yuan(each["price"]),
        "cost_fen": parse_yuan(each["cost"]),
        "limit_milli": parsed_amount(each, "limit"),
        "total_limit_milli": parsed_amount(each, "total_limit"),
        "case_milli": parsed_amount(each, "case"),
        "step_milli": parsed_amount(each, "step") or ONE,
        "cutoff": None,
    }


def _write_past(
    writing: Writing, invented: Neighbourhood, past: PastRound, *, products: Sequence[int], neighbours: Sequence[int]
) -> None:
    session = writing.session
    round_id = _write_round(session, past, products=products, data=invented.data, over=True)
    found = session.execute(select(OfferRow.product_id, OfferRow.id).where(OfferRow.round_id == round_id))
    offers = dict(found.all())
    taken_ms, given_ms = _ms(past.cutoff - _DAY), _ms(past.pickup_from + dt.timedelta(hours=2))
    orders = keep_rows(
        session,
        OrderRow,
        [
            {
                "round_id": round_id,
                "neighbour_id": neighbours[order.person],
                "pickup_code": code,
                "list_number": code,
                "created_at_ms": taken_ms,
            }
            for code, order in enumerate(past.orders, start=1)
        ],
    )
    prices = [parse_yuan(each["price"]) for each in invented.data["products"]]
    lines = [
        {"order_id": order_id, "offer_id": offers[products[good]], "amount_milli": milli, "price_fen": prices[good]}
        for order_id, order in zip(orders, past.orders, strict=True)
        for good, milli in order.lines
    ]
    line_ids = keep_rows(session, LineRow, lines)
    handovers = dict(
        zip(
            orders,
            keep_rows(session, HandoverRow, [{"order_id": order_id, "at_ms": given_ms} for order_id in orders]),
            strict=True,
        )
    )
    keep_rows(
        session,
        HandoverLineRow,
        [
            {"handover_id": handovers[line["order_id"]], "line_id": line_id}
            for line_id, line in zip(line_ids, lines, strict=True)
        ],
    )
    _pay(writing, past, round_id, orders=orders, lines=lines, neighbours=neighbours, at_ms=(taken_ms, given_ms))
    settle_past(writing, round_id, lines, came_ms=_ms(past.pickup_from), settled_ms=_ms(past.pickup_until + _DAY))


def _pay(
    writing: Writing,
    past: PastRound,
    round_id: int,
    *,
    orders: Sequence[int],
    lines: Iterable[Mapping[str, Any]],
    neighbours: Sequence[int],
    at_ms: tuple[int, int],
) -> None:
    totals = dict.fromkeys(orders, 0)
    for line in lines:
        totals[line["order_id"]] += line_total(line["price_fen"], line["amount_milli"])
    taken_ms, given_ms = at_ms
    for order_id, order in zip(orders, past.orders, strict=True):
        share = Share(neighbours[order.person], order_id, totals[order_id])
        post(writing, Entry(Kind.ORDER, ordered(share), at_ms=taken_ms, round_id=round_id))
        receive(writing, shares=(share,), account=Account(order.method), at_ms=given_ms)


def keep_rows(session: Session, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert `rows` and return their ids in the same order."""
    if not rows:
        return []
    return list(session.scalars(insert(table).returning(table.id, sort_by_parameter_order=True), list(rows)))


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
