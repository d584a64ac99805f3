"""What the palette found: groups of items, as rows for its list, and how they are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from leaderdesk.ui.cell_painting import CellBrush, Letters
from leaderdesk.ui.cells import Person
from leaderdesk.ui.icons import SMALL, IconName, paint_icon
from leaderdesk.ui.listing import ROOT, Index
from leaderdesk.ui.painting import RIGHT, key_cap_size, paint_box, paint_key_cap, paint_text, text_width
from leaderdesk.ui.theme import Theme, theme

_ROLE = Qt.ItemDataRole
SIDE, INSET, GAP, AVATAR = 8, 12, 10, 26
ITEM, HEADING = 40, 32


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One thing found. `run` is called on the window's thread; `person` puts the first character into a circle."""

    title: str
    run: Callable[[], None] = field(compare=False)
    detail: str = ""
    icon: str = ""
    person: bool = False
    hint: str = ""
    right: str = ""
    keys: str = ""

    @property
    def plain(self) -> str:
        """The item in words."""
        return ", ".join(part for part in (self.title, self.detail, self.right) if part)


@dataclass(frozen=True, slots=True)
class PaletteGroup:
    """Items under one heading."""

    title: str
    items: tuple[PaletteItem, ...]


class PaletteRows(QAbstractListModel):
    """Headings and items one below the other; only items can be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[str | PaletteItem, ...] = ()
        self.sought = ""

    def show_groups(self, groups: Sequence[PaletteGroup], sought: str) -> None:
        """Show these groups, found for the text `sought`."""
        self.beginResetModel()
        rows: list[str | PaletteItem] = []
        for group in groups:
            rows += [group.title, *group.items]
        self._rows = tuple(rows)
        self.sought = sought
        self.endResetModel()

    def item_at(self, row: int) -> PaletteItem | None:
        """Return the item in that row; None for a heading or no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else ""
        return found if isinstance(found, PaletteItem) else None

    def heading_at(self, row: int) -> str:
        """Return the heading in that row; empty for an item."""
        found = self._rows[row]
        return found if isinstance(found, str) else ""

    def first(self) -> int:
        """Return the row of the first item; -1 if nothing was found."""
        return next((row for row, found in enumerate(self._rows) if isinstance(found, PaletteItem)), -1)

    def row_like(self, item: PaletteItem) -> int:
        """Return the row that shows the same as `item`, or that of the first one."""
        return next((row for row, found in enumerate(self._rows) if found == item), self.first())

    def keyed(self, keys: str) -> PaletteItem | None:
        """Return the first item that wears the cap `keys`."""
        return next((row for row in self._rows if isinstance(row, PaletteItem) and row.keys == keys), None)

    def step(self, row: int, step: int) -> int:
        """Return the row of the item `step` items away; one step past an end comes in at the other."""
        items = [place for place, found in enumerate(self._rows) if isinstance(found, PaletteItem)]
        if not items:
            return -1
        place = items.index(row) if row in items else -1
        if abs(step) == 1:
            return items[(place + step) % len(items)]
        return items[min(max(0, place + step), len(items) - 1)]

    def height(self) -> int:
        """Return how high all rows are together."""
        return sum(row_height(self, row) for row in range(len(self._rows)))

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole} and index.isValid():
            item = self.item_at(index.row())
            return self.heading_at(index.row()) if item is None else item.plain
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.item_at(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def row_height(rows: PaletteRows, row: int) -> int:
    """Return how high one row is in the text size in force."""
    return theme().grown(HEADING, "small") if rows.item_at(row) is None else theme().grown(ITEM, "body")


class PaletteDelegate(QStyledItemDelegate):
    """Paints headings and items; the chosen item wears the cap of Enter."""

    def __init__(self, rows: PaletteRows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._letters = Letters(theme())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height(self._rows, index.row()))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        look, rect = theme(), QRect(option.rect)
        item = self._rows.item_at(index.row())
        if item is None:
            inner = QRectF(rect).adjusted(SIDE + INSET, 4, -SIDE, 0)
            heading = self._rows.heading_at(index.row())
            paint_text(painter, inner, heading, font=look.font("small"), color=look.color("text3"))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            box = QRectF(rect).adjusted(SIDE, 0, -SIDE, 0)
            if chosen or over:
                paint_box(painter, box, radius=6, fill=look.color("selected" if chosen else "hover"))
            self._paint_item(painter, look, box.adjusted(INSET, 0, -INSET, 0), item, chosen=chosen)
        painter.restore()

    def _paint_item(self, painter: QPainter, look: Theme, rect: QRectF, item: PaletteItem, *, chosen: bool) -> None:
        rect = self._paint_front(painter, look, rect, item, chosen=chosen)
        keys = item.keys or ("Enter" if chosen else "")
        if keys:
            size = key_cap_size(keys)
            cap = QRectF(
                rect.right() - size.width(), rect.center().y() - size.height() / 2, size.width(), size.height()
            )
            paint_key_cap(
                painter, cap, keys, ink=look.color("text2"), line=look.color("borderStrong"), fill=look.color("surface")
            )
            rect = rect.adjusted(0, 0, -size.width() - 8, 0)
        for text, font in ((item.right, look.font("body")), (item.hint, look.font("small"))):
            if text:
                paint_text(painter, rect, text, font=font, color=look.color("text2"), align=RIGHT)
                rect = rect.adjusted(0, 0, -min(rect.width(), text_width(text, font) + 12.0), 0)
        self._paint_title(painter, look, rect, item)

    def _paint_front(self, painter: QPainter, look: Theme, rect: QRectF, item: PaletteItem, *, chosen: bool) -> QRectF:
        if item.person:
            side = float(look.grown(AVATAR, "small"))
            circle = QRectF(rect.x(), rect.center().y() - side / 2, side, side)
            CellBrush(painter, look, self._letters).circle(
                circle, Person(item.title, tone="brand" if chosen else "neutral")
            )
            return rect.adjusted(side + GAP, 0, 0, 0)
        if item.icon:
            icon = QRectF(rect.x() + 2, rect.center().y() - SMALL / 2, SMALL, SMALL)
            paint_icon(painter, icon, cast("IconName", item.icon), look.color("text2"))
            return rect.adjusted(SMALL + GAP + 4, 0, 0, 0)
        return rect

    def _paint_title(self, painter: QPainter, look: Theme, rect: QRectF, item: PaletteItem) -> None:
        font = look.font("strong" if item.person else "body")
        wide = text_width(item.title, font)
        paint_text(painter, rect, item.title, font=font, color=look.color("text"))
        if wide <= rect.width():
            self._paint_match(painter, look, rect, item.title, font)
        rest = rect.adjusted(min(rect.width(), wide + float(GAP)), 0, 0, 0)
        if item.detail and rest.width() > 24:
            paint_text(painter, rest, item.detail, font=look.font("body"), color=look.color("text2"))

    def _paint_match(self, painter: QPainter, look: Theme, rect: QRectF, title: str, font: QFont) -> None:
        """Underline what was typed, where the title has it as it was typed."""
        sought = self._rows.sought
        place = title.casefold().find(sought.casefold()) if sought else -1
        if place < 0 or len(title.casefold()) != len(title):
            return
        left = rect.x() + text_width(title[:place], font)
        width = text_width(title[place : place + len(sought)], font)
        painter.fillRect(
            QRectF(left, rect.center().y() + look.grown(20, "body") / 2 - 1, width, 2), look.color("brandLine")
        )
