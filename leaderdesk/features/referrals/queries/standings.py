"""Reads where every referral stands, what may be handed over, and what is missing for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.core.clock import local
from leaderdesk.features.referrals.queries.ground import awards, decisions, gifts, programmes, referrals
from leaderdesk.features.referrals.queries.people import known_people, order_counts
from leaderdesk.features.referrals.queries.stock import balances
from leaderdesk.features.referrals.rules import Award, Gift, Known, Programme, Referral, Standing
from leaderdesk.features.referrals.rules.figures import Bought, Figures, bought_again
from leaderdesk.features.referrals.rules.honour import Honoured, roll
from leaderdesk.features.referrals.rules.programmes import in_force
from leaderdesk.features.referrals.rules.standing import linked, live_awards, standings
from leaderdesk.features.referrals.rules.stock import Balance
from leaderdesk.features.referrals.rules.words import Shortage

TABLES = frozenset(
    {
        "gift", "programme", "referral", "referral_decision", "award", "gift_line", "name_consent", "neighbour",
        "orders", "line", "ledger_line", "handover_line", "not_taken",
    }
)  # fmt: skip
"""The tables a change of which moves referrals."""


_FIRST_TWO = """
SELECT person, min(at_ms) AS first_ms, max(CASE WHEN place = 2 THEN at_ms END) AS second_ms FROM (
    SELECT coalesce(neighbour.merged_into_id, neighbour.id) AS person, orders.created_at_ms AS at_ms,
           row_number() OVER (PARTITION BY coalesce(neighbour.merged_into_id, neighbour.id)
                              ORDER BY orders.created_at_ms, orders.id) AS place
    FROM orders JOIN neighbour ON neighbour.id = orders.neighbour_id WHERE orders.cancelled_at_ms IS NULL
) WHERE place <= 2 GROUP BY person
"""


@dataclass(frozen=True, slots=True)
class Trust:
    """The whole network at one moment: where each referral stands, and the gifts that may be handed over.

    `live` are gifts put to a round whose cause stands. `programme` holds today, None if none does.
    """

    standings: tuple[Standing, ...]
    awards: tuple[Award, ...]
    live: tuple[Award, ...]
    balances: tuple[Balance, ...]
    gifts: tuple[Gift, ...]
    programme: Programme | None
    now_ms: int

    @property
    def shortages(self) -> tuple[Shortage, ...]:
        """Of which gifts less is there than is due."""
        names = {gift.id: gift.name for gift in self.gifts}
        return tuple(
            Shortage(names[one.gift_id], one.reserved_milli, one.left_milli)
            for one in self.balances
            if one.free_milli < 0
        )

    @property
    def is_even(self) -> bool:
        """Whether the book of gifts comes out even."""
        return all(one.is_even for one in self.balances)


def trust(connection: Connection, now_ms: int, *, around: Collection[int] | None = None) -> Trust:
    """Return the whole network as it stands at `now_ms`, or as much of it as bears on the neighbours `around`.

    Who waits at the pickup table waits for her own gifts, not for where everybody stands.
    """
    said, made = referrals(connection), awards(connection)
    if around is not None:
        near = linked(said, around)
        said = tuple(one for one in said if one.newcomer_id in near)
        made = tuple(one for one in made if one.neighbour_id in near)
    found = standings(said, _people(connection, said), decisions=decisions(connection), awards=made, now_ms=now_ms)
    live = live_awards(found, made)
    all_gifts = gifts(connection)
    stocked = [gift.id for gift in all_gifts.values() if gift.is_stocked]
    reserved = Counter(award.gift.id for award in live)
    reserved.update(due.gift.id for one in found if one.is_due for due in one.dues)
    return Trust(
        standings=found,
        awards=made,
        live=live,
        balances=balances(connection, stocked, reserved),
        gifts=tuple(gift for gift in all_gifts.values() if gift.archived_at_ms is None),
        programme=in_force(programmes(connection), local(now_ms).date()),
        now_ms=now_ms,
    )


def standing_of(connection: Connection, referral_id: int, now_ms: int) -> Standing | None:
    """Return where one referral stands; None if there is no such one."""
    return next((one for one in trust(connection, now_ms).standings if one.id == referral_id), None)


def due_count(connection: Connection, now_ms: int) -> int:
    """Return of how many referrals a gift is due."""
    return sum(1 for one in trust(connection, now_ms).standings if one.is_due)


def roll_of(connection: Connection, found: Trust, *, year: int, month: int | None) -> tuple[Honoured, ...]:
    """Return the roll of that month, or of the whole year without one."""
    brought = [one.newcomer.id for one in found.standings if one.counts]
    again = {id_: max(0, count - 1) for id_, count in order_counts(connection, brought).items()}
    return roll(found.standings, year=year, month=month, again=again)


def figures(connection: Connection, found: Trust) -> Figures:
    """Return who bought again of those brought and of all others, and what the gifts for it cost."""
    brought = {one.newcomer.id for one in found.standings if one.why is None}
    bought = _bought(connection)
    referred = [one for id_, one in bought.items() if id_ in brought]
    return Figures(
        referred=bought_again(referred, found.now_ms),
        others=bought_again((one for id_, one in bought.items() if id_ not in brought), found.now_ms),
        kept=sum(1 for one in referred if one.second_ms is not None),
        cost_fen=sum(
            award.gift.value_fen or award.gift.cost_fen
            for award in found.awards
            if award.is_given and award.referral_id is not None
        ),
    )


def _bought(connection: Connection) -> dict[int, Bought]:
    """Return when everybody who ever ordered did so for the first and the second time, by id."""
    rows = connection.exec_driver_sql(_FIRST_TWO)
    return {row.person: Bought(row.first_ms, row.second_ms) for row in rows}


def _people(connection: Connection, said: Collection[Referral]) -> dict[int, Known]:
    newcomers = {one.newcomer_id for one in said}
    everybody = newcomers | {one.referrer_id for one in said}
    return dict(known_people(connection, everybody, newcomers=newcomers))


def month_of(now_ms: int) -> tuple[int, int]:
    """Return the year and the month of a moment."""
    day: dt.datetime = local(now_ms)
    return day.year, day.month
