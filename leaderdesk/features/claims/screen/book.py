"""Reads and writes claims for the pane, in the background; every write is answered by a toast that can undo it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from leaderdesk.features.claims.queries import (
    claim_by_id,
    claimable_lines,
    claims_of_round,
    owed_claims,
    patterns_of,
)
from leaderdesk.features.claims.rules import Claim, Claimable
from leaderdesk.features.claims.rules.patterns import Pattern
from leaderdesk.features.batches.queries import batches_of_round
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.queries import find_orders
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.products.queries import photo_contents
from leaderdesk.ui.picture_tiles import TILE
from leaderdesk.ui.pictures import read_picture, thumbnail

SIDE = 2 * TILE.width()
"""Small pictures are read at twice their size, so that they stay sharp on fine screens."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The claims of a round, what is still owed from other rounds, and what the claims have in common."""

    claims: tuple[Claim, ...]
    owed: tuple[Claim, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """One claim with the batches that came for its goods, by id and code, and its pictures, small, by photo id."""

    claim: Claim
    batches: tuple[tuple[int, str], ...]
    images: dict[int, QImage]


class ClaimBook:
    """The one who asks the store for the pane."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        self._desk = desk
        self._owner = owner

    def read_round(self, round_id: int, done: Callable[[Listed], None]) -> None:
        """Read the claims of the round."""
        store = self._desk.store

        def work() -> Listed:
            with store.read() as connection:
                claims = claims_of_round(connection, round_id)
                owed = tuple(claim for claim in owed_claims(connection) if claim.round_id != round_id)
                return Listed(claims, owed, patterns_of(connection, claims))

        self._desk.tasks.read(self._owner, work, done, latest="claims")

    def read_claim(self, claim_id: int, done: Callable[[Opened | None], None]) -> None:
        """Read one claim with its pictures."""
        store = self._desk.store

        def work() -> Opened | None:
            with store.read() as connection:
                claim = claim_by_id(connection, claim_id)
                if claim is None:
                    return None
                came = batches_of_round(connection, claim.round_id).get(claim.offer_id, ())
                content = photo_contents(connection, claim.photos)
            images = {each: thumbnail(jpeg, SIDE) for each, jpeg in content.items()}
            return Opened(claim, tuple((batch.id, batch.code) for batch in came), images)

        self._desk.tasks.read(self._owner, work, done, latest="claim")

    def find(self, typed: str, round_id: int, done: Callable[[tuple[Order, ...]], None]) -> None:
        """Read whose orders of the round are meant by what was typed."""
        store = self._desk.store

        def work() -> tuple[Order, ...]:
            with store.read() as connection:
                found = [order for order in find_orders(connection, typed, 60) if order.round_id == round_id]
            # A pickup code that was typed in full means that order, and no phone that ends like it.
            return tuple(sorted(found, key=lambda order: order.pickup_text != typed.strip()))

        self._desk.tasks.read(self._owner, work, done, latest="find")

    def read_lines(self, order_id: int, done: Callable[[tuple[Order | None, tuple[Claimable, ...]]], None]) -> None:
        """Read what a claim about that order may be about."""
        store = self._desk.store

        def work() -> tuple[Order | None, tuple[Claimable, ...]]:
            with store.read() as connection:
                return claimable_lines(connection, order_id)

        self._desk.tasks.read(self._owner, work, done, latest="lines")

    def read_files(
        self, paths: Sequence[Path], taken: Callable[[bytes], None], refused: Callable[[Exception], None]
    ) -> None:
        """Read the pictures of these files: small, upright, and without where they were taken."""
        for path in paths:
            self._desk.tasks.read(self._owner, partial(read_picture, path), taken, refused)

    def read_large(self, photo_id: int, done: Callable[[bytes], None]) -> None:
        """Read one picture in full."""
        store = self._desk.store

        def work() -> bytes:
            with store.read() as connection:
                return photo_contents(connection, (photo_id,)).get(photo_id, b"")

        self._desk.tasks.read(self._owner, work, done, latest="look")

    def write(
        self,
        work: Callable[[], int],
        sentence: str,
        *,
        done: Callable[[int], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do it, say so, and offer to undo it."""

        def told(action_id: int) -> None:
            self._desk.notice(sentence, undo=action_id)
            if done is not None:
                done(action_id)

        self._desk.tasks.write(self._owner, work, told, refused)
