"""Rows that are not like the others in a table: taller ones with a question, and bands over the whole width."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QTableView

from leaderdesk.ui.columns import Fix, RowLook
from leaderdesk.ui.delegates import EDGE_PAD, PAD, Stage
from leaderdesk.ui.fix_buttons import FIX_LINE, LAP, FixBar
from leaderdesk.ui.listing import AnyListing
from leaderdesk.ui.theme import theme

NARROW = 90
"""A first column up to this width holds a number; questions then begin under the second."""

BAND = 34

AT_ONCE = 300
"""So many rows get their height in one turn of the event loop; of a long list the rest follows, turn by turn."""


class RowShapes(QObject):
    """Gives each row of a table its height, and lays the answers of a question over the rows that can be seen."""

    chosen = Signal(object, int)

    def __init__(self, view: QTableView, listing: AnyListing, stage: Stage) -> None:
        super().__init__(view)
        self._view = view
        self._listing = listing
        self._stage = stage
        self._bars: dict[int, FixBar] = {}
        self._more: dict[Fix, int] = {}
        self._spans: dict[int, tuple[tuple[int, int], ...]] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.place_bars)
        self._waiting = range(0)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)
        view.verticalScrollBar().valueChanged.connect(self.place_bars)
        view.horizontalScrollBar().valueChanged.connect(self.place_bars)
        view.horizontalHeader().sectionResized.connect(self.place_soon)

    def fix_of(self, row: int) -> Fix | None:
        """Return the question of the row at that place."""
        return self._listing.look(row).fix if 0 <= row < self._listing.rowCount() else None

    def begin_again(self, reach: int = 0) -> None:
        """Forget all shapes after the rows were replaced, and make the new ones.

        Those of the first `reach` pixels are there at once, as somebody looks at them.
        """
        for bar in self._bars.values():
            _drop(bar)
        self._bars.clear()
        self._view.clearSpans()
        self._spans.clear()
        self._waiting = range(0)
        self.shape(0, self._listing.rowCount() - 1)
        while self._waiting and self._view.verticalHeader().sectionPosition(self._waiting.start) < reach:
            self._shape_some()

    def shape(self, first: int, last: int) -> None:
        """Make room for questions and bands from row `first` to `last`; a list of plain rows costs nothing here."""
        if not self._listing.varied():
            return
        still = self._waiting or range(first, last + 1)
        self._waiting = range(min(first, still.start), max(last + 1, still.stop))
        self._shape_some()
        self.place_soon()

    def _go_on(self) -> None:
        """Shape the next rows."""
        with self._in_place():
            self._shape_some()
        self.place_soon()

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        """Leave what is looked at where it is, as long as rows above it still grow."""
        bar, row, grows = self._view.verticalScrollBar(), self._looked_at(), bool(self._waiting)
        before = self._bottom(row)
        yield
        if grows:
            # The view would hear of its new length later, and not scroll so far until then.
            self._view.updateGeometries()
            bar.setValue(bar.value() + self._bottom(row) - before)

    def _looked_at(self) -> int:
        """Return the row the keyboard is on if it can be seen, else the first that can."""
        current = self._view.currentIndex().row()
        seen = current >= 0 and 0 < self._bottom(current) <= self._view.viewport().height()
        return current if seen else self._view.rowAt(0)

    def _bottom(self, row: int) -> int:
        return self._view.rowViewportPosition(row) + self._view.rowHeight(row)

    def _shape_some(self) -> None:
        now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        plain, look = self._stage.cells_height(), theme()
        for row in now:
            row_look = self._listing.look(row)
            height = plain
            if row_look.band is not None:
                height = look.grown(BAND, "small")
            elif row_look.fix is not None and not row_look.fix.beside:
                more = self._more.get(row_look.fix, 0)
                height = plain + look.grown(FIX_LINE, "small") + more
            if self._view.rowHeight(row) != height:
                self._view.setRowHeight(row, height)
            self._span(row, row_look)
        if self._waiting:
            self._turn.start()
        else:
            self._turn.stop()

    def beside_width(self, row: int) -> int:
        """Return how much of the right end of a row its answers take."""
        fix = self.fix_of(row)
        bar = self._bars.get(self._listing.id_at(row)) if fix is not None and fix.beside else None
        return 0 if bar is None else bar.wanted_width() + PAD

    def _span(self, row: int, row_look: RowLook) -> None:
        """Let the cells of the row reach as far as its look says; most rows have none that do."""
        wanted = row_look.spans if row_look.band is None else ((0, len(self._listing.columns)),)
        before = self._spans.get(row, ())
        if wanted == before:
            return
        # A cell that reached over others lets go of them before another one takes them.
        for column, count in before:
            if count > 1:
                self._view.setSpan(row, column, 1, 1)
        for column, count in wanted:
            if count > 1:
                self._view.setSpan(row, column, 1, count)
        self._spans[row] = wanted

    def place_soon(self) -> None:
        """Place the answers when this turn of the event loop is over."""
        if self._listing.varied():
            self._later.start()

    def place_bars(self) -> None:
        """Lay the answers over the rows that can be seen, and take those of the others away."""
        wanted = self._visible()
        for row_id in [row_id for row_id, bar in self._bars.items() if wanted.get(row_id, (0, None))[1] != bar.fix]:
            _drop(self._bars.pop(row_id))
        for row_id, (_row, fix) in wanted.items():
            if row_id not in self._bars:
                self._bars[row_id] = FixBar(self._view.viewport(), row_id, fix)
                self._bars[row_id].chosen.connect(self.chosen)
        with self._in_place():
            grown = self._grow(wanted)
        if grown:
            self.place_soon()
        for row_id, (row, _fix) in wanted.items():
            bar = self._bars.get(row_id)
            # Rows that grew may have pushed it out of sight.
            if bar is not None:
                bar.place(self._rect(row, bar))

    def _grow(self, wanted: dict[int, tuple[int, Fix]]) -> bool:
        """Make the rows as tall as their questions are at this width; for rows made anew that is remembered."""
        grown, room = False, self._room()
        line = self._stage.cells_height() + theme().grown(FIX_LINE, "small")
        for row_id, (row, fix) in wanted.items():
            if fix.beside:
                continue
            more = self._more[fix] = self._bars[row_id].more_height(room)
            if self._view.rowHeight(row) != line + more:
                self._view.setRowHeight(row, line + more)
                grown = True
        return grown

    def _visible(self) -> dict[int, tuple[int, Fix]]:
        rows = self._listing.rowCount()
        if not self._listing.varied() or not rows:
            return {}
        first = max(0, self._view.rowAt(0))
        last = self._view.rowAt(self._view.viewport().height() - 1)
        found: dict[int, tuple[int, Fix]] = {}
        for row in range(first, (rows - 1 if last < 0 else last) + 1):
            fix = self.fix_of(row)
            if fix is not None:
                found[self._listing.id_at(row)] = (row, fix)
        return found

    def _rect(self, row: int, bar: FixBar) -> QRect:
        top, height = self._view.rowViewportPosition(row), self._stage.cells_height()
        right = self._view.viewport().width() - EDGE_PAD
        if bar.fix.beside:
            wide = min(bar.wanted_width(), right)
            return QRect(right - wide, top, wide, height - 1)
        left = self._left()
        below = self._view.rowHeight(row) - height
        return QRect(left, top + height - LAP, right - left, below + LAP - 1)

    def _left(self) -> int:
        most = NARROW * theme().zoom_percent // 100
        numbered = len(self._listing.columns) > 1 and self._view.columnWidth(0) < most
        return self._view.columnViewportPosition(1) + PAD if numbered else EDGE_PAD

    def _room(self) -> int:
        return self._view.viewport().width() - EDGE_PAD - self._left()


def _drop(bar: FixBar) -> None:
    bar.hide()
    bar.deleteLater()
