"""The tiles below the goods: where each bag lies, in the leader's own words, and the gift that goes along."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules import GiftDue, PickupOrder
from leaderdesk.features.pickups.rules.spots import spots_of
from leaderdesk.storage.business import Business
from leaderdesk.ui.cards import Box
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, IconLabel
from leaderdesk.ui.tokens import ColorName


def tiles_of(found: PickupOrder, business: Business, gift: GiftDue | None) -> tuple[QWidget, ...]:
    """Return a tile for each place where something of the order waits, and one for the gift."""
    spots = spots_of(found, cold=business.cold_place, frozen=business.frozen_place, ambient=business.ambient_place)
    tiles = [
        _tile("snowflake", spot.words, spot.place)
        if spot.is_cold
        else _tile("bag", spot.words, spot.place, fill="sunken", ink="text")
        for spot in spots
        if spot.place
    ]
    if gift is not None:
        tiles.append(
            _tile(
                "gift",
                _("Do not forget the gift"),
                " · ".join(filter(None, (gift.goods, gift.reason))),
                fill="giftTint",
                ink="giftText",
            )
        )
    return tuple(tiles)


def _tile(
    icon: IconName, title: str, words: str, *, fill: ColorName = "infoTint", ink: ColorName = "infoText"
) -> QWidget:
    box = Box(fill=fill, line=None, radius=6, padding=10)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addSpacing(6)
    row.addWidget(IconLabel(icon, ink=ink, side=24))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(ElidedLabel(title, role="strong", ink=ink, least=80))
    column.addWidget(ElidedLabel(words, role="lead", ink=ink, least=80))
    row.addLayout(column, 1)
    box.body.addLayout(row)
    return box
