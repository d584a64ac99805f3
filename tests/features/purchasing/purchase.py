"""The purchase page on a desk, with the verbs a leader has there."""

from __future__ import annotations

from pathlib import Path

from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.purchasing.queries import desired_of_round, sent_versions
from leaderdesk.features.purchasing.rules.versions import Desired
from leaderdesk.features.purchasing.screen import PurchasePage
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.pills import StatusPill
from tests.features.pickups.table import Shown


class Purchase:
    """The purchase page with its desk."""

    def __init__(self, screen: Shown, page: PurchasePage) -> None:
        self.screen = screen
        self.page = page
        page.show_round(screen.shop.round_id, screen.place())
        screen.settle()

    def cards(self) -> list[Card]:
        return [card for card in self.page.findChildren(Card) if card.isVisible()]

    def pills(self) -> list[str]:
        return [pill.text() for card in self.cards() for pill in card.findChildren(StatusPill) if pill.isVisible()]

    def press(self, words: str, place: int = 0) -> None:
        found = [each for each in self.page.findChildren(Button) if words in each.plain_text() and each.isVisible()]
        found[place].click()
        self.screen.settle()

    def suppliers(self) -> tuple[Desired, ...]:
        with self.screen.shop.store.read() as connection:
            return desired_of_round(connection, self.screen.shop.round_id)

    def sent(self) -> list[tuple[int, str]]:
        with self.screen.shop.store.read() as connection:
            return [(each.version, each.way) for each in sent_versions(connection, self.screen.shop.round_id)]

    def export(self, folder: Path) -> None:
        self.page.deeds.export(folder)
        self.screen.settle()

    def undo_last(self) -> None:
        action_id = self.screen.said.notices[-1][1]
        assert action_id is not None
        self.screen.shop.store.undo(action_id)
        self.screen.settle()

    def add(self, milli: int) -> None:
        shop = self.screen.shop
        berries = next(line.offer for each in self.suppliers() for line in each.order.lines if line.offer.case_milli)
        order_for(
            shop.store,
            round_id=shop.round_id,
            neighbour_id=shop.orders()[0].neighbour_id,
            amounts={berries.id: milli},
        )
        self.screen.settle()
