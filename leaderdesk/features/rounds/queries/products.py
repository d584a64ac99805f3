"""What the rounds know of the products: where each stands now, and what it cost in each round."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from leaderdesk.features.products.rules import PricePoint, Standing
from leaderdesk.features.rounds.tables import OfferRow, RoundRow


def standings(connection: Connection) -> dict[int, Standing]:
    """Return for each product that was ever sold how many rounds ago that was; 0 is in a round that is open now."""
    opened = (RoundRow.opened_at_ms.is_not(None), RoundRow.archived_at_ms.is_(None))
    sold = (
        select(OfferRow.product_id, func.max(RoundRow.number), func.max(RoundRow.closed_at_ms.is_(None)))
        .join(RoundRow, RoundRow.id == OfferRow.round_id)
        .where(*opened)
        .group_by(OfferRow.product_id)
    )
    closed = select(RoundRow.number).where(*opened, RoundRow.closed_at_ms.is_not(None))
    ago = {
        number: place
        for place, number in enumerate(connection.execute(closed.order_by(RoundRow.number.desc())).scalars(), start=1)
    }
    return {
        product_id: Standing(0 if is_open else ago[number]) for product_id, number, is_open in connection.execute(sold)
    }


def price_history(connection: Connection, product_id: int, *, rounds: int = 52) -> tuple[PricePoint, ...]:
    """Return what the product cost in the latest rounds that were opened with it, the oldest first."""
    chosen = (
        select(RoundRow.number, OfferRow.price_fen, OfferRow.cost_fen)
        .join(OfferRow, OfferRow.round_id == RoundRow.id)
        .where(OfferRow.product_id == product_id, RoundRow.opened_at_ms.is_not(None), RoundRow.archived_at_ms.is_(None))
        .order_by(RoundRow.number.desc())
        .limit(rounds)
    )
    latest = [PricePoint(number, price_fen, cost_fen) for number, price_fen, cost_fen in connection.execute(chosen)]
    return tuple(reversed(latest))
