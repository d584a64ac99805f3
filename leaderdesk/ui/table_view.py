"""The one table of the program: whole rows, kept selection, keys, questions on amber rows, editing in the cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from leaderdesk.ui.cell_editing import CellEditing
from leaderdesk.ui.delegates import EDGE_PAD, CellDelegate
from leaderdesk.ui.kept_place import WHOLE_ROWS, Chosen, KeptPlace, chosen_rows, find_place, keep_place
from leaderdesk.ui.listing import AnyListing
from leaderdesk.ui.row_hover import RowHover
from leaderdesk.ui.row_shapes import RowShapes
from leaderdesk.ui.table_header import TableHeader
from leaderdesk.ui.theme import theme

_DIGITS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}


class TableView(QTableView):
    """Shows a Listing. Rows are named by their ids everywhere; places never leave it."""

    opened = Signal(object)
    """Enter or double click on a row: its id."""
    current_changed = Signal(object)
    """The keyboard is on another row: its id, or None."""
    chosen_changed = Signal()
    fix_chosen = Signal(object, int)
    """An answer or a link of a row's question: row id, index."""
    link_chosen = Signal(object)
    """The link of a band was clicked, or Enter pressed on it: the row's id."""

    def __init__(
        self, listing: AnyListing, parent: QWidget | None = None, *, compact: bool = False, many: bool = False
    ) -> None:
        super().__init__(parent)
        self.listing = listing
        self._compact = compact
        self._cells_height = 0
        self._kept: KeptPlace | None = None
        self._told: int | None = None
        self._head = TableHeader(listing, self)
        self._delegate = CellDelegate(listing, self, self)
        self._set_up(many=many)
        self._shapes = RowShapes(self, listing, self)
        self._hover = RowHover(self)
        self._editing = CellEditing(self, listing, self._delegate)
        self._connect()
        self._measure()

    # What pages use.

    def current_id(self) -> int | None:
        """Return the id of the row the keyboard is on; None without one."""
        index = self.currentIndex()
        return self.listing.id_at(index.row()) if index.isValid() else None

    def go_to(self, row_id: int) -> bool:
        """Select the row and bring it into view; False if it is not shown."""
        row = self.listing.row_of(row_id)
        if row < 0:
            return False
        column = max(0, self.currentIndex().column())
        self.selectionModel().setCurrentIndex(self.listing.index(row, column), WHOLE_ROWS)
        self.scrollTo(self.listing.index(row, column))
        return True

    def chosen(self) -> Chosen:
        """Return what is selected, read from its ranges; "everything" when all rows of the list are."""
        return chosen_rows(self, self.listing)

    def edit_cell(self, row_id: int, key: str) -> None:
        """Open the field of a cell, as F2 does."""
        row = self.listing.row_of(row_id)
        column = next(place for place, column in enumerate(self.listing.columns) if column.key == key)
        if row >= 0:
            self.setCurrentIndex(self.listing.index(row, column))
            self.edit(self.listing.index(row, column))

    def answer(self, row_id: int, index: int) -> None:
        """Choose an answer or a link of the row's question; one that is not there is let be."""
        fix = self._shapes.fix_of(self.listing.row_of(row_id))
        if fix is not None and 0 <= index < len(fix.answers) + len(fix.links):
            self.fix_chosen.emit(row_id, index)

    def widths(self) -> str:
        """Return the column widths chosen by hand, for the settings."""
        return self._head.widths()

    def restore_widths(self, widths: str) -> None:
        """Wear the column widths of an earlier `widths`."""
        self._head.restore_widths(widths)

    # What the delegate asks.

    def hovered_row(self) -> int:
        """Return the row under the mouse, or -1."""
        return self._hover.row

    def cells_height(self) -> int:
        """Return how high the cells of a row are; a question below them is not counted."""
        return self._cells_height

    def cells_end(self, row: int) -> int:
        """Return how far the cells of a row may reach: up to the answers beside them and the page's padding."""
        return self.viewport().width() - EDGE_PAD - self._shapes.beside_width(row)

    def has_keyboard(self) -> bool:
        """Return whether keys go to the table."""
        return self.hasFocus()

    def cursor_cell(self) -> tuple[int, int]:
        """Return the row and the column the keyboard is on; -1 without one."""
        index = self.currentIndex()
        return index.row(), index.column()

    # Setting up.

    def _set_up(self, *, many: bool) -> None:
        self.setModel(self.listing)
        self.setHorizontalHeader(self._head)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)

    def _connect(self) -> None:
        self.listing.modelAboutToBeReset.connect(self._keep)
        self.listing.modelReset.connect(self._find)
        self.listing.dataChanged.connect(self._rows_changed)
        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        self._shapes.chosen.connect(self.fix_chosen)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._clicked)
        theme().changed.connect(self._measure)

    def _measure(self) -> None:
        self._cells_height = theme().grown(36 if self._compact else 44, "body")
        self.verticalHeader().setDefaultSectionSize(self.cells_height())
        self._head.place_columns()
        self._shapes.shape(0, self.listing.rowCount() - 1)
        self.updateGeometries()

    # Refreshing: what was selected, edited and looked at stays.

    def _keep(self) -> None:
        self._kept = keep_place(self, self.listing)

    def _find(self) -> None:
        self._editing.hide_refusal()
        self._hover.row = -1
        kept = self._kept
        self._shapes.begin_again(0 if kept is None else kept.scrolled + self.viewport().height())
        if kept is not None:
            find_place(self, self.listing, kept)
        self._kept = None
        self._tell_current()

    def _rows_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._shapes.shape(first.row(), last.row())

    # Telling.

    def _current_moved(self) -> None:
        self._editing.show_refusal()
        if self._kept is None:
            self._tell_current()

    def _tell_current(self) -> None:
        now = self.current_id()
        if now != self._told:
            self._told = now
            self.current_changed.emit(now)

    def _selection_moved(self) -> None:
        if self._kept is None:
            self.chosen_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        band = self.listing.look(index.row()).band
        if band is not None:
            return
        if self.listing.edit_of(index.row(), index.column()) is None:
            self.opened.emit(self.listing.id_at(index.row()))

    def _clicked(self, index: QModelIndex) -> None:
        band = self.listing.look(index.row()).band
        if band is not None and band.link:
            self.link_chosen.emit(self.listing.id_at(index.row()))

    # Keys.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, key = self.current_id(), event.key()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if (
            current is not None
            and plain
            and key in _DIGITS
            and self._shapes.fix_of(self.currentIndex().row()) is not None
        ):
            fix = self._shapes.fix_of(self.currentIndex().row())
            if fix is not None and _DIGITS[Qt.Key(key)] < len(fix.answers):
                self.fix_chosen.emit(current, _DIGITS[Qt.Key(key)])
            return
        if current is not None and plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(current)
            return
        super().keyPressEvent(event)

    def _enter(self, current: int) -> None:
        index = self.currentIndex()
        band = self.listing.look(index.row()).band
        if band is not None:
            self.link_chosen.emit(current)
        elif self.listing.edit_of(index.row(), index.column()) is not None:
            self.edit(index)
        else:
            self.opened.emit(current)

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        rows, column = self.listing.rowCount(), max(0, self.currentIndex().column())
        if rows and cursorAction is QAbstractItemView.CursorAction.MoveHome:
            return self.listing.index(0, column)
        if rows and cursorAction is QAbstractItemView.CursorAction.MoveEnd:
            return self.listing.index(rows - 1, column)
        return super().moveCursor(cursorAction, modifiers)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters do nothing here: finding is the page's search, which knows pinyin and long lists."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.listing.rowCount():
            self.selectionModel().setCurrentIndex(self.listing.index(0, 0), WHOLE_ROWS)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head.fit()
        self._shapes.place_bars()


def stay_on_a_row(view: TableView) -> None:
    """Put the keyboard on the first row if it is on none, so that keys work from the first moment."""
    if view.current_id() is None and view.listing.rowCount():
        view.go_to(view.listing.id_at(0))
