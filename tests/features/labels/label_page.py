"""The page of labels on a desk, for tests: what it says, and what is pressed on it."""

from __future__ import annotations

from leaderdesk.features.labels.screen import LabelsPage
from leaderdesk.features.labels.screen.paper_tiles import PaperTile
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.print_preview import PrintPreview
from tests.features.pickups.table import Shown


class Labels:
    """The label page with its desk."""

    def __init__(self, screen: Shown, page: LabelsPage) -> None:
        self.screen = screen
        self.page = page
        page.show_round(screen.shop.round_id, screen.place())
        screen.settle()

    def settle(self) -> None:
        self.screen.settle()

    def visible(self, words: str) -> bool:
        return any(each.plain_text() == words and each.isVisible() for each in self.page.findChildren(Button))

    def press(self, words: str) -> None:
        next(each for each in self.page.findChildren(Button) if each.plain_text() == words and each.isVisible()).click()
        self.settle()

    def choose_paper(self, name: str) -> None:
        next(card for card in self.page.findChildren(PaperTile) if card.accessibleName() == name).click()
        self.settle()

    def says(self, words: str) -> bool:
        labels: list[Label | ElidedLabel] = [*self.page.findChildren(Label)]
        labels += self.page.findChildren(ElidedLabel)
        return any(words in label.text() for label in labels if label.isVisible())

    def preview(self) -> PrintPreview:
        return self.page.window().findChildren(PrintPreview)[-1]
