"""Reads the trace card of goods: of the batch that came for the round, else of the newest one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from leaderdesk.features.batches.queries import batch_by_id, batches_of_product, batches_of_round
from leaderdesk.features.batches.rules import Batch
from leaderdesk.features.products.queries import product_card
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.streams.rules.trace import TraceCard, empty_card, trace_card


def card_of_batch(connection: Connection, batch_id: int) -> TraceCard | None:
    """Return the card of that batch; None if there is no such one."""
    batch = batch_by_id(connection, batch_id)
    return None if batch is None else trace_card(batch)


def card_of_product(connection: Connection, product_id: int, round_id: int | None = None) -> TraceCard | None:
    """Return the card of the product as it is sold in the round; None if there is no such product.

    It is that of the newest batch that came for the round's offer, else of the newest one; one that was called back
    only where there is no other.
    """
    card = product_card(connection, product_id)
    if card is None:
        return None
    offer_ids = _offer_ids(connection, product_id, round_id)
    batch = _batch(batches_of_product(connection, product_id), offer_ids)
    if batch is None:
        return empty_card(product_id, card.product.short_name or card.product.name)
    return trace_card(batch)


def card_asked(
    connection: Connection, batch_id: int | None, product_id: int | None, round_id: int | None
) -> TraceCard | None:
    """Return the card of the batch, else of the product as the round sells it; None where it is not there any more."""
    if batch_id is not None:
        return card_of_batch(connection, batch_id)
    return None if product_id is None else card_of_product(connection, product_id, round_id)


def cards_of_round(connection: Connection, round_id: int) -> tuple[TraceCard, ...]:
    """Return the cards of all goods of the round in their order, each batch that came for it, else the newest one."""
    delivered, cards = batches_of_round(connection, round_id), list[TraceCard]()
    for offer in offers_of_round(connection, round_id):
        batches = delivered.get(offer.id, ())
        if batches:
            cards += [trace_card(batch) for batch in batches]
            continue
        batch = _batch(batches_of_product(connection, offer.product_id), ())
        cards.append(empty_card(offer.product_id, offer.label) if batch is None else trace_card(batch))
    return tuple(cards)


def _offer_ids(connection: Connection, product_id: int, round_id: int | None) -> frozenset[int]:
    if round_id is None:
        return frozenset()
    return frozenset(offer.id for offer in offers_of_round(connection, round_id) if offer.product_id == product_id)


def _batch(batches: Sequence[Batch], offer_ids: Collection[int]) -> Batch | None:
    """Return which of these, the newest first, the card is of."""
    wanted = set(offer_ids)

    def last(batch: Batch) -> tuple[bool, bool]:
        return batch.recalled_at_ms is not None, not wanted & set(batch.offer_ids)

    return min(batches, key=last, default=None)
