"""What the tests ask of the picture of a page: where its ink is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leaderdesk.documents.page import Paper
from leaderdesk.documents.render import PageImage, Pages

DOTS_203_DPI = 203 / 25.4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        slack = 1e-6
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def picture(pdf: bytes, *, page: int = 0, px_per_mm: float = 8.0) -> PageImage:
    with Pages(pdf) as pages:
        return pages.image(page, px_per_mm=px_per_mm)


def drawn(draw: Callable[[Paper], object], *, px_per_mm: float = 8.0) -> PageImage:
    """Return the picture of a paper of 60 × 12 mm after `draw`."""
    paper = Paper(60, 12)
    draw(paper)
    paper.next_page()
    return picture(paper.to_bytes(), px_per_mm=px_per_mm)


def written(text: str, *, bold: bool = False) -> PageImage:
    """Return the picture of `text` written large."""
    return drawn(lambda paper: paper.text(2, 9, text, size=6, bold=bold))


def ink(image: PageImage) -> int:
    """Return how much ink there is: the sum of darkness over all pixels."""
    return 255 * image.width * image.height - sum(image.rgba[1::4])


def ink_in(image: PageImage, box: Box, *, px_per_mm: float) -> int:
    """Return how many pixels of `box` are not white."""
    left, right = round(box.left * px_per_mm), round(box.right * px_per_mm)
    grey = image.rgba[1::4]
    rows = range(round(box.top * px_per_mm), round(box.bottom * px_per_mm))
    return sum(right - left - grey[row * image.width + left : row * image.width + right].count(255) for row in rows)
