"""How each kind of table cell is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QStaticText

from leaderdesk.ui.cells import Bar, Cell, Chip, Chips, Dots, Lines, Mark, Marks, Person, Pill, Pills, Squares, Text
from leaderdesk.ui.columns import RowKind, Side
from leaderdesk.ui.icons import IconName, paint_icon
from leaderdesk.ui.painting import paint_box, paint_dot, paint_text
from leaderdesk.ui.state_dots import paint_dots
from leaderdesk.ui.theme import Theme, theme
from leaderdesk.ui.tokens import INK, LINE, TINT, ColorName, TypeRole

CHIP_PAD, PILL_PAD, GAP, SMALL_GAP = 8, 9, 6, 4
PICTURE = 34
SQUARE, SQUARE_GAP = 9, 3
MOST_LETTERS = 4096


class Letters:
    """Text that was laid out once and is drawn many times; a table scrolls through the same words again and again."""

    def __init__(self, look: Theme) -> None:
        self._look = look
        self._made: dict[tuple[str, TypeRole, bool], tuple[QStaticText, float]] = {}
        self._fonts: dict[tuple[TypeRole, bool], QFont] = {}
        self._metrics: dict[TypeRole, QFontMetrics] = {}
        self._heights: dict[TypeRole, int] = {}
        look.changed.connect(self._forget)

    def width(self, text: str, role: TypeRole) -> float:
        """Return how wide the text is in one line."""
        return self._letters(text, role, False)[1] if text else 0.0

    def draw(
        self, painter: QPainter, rect: QRectF, text: str, role: TypeRole, *, side: Side = "left", struck: bool = False
    ) -> float:
        """Write one line in the painter's pen and return how wide it is; what does not fit ends in “…”."""
        if not text:
            return 0.0
        letters, width = self._letters(text, role, struck)
        room = rect.width()
        if width > room:
            cut = self._metrics[role].elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room)))
            letters, width = self._letters(cut, role, struck)
        x = rect.x()
        if side != "left":
            x += (room - width) if side == "right" else (room - width) / 2
        painter.setFont(self._fonts[role, struck])
        left, top = round(x), round(rect.y() + (rect.height() - self._heights[role]) / 2)
        painter.drawStaticText(left, top, letters)
        if struck:
            # Static text puts its own line at the wrong place once the painter has moved.
            metrics = self._metrics[role]
            middle = top + metrics.ascent() - metrics.strikeOutPos()
            painter.fillRect(left, middle, round(width), max(1, metrics.lineWidth()), painter.pen().color())
        return width

    def _letters(self, text: str, role: TypeRole, struck: bool) -> tuple[QStaticText, float]:
        found = self._made.get((text, role, struck))
        if found is not None:
            return found
        if len(self._made) >= MOST_LETTERS:
            self._made.clear()
        if (role, struck) not in self._fonts:
            self._learn(role, struck=struck)
        letters = QStaticText(text.replace("\n", " "))
        letters.setTextFormat(Qt.TextFormat.PlainText)
        letters.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        letters.prepare(font=self._fonts[role, struck])
        made = letters, float(self._metrics[role].horizontalAdvance(text))
        self._made[text, role, struck] = made
        return made

    def _learn(self, role: TypeRole, *, struck: bool) -> None:
        font = QFont(self._look.font(role))
        self._fonts[role, struck] = font
        self._metrics[role] = QFontMetrics(font)
        self._heights[role] = self._metrics[role].height()

    def _forget(self) -> None:
        self._made.clear()
        self._fonts.clear()
        self._metrics.clear()


class CellBrush:
    """Paints the content of cells with one painter, in the look in force."""

    __slots__ = ("_kind", "_letters", "_look", "_painter")

    def __init__(self, painter: QPainter, look: Theme, letters: Letters, *, kind: RowKind = "plain") -> None:
        self._painter = painter
        self._look = look
        self._letters = letters
        self._kind = kind

    def paint(self, rect: QRectF, cell: Cell, side: Side) -> None:
        """Paint the cell into `rect`, whose padding is already taken off."""
        _PAINTERS[type(cell)](self, rect, cell, side)

    # Pieces.

    def write(
        self, rect: QRectF, text: str, role: TypeRole, color: ColorName, *, side: Side = "left", struck: bool = False
    ) -> float:
        """Write one line and return how wide it is; the end of what does not fit becomes “…”."""
        self._painter.setPen(self._look.color(color))
        return self._letters.draw(self._painter, rect, text, role, side=side, struck=struck)

    def width(self, text: str, role: TypeRole) -> float:
        """Return how wide the text is in one line."""
        return self._letters.width(text, role)

    def circle(self, rect: QRectF, person: Person) -> None:
        """Paint the circle with the first character of the name."""
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color(TINT[person.tone]))
        painter.drawEllipse(rect)
        font = QFont(self._look.font("small"))
        font.setBold(True)
        color = self._look.color(INK[person.tone])
        paint_text(painter, rect, person.name[:1], font=font, color=color, align=Qt.AlignmentFlag.AlignCenter)

    def chip_width(self, chip: Chip) -> float:
        """Return how wide the chip is."""
        if chip.struck:
            return self.width(chip.plain, "small")
        icon = 20 if chip.icon else 0
        amount = SMALL_GAP + self.width(chip.amount, "strong") if chip.amount else 0
        return 2 * CHIP_PAD + icon + self.width(chip.name, "body") + amount

    def chip(self, rect: QRectF, chip: Chip) -> None:
        """Paint the chip so that it fills `rect`."""
        if chip.struck:
            self.write(rect, chip.plain, "small", "text3", struck=True)
            return
        neutral = chip.tone == "neutral"
        fill, line = ("canvas", "border") if neutral else (TINT[chip.tone], LINE[chip.tone])
        ink: ColorName = "text" if neutral else INK[chip.tone]
        paint_box(
            self._painter, rect, radius=6, fill=self._look.color(cast("ColorName", fill)),
            line=self._look.color(cast("ColorName", line)),
        )  # fmt: skip
        inner = rect.adjusted(CHIP_PAD, 0, -CHIP_PAD, 0)
        if chip.icon:
            self.icon(QRectF(inner.x(), inner.y(), 16, inner.height()), chip.icon, ink)
            inner.adjust(20, 0, 0, 0)
        amount = self.width(chip.amount, "strong")
        room = inner.adjusted(0, 0, -(amount + SMALL_GAP if amount else 0), 0)
        used = self.write(room, chip.name, "body", ink)
        if amount:
            self.write(inner.adjusted(used + SMALL_GAP, 0, 1, 0), chip.amount, "strong", ink)

    def pill_width(self, pill: Pill) -> float:
        """Return how wide the pill is."""
        return 2 * PILL_PAD + (11 if pill.dot else 0) + self.width(pill.text, "small")

    def pill(self, rect: QRectF, pill: Pill) -> None:
        """Paint the pill so that it fills `rect`."""
        paint_box(self._painter, rect, radius=rect.height() / 2, fill=self._look.color(TINT[pill.tone]))
        inner = rect.adjusted(PILL_PAD, 0, 1 - PILL_PAD, 0)
        if pill.dot:
            center = QPointF(inner.x() + 3, inner.center().y())
            paint_dot(self._painter, center, color=self._look.color(INK[pill.tone]))
            inner.adjust(11, 0, 0, 0)
        self.write(inner, pill.text, "small", INK[pill.tone])

    def icon(self, rect: QRectF, name: str, color: ColorName) -> None:
        """Paint an icon of the icon set in the middle of `rect`."""
        side = min(rect.width(), rect.height(), 16)
        square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        paint_icon(self._painter, square, cast("IconName", name), self._look.color(color))

    def bar(self, rect: QRectF, share: float, color: ColorName) -> None:
        """Paint a bar that is filled up to `share` (0 to 1)."""
        paint_box(self._painter, rect, radius=rect.height() / 2, fill=self._look.color("sunken"))
        if share > 0:
            filled = QRectF(rect.x(), rect.y(), max(rect.height(), rect.width() * min(1.0, share)), rect.height())
            paint_box(self._painter, filled, radius=rect.height() / 2, fill=self._look.color(color))

    def square(self, rect: QRectF, *, filled: bool) -> None:
        """Paint one filled or one dashed square."""
        if filled:
            paint_box(self._painter, rect, radius=2, fill=self._look.color("brand"))
            return
        pen = QPen(self._look.color("warn"), 1)
        pen.setDashPattern([2, 2])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)

    def dots(self, rect: QRectF, cell: Dots) -> float:
        """Paint dots on a line at the left of `rect` and return how far they reach."""
        return paint_dots(self._painter, rect, filled=cell.filled, total=cell.total, tone=cell.tone)

    def grown(self, px: int, role: TypeRole) -> int:
        """Return a height that grows with the text."""
        return self._look.grown(px, role)

    def pixmap(self, rect: QRectF, lines: Lines) -> None:
        """Paint the picture of a two-line cell, or its icon on a tile."""
        if lines.picture is not None and not lines.picture.isNull():
            self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._painter.drawPixmap(rect, lines.picture, QRectF(lines.picture.rect()))
            return
        paint_box(self._painter, rect, radius=6, fill=self._look.color("neutralTint"))
        self.icon(rect, lines.icon, "text3")

    def row_of(
        self, rect: QRectF, widths: Sequence[float], paint: Callable[[int, QRectF], None], *, height: int, side: Side
    ) -> None:
        """Paint pieces side by side, and "+n" for those that find no room."""
        shown = _fitting(widths, rect.width(), self.width("+99", "small") + GAP)
        rest = f"+{len(widths) - shown}" if shown < len(widths) else ""
        used = sum(widths[:shown]) + GAP * max(0, shown - 1) + (GAP + self.width(rest, "small") if rest else 0)
        x = rect.x() if side == "left" else rect.right() - min(used, rect.width())
        y = rect.center().y() - height / 2
        for place in range(shown):
            width = min(widths[place], rect.right() - x)
            paint(place, QRectF(x, y, width, height))
            x += width + GAP
        if rest:
            self.write(QRectF(x, rect.y(), rect.right() - x + 1, rect.height()), rest, "small", "text2")

    @property
    def kind(self) -> RowKind:
        """How the row is painted."""
        return self._kind


def chip_at(cell: Chips, rect: QRectF, x: float, letters: Letters) -> int:
    """Return which chip of a cell painted into `rect` from the left stands at `x`; -1 where none does."""
    brush = CellBrush(QPainter(), theme(), letters)
    widths = [brush.chip_width(chip) for chip in cell.chips]
    left = rect.x()
    for place in range(_fitting(widths, rect.width(), brush.width("+99", "small") + GAP) if widths else 0):
        if left <= x < left + widths[place]:
            return place
        left += widths[place] + GAP
    return -1


def _fitting(widths: Sequence[float], room: float, rest: float) -> int:
    """Return how many pieces fit into `room` pixels when a last "+n" of `rest` pixels must fit too; at least one."""
    if sum(widths) + GAP * (len(widths) - 1) <= room:
        return len(widths)
    used, shown = 0.0, 0
    for width in widths:
        if used + width + rest > room:
            break
        used += width + GAP
        shown += 1
    return max(1, shown)


def _ink(brush: CellBrush, color: ColorName) -> ColorName:
    return "text3" if brush.kind in {"gone", "quiet"} else color


def _text(brush: CellBrush, rect: QRectF, cell: Text, side: Side) -> None:
    struck = cell.struck or brush.kind == "gone"
    role: TypeRole = "strong" if cell.bold else "body"
    color = _ink(brush, cell.color)
    if cell.icon:
        brush.icon(QRectF(rect.x(), rect.y(), 16, rect.height()), cell.icon, color)
        rect = rect.adjusted(16 + GAP, 0, 0, 0)
    if not cell.remark:
        brush.write(rect, cell.text, role, color, side=side, struck=struck)
        return
    remark = min(brush.width(cell.remark, "small") + SMALL_GAP, rect.width() * 0.6)
    main = min(brush.width(cell.text, role), rect.width() - remark)
    x = rect.right() - main - remark if side == "right" else rect.x()
    brush.write(QRectF(x, rect.y(), main + 1, rect.height()), cell.text, role, color, struck=struck)
    brush.write(QRectF(x + main + SMALL_GAP, rect.y(), remark, rect.height()), cell.remark, "small", "text3")


def _lines(brush: CellBrush, rect: QRectF, cell: Lines, _side: Side) -> None:
    if cell.icon or cell.picture is not None:
        side = min(PICTURE, rect.height() - 6)
        brush.pixmap(QRectF(rect.x(), rect.center().y() - side / 2, side, side), cell)
        rect = rect.adjusted(side + 8, 0, 0, 0)
    struck = cell.struck or brush.kind == "gone"
    if not cell.second:
        brush.write(rect, cell.first, "strong", _ink(brush, "text"), struck=struck)
        return
    first, second = brush.grown(20, "body"), brush.grown(17, "small")
    top = rect.center().y() - (first + second) / 2
    brush.write(QRectF(rect.x(), top, rect.width(), first), cell.first, "strong", _ink(brush, "text"), struck=struck)
    brush.write(QRectF(rect.x(), top + first, rect.width(), second), cell.second, "small", "text2")


def _person(brush: CellBrush, rect: QRectF, cell: Person, _side: Side) -> None:
    side = float(brush.grown(28, "small"))
    brush.circle(QRectF(rect.x(), rect.center().y() - side / 2, side, side), cell)
    rest = rect.adjusted(side + 10, 0, 0, 0)
    struck = cell.struck or brush.kind == "gone"
    used = brush.write(rest, cell.name, "strong", _ink(brush, "text"), struck=struck)
    if cell.remark:
        brush.write(rest.adjusted(used + 8, 0, 0, 0), cell.remark, "body", "text2")


def _chips(brush: CellBrush, rect: QRectF, cell: Chips, side: Side) -> None:
    chips = cell.chips
    if brush.kind == "gone":
        chips = tuple(Chip(chip.name, chip.amount, struck=True) for chip in chips)
    widths = [brush.chip_width(chip) for chip in chips]
    brush.row_of(
        rect, widths, lambda place, box: brush.chip(box, chips[place]), height=brush.grown(24, "body"), side=side
    )


def _pill(brush: CellBrush, rect: QRectF, cell: Pill, side: Side) -> None:
    _pills(brush, rect, Pills((cell,)), side)


def _pills(brush: CellBrush, rect: QRectF, cell: Pills, side: Side) -> None:
    widths = [brush.pill_width(pill) for pill in cell.pills]
    brush.row_of(
        rect, widths, lambda place, box: brush.pill(box, cell.pills[place]), height=brush.grown(22, "small"), side=side
    )


def _marks(brush: CellBrush, rect: QRectF, cell: Marks, side: Side) -> None:
    def width(mark: Mark) -> float:
        return 16 + (GAP + brush.width(mark.words, "body") if mark.shown else 0)

    def paint(place: int, box: QRectF) -> None:
        if place == len(cell.marks):
            if cell.pill is not None:
                brush.pill(box, cell.pill)
            return
        mark = cell.marks[place]
        brush.icon(QRectF(box.x(), box.y(), 16, box.height()), mark.icon, mark.color)
        if mark.shown:
            brush.write(box.adjusted(16 + GAP, 0, 1, 0), mark.words, "body", _ink(brush, "text"))

    widths = [width(mark) for mark in cell.marks]
    if cell.pill is not None:
        widths.append(brush.pill_width(cell.pill))
    brush.row_of(rect, widths, paint, height=brush.grown(22, "small"), side=side)


def _bar(brush: CellBrush, rect: QRectF, cell: Bar, _side: Side) -> None:
    words = brush.width(cell.words, "small")
    room = rect.width() - words - 10
    if room >= 24:
        share = cell.done / cell.total if cell.total > 0 else 0.0
        brush.bar(QRectF(rect.x(), rect.center().y() - 4, room, 8), share, cell.color)
    left = max(rect.x(), rect.right() - words)
    brush.write(QRectF(left, rect.y(), rect.right() - left + 1, rect.height()), cell.words, "small", "text2")


def _squares(brush: CellBrush, rect: QRectF, cell: Squares, _side: Side) -> None:
    x = rect.x()
    for place in range(cell.total):
        box = QRectF(x, rect.center().y() - SQUARE / 2, SQUARE, SQUARE)
        brush.square(box, filled=place < cell.filled)
        x += SQUARE + SQUARE_GAP
    color: ColorName = "text2" if cell.tone == "neutral" else INK[cell.tone]
    brush.write(QRectF(x + 4, rect.y(), max(0.0, rect.right() - x - 4), rect.height()), cell.words, "small", color)


def _dots(brush: CellBrush, rect: QRectF, cell: Dots, _side: Side) -> None:
    x = brush.dots(rect, cell) + 8
    color: ColorName = INK[cell.tone] if cell.strong else "text2"
    role: TypeRole = "strong" if cell.strong else "small"
    brush.write(QRectF(x, rect.y(), max(0.0, rect.right() - x), rect.height()), cell.words, role, color)


_PAINTERS: dict[type[Any], Callable[[CellBrush, QRectF, Any, Side], None]] = {
    Text: _text,
    Lines: _lines,
    Person: _person,
    Chips: _chips,
    Pill: _pill,
    Pills: _pills,
    Marks: _marks,
    Bar: _bar,
    Squares: _squares,
    Dots: _dots,
}
