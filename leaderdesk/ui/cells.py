"""What a table cell says: plain values that the delegate paints and a screen reader speaks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QPixmap

from leaderdesk.core.money import format_yuan
from leaderdesk.ui.tokens import ColorName, Tone


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, with a smaller remark behind it ("¥10.00 28%") and an icon of the icon set before it."""

    text: str
    remark: str = ""
    color: ColorName = "text"
    bold: bool = False
    struck: bool = False
    icon: str = ""

    @property
    def plain(self) -> str:
        """The cell in words."""
        return f"{self.text} {self.remark}".strip()


@dataclass(frozen=True, slots=True)
class Lines:
    """A bold first line over a small second one, beside a picture, an icon of the icon set, or neither."""

    first: str
    second: str
    picture: QPixmap | None = None
    icon: str = ""
    struck: bool = False

    @property
    def plain(self) -> str:
        """The cell in words."""
        return f"{self.first}, {self.second}" if self.second else self.first


@dataclass(frozen=True, slots=True)
class Person:
    """A name behind a circle with its first character."""

    name: str
    remark: str = ""
    tone: Tone = "neutral"
    struck: bool = False

    @property
    def plain(self) -> str:
        """The cell in words."""
        return f"{self.name} {self.remark}".strip()


@dataclass(frozen=True, slots=True)
class Chip:
    """A product with its amount: struck if it is a value of before, `tone` "info" if changed, "warn" if in question."""

    name: str
    amount: str = ""
    tone: Tone = "neutral"
    icon: str = ""
    struck: bool = False

    @property
    def plain(self) -> str:
        """The chip in words."""
        return f"{self.name} {self.amount}".strip()


@dataclass(frozen=True, slots=True)
class Chips:
    """Chips in a row; those that find no room are counted in a last one, "+3"."""

    chips: tuple[Chip, ...]

    @property
    def plain(self) -> str:
        """The cell in words."""
        return ", ".join(chip.plain for chip in self.chips)


@dataclass(frozen=True, slots=True)
class Pill:
    """A state or a tag on a tint; with a dot where it stands for a state by itself."""

    text: str
    tone: Tone = "neutral"
    dot: bool = False

    @property
    def plain(self) -> str:
        """The pill in words."""
        return self.text


@dataclass(frozen=True, slots=True)
class Pills:
    """Pills in a row; those that find no room are counted in a last one, "+3"."""

    pills: tuple[Pill, ...]

    @property
    def plain(self) -> str:
        """The cell in words."""
        return ", ".join(pill.text for pill in self.pills)


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon of the icon set with the words it stands for; the words are painted only if `shown`."""

    icon: str
    words: str
    color: ColorName = "text2"
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Icons (cold bag, gift) in a row, and a pill behind them ("¥28 open")."""

    marks: tuple[Mark, ...]
    pill: Pill | None = None

    @property
    def plain(self) -> str:
        """The cell in words."""
        words = [mark.words for mark in self.marks]
        return ", ".join(words if self.pill is None else [*words, self.pill.text])


@dataclass(frozen=True, slots=True)
class Bar:
    """How far something is, as a bar and in words ("108 / 120")."""

    done: int
    total: int
    words: str
    color: ColorName = "brand"

    @property
    def plain(self) -> str:
        """The cell in words."""
        return self.words


@dataclass(frozen=True, slots=True)
class Squares:
    """Filled squares up to the state, dashed ones after it, and always the words beside them."""

    filled: int
    total: int
    words: str
    tone: Tone = "neutral"

    @property
    def plain(self) -> str:
        """The cell in words."""
        return self.words


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots on a line, filled up to the state, and always its word beside them; `strong` if something is to be done."""

    filled: int
    total: int
    words: str
    tone: Tone = "gift"
    strong: bool = False

    @property
    def plain(self) -> str:
        """The cell in words."""
        return self.words


Cell = Text | Lines | Person | Chips | Pill | Pills | Marks | Bar | Squares | Dots


def money(fen: int, *, bold: bool = False, struck: bool = False) -> Text:
    """Return the cell of a sum in fen; its column is aligned to the right."""
    return Text(format_yuan(fen), bold=bold, struck=struck)
