"""Verbs about who brought whom: named, taken back, decided."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.rules import Recommended
from leaderdesk.features.products.rules import Added
from leaderdesk.features.referrals.queries.ground import living_ids, programme_of_day
from leaderdesk.features.referrals.queries.standings import standing_of
from leaderdesk.features.referrals.rules import How, Standing, Verdict
from leaderdesk.features.referrals.tables import NameConsentRow, ReferralDecisionRow, ReferralRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

GONE = N_("This referral is not there any more.")
_LONGEST = 200


def name_referral(
    store: Store,
    *,
    referrer_id: int,
    newcomer_id: int,
    how: How = How.TYPED,
    words: str = "",
    said_at_ms: int | None = None,
) -> Added:
    """Keep that a neighbour named who brought her, and return the referral and the action.

    It begins with the rules of the day on which it was said, by default now. What the rules turn away is kept and
    counted too. UserError if one of them is not in the list, the day lies ahead, or the same was noted before.
    """
    with store.read() as connection:
        names = {id_: _name(connection, id_) for id_ in (referrer_id, newcomer_id)}
    about = {"referrer": names[referrer_id], "newcomer": names[newcomer_id]}
    with store.write(N_("{referrer} brought {newcomer}"), about=about) as writing:
        id_ = put_referral(
            writing, referrer_id=referrer_id, newcomer_id=newcomer_id, how=how, words=words, said_at_ms=said_at_ms
        )
    return Added(id_, writing.action_id)


def put_referral(
    writing: Writing, *, referrer_id: int, newcomer_id: int, how: How, words: str = "", said_at_ms: int | None = None
) -> int:
    """Keep a referral within the transaction, as `name_referral`, and return its id."""
    said = writing.at_ms if said_at_ms is None else said_at_ms
    if said > writing.at_ms:
        raise UserError(_("That day is still to come. Choose today or an earlier one."))
    for id_ in (referrer_id, newcomer_id):
        row_of(writing.session, NeighbourRow, id_, gone=N_("This neighbour is not in the list any more."))
    living = living_ids(writing.connection)
    pair = (living.get(referrer_id, referrer_id), living.get(newcomer_id, newcomer_id))
    rows = writing.session.scalars(select(ReferralRow).where(ReferralRow.withdrawn_at_ms.is_(None))).all()
    for row in rows:
        if (living.get(row.referrer_id, row.referrer_id), living.get(row.newcomer_id, row.newcomer_id)) == pair:
            raise UserError(_("This is noted already."))
    programme = programme_of_day(writing.connection, local(said).date())
    made = ReferralRow(
        referrer_id=pair[0],
        newcomer_id=pair[1],
        programme_id=None if programme is None else programme.id,
        how=how.value,
        words=one_line(words)[:_LONGEST],
        said_at_ms=said,
    )
    writing.session.add(made)
    writing.session.flush()
    return made.id


def keep_recommended(writing: Writing, happened: Recommended) -> None:
    """Keep within the transaction who brought somebody, as the list says; what was noted before stays as it is."""
    try:
        put_referral(
            writing,
            referrer_id=happened.referrer_id,
            newcomer_id=happened.newcomer_id,
            how=How.LIST,
            words=happened.words,
        )
    except UserError:
        # The order is what the list is for: it never fails because of who brought her.
        return


def withdraw_referral(store: Store, referral_id: int) -> int:
    """Take a referral back, as if it had not been said, and return the action; gifts given for it stay asked about."""
    standing = _standing(store, referral_id)
    with store.write(N_("Take back: {referrer} brought {newcomer}"), about=_about(standing)) as writing:
        row = row_of(writing.session, ReferralRow, referral_id, gone=GONE)
        if row.withdrawn_at_ms is not None:
            raise UserError(_("This was taken back already."))
        row.withdrawn_at_ms = writing.at_ms
    return writing.action_id


def decide(store: Store, referral_id: int, verdict: Verdict, *, reason: str = "") -> int:
    """Keep what the leader decided on a referral, with the questions that stand now, and return the action.

    COUNTS answers these questions and no later ones. LET_BE leaves a gift where it is whose cause is gone; UserError
    if there is no such gift.
    """
    standing = _standing(store, referral_id)
    if verdict is Verdict.LET_BE and not standing.reversed:
        raise UserError(_("Nothing was given here that would have to come back."))
    with store.write(_NAMES[verdict], about=_about(standing)) as writing:
        row_of(writing.session, ReferralRow, referral_id, gone=GONE)
        writing.session.add(
            ReferralDecisionRow(
                referral_id=referral_id,
                answer=verdict.value,
                reason=one_line(reason)[:_LONGEST],
                flags=",".join(sorted(standing.flags)),
                at_ms=writing.at_ms,
            )
        )
    return writing.action_id


def set_name_consent(store: Store, neighbour_id: int, *, agreed: bool) -> int:
    """Keep whether a neighbour agreed to be named where others see it, and return the action."""
    with store.read() as connection:
        name = _name(connection, neighbour_id)
    words = N_("{who} may be named") if agreed else N_("{who} is not to be named")
    with store.write(words, about={"who": name}) as writing:
        row_of(writing.session, NeighbourRow, neighbour_id, gone=N_("This neighbour is not in the list any more."))
        row = writing.session.scalars(
            select(NameConsentRow).where(NameConsentRow.neighbour_id == neighbour_id)
        ).one_or_none() or NameConsentRow(neighbour_id=neighbour_id)
        row.agreed, row.at_ms = int(agreed), writing.at_ms
        writing.session.add(row)
    return writing.action_id


_NAMES = {
    Verdict.COUNTS: N_("Counts: {referrer} brought {newcomer}"),
    Verdict.NOT: N_("Does not count: {referrer} brought {newcomer}"),
    Verdict.LATER: N_("Put off: {referrer} brought {newcomer}"),
    Verdict.LET_BE: N_("Let the gifts be: {referrer} brought {newcomer}"),
}


def _standing(store: Store, referral_id: int) -> Standing:
    with store.read() as connection:
        found = standing_of(connection, referral_id, store.clock.now_ms())
    if found is None:
        raise UserError(_(GONE))
    return found


def _about(standing: Standing) -> dict[str, str]:
    return {"referrer": standing.referrer.name, "newcomer": standing.newcomer.name}


def _name(connection: Connection, neighbour_id: int) -> str:
    return connection.execute(select(NeighbourRow.name).where(NeighbourRow.id == neighbour_id)).scalar() or ""
