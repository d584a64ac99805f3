"""Reads what stands on the announcement of a stream."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from leaderdesk.core.clock import planned, weekday_name
from leaderdesk.core.i18n import _
from leaderdesk.features.products.queries import main_photos, photo_contents, product_card
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.streams.queries.cues import cues_of
from leaderdesk.features.streams.queries.streams import series_of, stream_of
from leaderdesk.features.streams.rules import Stream
from leaderdesk.features.streams.rules.pictures import Poster, PosterGood
from leaderdesk.features.streams.rules.shown import NOTHING, Public, public
from leaderdesk.storage.business import read_business

MOST_GOODS = 4


def poster_of(connection: Connection, stream_id: int) -> Poster | None:
    """Return the announcement: the goods of the run-sheet, else those of the round; None if there is no such stream."""
    stream = stream_of(connection, stream_id)
    if stream is None:
        return None
    series = None if stream.series_id is None else series_of(connection, stream.series_id)
    business = read_business(connection)
    wanted = _goods(connection, stream)
    return Poster(
        series=public(series.name if series is not None else stream.kind.label),
        theme=public(stream.theme or (series.name if series is not None else "")),
        starts_at=stream.starts_at,
        goods=_posted(connection, stream, wanted[:MOST_GOODS]),
        more=max(0, len(wanted) - MOST_GOODS),
        until=_until(connection, stream),
        shop=public(" · ".join(part for part in (business.estate_name, business.leader_name) if part)),
    )


def _goods(connection: Connection, stream: Stream) -> tuple[int, ...]:
    told = (product.product_id for cue in cues_of(connection, stream.id) if not cue.skipped for product in cue.products)
    found = tuple(dict.fromkeys(told))
    if found or stream.round_id is None:
        return found
    return tuple(offer.product_id for offer in offers_of_round(connection, stream.round_id))


def _posted(connection: Connection, stream: Stream, product_ids: Sequence[int]) -> tuple[PosterGood, ...]:
    offers = () if stream.round_id is None else offers_of_round(connection, stream.round_id)
    prices = {offer.product_id: offer.price_fen for offer in offers}
    photos = main_photos(connection, product_ids)
    contents = photo_contents(connection, photos.values())
    cards = (product_card(connection, product_id) for product_id in product_ids)
    return tuple(
        PosterGood(
            name=public(card.product.short_name or card.product.name),
            price_fen=prices.get(card.product.id, card.product.price_fen) or None,
            per=public(card.product.unit),
            jpeg=contents.get(photos.get(card.product.id, 0), b""),
        )
        for card in cards
        if card is not None
    )


def _until(connection: Connection, stream: Stream) -> Public:
    round_ = None if stream.round_id is None else round_row(connection, stream.round_id)
    if round_ is None or round_.closed_at_ms is not None:
        return NOTHING
    cutoff = planned(round_.cutoff)
    until = _("{weekday} {time}").format(weekday=weekday_name(cutoff.date()), time=cutoff.strftime("%H:%M"))
    pickup = weekday_name(planned(round_.pickup_from).date())
    return public(_("orders until {until}, pickup {pickup}").format(until=until, pickup=pickup))
