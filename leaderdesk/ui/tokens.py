"""The design tokens: every colour, size and type step of the look, read once from one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Scheme = Literal["light", "dark"]

ColorName = Literal[
    "canvas", "surface", "sunken", "hover", "selected",
    "border", "borderStrong", "borderInput",
    "text", "text2", "text3", "textDisabled", "textOnBrand",
    "brand", "brandHover", "brandPressed", "brandTint", "brandTintText", "brandLine",
    "warn", "warnTint", "warnText", "warnLine",
    "danger", "dangerTint", "dangerText", "dangerLine",
    "info", "infoTint", "infoText", "infoLine",
    "gift", "giftTint", "giftText", "giftLine",
    "neutralTint", "neutralText",
    "live", "textOnLive", "textOnDanger",
    "focus", "scrim", "toastBg", "toastText", "toastAction",
    "heat0", "heat1", "heat2", "heat3", "heat4", "heat5", "heatText4",
    "chart1", "chart2", "chart3", "chart4", "chart5",
]  # fmt: skip

TypeRole = Literal["caption", "small", "body", "strong", "lead", "title", "figure", "display", "countdown"]

Tone = Literal["brand", "warn", "danger", "info", "gift", "neutral"]


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step of the type scale: size and line height in pixels at 100 %, and the weight (400 or 700)."""

    px: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the look is made of; sizes in device independent pixels at 100 % text."""

    colors: Mapping[Scheme, Mapping[ColorName, str]]
    families: tuple[str, ...]
    mono_families: tuple[str, ...]
    steps: Mapping[TypeRole, TypeStep]
    toast_ms: int
    motion_ms: int


def read_tokens(path: Path) -> Tokens:
    """Return the tokens of the file at `path`."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    steps = {name: TypeStep(step["px"], step["line"], step.get("weight", 400)) for name, step in found["type"].items()}
    return Tokens(
        colors=MappingProxyType({scheme: MappingProxyType(values) for scheme, values in found["color"].items()}),
        families=tuple(found["font"]["family"]),
        mono_families=tuple(found["font"]["mono"]),
        steps=MappingProxyType(steps),
        toast_ms=found["motion"]["toastMs"],
        motion_ms=found["motion"]["fastMs"],
    )


TINT: Mapping[Tone, ColorName] = MappingProxyType(
    {
        "brand": "brandTint",
        "warn": "warnTint",
        "danger": "dangerTint",
        "info": "infoTint",
        "gift": "giftTint",
        "neutral": "neutralTint",
    }
)
"""The background of each tone."""

INK: Mapping[Tone, ColorName] = MappingProxyType(
    {
        "brand": "brandTintText",
        "warn": "warnText",
        "danger": "dangerText",
        "info": "infoText",
        "gift": "giftText",
        "neutral": "neutralText",
    }
)
"""The text on that background."""

LINE: Mapping[Tone, ColorName] = MappingProxyType(
    {
        "brand": "brandLine",
        "warn": "warnLine",
        "danger": "dangerLine",
        "info": "infoLine",
        "gift": "giftLine",
        "neutral": "borderStrong",
    }
)
"""The line around it."""
