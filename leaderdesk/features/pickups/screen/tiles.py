"""The tiles below the goods: where each bag lies, in the leader's own words, and the gift that goes along."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules import GiftDue, GiftGoes, PickupOrder
from leaderdesk.features.pickups.rules.spots import spots_of
from leaderdesk.storage.business import Business
from leaderdesk.ui.cards import Box
from leaderdesk.ui.choices import CheckBox
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, IconLabel
from leaderdesk.ui.pills import KeyCap
from leaderdesk.ui.tokens import ColorName


class Tile(Box):
    """An icon, a title and words in large letters, on one tint."""

    def __init__(
        self, icon: IconName, title: str, words: str, *, fill: ColorName = "infoTint", ink: ColorName = "infoText"
    ) -> None:
        super().__init__(fill=fill, line=None, radius=6, padding=10)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self.row.addSpacing(6)
        self.row.addWidget(IconLabel(icon, ink=ink, side=24))
        self.words = QVBoxLayout()
        self.words.setSpacing(0)
        if title:
            self.words.addWidget(ElidedLabel(title, role="strong", ink=ink, least=80))
        self.words.addWidget(ElidedLabel(words, role="lead", ink=ink, least=80))
        self.row.addLayout(self.words, 1)
        self.body.addLayout(self.row)


class GiftTile(Tile):
    """The gift that goes along, with a tick of its own: it can stay behind, or go without the goods."""

    changed = Signal()

    def __init__(self, gift: GiftDue) -> None:
        words = " · ".join(filter(None, (gift.goods, gift.reason)))
        super().__init__("gift", "", words, fill="giftTint", ink="giftText")
        title = _("Do not forget what was promised") if gift.is_promise else _("Do not forget the gift")
        self.tick = CheckBox(title, large=True)
        self.tick.setAccessibleDescription(words)
        self.tick.setChecked(True)
        self.tick.toggled.connect(self.changed)
        self.words.insertWidget(0, self.tick)
        self.row.addWidget(KeyCap("F9"))

    def goes(self) -> GiftGoes:
        """Return whether the gift goes now."""
        return "alone" if self.tick.isChecked() else "stays"


def spot_tiles(found: PickupOrder, business: Business) -> tuple[QWidget, ...]:
    """Return a tile for each place where something of the order waits."""
    spots = spots_of(found, cold=business.cold_place, frozen=business.frozen_place, ambient=business.ambient_place)
    return tuple(
        Tile("snowflake", spot.words, spot.place)
        if spot.is_cold
        else Tile("bag", spot.words, spot.place, fill="sunken", ink="text")
        for spot in spots
        if spot.place
    )
