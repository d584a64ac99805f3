"""The faces that papers are printed with: which one draws a character, how wide a text is, how it is made to fit."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from leaderdesk.core.resources import resource

BOX = "□"
"""Drawn in place of a character that no face has."""

ELLIPSIS = "…"

_REGULAR = "LeaderDeskSans-Regular"
_BOLD = "LeaderDeskSans-Bold"
_EMOJI = "LeaderDeskEmoji-Regular"
_FALLBACKS = ("LeaderDeskSans-More", "LeaderDeskRare-Regular", _EMOJI)
_EMOJI_SCALE = 0.8
"""Emoji are drawn so that one is as wide as a hanzi."""

_UNSEEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Me"))
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_VARIATIONS = frozenset((*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))))


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is drawn: by which face, at which share of the asked size, how wide in ems of that size."""

    face: str
    sign: str
    scale: float
    width: float
    thickened: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one face draws; `thickened` asks for a stroke where a face has no bold weight."""

    face: str
    text: str
    scale: float
    thickened: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text made to fit: what is left of it, its size, and its width in the unit of the size."""

    text: str
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class Unusual:
    """What is out of the ordinary in a text: hanzi drawn by a second face, and characters that no face has."""

    rare: str
    missing: str


class Faces:
    """The faces of one folder, each read when a text first needs it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[str, TTFont] = {}
        self._glyphs: tuple[dict[str, Glyph], dict[str, Glyph]] = ({}, {})
        # A reportlab face keeps one reading position: two papers that embed their letters at once would mix them up.
        self.embedding = threading.RLock()

    def glyph(self, sign: str, *, bold: bool) -> Glyph:
        """Return how the one character `sign` is drawn; the box if no face has it."""
        known = self._glyphs[bold]
        found = known.get(sign)
        if found is None:
            found = known[sign] = self._find(sign, bold=bold)
        return found

    def runs(self, text: str, *, bold: bool = False) -> tuple[Run, ...]:
        """Return `text`, as `printable` gives it, in stretches that one face each can draw."""
        found: list[Run] = []
        for sign in text:
            glyph = self.glyph(sign, bold=bold)
            last = found[-1] if found else None
            if last is not None and last.face == glyph.face:
                found[-1] = Run(last.face, last.text + glyph.sign, last.scale, last.thickened)
            else:
                found.append(Run(glyph.face, glyph.sign, glyph.scale, glyph.thickened))
        return tuple(found)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of `text` at `size`, in the unit of `size`."""
        return size * sum(self.glyph(sign, bold=bold).width for sign in text)

    def fit(self, text: str, *, size: float, width: float, smallest: float, bold: bool = False) -> Fitted:
        """Return `text` no wider than `width`: at `size`, else down to `smallest`, else with its end left out."""
        ems = self.width(text, 1.0, bold=bold)
        if ems * size <= width:
            return Fitted(text, size, ems * size)
        if ems * smallest <= width:
            shrunk = width / ems
            return Fitted(text, shrunk, width)
        room = width - self.width(ELLIPSIS, smallest, bold=bold)
        kept = 0
        for sign in text:
            room -= self.width(sign, smallest, bold=bold)
            if room < 0:
                break
            kept += 1
        short = text[:kept].rstrip() + ELLIPSIS
        return Fitted(short, smallest, self.width(short, smallest, bold=bold))

    def lines(self, text: str, *, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
        """Return `text` in lines no wider than `width`, broken at spaces or between hanzi, not in a word that fits."""
        found: list[str] = []
        line = ""
        for word in _words(text):
            if self.width((line + word).rstrip(), size, bold=bold) <= width:
                line += word
                continue
            if line.strip():
                found.append(line.strip())
            line = word.lstrip()
            while self.width(line.rstrip(), size, bold=bold) > width and len(line) > 1:
                kept = self._fitting(line, size, width, bold=bold)
                found.append(line[:kept])
                line = line[kept:]
        return (*found, line.strip()) if line.strip() or not found else tuple(found)

    def unusual(self, text: str) -> Unusual:
        """Return what of `text` a second face draws and what none can draw, each character once."""
        rare, missing = {}, {}
        for sign in printable(text):
            glyph = self.glyph(sign, bold=False)
            if glyph.sign != sign:
                missing[sign] = True
            elif glyph.face not in (_REGULAR, _EMOJI):
                rare[sign] = True
        return Unusual("".join(rare), "".join(missing))

    def _fitting(self, text: str, size: float, width: float, *, bold: bool) -> int:
        for count, sign in enumerate(text):
            width -= self.width(sign, size, bold=bold)
            if width < 0:
                return max(1, count)
        return len(text)

    def _find(self, sign: str, *, bold: bool) -> Glyph:
        first = _BOLD if bold else _REGULAR
        for name in (first, *_FALLBACKS):
            face = self._face(name).face
            if ord(sign) in face.charToGlyph:
                scale = _EMOJI_SCALE if name == _EMOJI else 1.0
                width = face.getCharWidth(ord(sign)) * scale / 1000
                return Glyph(name, sign, scale, width, thickened=bold and name not in (first, _EMOJI))
        box = self.glyph(BOX, bold=bold)
        return Glyph(box.face, BOX, box.scale, box.width, box.thickened)

    def _face(self, name: str) -> TTFont:
        with self.embedding:
            if name not in self._faces:
                self._faces[name] = TTFont(name, str(self._folder / f"{name}.ttf"))
                pdfmetrics.registerFont(self._faces[name])
            return self._faces[name]


@cache
def faces() -> Faces:
    """Return the faces that travel with the program."""
    return Faces(resource("fonts"))


def printable(text: str) -> str:
    """Return `text` in one line without what is not seen: controls, direction marks, joiners, variants, skin tones."""
    joined = " ".join(unicodedata.normalize("NFC", text).split())
    if joined.isascii() and joined.isprintable():
        return joined
    return " ".join("".join(sign for sign in joined if _seen(sign)).split())


def _seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN_CATEGORIES and sign not in _VARIATIONS and sign not in _SKIN_TONES


def _words(text: str) -> list[str]:
    """Return `text` in pieces between which a line may break; a comma or ×2 stays with what is before it."""
    found: list[str] = []
    for sign in text:
        if found and (_sticks(sign) or not (_breaks_around(found[-1][-1]) or _breaks_around(sign))):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _breaks_around(sign: str) -> bool:
    return sign == " " or unicodedata.east_asian_width(sign) in ("W", "F")


def _sticks(sign: str) -> bool:
    return sign in "，。、；：？！）》」』”’%…,.;:?!)×" or sign == " "
