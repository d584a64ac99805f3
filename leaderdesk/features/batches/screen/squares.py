"""The eight squares of a batch: full where something is known, dashed where it is missing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.batches.rules import Batch, Trace, missing_text
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import line_height, paint_box, paint_dashed_box, paint_text, text_width
from leaderdesk.ui.theme import theme

_SIDE, _GAP = 9, 3


class TraceSquares(QWidget):
    """Eight squares in a line; a screen reader hears what is missing."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing: frozenset[Trace] = frozenset(Trace)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_batch(self, batch: Batch) -> None:
        """Show what is known of the batch."""
        self._missing = frozenset(each.trace for each in batch.missing)
        self.setAccessibleName(missing_text(batch))
        self.setToolTip(plain_tooltip(missing_text(batch)))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(len(Trace) * (_SIDE + _GAP) - _GAP, _SIDE + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, trace in enumerate(Trace):
            rect = QRectF(place * (_SIDE + _GAP), 1, _SIDE, _SIDE)
            _paint_square(painter, rect, known=trace not in self._missing)


class TraceButton(ActingButton):
    """One of the eight with its name; a click goes to where it is written."""

    def __init__(self, trace: Trace, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.trace = trace
        self._known = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_known(known=False)

    def show_known(self, *, known: bool) -> None:
        """Say whether it is there or missing."""
        self._known = known
        words = _("{name}: there") if known else _("{name}: missing")
        self.setAccessibleName(words.format(name=self.trace.title))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        font = theme().font("small")
        return QSize(_SIDE + 7 + text_width(self.trace.title, font) + 8, max(24, line_height(font) + 4))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        if self.underMouse():
            paint_box(painter, rect, radius=4, fill=look.color("hover"))
        square = QRectF(4, (rect.height() - _SIDE) / 2, _SIDE, _SIDE)
        _paint_square(painter, square, known=self._known)
        words = rect.adjusted(_SIDE + 9, 0, 0, 0)
        ink = look.color("text" if self._known else "warnText")
        paint_text(painter, words, self.trace.title, font=look.font("small"), color=ink)


def _paint_square(painter: QPainter, rect: QRectF, *, known: bool) -> None:
    look = theme()
    if known:
        paint_box(painter, rect, radius=2, fill=look.color("brand"))
    else:
        paint_dashed_box(painter, rect, radius=2, fill=look.color("surface"), line=look.color("warn"))
