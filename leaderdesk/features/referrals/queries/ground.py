"""Reads what was said, decided and put to rounds: the rows behind where each referral stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.referrals.rules import (
    Award,
    Decision,
    Flag,
    Gift,
    GiftKind,
    How,
    Programme,
    Reason,
    Referral,
    Verdict,
)
from leaderdesk.features.referrals.rules.programmes import in_force
from leaderdesk.features.referrals.tables import AwardRow, GiftRow, ProgrammeRow, ReferralDecisionRow, ReferralRow

_COLUMNS = {
    Reason.REFERRER: "referrer_gift_id",
    Reason.NEWCOMER: "newcomer_gift_id",
    Reason.THIRD: "third_gift_id",
    Reason.TENTH: "tenth_gift_id",
}


def gifts(connection: Connection) -> Mapping[int, Gift]:
    """Return every gift by id, those that are put away too."""
    return {
        row.id: Gift(
            row.id, row.name, GiftKind(row.kind), row.product_id, row.cost_fen, row.value_fen, row.archived_at_ms
        )
        for row in connection.execute(select(GiftRow.__table__).order_by(GiftRow.id))
    }


def programmes(connection: Connection) -> tuple[Programme, ...]:
    """Return every version of the rules, the one that began last first."""
    known = gifts(connection)
    rows = connection.execute(
        select(ProgrammeRow.__table__).order_by(ProgrammeRow.starts_on.desc(), ProgrammeRow.id.desc())
    )
    return tuple(_programme(row, known) for row in rows)


def programme_of_day(connection: Connection, day: dt.date) -> Programme | None:
    """Return the rules that hold on that day; None if none do."""
    return in_force(programmes(connection), day)


def referrals(connection: Connection) -> tuple[Referral, ...]:
    """Return every referral, in the order in which they were said; who was merged is who she turned out to be."""
    rules = {one.id: one for one in programmes(connection)}
    living = living_ids(connection)
    rows = connection.execute(select(ReferralRow.__table__).order_by(ReferralRow.said_at_ms, ReferralRow.id))
    return tuple(
        Referral(
            id=row.id,
            referrer_id=living.get(row.referrer_id, row.referrer_id),
            newcomer_id=living.get(row.newcomer_id, row.newcomer_id),
            programme=None if row.programme_id is None else rules[row.programme_id],
            said_at_ms=row.said_at_ms,
            how=How(row.how),
            words=row.words,
            withdrawn_at_ms=row.withdrawn_at_ms,
        )
        for row in rows
    )


def decisions(connection: Connection) -> Mapping[int, Decision]:
    """Return the latest decision on each referral that has one."""
    latest = select(func.max(ReferralDecisionRow.id)).group_by(ReferralDecisionRow.referral_id)
    rows = connection.execute(select(ReferralDecisionRow.__table__).where(ReferralDecisionRow.id.in_(latest)))
    return {
        row.referral_id: Decision(
            Verdict(row.answer), frozenset(map(Flag, filter(None, row.flags.split(",")))), row.at_ms, row.reason
        )
        for row in rows
    }


def awards(connection: Connection) -> tuple[Award, ...]:
    """Return every gift that was put to a round or given, the oldest first, under the living neighbour."""
    known, living = gifts(connection), living_ids(connection)
    rows = connection.execute(select(AwardRow.__table__).order_by(AwardRow.id))
    return tuple(
        Award(
            id=row.id,
            reason=Reason(row.reason),
            neighbour_id=living.get(row.neighbour_id, row.neighbour_id),
            gift=known[row.gift_id],
            referral_id=row.referral_id,
            dish_id=row.dish_id,
            round_id=row.round_id,
            given_at_ms=row.given_at_ms,
            order_id=row.order_id,
            returned_at_ms=row.returned_at_ms,
        )
        for row in rows
    )


def living_ids(connection: Connection) -> Mapping[int, int]:
    """Return who each merged neighbour is now, by id."""
    rows = connection.execute(
        select(NeighbourRow.id, NeighbourRow.merged_into_id).where(NeighbourRow.merged_into_id.is_not(None))
    )
    return {row.id: row.merged_into_id for row in rows}


def _programme(row: Any, known: Mapping[int, Gift]) -> Programme:
    given = {reason: getattr(row, column) for reason, column in _COLUMNS.items()}
    return Programme(
        id=row.id,
        name=row.name,
        starts_on=dt.date.fromisoformat(row.starts_on),
        ends_on=dt.date.fromisoformat(row.ends_on) if row.ends_on else None,
        minimum_fen=row.minimum_fen,
        window_days=row.window_days,
        monthly_cap=row.monthly_cap,
        gifts={reason: known[gift_id] for reason, gift_id in given.items() if gift_id is not None},
        trial_product_id=row.trial_product_id,
        at_ms=row.at_ms,
    )
