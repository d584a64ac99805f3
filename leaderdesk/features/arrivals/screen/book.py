"""What the page reads and writes, away from the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage

from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals import actions
from leaderdesk.features.arrivals.actions.surplus import GiftStock, Goes
from leaderdesk.features.arrivals.queries import (
    Arrival,
    Ground,
    Made,
    Surplus,
    arrival_of_round,
    ground_of,
    made_of_offer,
    photo_content,
    photo_ids,
    surplus_of_offer,
)
from leaderdesk.features.arrivals.rules.counting import quantity
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import Sharing, shared
from leaderdesk.features.arrivals.screen.count_row import PICTURE
from leaderdesk.features.arrivals.screen.surplus_pane import SAID
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.queries import main_photos, photo_contents
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.storage.business import read_business
from leaderdesk.ui.pictures import read_picture, thumbnail


SIDE = 320
"""Pixels of the side of a picture of a paper as it is shown."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What lies open at the right about one offer: every policy worked out, what was done, where the rest went."""

    ground: Ground
    results: Mapping[Policy, Sharing]
    made: Made
    surplus: tuple[Surplus, ...]
    limit_fen: int


class ArrivalBook:
    """Reads for and writes from one page; `owner` is the page, with which what is under way ends."""

    def __init__(self, desk: Desk, owner: QObject, gifts: GiftStock | None = None) -> None:
        self._desk = desk
        self._gifts = gifts
        self._owner = owner
        self._pictured = frozenset[int]()

    def read_round(
        self, round_id: int, done: Callable[[Arrival | None], None], failed: Callable[[Exception], None]
    ) -> None:
        """Hand what is to come and came to `done`."""
        store = self._desk.store

        def work() -> Arrival | None:
            with store.read() as connection:
                return arrival_of_round(connection, round_id)

        self._desk.tasks.read(self._owner, work, done, failed, latest="round")

    def read_offer(self, offer_id: int, done: Callable[[Opened | None], None]) -> None:
        """Hand what is known of one offer, with every policy worked out, to `done`."""
        store = self._desk.store

        def work() -> Opened | None:
            with store.read() as connection:
                ground = ground_of(connection, offer_id)
                if ground is None:
                    return None
                made, decided = made_of_offer(connection, offer_id), surplus_of_offer(connection, offer_id)
                limit = read_business(connection).waived_up_to_fen
            results: dict[Policy, Sharing] = {
                policy: shared(ground.count, ground.parties, policy)
                for policy in Policy
                if policy is not Policy.BY_HAND and ground.count.lacking_milli
            }
            return Opened(ground, results, made, decided, limit)

        self._desk.tasks.read(self._owner, work, done, latest="offer")

    def read_pictures(self, arrival: Arrival | None, done: Callable[[Mapping[int, QImage]], None]) -> None:
        """Hand the main pictures of what is to come, small, to `done`, by the id of the offer; only when it is new."""
        store, offers = self._desk.store, [count.offer for count in arrival.counts] if arrival else []
        shown = frozenset(offer.id for offer in offers)
        if shown == self._pictured:
            return
        self._pictured = shown

        def work() -> Mapping[int, QImage]:
            with store.read() as connection:
                photos = main_photos(connection, {offer.product_id for offer in offers})
                contents = photo_contents(connection, photos.values())
            images = {photo_id: thumbnail(jpeg, 2 * PICTURE) for photo_id, jpeg in contents.items()}
            found = {offer.id: photos.get(offer.product_id, 0) for offer in offers}
            return {offer_id: images[photo_id] for offer_id, photo_id in found.items() if photo_id in images}

        self._desk.tasks.read(self._owner, work, done, latest="pictures")

    def forget_pictures(self) -> None:
        """Read the pictures anew the next time."""
        self._pictured = frozenset()

    def read_papers(
        self,
        round_id: int,
        supplier_id: int | None,
        done: Callable[[tuple[Sequence[int], Mapping[int, QImage]]], None],
    ) -> None:
        """Hand the pictures of a supplier's paper, small, to `done`."""
        store = self._desk.store

        def work() -> tuple[Sequence[int], Mapping[int, QImage]]:
            with store.read() as connection:
                ids = photo_ids(connection, round_id, supplier_id)
                return ids, {photo_id: _small(photo_content(connection, photo_id) or b"") for photo_id in ids}

        self._desk.tasks.read(self._owner, work, done, latest="papers")

    def add_papers(self, round_id: int, supplier_id: int | None, paths: Sequence[Path]) -> None:
        """Shrink the pictures, strip them of where they were taken, and keep them."""
        store = self._desk.store
        for path in paths:

            def keep(jpeg: bytes) -> None:
                self.write(
                    lambda: actions.add_delivery_photo(store, round_id, supplier_id, jpeg), _("The photo is kept")
                )

            self._desk.tasks.read(self._owner, partial(read_picture, path), keep)

    def remove_paper(self, round_id: int, supplier_id: int | None, photo_id: int) -> None:
        """Take a picture out of a supplier's paper."""
        store = self._desk.store
        self.write(
            lambda: actions.remove_delivery_photo(store, round_id, supplier_id, photo_id), _("The photo is taken out")
        )

    def receive(self, offer_id: int, milli: int | None) -> None:
        """Keep what came of an offer; None makes it not counted. The page shows it, nothing is said."""
        store = self._desk.store
        if milli is None:
            self._desk.tasks.write(self._owner, lambda: actions.forget_receipt(store, offer_id))
        else:
            self._desk.tasks.write(self._owner, lambda: actions.note_receipt(store, offer_id, milli))

    def receive_rest(self, round_id: int) -> None:
        """Count everything that is not counted yet as it was to come."""
        store = self._desk.store
        self.write(lambda: actions.receive_all_as_due(store, round_id), _("The rest is counted as due"))

    def place_surplus(self, offer: Offer, milli: int, goes: Goes, note: str) -> None:
        """Keep where so much of what came beyond the orders goes."""
        work = partial(
            actions.place_surplus,
            self._desk.store,
            offer.id,
            amount_milli=milli,
            goes=goes,
            note=note,
            gifts=self._gifts,
        )
        what = _(SAID[goes]).format(amount=quantity(milli, offer.unit))
        self.write(work, _("{product}: {what}").format(product=offer.label, what=what))

    def take_back_surplus(self, surplus_id: int) -> None:
        """Make what was decided on some of the surplus open again."""
        store, gifts = self._desk.store, self._gifts
        self.write(lambda: actions.take_back_surplus(store, surplus_id, gifts=gifts), _("Open again"))

    def set_limit(self, fen: int) -> None:
        """Let go from now on what is to be added for the weight up to `fen`."""
        store = self._desk.store
        self._desk.tasks.write(self._owner, lambda: actions.set_waived_up_to(store, fen))

    def write(self, work: Callable[[], int], sentence: str, failed: Callable[[Exception], None] | None = None) -> None:
        """Do it on the writing lane, say `sentence` with its undo, or hand what went wrong to `failed`."""
        self._desk.tasks.write(self._owner, work, lambda action_id: self._desk.notice(sentence, undo=action_id), failed)


def _small(jpeg: bytes) -> QImage:
    image = QImage.fromData(jpeg)
    if image.isNull():
        return image
    return image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
