"""What other features show of gifts: on the label, at the pickup table, before a round closes, in the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.rules import TimelineEvent
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.pickups.rules import GiftDue
from leaderdesk.features.referrals.queries.ground import living_ids
from leaderdesk.features.referrals.queries.standings import Trust, trust
from leaderdesk.features.referrals.rules import Award, Reason
from leaderdesk.features.referrals.rules.words import gift_reason, label_words, listed, shortage_words
from leaderdesk.features.referrals.tables import AwardRow


def gift_labels(connection: Connection, order_ids: Sequence[int], now_ms: int) -> Mapping[int, str]:
    """Return what the label of each of these orders says of the gifts that go along; most say nothing.

    A gift that went with the bag stays on its label, so that handing it over puts no label out of date.
    """
    return {id_: label_words(len(found)) for id_, found in _on_paper(connection, order_ids, now_ms).items()}


def gifts_on_lists(connection: Connection, order_ids: Sequence[int], now_ms: int) -> Mapping[int, str]:
    """Return which gifts go along with each of these orders, or went along with it, as goods stand on printed lists."""
    return {
        id_: _("gift: {gift}").format(gift="、".join(f"{gift}×{count}" for gift, count in _counted(found).items()))
        for id_, found in _on_paper(connection, order_ids, now_ms).items()
    }


def gifts_at_table(connection: Connection, order_ids: Sequence[int], now_ms: int) -> Mapping[int, GiftDue]:
    """Return what is asked for at the pickup table: which gifts go along with each of these orders, and what for."""
    whole = _trust_of(connection, order_ids, now_ms)
    if whole is None:
        return {}
    names = _names(whole)
    return {
        order_id: GiftDue(
            goods=_goods_words(found),
            reason=_("; ").join(gift_reason(award, names.get(award.id, "")) for award in found),
        )
        for order_id, found in _of_orders(connection, order_ids, whole).items()
    }


def gifts_of_orders(connection: Connection, order_ids: Sequence[int], now_ms: int) -> Mapping[int, tuple[Award, ...]]:
    """Return the gifts that go along with each of these orders: put to their round for their neighbour, and due."""
    whole = _trust_of(connection, order_ids, now_ms)
    return {} if whole is None else _of_orders(connection, order_ids, whole)


def shortage_before_close(connection: Connection, now_ms: int) -> str:
    """Return in a sentence which gifts will not do for what is due; empty if all will."""
    words = shortage_words(trust(connection, now_ms).shortages)
    return _("The gifts will not do: {gifts}. Take some more in this round.").format(gifts=words) if words else ""


def gift_events(connection: Connection, neighbour_id: int) -> tuple[TimelineEvent, ...]:
    """Return when the neighbour was given what, newest first."""
    from leaderdesk.features.neighbours.queries.merging import everyone_in
    from leaderdesk.features.referrals.tables import GiftRow

    rows = connection.execute(
        select(AwardRow.given_at_ms, GiftRow.name)
        .join(GiftRow, GiftRow.id == AwardRow.gift_id)
        .where(AwardRow.neighbour_id.in_(everyone_in(neighbour_id)), AwardRow.given_at_ms.is_not(None))
        .order_by(AwardRow.given_at_ms.desc())
    )
    return tuple(TimelineEvent(row.given_at_ms, _("A gift: {gift}").format(gift=row.name)) for row in rows)


def _goods_words(found: Iterable[Award]) -> str:
    return listed(_("{gift} ×{count}").format(gift=gift, count=count) for gift, count in _counted(found).items())


def _counted(found: Iterable[Award]) -> Counter[str]:
    return Counter(award.gift.name for award in found)


def _on_paper(connection: Connection, order_ids: Sequence[int], now_ms: int) -> dict[int, tuple[Award, ...]]:
    """Return the gifts that papers name for each of these orders: those that go along, and those that went along."""
    query = select(AwardRow.id).where(AwardRow.round_id.is_not(None)).limit(1)
    if connection.execute(query).scalar() is None:
        return {}
    whole, wanted = trust(connection, now_ms), set(order_ids)
    found = _of_orders(connection, order_ids, whole)
    for award in whole.awards:
        if award.is_given and award.order_id in wanted:
            found[award.order_id] = (*found.get(award.order_id, ()), award)
    return {id_: tuple(sorted(gifts, key=lambda award: award.id)) for id_, gifts in found.items()}


def _trust_of(connection: Connection, order_ids: Sequence[int], now_ms: int) -> Trust | None:
    """Return what bears on the gifts of these orders; None where none waits: a label or a scan costs nothing then."""
    living = living_ids(connection)
    query = select(OrderRow.neighbour_id).where(OrderRow.id.in_(order_ids))
    people = {living.get(id_, id_) for id_ in connection.execute(query).scalars()}
    open_ = select(AwardRow.neighbour_id).where(AwardRow.given_at_ms.is_(None), AwardRow.round_id.is_not(None))
    waiting = {living.get(id_, id_) for id_ in connection.execute(open_).scalars()}
    return trust(connection, now_ms, around=people) if people & waiting else None


def _of_orders(connection: Connection, order_ids: Sequence[int], whole: Trust) -> dict[int, tuple[Award, ...]]:
    living = living_ids(connection)
    waiting: dict[tuple[int | None, int], tuple[Award, ...]] = {}
    for award in whole.live:
        key = (award.round_id, award.neighbour_id)
        waiting[key] = (*waiting.get(key, ()), award)
    rounds = {award.round_id for award in whole.live if award.round_id is not None}
    query = select(OrderRow.id, OrderRow.round_id, OrderRow.neighbour_id).where(
        OrderRow.round_id.in_(rounds), OrderRow.cancelled_at_ms.is_(None)
    )
    wanted, found = set(order_ids), {}
    for row in connection.execute(query.order_by(OrderRow.id)):
        # Of two orders of one neighbour (merged since) only the first carries the gifts.
        gifts = waiting.get((row.round_id, living.get(row.neighbour_id, row.neighbour_id)))
        if gifts:
            waiting.pop((row.round_id, living.get(row.neighbour_id, row.neighbour_id)))
            if row.id in wanted:
                found[row.id] = gifts
    return found


def _names(whole: Trust) -> dict[int, str]:
    """Return, for each gift of a referral, the name of the one at its other end."""
    by_id = {one.id: one for one in whole.standings}
    names = {}
    for award in whole.live:
        one = by_id.get(award.referral_id or 0)
        if one is not None:
            names[award.id] = one.referrer.name if award.reason is Reason.NEWCOMER else one.newcomer.name
    return names
