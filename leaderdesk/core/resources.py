"""The files that travel with the program: fonts, icons, themes, sounds and texts."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
# An installed program carries the folder inside its package; a source checkout has it beside the package.
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource(*parts: str) -> Path:
    """Return the path of one file or folder of the resources; with no part, the folder of them all."""
    return _folder(_PLACES).joinpath(*parts)


def _folder(places: tuple[Path, ...]) -> Path:
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(places[0])
