"""Reads who has not ordered in a round yet."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, Select, select

from leaderdesk.features.neighbours.queries import building_names, neighbour_rows
from leaderdesk.features.neighbours.queries.merging import merged_ids
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.queries.slots import favourites_of
from leaderdesk.features.orders.rules.not_yet import (
    ROUNDS_BACK,
    NotYet,
    Waiting,
    is_new,
    least_of,
    personal_text,
    rests,
    times_ordered,
)
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.rules.planned import moment_text
from leaderdesk.features.rounds.tables import RoundRow

_MOST_GOODS = 2


def who_has_not_ordered(connection: Connection, round_id: int, *, today: dt.date) -> Waiting | None:
    """Return who has no standing order in the round, in walking order; None if there is no such round.

    Who was put away, was merged or rests is left out.
    """
    found = round_row(connection, round_id)
    if found is None:
        return None
    numbers = _rounds_before(connection, found.number)
    merged = merged_ids(connection)
    orders = connection.execute(_standing([round_id, *numbers])).all()
    rounds_of = times_ordered(((row[0], row[1]) for row in orders), merged)
    joined = dict(connection.execute(select(NeighbourRow.id, NeighbourRow.joined_on)).all())
    least, people, resting = least_of(len(numbers)), list[NotYet](), 0
    for one in neighbour_rows(connection):
        ordered = rounds_of.get(one.id, set())
        if round_id in ordered:
            continue
        if rests(tag.name for tag in one.tags):
            resting += 1
            continue
        people.append(
            NotYet(
                id=one.id,
                name=one.name,
                room=one.room,
                building=one.building,
                ordered=len(ordered),
                last=str(max((numbers[each] for each in ordered), default="")),
                is_new=is_new(joined.get(one.id, ""), today=today),
                is_regular=len(ordered) >= least,
                search_key=one.search_key,
            )
        )
    return Waiting(
        round_name=found.name,
        cutoff=moment_text(found.cutoff),
        closed=found.closed_at_ms is not None,
        looked_at=len(numbers),
        least=least,
        people=tuple(people),
        buildings=building_names(connection),
        resting=resting,
    )


def words_for(connection: Connection, round_id: int, waiting: Waiting, one: NotYet) -> str:
    """Return what to say to one neighbour: with goods of the round that she likes, if there are any."""
    labels = {offer.label for offer in offers_of_round(connection, round_id)}
    liked = [each.name for each in favourites_of(connection, one.id) if each.name in labels]
    return personal_text(waiting, one, liked[:_MOST_GOODS])


def _rounds_before(connection: Connection, number: int) -> dict[int, int]:
    """Return the latest opened rounds with a lower number: the number by id."""
    latest = (
        select(RoundRow.id, RoundRow.number)
        .where(RoundRow.number < number, RoundRow.opened_at_ms.is_not(None), RoundRow.archived_at_ms.is_(None))
        .order_by(RoundRow.number.desc())
        .limit(ROUNDS_BACK)
    )
    return dict(connection.execute(latest).all())


def _standing(round_ids: list[int]) -> Select[int, int]:
    return select(OrderRow.round_id, OrderRow.neighbour_id).where(
        OrderRow.round_id.in_(round_ids), OrderRow.cancelled_at_ms.is_(None)
    )
