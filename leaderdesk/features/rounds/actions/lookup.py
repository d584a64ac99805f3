"""Rows that are about to change, and the refusals when they must not."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.rounds.tables import OfferRow, RoundRow


def copied_offer(offer: OfferRow, *, round_id: int, code: str, position: int, cutoff: str | None) -> OfferRow:
    """Return a new row with what `offer` says, in another round."""
    return OfferRow(
        round_id=round_id,
        product_id=offer.product_id,
        code=code,
        position=position,
        price_fen=offer.price_fen,
        cost_fen=offer.cost_fen,
        limit_milli=offer.limit_milli,
        total_limit_milli=offer.total_limit_milli,
        case_milli=offer.case_milli,
        minimum_milli=offer.minimum_milli,
        step_milli=offer.step_milli,
        cutoff=cutoff,
    )


def round_to_change(session: Session, round_id: int) -> RoundRow:
    """Return the round; UserError if there is none with that id or it is in the bin."""
    row = session.get(RoundRow, round_id)
    if row is None or row.archived_at_ms is not None:
        raise UserError(_("There is no such round. Look at the list of rounds."))
    return row


def unsettled_round(session: Session, round_id: int) -> RoundRow:
    """Return the round; UserError if it is settled."""
    row = round_to_change(session, round_id)
    if row.settled_at_ms is not None:
        words = _(
            "{round} is settled and does not change any more. Book what is still to change as a correction on its page"
            " “Settle”, or undo the settling."
        )
        raise UserError(words.format(round=short_name(row)))
    return row


def offers_to_change(session: Session, round_id: int) -> list[OfferRow]:
    """Return the offers of the round in their order."""
    chosen = select(OfferRow).where(OfferRow.round_id == round_id)
    return list(session.scalars(chosen.order_by(OfferRow.position, OfferRow.id)))


def short_name(row: RoundRow) -> str:
    """Return how the round is called in a sentence: 第 23 期."""
    return _("Round {number}").format(number=row.number)
