"""Pages of a PDF as pictures: for the print preview, for the printer, and to check what was drawn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pypdfium2

MM_PER_POINT = 25.4 / 72

# PDFium may be used by one thread at a time, whatever the document.
_ONE_AT_A_TIME = threading.RLock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: four bytes each, red, green, blue and opaque, in rows from the top."""

    width: int
    height: int
    rgba: bytes


class Pages:
    """The pages of one PDF, open until `close`; safe to use from any thread."""

    def __init__(self, source: bytes | Path) -> None:
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(source if isinstance(source, bytes) else str(source))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        with _ONE_AT_A_TIME:
            return len(self._document)

    def size_mm(self, page: int) -> tuple[float, float]:
        """Return the width and height of a page (the first is 0) in millimetres."""
        with self._page(page) as opened:
            width, height = opened.get_size()
        return width * MM_PER_POINT, height * MM_PER_POINT

    def image(self, page: int, *, px_per_mm: float) -> PageImage:
        """Return the picture of a page (the first is 0) on white."""
        with self._page(page) as opened:
            bitmap = opened.render(
                scale=px_per_mm * MM_PER_POINT,
                fill_color=(255, 255, 255, 255),
                force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA,
                rev_byteorder=True,
            )
            try:
                return PageImage(bitmap.width, bitmap.height, _packed(bitmap))
            finally:
                bitmap.close()

    def text(self, page: int) -> str:
        """Return the text layer of a page; what a search finds, not proof of what was drawn."""
        with self._page(page) as opened:
            layer = opened.get_textpage()
            try:
                return str(layer.get_text_bounded())
            finally:
                layer.close()

    def close(self) -> None:
        """Let go of the document."""
        with _ONE_AT_A_TIME:
            self._document.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        with _ONE_AT_A_TIME:
            page = self._document[number]
            try:
                yield page
            finally:
                page.close()


def _packed(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Return the rows of a bitmap without the bytes that pad them."""
    row = bitmap.width * 4
    whole = bytes(bitmap.buffer)
    if bitmap.stride == row:
        return whole
    starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    return b"".join(whole[start : start + row] for start in starts)
