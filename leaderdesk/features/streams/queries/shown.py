"""Reads what the audience window shows, as rows that hold nothing private."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.core.clock import planned, weekday_name
from leaderdesk.core.i18n import _
from leaderdesk.features.products.queries import main_photos, photo_contents, product_card
from leaderdesk.features.products.rules import ProductCard, storage_text
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.rules import Offer, Round, RoundState
from leaderdesk.features.streams.queries.live import LiveGround, live_of
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.queries.streams import series_of
from leaderdesk.features.streams.queries.trace import card_of_product
from leaderdesk.features.streams.rules import Cue, Media, Shows, Stream
from leaderdesk.features.streams.rules.live import Showing
from leaderdesk.features.streams.rules.shown import (
    NOTHING,
    Shown,
    ShownFact,
    ShownHead,
    ShownMedia,
    ShownOption,
    ShownOrder,
    ShownPerson,
    ShownPoll,
    ShownProduct,
    ShownTag,
    ShownThanks,
    ShownTrace,
    first_sentence,
    public,
    public_building,
    public_name,
)
from leaderdesk.features.streams.rules.trace import TraceCard

TABLES = frozenset(
    {
        "stream", "series", "cue", "cue_product", "cue_media", "live_mark", "round", "offer", "product", "product_fact",
        "product_photo", "batch", "batch_warmth", "batch_photo", "batch_offer",
    }
)  # fmt: skip
"""Whatever the window shows comes from these, and from those of the slots."""

_MOST_PEOPLE = 12
_MOST_FACTS = 8
_LONGEST_FACT = 26


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all parts of the window are read from."""

    connection: Connection
    slots: StreamSlots
    stream: Stream
    showing: Showing
    cue: Cue | None
    round: Round | None
    offers: tuple[Offer, ...]
    now_ms: int

    @property
    def product_id(self) -> int | None:
        """The product that is spoken of: the one that was chosen, else the cue's first, else the round's first."""
        if self.showing.ref_id is not None and self.showing.shows in _OF_PRODUCTS:
            return self.showing.ref_id
        if self.cue is not None and self.cue.products:
            return self.cue.products[0].product_id
        return self.offers[0].product_id if self.offers else None

    @property
    def poll_id(self) -> int | None:
        """The vote that was chosen, else the cue's."""
        if self.showing.ref_id is not None and self.showing.shows is Shows.POLL:
            return self.showing.ref_id
        return None if self.cue is None else self.cue.poll_id

    def offer_of(self, product_id: int) -> Offer | None:
        """Return the round's offer of that product."""
        return next((offer for offer in self.offers if offer.product_id == product_id), None)


_OF_PRODUCTS = frozenset({Shows.PRODUCT, Shows.TRACE, Shows.COMBINED})


def shown_of(connection: Connection, stream_id: int, slots: StreamSlots, now_ms: int) -> Shown | None:
    """Return what the window of that stream shows now; None if there is no such stream.

    What cannot be shown, as a product where none is chosen, leaves the window blank: name and start time.
    """
    live = live_of(connection, stream_id)
    if live is None:
        return None
    ground = _ground(connection, live, slots, now_ms)
    state = live.state(now_ms)
    mode = ground.showing.shows if state.is_live else Shows.BLANK
    part = public(ground.cue.kind.label) if state.is_live and ground.cue is not None else NOTHING
    series = None if live.stream.series_id is None else series_of(connection, live.stream.series_id)
    blank = Shown(
        Shows.BLANK,
        ShownHead(public(_series_name(series.name if series else "", ground)), public(_evening(ground)), part),
        starts_at=live.stream.starts_at,
        goodbye=public(_("That was it for tonight. Thank you for being there~"))
        if state.ended_ms is not None
        else NOTHING,
    )
    return _filled(blank, mode, ground)


def _ground(connection: Connection, live: LiveGround, slots: StreamSlots, now_ms: int) -> _Ground:
    showing, stream = live.state(now_ms).showing, live.stream
    cue = next((cue for cue in live.cues if cue.id == showing.cue_id), None)
    offers = () if stream.round_id is None else offers_of_round(connection, stream.round_id)
    round_ = None if stream.round_id is None else round_row(connection, stream.round_id)
    return _Ground(connection, slots, stream, showing, cue, round_, offers, now_ms)


def _filled(blank: Shown, mode: Shows, ground: _Ground) -> Shown:
    """Return the rows with what the mode needs; blank where the store has nothing to show in it."""
    product = _product(ground) if mode in _OF_PRODUCTS else None
    trace = _trace(ground) if mode in (Shows.TRACE, Shows.COMBINED) else None
    poll = _poll(ground) if mode in (Shows.POLL, Shows.COMBINED) else None
    thanks = _thanks(ground) if mode is Shows.THANKS else None
    media = _media(ground) if mode is Shows.MEDIA else None
    order = _order(ground) if mode in (Shows.PRODUCT, Shows.COMBINED) else None
    needed = {
        Shows.PRODUCT: product, Shows.COMBINED: product, Shows.TRACE: trace, Shows.POLL: poll, Shows.THANKS: thanks,
        Shows.MEDIA: media,
    }  # fmt: skip
    if needed.get(mode) is None:
        return blank
    return Shown(
        mode, blank.head, blank.starts_at, product=product, trace=trace, poll=poll, thanks=thanks, media=media,
        order=order,
    )  # fmt: skip


def _series_name(name: str, ground: _Ground) -> str:
    return name or ground.stream.theme or ground.stream.kind.label


def _evening(ground: _Ground) -> str:
    theme = ground.stream.theme
    if ground.round is None:
        return theme
    if ground.round.title or not theme:
        return ground.round.name
    return _("Round {number} · {title}").format(number=ground.round.number, title=theme)


def _product(ground: _Ground) -> ShownProduct | None:
    card = None if ground.product_id is None else product_card(ground.connection, ground.product_id)
    if card is None:
        return None
    offer = ground.offer_of(card.product.id)
    price = card.product.price_fen if offer is None else offer.price_fen
    trace = card_of_product(ground.connection, card.product.id, ground.stream.round_id)
    return ShownProduct(
        name=public(card.product.name),
        word=public(first_sentence(card.story)),
        price_fen=price or None,
        per=public(_per(card.product.unit, card.product.spec)),
        tags=_tags(card, trace),
        jpeg=_main_photo(ground.connection, card.product.id),
    )


def _per(unit: str, spec: str) -> str:
    if not spec:
        return _("each {unit}").format(unit=unit)
    return _("each {unit} · {spec}").format(unit=unit, spec=spec)


def _tags(card: ProductCard, trace: TraceCard | None) -> tuple[ShownTag, ...]:
    tags = []
    if trace is not None and trace.near:
        tags.append(ShownTag(public(_("from nearby")), "warn"))
    if trace is not None and trace.cold_all_the_way:
        tags.append(ShownTag(public(_("kept cold all the way")), "info"))
    elif card.product.is_cold:
        tags.append(ShownTag(public(storage_text(card.product.storage)), "info"))
    return tuple(tags)


def _trace(ground: _Ground) -> ShownTrace | None:
    """Return what is known of the batch, with what the leader wrote down of the product behind it; None if nothing."""
    card = None if ground.product_id is None else product_card(ground.connection, ground.product_id)
    trace = None if card is None else card_of_product(ground.connection, card.product.id, ground.stream.round_id)
    if card is None or trace is None or trace.recalled:
        return None
    facts = [ShownFact(public(line.trace.title), public(line.value), line.trace) for line in trace.known]
    facts += [
        ShownFact(public(fact.name), public(fact.value)) for fact in card.facts if len(fact.value) <= _LONGEST_FACT
    ]
    if not trace.known:
        return None
    pictures = photo_contents(ground.connection, trace.picture_ids[:1])
    jpeg = next(iter(pictures.values()), b"") or _main_photo(ground.connection, card.product.id)
    return ShownTrace(
        name=public(card.product.name),
        batch=public(_("batch {code}").format(code=trace.code)),
        facts=tuple(facts[:_MOST_FACTS]),
        story=public(first_sentence(trace.story or card.story, 60)),
        jpeg=jpeg,
    )


def _poll(ground: _Ground) -> ShownPoll | None:
    votes = None if ground.poll_id is None else ground.slots.votes.count(ground.connection, ground.poll_id)
    if votes is None or not votes.options:
        return None
    keys = [option.key for option in votes.options]
    text = votes.questions[0].text or votes.title
    hint = (
        _("write {first} or {last} in the comments") if len(keys) == 2 else _("write {first} to {last} in the comments")
    )
    closed = public(_("the vote is closed"))
    return ShownPoll(
        title=public(text),
        hint=public(hint.format(first=keys[0], last=keys[-1])) if votes.is_open else closed,
        options=tuple(ShownOption(public(option.text), option.count) for option in votes.options),
    )


def _thanks(ground: _Ground) -> ShownThanks | None:
    found = ground.slots.thanks(ground.connection, ground.now_ms)
    people = _people((one.name, one.building) for one in found)
    return ShownThanks(public(_("Thank you for bringing neighbours")), people) if people else None


def _people(named: Iterable[tuple[str, str]]) -> tuple[ShownPerson, ...]:
    people = (ShownPerson(public_name(name), public_building(building)) for name, building in named)
    return tuple(person for person in people if person.name)[:_MOST_PEOPLE]


def _media(ground: _Ground) -> ShownMedia | None:
    chosen = _chosen_media(ground)
    if chosen is None:
        return None
    jpeg = b""
    if chosen.photo_id is not None:
        jpeg = photo_contents(ground.connection, [chosen.photo_id]).get(chosen.photo_id, b"")
    return ShownMedia(public(chosen.caption), jpeg, chosen.path) if jpeg or chosen.path else None


def _chosen_media(ground: _Ground) -> Media | None:
    media = () if ground.cue is None else ground.cue.media
    if ground.showing.ref_id is None:
        return next(iter(media), None)
    return next((one for one in media if one.id == ground.showing.ref_id), None)


def _order(ground: _Ground) -> ShownOrder | None:
    """Return how to order, as long as the round takes orders; None for an evening on which nothing is sold."""
    round_, product_id = ground.round, ground.product_id
    offer = None if product_id is None else ground.offer_of(product_id)
    if round_ is None or offer is None or round_.state is not RoundState.OPEN:
        return None
    until = planned(offer.cutoff or round_.cutoff)
    return ShownOrder(
        lead=public(_("Want some? Write it in the group")),
        example=public(_("room + {goods} + how many {unit}").format(goods=offer.label, unit=offer.unit)),
        until=public(
            _("orders until {until}, pickup {pickup}").format(
                until=_spoken(until), pickup=weekday_name(planned(round_.pickup_from).date())
            )
        ),
    )


def _spoken(moment: dt.datetime) -> str:
    return _("{weekday} {time}").format(weekday=weekday_name(moment.date()), time=moment.strftime("%H:%M"))


def _main_photo(connection: Connection, product_id: int) -> bytes:
    photo_id = main_photos(connection, [product_id]).get(product_id)
    return b"" if photo_id is None else photo_contents(connection, [photo_id]).get(photo_id, b"")
