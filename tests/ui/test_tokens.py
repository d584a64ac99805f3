"""Every pair of colours that text, controls and charts use can be read, in both schemes."""

from __future__ import annotations

from typing import get_args

import pytest

from leaderdesk.core.resources import resource
from leaderdesk.ui.tokens import INK, LINE, TINT, ColorName, Scheme, Tokens, Tone, TypeRole, read_tokens

GROUNDS: tuple[ColorName, ...] = ("canvas", "surface", "sunken", "hover", "selected")
TEXT: list[tuple[ColorName, ColorName]] = [
    *((ink, ground) for ink in ("text", "text2", "text3") for ground in GROUNDS),
    ("textOnBrand", "brand"), ("textOnBrand", "brandHover"), ("textOnBrand", "brandPressed"), ("toastText", "toastBg"),
    ("toastAction", "toastBg"), ("neutralText", "neutralTint"), ("textOnLive", "live"), ("textOnDanger", "danger"),
    ("text", "heat0"), ("text", "heat1"), ("text", "heat2"), ("heatText4", "heat4"), ("textOnBrand", "heat5"),
    ("brand", "surface"), ("brand", "canvas"), ("text2", "warnTint"), ("text2", "brandTint"), ("brand", "selected"),
    *((INK[tone], TINT[tone]) for tone in INK),
    *((INK[tone], ground) for tone in INK for ground in ("surface", "canvas")),
    *(("text", TINT[tone]) for tone in INK),
    *((INK[tone], "selected") for tone in ("brand", "warn", "danger", "info")),
]  # fmt: skip
SHAPES: list[tuple[ColorName, ColorName]] = [
    ("borderInput", "surface"), ("borderInput", "canvas"), ("focus", "surface"), ("focus", "canvas"),
    ("live", "surface"),
    ("warn", "surface"), ("danger", "surface"), ("info", "surface"), ("gift", "surface"), ("chart1", "surface"),
    ("chart2", "surface"), ("chart3", "surface"), ("chart4", "surface"), ("chart5", "surface"),
]  # fmt: skip


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return read_tokens(resource("themes", "tokens.json"))


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize(("pairs", "needed"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_colours_stand_out(
    tokens: Tokens, scheme: Scheme, pairs: list[tuple[ColorName, ColorName]], needed: float
) -> None:
    colors = tokens.colors[scheme]
    weak = {pair: ratio for pair in pairs if (ratio := contrast(colors[pair[0]], colors[pair[1]])) < needed}
    assert weak == {}


@pytest.mark.parametrize("scheme", get_args(Scheme))
def test_code_and_file_name_the_same_colours(tokens: Tokens, scheme: Scheme) -> None:
    assert set(tokens.colors[scheme]) == set(get_args(ColorName))


def test_code_and_file_name_the_same_type_steps_in_two_weights(tokens: Tokens) -> None:
    assert set(tokens.steps) == set(get_args(TypeRole))
    assert {step.weight for step in tokens.steps.values()} == {400, 700}
    assert min(step.px for step in tokens.steps.values()) == 12


def test_each_tone_has_ground_ink_and_line() -> None:
    assert set(TINT) == set(INK) == set(LINE) == set(get_args(Tone))


def contrast(ink: str, ground: str) -> float:
    """Return the WCAG 2.1 contrast of two #RRGGBB colours."""
    darker, lighter = sorted((luminance(ink), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
