"""Verbs for the rules and the gifts they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.products.rules import Added
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.referrals.actions.stock import GONE
from leaderdesk.features.referrals.rules import GiftKind, Programme, Reason, Terms
from leaderdesk.features.referrals.rules.programmes import check
from leaderdesk.features.referrals.tables import GiftRow, ProgrammeRow, ReferralRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

USUAL = Terms()

_COLUMNS = {
    Reason.REFERRER: "referrer_gift_id",
    Reason.NEWCOMER: "newcomer_gift_id",
    Reason.THIRD: "third_gift_id",
    Reason.TENTH: "tenth_gift_id",
}


def add_gift(
    store: Store, *, name: str, kind: GiftKind, product_id: int | None = None, cost_fen: int = 0, value_fen: int = 0
) -> Added:
    """Keep a new gift and return its id and the action.

    UserError for a name that is taken or empty, a voucher worth nothing, or goods that are not there.
    """
    kept = name_text(name)
    if not kept:
        raise UserError(_("Give the gift a name."))
    if kind is GiftKind.VOUCHER and value_fen <= 0:
        raise UserError(_("Write what the voucher is worth."))
    if cost_fen < 0:
        raise UserError(_("Write what one costs as a sum of money."))
    with store.write(N_("New gift {gift}"), about={"gift": kept}) as writing:
        if writing.session.scalar(select(GiftRow.id).where(GiftRow.name == kept)) is not None:
            raise UserError(_("A gift called “{gift}” is there already. Choose another name.").format(gift=kept))
        if kind is GiftKind.PRODUCT:
            row_of(writing.session, ProductRow, product_id or 0, gone=N_("This product is not there any more."))
        row = GiftRow(
            name=kept,
            kind=kind.value,
            product_id=product_id if kind is GiftKind.PRODUCT else None,
            cost_fen=cost_fen,
            value_fen=value_fen if kind is GiftKind.VOUCHER else 0,
        )
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def archive_gift(store: Store, gift_id: int) -> int:
    """Put a gift away so that new rules do not offer it, and return the action; what is due of it stays due."""
    with store.read() as connection:
        name = connection.execute(select(GiftRow.name).where(GiftRow.id == gift_id)).scalar() or ""
    with store.write(N_("Put away {gift}"), about={"gift": name}) as writing:
        row = row_of(writing.session, GiftRow, gift_id, gone=GONE)
        row.archived_at_ms = row.archived_at_ms or writing.at_ms
    return writing.action_id


def write_programme(
    store: Store,
    *,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    name: str = "",
    terms: Terms = USUAL,
    gifts: Mapping[Reason, int] | None = None,
) -> Added:
    """Keep rules that hold from `starts_on` on; return their id and the action. `gifts` are ids of gifts by reason.

    Rules of the same first day that no referral began with are replaced; what has begun keeps the rules it began with.
    UserError for rules that cannot be.
    """
    chosen = dict(gifts or {})
    written = Programme(
        0, name_text(name), starts_on, ends_on, terms.minimum_fen, terms.window_days, terms.monthly_cap, {}
    )
    check(written)
    if not chosen:
        raise UserError(_("Choose at least one gift: for who brings somebody, or for the new neighbour."))
    about = {"month": str(starts_on.month), "day": str(starts_on.day)}
    with store.write(N_("Rules of referrals from {month}/{day}"), about=about) as writing:
        for gift_id in chosen.values():
            row_of(writing.session, GiftRow, gift_id, gone=GONE)
        row = _unused(writing, starts_on) or ProgrammeRow(starts_on=starts_on.isoformat(), at_ms=writing.at_ms)
        row.name, row.ends_on = written.name, "" if ends_on is None else ends_on.isoformat()
        row.minimum_fen, row.window_days, row.monthly_cap = terms.minimum_fen, terms.window_days, terms.monthly_cap
        row.trial_product_id, row.at_ms = terms.trial_product_id, writing.at_ms
        for reason, column in _COLUMNS.items():
            setattr(row, column, chosen.get(reason))
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def _unused(writing: Writing, starts_on: dt.date) -> ProgrammeRow | None:
    """Return the rules of that first day, unless a referral began with them."""
    query = (
        select(ProgrammeRow)
        .where(ProgrammeRow.starts_on == starts_on.isoformat())
        .where(~select(ReferralRow.id).where(ReferralRow.programme_id == ProgrammeRow.id).exists())
        .order_by(ProgrammeRow.id.desc())
    )
    return writing.session.scalars(query).first()
