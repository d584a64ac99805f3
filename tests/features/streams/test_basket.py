"""The drawn basket: strawberries where they are meant, and never a picture of goods that nobody photographed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from leaderdesk.features.streams.screen.audience.basket import paint_basket

RED = QColor("#D03830").rgb()


def red_in(goods: str) -> int:
    """Return how many points of a basket for these goods are as red as a strawberry."""
    image = QImage(440, 350, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_basket(painter, QRectF(0, 0, 440, 350), goods=goods)
    painter.end()
    return sum(image.pixel(x, y) == RED for x in range(0, 440, 4) for y in range(0, 350, 4))


@pytest.mark.parametrize("goods", ["王大叔草莓", "Strawberries"])
def test_strawberries_lie_in_the_basket_of_strawberries(qapp: object, goods: str) -> None:
    assert red_in(goods) > 100


@pytest.mark.parametrize("goods", ["", "土鸡蛋", "全麦面包", "Eggs"])
def test_no_other_goods_are_shown_as_strawberries(qapp: object, goods: str) -> None:
    assert red_in(goods) == 0
