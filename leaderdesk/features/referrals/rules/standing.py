"""Where every referral stands, derived from what was said, ordered, paid, fetched, given back and decided."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from leaderdesk.core.clock import local
from leaderdesk.features.referrals.rules import (
    MILESTONES,
    Award,
    Decision,
    Due,
    FirstOrder,
    Flag,
    Known,
    Reason,
    Referral,
    Stage,
    Standing,
    Verdict,
    Why,
)

MANY = 4
"""So many newcomers of one neighbour within a day are looked at."""

Had = Mapping[tuple[int, Reason], set[int]]
"""By which referrals a gift was given: for the newcomer (of a milestone: for who brought her), and why."""

_DAY_MS = 86_400_000
_NOBODY = frozenset[Flag]()


def standings(
    referrals: Iterable[Referral],
    people: Mapping[int, Known],
    *,
    decisions: Mapping[int, Decision],
    awards: Sequence[Award],
    now_ms: int,
) -> tuple[Standing, ...]:
    """Return where each referral stands at `now_ms`, by the time it was said.

    The ids in `referrals` and `awards` are those of living neighbours: who was merged is who she turned out to be.
    `decisions` are the latest of each referral.
    """
    of_referral: dict[int, list[Award]] = defaultdict(list)
    for award in awards:
        if award.referral_id is not None:
            of_referral[award.referral_id].append(award)
    said = sorted(referrals, key=lambda one: (one.said_at_ms, one.id))
    walk = _Walk(people, _had(said, awards))
    found = [
        walk.next(referral, decisions.get(referral.id), tuple(of_referral[referral.id]), now_ms=now_ms)
        for referral in said
    ]
    return _with_milestones(found, awards)


def live_awards(found: Iterable[Standing], awards: Iterable[Award]) -> tuple[Award, ...]:
    """Return the gifts put to a round that may be handed over now: not given yet, and their cause stands.

    What was given for the same cause under another referral is not given a second time.
    """
    by_id = {one.id: one for one in found}
    everything = tuple(awards)
    referrals = tuple(one.referral for one in by_id.values())
    had = _had(referrals, everything)
    return tuple(award for award in everything if not award.is_given and _is_live(award, by_id, had))


def _is_live(award: Award, by_id: Mapping[int, Standing], had: Had) -> bool:
    if award.referral_id is None:
        return award.returned_at_ms is None
    one = by_id.get(award.referral_id)
    if one is None or one.why is not None or one.stage is not Stage.DUE or one.reversed:
        return False
    return not _was_had(had, award.reason, one.referral)


def _had(referrals: Iterable[Referral], awards: Iterable[Award]) -> Had:
    by_id = {one.id: one for one in referrals}
    found: dict[tuple[int, Reason], set[int]] = defaultdict(set)
    for award in awards:
        if award.is_given and award.referral_id in by_id:
            found[_whose(award.reason, by_id[award.referral_id]), award.reason].add(award.referral_id)
    return found


def _was_had(had: Had, reason: Reason, referral: Referral) -> bool:
    """Whether the same was given by another referral."""
    return bool(had.get((_whose(reason, referral), reason), set()) - {referral.id})


def _whose(reason: Reason, referral: Referral) -> int:
    return referral.referrer_id if reason in MILESTONES else referral.newcomer_id


def linked(referrals: Iterable[Referral], ids: Iterable[int]) -> frozenset[int]:
    """Return these neighbours and all whom referrals tie to them, over however many others: they decide what counts."""
    ties: dict[int, set[int]] = defaultdict(set)
    for one in referrals:
        ties[one.referrer_id].add(one.newcomer_id)
        ties[one.newcomer_id].add(one.referrer_id)
    found: set[int] = set()
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting.extend(ties[id_])
    return frozenset(found)


def window_end_ms(picked_up_ms: int, days: int) -> int:
    """Return when the window for returns is over: so many times 24 hours after the goods were fetched."""
    return picked_up_ms + days * _DAY_MS


class _Walk:
    """Goes through the referrals in the order in which they were said; each sees those before it."""

    def __init__(self, people: Mapping[int, Known], had: Had) -> None:
        self._people = people
        self._had = had
        self._brought_by: dict[int, int] = {}
        self._taken: set[int] = set()
        self._said: dict[int, list[int]] = defaultdict(list)

    def next(
        self, referral: Referral, decision: Decision | None, awards: tuple[Award, ...], *, now_ms: int
    ) -> Standing:
        """Return where the next one stands."""
        referrer = self._people.get(referral.referrer_id, Known(referral.referrer_id))
        newcomer = self._people.get(referral.newcomer_id, Known(referral.newcomer_id))
        why = self._why(referral, newcomer, decision)
        flags = self._flags(referral, referrer, newcomer) if why is None else _NOBODY
        given = any(award.is_given for award in awards)
        if why is None:
            self._brought_by[newcomer.id] = referrer.id
            self._taken.add(newcomer.id)
            self._said[referrer.id].append(referral.said_at_ms)
        asks = _NOBODY if given else _unanswered(flags, decision)
        stage, waits_until = _stage(referral, newcomer.first, now_ms=now_ms)
        stands = why is None and stage >= Stage.DUE
        if why is not None:
            stage, waits_until = Stage.NAMED, None
        let_be = decision is not None and decision.verdict is Verdict.LET_BE
        if stands and asks:
            stage = Stage.PICKED_UP
        dues = self._dues(referral, awards) if stands and not asks else ()
        if stands and not asks and not dues and all(award.is_given for award in awards):
            stage = Stage.GIVEN
        return Standing(
            referral=referral,
            referrer=referrer,
            newcomer=newcomer,
            stage=stage,
            why=why,
            flags=flags,
            asks=asks,
            decision=decision,
            dues=dues,
            awards=awards,
            waits_until_ms=waits_until,
            reversed=given and not stands and not let_be,
        )

    def _why(self, referral: Referral, newcomer: Known, decision: Decision | None) -> Why | None:
        if referral.withdrawn_at_ms is not None:
            return Why.WITHDRAWN
        if referral.referrer_id == referral.newcomer_id:
            return Why.ONESELF
        if newcomer.id in self._taken:
            return Why.TWICE
        if self._closes_ring(referral):
            return Why.RING
        if _bought_before(newcomer, referral.said_at_ms):
            return Why.BOUGHT_BEFORE
        others = {id_: ms for id_, ms in (newcomer.also_bought or {}).items() if id_ != referral.referrer_id}
        if any(ms < referral.said_at_ms for ms in others.values()):
            return Why.OTHER_NUMBER
        return Why.NOT_COUNTED if decision is not None and decision.verdict is Verdict.NOT else None

    def _closes_ring(self, referral: Referral) -> bool:
        """Whether the one who brought her was herself brought by her, over however many others."""
        above, seen = self._brought_by.get(referral.referrer_id), set[int]()
        while above is not None and above not in seen:
            if above == referral.newcomer_id:
                return True
            seen.add(above)
            above = self._brought_by.get(above)
        return False

    def _flags(self, referral: Referral, referrer: Known, newcomer: Known) -> frozenset[Flag]:
        said = self._said[referrer.id]
        month = _month(referral.said_at_ms)
        cap = 0 if referral.programme is None else referral.programme.monthly_cap
        same_door = newcomer.household_id is not None and newcomer.household_id == referrer.household_id
        others = {id_: ms for id_, ms in (newcomer.household_bought or {}).items() if id_ != referrer.id}
        lately = sum(1 for at_ms in said if referral.said_at_ms - at_ms < _DAY_MS)
        raised = {
            Flag.SAME_HOUSEHOLD: same_door,
            Flag.SAME_PHONE: bool(newcomer.phone) and newcomer.phone == referrer.phone,
            Flag.KNOWN_HOUSEHOLD: not same_door and any(ms < referral.said_at_ms for ms in others.values()),
            Flag.MANY_AT_ONCE: lately >= MANY - 1,
            Flag.OVER_CAP: bool(cap) and sum(1 for at_ms in said if _month(at_ms) == month) >= cap,
        }
        return frozenset(flag for flag, stands in raised.items() if stands)

    def _dues(self, referral: Referral, awards: Sequence[Award]) -> tuple[Due, ...]:
        if referral.programme is None:
            return ()
        gifts, there = referral.programme.gifts, {award.reason for award in awards}
        wanted = ((Reason.REFERRER, referral.referrer_id), (Reason.NEWCOMER, referral.newcomer_id))
        return tuple(
            Due(reason, neighbour_id, gifts[reason])
            for reason, neighbour_id in wanted
            if reason in gifts and reason not in there and not _was_had(self._had, reason, referral)
        )


def _bought_before(newcomer: Known, said_at_ms: int) -> bool:
    if newcomer.first_handed_ms is not None and newcomer.first_handed_ms < said_at_ms:
        return True
    # The order in which she names who brought her may be there already; a second one may not.
    return sum(1 for at_ms in newcomer.order_times if at_ms < said_at_ms) > 1


def _unanswered(flags: frozenset[Flag], decision: Decision | None) -> frozenset[Flag]:
    if decision is None or decision.verdict is not Verdict.COUNTS:
        return flags
    return flags - decision.flags


def _stage(referral: Referral, first: FirstOrder | None, *, now_ms: int) -> tuple[Stage, int | None]:
    """Return how far the first order brought it, and when the window for returns is over if it was fetched."""
    minimum = 1 if referral.programme is None else max(1, referral.programme.minimum_fen)
    if first is None or first.value_fen < minimum or first.due_fen > 0:
        return Stage.NAMED, None
    if first.picked_up_ms is None:
        return Stage.ORDERED, None
    if referral.programme is None:
        return Stage.PICKED_UP, None
    over = window_end_ms(first.picked_up_ms, referral.programme.window_days)
    return (Stage.DUE if over <= now_ms else Stage.PICKED_UP), over


def _with_milestones(found: Sequence[Standing], awards: Sequence[Award]) -> tuple[Standing, ...]:
    """Return the same with the gifts for the third and the tenth neighbour, each once for who brought them."""
    had = _had([one.referral for one in found], awards)
    counted: dict[int, int] = defaultdict(int)
    more: dict[int, list[Due]] = defaultdict(list)
    reached = [one for one in found if one.why is None and one.stage >= Stage.DUE]
    open_ = {(one.referrer.id, award.reason) for one in reached for award in one.open_awards}
    for one in sorted(reached, key=lambda each: (each.waits_until_ms or 0, each.id)):
        counted[one.referrer.id] += 1
        programme = one.referral.programme
        for reason, number in MILESTONES.items():
            gift = None if programme is None else programme.gifts.get(reason)
            given = bool(had.get((one.referrer.id, reason)))
            if gift is None or given or counted[one.referrer.id] != number or (one.referrer.id, reason) in open_:
                continue
            more[one.id].append(Due(reason, one.referrer.id, gift))
    return tuple(
        replace(one, stage=Stage.DUE, dues=(*one.dues, *more[one.id])) if one.id in more else one for one in found
    )


def _month(at_ms: int) -> tuple[int, int]:
    day: dt.datetime = local(at_ms)
    return day.year, day.month
