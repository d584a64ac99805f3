"""A paper being drawn: text, lines, boxes and codes placed in millimetres from the top left, black on white."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from leaderdesk.documents import qr
from leaderdesk.documents.fonts import Fitted, Run, faces, printable
from leaderdesk.documents.page_tree import PageTree
from leaderdesk.documents.table import Align

_SHARE_LEFT: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}

POINTS_PER_MM = 72 / 25.4
CAP_HEIGHT = 0.733
"""Height of a digit in ems; what centres a line of text in a box."""

_STROKE = 0.035
"""How thick a stroke makes a face without a bold weight bold, in ems."""

_ESCAPED = re.compile(r"\\(?:([01][0-7][0-7])|.)", re.DOTALL)
_NEVER_BARE = frozenset("\n\r()\\")

# Printers and readers take binary streams; reportlab's ASCII form of them is pure Python and a quarter larger.
rl_config.useA85 = 0


class Paper:
    """Pages of one size that are drawn one after the other; the same strokes give the same bytes."""

    def __init__(self, width_mm: float, height_mm: float, *, title: str = "") -> None:
        self.width = width_mm
        self.height = height_mm
        self._faces = faces()
        self._file = io.BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=(width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM),
            pageCompression=1,
            invariant=1,
            initialFontName=self._faces.glyph(" ", bold=False).face,
        )
        self._canvas.setTitle(printable(title))
        self._canvas.setCreator("LeaderDesk")
        self._pages = PageTree(self._canvas)
        self._marks: list[str] = []
        self._texts: dict[tuple[str, float, bool], tuple[str, float]] = {}
        self._ems: dict[tuple[str, bool], float] = {}
        self._fits: dict[tuple[str, float, float, float, bool], Fitted] = {}

    def next_page(self) -> None:
        """End the page that was being drawn, and start another one."""
        scale, height = POINTS_PER_MM, self.height * POINTS_PER_MM
        self._pages.add(f"{scale:.6f} 0 0 {scale:.6f} 0 {height:.4f} cm\n" + "\n".join(self._marks))
        self._marks.clear()

    def to_bytes(self) -> bytes:
        """Return the PDF; the page being drawn is its last one. Nothing may be drawn afterwards."""
        if self._marks:
            self.next_page()
        with self._faces.embedding:
            self._canvas.save()
        return self._file.getvalue()

    @contextmanager
    def origin(self, x: float, y: float) -> Iterator[None]:
        """Count from this point inside the block."""
        self._marks.append(f"q 1 0 0 1 {x:.3f} {-y:.3f} cm")
        yield
        self._marks.append("Q")

    def width_of(self, text: str, *, size: float, bold: bool = False) -> float:
        """Return how wide `text` is drawn, in millimetres; `size` is the height of its em."""
        ems = self._ems.get((text, bold))
        if ems is None:
            ems = self._ems[text, bold] = self._faces.width(printable(text), 1.0, bold=bold)
        return ems * size

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        bold: bool = False,
        align: Align = "left",
        white: bool = False,
    ) -> float:
        """Draw one line with its baseline at `y` and its left end, middle or right end at `x`; return its width."""
        shown = printable(text)
        if not shown:
            return 0.0
        code, width = self._encoded(shown, size, bold=bold)
        left = x - width * _SHARE_LEFT[align]
        mark = f"BT {_short(left)} {_short(-y)} Td{code}"
        self._marks.append(f"1 g {mark.replace('0 G', '1 G')} 0 g" if white else mark)
        return width

    def fit(self, text: str, *, size: float, width: float, smallest: float, bold: bool = False) -> Fitted:
        """Return `text` made to fit into `width`: smaller down to `smallest`, then with its end left out."""
        key = (text, size, width, smallest, bold)
        found = self._fits.get(key)
        if found is None:
            shown = printable(text)
            found = self._fits[key] = self._faces.fit(shown, size=size, width=width, smallest=smallest, bold=bold)
        return found

    def fitted(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        width: float,
        smallest: float,
        bold: bool = False,
        align: Align = "left",
    ) -> float:
        """Draw one line that is no wider than `width`; return the width it took."""
        fit = self.fit(text, size=size, width=width, smallest=smallest, bold=bold)
        return self.text(x, y, fit.text, size=fit.size, bold=bold, align=align)

    def lines_of(self, text: str, *, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
        """Return `text` in the lines it takes within `width`."""
        return self._faces.lines(printable(text), size=size, width=width, bold=bold)

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float, grey: float = 0.0) -> None:
        """Draw a straight line; `grey` is 0 for black to 1 for white."""
        self._marks.append(f"{width:.3f} w {grey:g} G {x1:.3f} {-y1:.3f} m {x2:.3f} {-y2:.3f} l S")

    def fill(self, x: float, y: float, width: float, height: float, *, grey: float = 0.0) -> None:
        """Fill a box."""
        self._marks.append(f"{grey:g} g {x:.3f} {-y - height:.3f} {width:.3f} {height:.3f} re f 0 g")

    def frame(self, x: float, y: float, width: float, height: float, *, line: float, grey: float = 0.0) -> None:
        """Draw the edge of a box, `line` thick, inside its measures."""
        half = line / 2
        left, foot = x + half, -y - height + half
        self._marks.append(f"{line:.3f} w {grey:g} G {left:.3f} {foot:.3f} {width - line:.3f} {height - line:.3f} re S")

    def code(self, x: float, y: float, digits: str, *, module: float) -> None:
        """Draw the QR code of 20 digits, each module `module` wide; its quiet zone is left to the caller."""
        foot = -y - qr.MODULES * module
        self._marks.append(f"q {module:g} 0 0 {module:g} {x:.3f} {foot:.3f} cm {qr.path(qr.modules(digits))} f Q")

    def squares(self, x: float, y: float, rows: Sequence[Sequence[bool]], *, module: float) -> None:
        """Draw a code of any size, as `qr.squares` gives it; its quiet zone is left to the caller."""
        foot = -y - len(rows) * module
        path = qr.squares_path(rows)
        self._marks.append(f"q {module:g} 0 0 {module:g} {x:.3f} {foot:.3f} cm {path} f Q")

    def figure(self, x: float, y: float, path: str, *, size: float, white: bool = False) -> None:
        """Stroke a figure of `figures` in a square of `size`."""
        shade = 1 if white else 0
        self._marks.append(f"q {size:.3f} 0 0 {size:.3f} {x:.3f} {-y - size:.3f} cm {shade} G {path} Q")

    def chip_width(self, text: str, *, height: float, size: float, figure: str = "") -> float:
        """Return the width of a chip, in millimetres."""
        return self.width_of(text, size=size, bold=True) + height * (0.5 + (0.75 if figure else 0.0))

    def chip(
        self, x: float, y: float, text: str, *, height: float, size: float, filled: bool, figure: str = ""
    ) -> float:
        """Draw a word in a box with its top left at `x`, `y`: white on black or outlined; return its width."""
        width = self.chip_width(text, height=height, size=size, figure=figure)
        if filled:
            self.fill(x, y, width, height)
        else:
            self.frame(x, y, width, height, line=height * 0.06)
        left = x + height * 0.25
        if figure:
            side = height * 0.6
            self.figure(left, y + (height - side) / 2, figure, size=side, white=filled)
            left += height * 0.75
        self.text(left, y + (height + size * CAP_HEIGHT) / 2, text, size=size, bold=True, white=filled)
        return width

    def _encoded(self, text: str, size: float, *, bold: bool) -> tuple[str, float]:
        key = (text, size, bold)
        found = self._texts.get(key)
        if found is None:
            code = "".join(self._run(run, size) for run in self._faces.runs(text, bold=bold))
            found = self._texts[key] = f"{code}ET", self._faces.width(text, size, bold=bold)
        return found

    def _run(self, run: Run, size: float) -> str:
        line = self._canvas.beginText(0, 0)
        line.setFont(run.face, size * run.scale, leading=0)
        line.textOut(run.text)
        code = line.getCode().removeprefix("BT 1 0 0 1 0 0 Tm").removesuffix(" Tj ET").replace(" 0 TL ", "")
        code = f"{_ESCAPED.sub(_as_byte, code)}Tj "
        return f" 2 Tr {size * _STROKE:.3f} w 0 G{code}0 Tr " if run.thickened else code


def _short(mm: float) -> str:
    """Return the number in hundredths, as few signs as there are."""
    return f"{round(mm, 2):g}"


def _as_byte(escaped: re.Match[str]) -> str:
    """Return the byte that reportlab writes in four signs as the one it is, where a text may hold it."""
    if escaped[1] is None:
        return escaped[0]
    byte = chr(int(escaped[1], 8))
    return escaped[0] if byte in _NEVER_BARE else byte
