"""Who brought whom in the practice neighbourhood: rules, gifts and their book, newcomers, dishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from leaderdesk.core.amount import ONE
from leaderdesk.core.clock import local, local_now
from leaderdesk.core.i18n import N_
from leaderdesk.core.money import parse_yuan
from leaderdesk.core.resources import resource
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.practice.rules import Neighbourhood
from leaderdesk.features.practice.rules.referrals import Brought, brought_whom
from leaderdesk.features.products.actions.photos import keep_photo
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.referrals.actions import add_gift, put_referral, write_programme
from leaderdesk.features.referrals.actions.stock import post
from leaderdesk.features.referrals.rules import GiftKind, How, Reason, Terms
from leaderdesk.features.referrals.rules.stock import Move, moved
from leaderdesk.features.referrals.tables import AwardRow, DishRow, NameConsentRow, WelcomeRow
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Store, Writing

_DAY = dt.timedelta(days=1)


def write_referrals(store: Store, invented: Neighbourhood, round_id: int) -> int:
    """Write down who brought whom, what both got, who is new and what was cooked; return how many referrals there are.

    Of those who are new some order in the open round `round_id` and have paid for it.
    """
    told, now = invented.data["referrals"], local_now(store.clock)
    found = brought_whom(invented, now=now, window=told["window_days"] * _DAY)
    if not found:
        return 0
    gifts = _write_rules(store, told, since=found[0].said_at.date() - _DAY)
    with store.read() as connection:
        people = list(connection.scalars(select(NeighbourRow.id).order_by(NeighbourRow.id)))
    with store.write(N_("Practice referrals"), undoable=False) as writing:
        _stock_up(writing, told, gifts, at=found[0].said_at)
        _write(writing, found, told["said"], gifts, people=people)
        _welcome(writing, [people[one.newcomer] for one in found if one.said_at > now - 40 * _DAY], told["answers"])
        _write_dishes(writing, invented.data["dishes"], people, gift_id=gifts[Reason.NEWCOMER])
    _order(store, round_id, [people[one.newcomer] for one in found if one.buys])
    return len(found)


def _write_rules(store: Store, told: Mapping[str, Any], *, since: dt.date) -> dict[Reason, int]:
    gifts = {}
    for each in told["gifts"]:
        cost, value = parse_yuan(each.get("cost", "0")), parse_yuan(each.get("value", "0"))
        kind = GiftKind(each["kind"])
        gifts[Reason(each["for"])] = add_gift(store, name=each["name"], kind=kind, cost_fen=cost, value_fen=value).id
    terms = Terms(parse_yuan(told["minimum"]), told["window_days"], told["cap"])
    write_programme(store, starts_on=since, name=told["name"], terms=terms, gifts=gifts)
    return gifts


def _stock_up(writing: Writing, told: Mapping[str, Any], gifts: Mapping[Reason, int], *, at: dt.datetime) -> None:
    for each in told["gifts"]:
        if "bought" in each:
            lines = moved(Move.BOUGHT, gifts[Reason(each["for"])], each["bought"] * ONE)
            post(writing, Move.BOUGHT, lines, at_ms=_ms(at))


def _write(
    writing: Writing, found: Sequence[Brought], said: Sequence[str], gifts: Mapping[Reason, int], *, people: list[int]
) -> None:
    names = dict(writing.session.execute(select(NeighbourRow.id, NeighbourRow.name)).all())
    given = []
    for place, one in enumerate(found):
        referrer, newcomer = people[one.referrer], people[one.newcomer]
        if one.one_door:
            door = select(NeighbourRow.household_id).where(NeighbourRow.id == newcomer)
            person = writing.session.get_one(NeighbourRow, referrer)
            person.household_id = writing.session.scalar(door)
        id_ = put_referral(
            writing,
            referrer_id=referrer,
            newcomer_id=newcomer,
            how=How.LIST if place % 2 else How.NEWCOMER,
            words=said[place % len(said)].format(who=names[referrer]),
            said_at_ms=_ms(one.said_at),
        )
        if one.had_at is not None:
            given.append((one.had_at, id_, referrer, newcomer))
    for had_at, id_, referrer, newcomer in sorted(given):
        for reason, neighbour_id in ((Reason.REFERRER, referrer), (Reason.NEWCOMER, newcomer)):
            _give(writing, reason, neighbour_id, gifts[reason], at=had_at, referral_id=id_)
    # Most like to be named; the last one who brought somebody has not been asked yet.
    for id_ in dict.fromkeys(people[one.referrer] for one in found[:6]):
        writing.session.add(NameConsentRow(neighbour_id=id_, agreed=1, at_ms=writing.at_ms))


def _give(writing: Writing, reason: Reason, neighbour_id: int, gift_id: int, *, at: dt.datetime, **cause: int) -> None:
    row = AwardRow(
        reason=reason.value, neighbour_id=neighbour_id, gift_id=gift_id, at_ms=_ms(at), given_at_ms=_ms(at), **cause
    )
    writing.session.add(row)
    writing.session.flush()
    post(writing, Move.GIVEN, moved(Move.GIVEN, gift_id, ONE), award_id=row.id, at_ms=_ms(at))


def _welcome(writing: Writing, newcomers: Sequence[int], answers: Sequence[tuple[int, str]]) -> None:
    """Let the newest be greeted, and some have said how the first bag was."""
    for place, neighbour_id in enumerate(dict.fromkeys(newcomers)):
        score, words = answers[place] if place < len(answers) else (None, "")
        asked = writing.at_ms if score is not None else None
        row = WelcomeRow(neighbour_id=neighbour_id, asked_at_ms=asked, score=score, words=words)
        row.greeted_at_ms = writing.at_ms if place <= len(answers) else None
        writing.session.add(row)


def _write_dishes(writing: Writing, told: Sequence[Mapping[str, Any]], people: Sequence[int], *, gift_id: int) -> None:
    goods = dict(writing.session.execute(select(ProductRow.code, ProductRow.id)).all())
    for place, each in enumerate(told):
        at = local(writing.at_ms) - (len(told) - place) * _DAY
        row = DishRow(
            neighbour_id=people[place],
            product_id=goods[each["product"]],
            photo_id=keep_photo(writing.session, resource("demo", "dishes", f"{each['picture']}.jpg").read_bytes()),
            title=each["title"],
            recipe=each["recipe"],
            consent=each["consent"],
            picked_at_ms=_ms(at) if each.get("picked") else None,
            at_ms=_ms(at),
        )
        writing.session.add(row)
        writing.session.flush()
        if each.get("thanked"):
            _give(writing, Reason.DISH, row.neighbour_id, gift_id, at=at, dish_id=row.id)


def _order(store: Store, round_id: int, neighbours: Sequence[int]) -> None:
    with store.read() as connection:
        offers = offers_of_round(connection, round_id)
    for place, neighbour_id in enumerate(neighbours):
        amounts = {offers[place % len(offers)].id: ONE}
        order_id = order_for(store, round_id=round_id, neighbour_id=neighbour_id, amounts=amounts)[0]
        book_payment(store, order_id=order_id, method="wechat")


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
