"""The header of every table: titles, the sort arrow, and column widths that are remembered."""

from __future__ import annotations

import json

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from leaderdesk.ui.columns import Side
from leaderdesk.ui.delegates import padded
from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.listing import AnyListing
from leaderdesk.ui.painting import paint_text, text_width
from leaderdesk.ui.theme import theme

_ALIGN: dict[Side, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}
LEAST_WIDTH = 48
_READABLE = 84
"""Pixels, at 100 % text, that a column which shares what is left needs for a name."""


class TableHeader(QHeaderView):
    """34 high at 100 % text. A click sorts by the column: upwards, downwards, then as it was."""

    def __init__(self, listing: AnyListing, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._listing = listing
        self._view = parent
        self._chosen: dict[str, int] = {}
        self._placing = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST_WIDTH)
        self.sectionClicked.connect(self._sort_by)
        self.sectionResized.connect(self._remember)

    def place_columns(self) -> None:
        """Give every column its remembered or its own width, in the text size in force."""
        self._placing = True
        zoom = theme().zoom_percent
        for place, column in enumerate(self._listing.columns):
            width = self._chosen.get(column.key, column.width)
            if width > 0:
                self.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                self.resizeSection(place, max(LEAST_WIDTH, width * zoom // 100))
            else:
                self.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._placing = False
        self.fit()

    def fit(self) -> None:
        """Hide the columns that yield where there is no room for all, and show them again where there is."""
        columns = self._listing.columns
        if not any(column.yields for column in columns):
            return
        wanted = sum(self._chosen.get(column.key, column.width) or _READABLE for column in columns)
        narrow = wanted * theme().zoom_percent // 100 > self._view.width()
        self._placing = True
        for place, column in enumerate(columns):
            if column.yields and self.isSectionHidden(place) != narrow:
                self.setSectionHidden(place, narrow)
        self._placing = False

    def widths(self) -> str:
        """Return the widths that were chosen by hand, to be kept in the settings."""
        return json.dumps(self._chosen, sort_keys=True)

    def restore_widths(self, state: str) -> None:
        """Wear widths that `widths` returned once; what does not read is let be."""
        try:
            found = json.loads(state)
        except ValueError:
            return
        if isinstance(found, dict):
            stretching = {column.key for column in self._listing.columns if column.width == 0}
            self._chosen = {
                key: width
                for key, width in found.items()
                if isinstance(width, int) and width > 0 and key not in stretching
            }
            self.place_columns()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().grown(34, "small"))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = theme()
        painter.fillRect(rect, look.color("canvas"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), look.color("border"))
        if not 0 <= logicalIndex < len(self._listing.columns):
            return
        column = self._listing.columns[logicalIndex]
        inner = QRectF(padded(rect, logicalIndex, len(self._listing.columns)))
        order = self._listing.sort_order
        if order is not None and order.key == column.key:
            inner = self._paint_arrow(painter, inner, logicalIndex, descending=order.descending)
        align = _ALIGN[column.side]
        paint_text(painter, inner, column.title, font=look.font("small"), color=look.color("text2"), align=align)

    def _paint_arrow(self, painter: QPainter, rect: QRectF, place: int, *, descending: bool) -> QRectF:
        """Draw the arrow beside the title and return the room that is left for the title."""
        column, look, side = self._listing.columns[place], theme(), 14.0
        used = min(text_width(column.title, look.font("small")) + 4.0, rect.width() - side)
        x = rect.x() + used if column.side == "left" else rect.right() - side
        arrow = QRectF(x, rect.center().y() - side / 2, side, side)
        paint_icon(painter, arrow, "chevron-down" if descending else "chevron-up", look.color("brand"))
        return rect.adjusted(0, 0, -side, 0) if column.side != "left" else rect

    def _sort_by(self, place: int) -> None:
        column, order = self._listing.columns[place], self._listing.sort_order
        if not self._listing.can_sort(place):
            return
        if order is None or order.key != column.key:
            self._listing.sort(place, Qt.SortOrder.AscendingOrder)
        elif order.descending:
            self._listing.sort(-1)
        else:
            self._listing.sort(place, Qt.SortOrder.DescendingOrder)
        self.viewport().update()

    def _remember(self, place: int, _old: int, new: int) -> None:
        # Hiding a column sizes it to nothing; that was chosen by nobody.
        resized = new > 0 and self.sectionResizeMode(place) is QHeaderView.ResizeMode.Interactive
        if not self._placing and resized and 0 <= place < len(self._listing.columns):
            self._chosen[self._listing.columns[place].key] = new * 100 // theme().zoom_percent
