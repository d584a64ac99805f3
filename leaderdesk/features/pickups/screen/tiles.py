"""The tiles below the goods: where each bag lies, in the leader's own words, and the gift that goes along."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.rules import GiftDue, PickupOrder, bags_of
from leaderdesk.storage.business import Business
from leaderdesk.ui.cards import Box
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, IconLabel
from leaderdesk.ui.tokens import ColorName


def tiles_of(found: PickupOrder, business: Business, gift: GiftDue | None) -> tuple[QWidget, ...]:
    """Return a tile for each place where something of the order waits, and one for the gift."""
    code = found.order.pickup_text
    tiles: list[QWidget] = []
    frozen = [line for line in found.open_lines if line.storage == "frozen"]
    cold = [line for line in found.open_lines if line.is_cold]
    # Frozen goods lie apart only where the leader says so.
    apart = bool(frozen) and business.frozen_place not in ("", business.cold_place)
    if cold and not (apart and frozen == cold):
        tiles.append(_tile("snowflake", _cold_words(found), _at(business.cold_place or _("Fridge"), code)))
    if apart:
        tiles.append(
            _tile("snowflake", _("Frozen: {goods}").format(goods=_goods(frozen)), _at(business.frozen_place, code))
        )
    if business.ambient_place and len(cold) < len(found.open_lines):
        words = _("{count} pieces not cooled").format(count=sum(1 for line in found.open_lines if not line.is_cold))
        tiles.append(_tile("bag", words, _at(business.ambient_place, code), fill="sunken", ink="text"))
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


def _cold_words(found: PickupOrder) -> str:
    bags = sum(1 for bag in bags_of(found.order) if bag.is_cold)
    return ngettext("{count} cold bag", "{count} cold bags", bags).format(count=bags)


def _goods(lines: list[Line]) -> str:
    return _(", ").join(line.product_label for line in lines)


def _at(place: str, code: str) -> str:
    return _("{place} · labelled {code}").format(place=place, code=code)


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
