"""Every icon is drawn, in its size, in its colour, sharp, and once only."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtGui import QColor, QImage

from leaderdesk.core.resources import resource
from leaderdesk.ui.icons import LARGE, MIDDLE, SMALL, IconName, icon, icon_image, icon_pixmap
from leaderdesk.ui.theme import Theme

NAMES: tuple[IconName, ...] = get_args(IconName)


def test_code_and_folder_name_the_same_icons() -> None:
    assert {file.stem for file in resource("icons").glob("*.svg")} == set(NAMES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("side", [SMALL, MIDDLE, LARGE])
def test_every_icon_shows_in_the_colour_asked_for(look: Theme, scheme: str, side: int) -> None:
    look.choose("dark" if scheme == "dark" else "light", 100)
    ink = look.color("brand")
    for name in NAMES:
        image = icon_image(name, side, ink, 1.0)
        assert (image.width(), image.height()) == (side, side)
        drawn = painted(image)
        assert len(drawn) >= 4, name
        solid = [color for color in drawn if color.alpha() > 200]
        assert all(abs(color.green() - ink.green()) < 12 for color in solid), name


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_stays_within_its_square(look: Theme, name: IconName) -> None:
    image = icon_image(name, 48, look.color("text"), 1.0)
    edge = [(x, y) for x in range(48) for y in (0, 47)] + [(x, y) for x in (0, 47) for y in range(48)]
    assert all(image.pixelColor(x, y).alpha() < 128 for x, y in edge)


@pytest.mark.parametrize("name", NAMES)
def test_drawings_keep_to_one_pen(name: IconName) -> None:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke-width="1.75"' in text
    assert 'stroke-linecap="round"' in text
    assert text.count("stroke=") == 1


def test_icons_use_the_pixels_of_the_screen(look: Theme) -> None:
    image = icon_image("sun", 16, look.color("text"), 2.0)
    assert image.width() == 32
    assert image.devicePixelRatio() == 2.0


def test_an_icon_is_drawn_once(look: Theme) -> None:
    first = icon_image("gift", 20, look.color("gift"), 1.0)
    assert icon_image("gift", 20, look.color("gift"), 1.0).cacheKey() == first.cacheKey()


def test_icons_for_menus_and_labels(look: Theme) -> None:
    assert not icon("pen", look.color("text")).isNull()
    assert icon_pixmap("pen", 16, look.color("text")).deviceIndependentSize().width() == 16


def painted(image: QImage) -> list[QColor]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [color for color in pixels if color.alpha() > 60]
