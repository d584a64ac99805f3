"""Late wishes as they stand, what is there for them, and new ones read from what somebody wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.core.clock import planned
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.text import cleaned
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.queries.ground import ground_of_round
from leaderdesk.features.orders.queries.quick_line import quick_line
from leaderdesk.features.orders.rules.comparison import amounts_of
from leaderdesk.features.orders.rules.ground import Ground
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.features.purchasing.queries import PurchaseSlots, sent_versions, supplier_orders_of_round
from leaderdesk.features.purchasing.rules.late import Stand, Wish
from leaderdesk.features.purchasing.rules.saying import Saying, whole_sayings
from leaderdesk.features.purchasing.rules.versions import sent_amounts
from leaderdesk.features.purchasing.tables import LateWishRow
from leaderdesk.features.rounds.queries import offers_of_round, round_row

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class NewWish:
    """A wish that was read: thousandths of one offer, and the words it was read from.

    Without a `neighbour_id` name and room make a new neighbour. `listed`: it stood in a list that was pasted.
    """

    neighbour_id: int | None
    name: str
    room: str
    offer_id: int
    amount_milli: int
    words: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class WishesRead:
    """What was read from a text: the wishes, and the lines that are not clear, each with the reason."""

    wishes: tuple[NewWish, ...]
    unclear: tuple[tuple[str, str], ...]


def wishes_of_round(connection: Connection, round_id: int) -> tuple[Wish, ...]:
    """Return the late wishes of the round as they came."""
    query = (
        select(*LateWishRow.__table__.columns, NeighbourRow.name, func.coalesce(HouseholdRow.label, "").label("room"))
        .join(NeighbourRow, NeighbourRow.id == LateWishRow.neighbour_id)
        .join(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id, isouter=True)
        .where(LateWishRow.round_id == round_id)
        .order_by(LateWishRow.at_ms, LateWishRow.id)
    )
    return tuple(
        Wish(
            id=row.id,
            round_id=row.round_id,
            neighbour_id=row.neighbour_id,
            name=row.name,
            room=row.room,
            offer_id=row.offer_id,
            amount_milli=row.amount_milli,
            words=row.words,
            at_ms=row.at_ms,
            answer=row.answer,
            decided_at_ms=row.decided_at_ms,
            action_id=row.action_id,
        )
        for row in connection.execute(query)
    )


def stands_of_round(
    connection: Connection, round_id: int, *, now: dt.datetime, slots: PurchaseSlots | None = None
) -> dict[int, Stand]:
    """Return how each offer of the round stands for those who come late; `now` is local time."""
    found = round_row(connection, round_id)
    if found is None:
        return {}
    slots = slots or PurchaseSlots()
    arrived, kept = slots.arrived(connection, round_id), slots.kept(connection, round_id)
    lines = [line for order in supplier_orders_of_round(connection, round_id) for line in order.lines]
    taken = {line.offer.id: line.ordered_milli + line.extra_milli for line in lines}
    extra = {line.offer.id: line.extra_milli for line in lines}
    sent = sent_amounts(sent_versions(connection, round_id))
    over = planned(found.pickup_from) <= now
    return {
        offer.id: Stand(
            offer=offer,
            taken_milli=taken.get(offer.id, 0),
            expected_milli=sent.get(offer.id),
            most_milli=offer.total_limit_milli,
            is_over=over,
            arrived_milli=arrived.get(offer.id),
            kept_milli=kept.get(offer.id, 0),
            extra_milli=extra.get(offer.id, 0),
        )
        for offer in offers_of_round(connection, round_id)
    }


def read_wishes(connection: Connection, round_id: int, text: str, *, today: dt.date) -> WishesRead:
    """Return the late wishes in what somebody wrote: "3502 草莓2", "小安：面包能加俩不", one after the other.

    What asks for less, or is not clear, is no wish and comes back with the reason. UserError without a round or words.
    """
    ground = ground_of_round(connection, round_id, today=today)
    if ground is None:
        raise UserError(_("This round is not there any more."))
    names = {name for each in ground.people.values() for name in (each.name, *each.aliases)}
    sayings = whole_sayings(cleaned(text), names)
    if not sayings:
        raise UserError(_("There is nothing to read. Write room or name, then the goods."))
    wishes, unclear = list[NewWish](), list[tuple[str, str]]()
    for saying in sayings[:MOST_LINES]:
        read = _of_saying(connection, saying, ground)
        if isinstance(read, str):
            unclear.append((saying.words, read))
        else:
            wishes += read
    return WishesRead(tuple(wishes), tuple(unclear))


def wishes_in_list(connection: Connection, review: Review) -> tuple[NewWish, ...]:
    """Return what a list that was pasted after the cut-off says more than before, less what is noted of it already."""
    noted = _noted(connection, review.ground.round_id)
    lines = review.text.split("\n")
    found = []
    for row in review.rows:
        if not row.works:
            continue
        words = " ".join(lines[each - 1].strip() for each in row.lines if 0 < each <= len(lines))
        for offer_id, milli in amounts_of(row).items():
            more = milli - noted.get((row.neighbour_id, offer_id), 0)
            if more > 0:
                found.append(NewWish(row.neighbour_id, row.name, row.room, offer_id, more, words[:200], listed=True))
    return tuple(found)


def _of_saying(connection: Connection, saying: Saying, ground: Ground) -> list[NewWish] | str:
    line = quick_line(connection, saying.plain, ground)
    head, _space, rest = saying.plain.partition(" ")
    if line.doubts and line.name and rest.startswith(line.name):
        # Room and name, as lists have them, where the quick line takes one of the two.
        line = quick_line(connection, f"{head} {rest.removeprefix(line.name).strip()}", ground)
    if line.doubts:
        return line.doubts[0]
    standing = None if line.neighbour_id is None else ground.standing.get(line.neighbour_id)
    has = standing.amounts if standing is not None and not standing.cancelled else {}
    more = {each: milli - has.get(each, 0) for each, milli in (line.amounts or {}).items()}
    if not any(milli > 0 for milli in more.values()):
        return _("This asks for nothing more.")
    if any(milli < 0 for milli in more.values()):
        return _("This takes something away; change the order itself.")
    return [
        NewWish(line.neighbour_id, line.name, line.room, offer_id, milli, saying.words[:200])
        for offer_id, milli in more.items()
        if milli > 0
    ]


def _noted(connection: Connection, round_id: int) -> Mapping[tuple[int | None, int], int]:
    query = (
        select(LateWishRow.neighbour_id, LateWishRow.offer_id, func.sum(LateWishRow.amount_milli))
        .where(LateWishRow.round_id == round_id, LateWishRow.listed == 1)
        .group_by(LateWishRow.neighbour_id, LateWishRow.offer_id)
    )
    return {(neighbour_id, offer_id): int(milli) for neighbour_id, offer_id, milli in connection.execute(query)}
