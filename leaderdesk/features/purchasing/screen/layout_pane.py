"""How a supplier wants her sheet: columns dragged into her order, in her words, or hidden, with a live preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import yuan_text
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.layout import (
    ALWAYS,
    LONGEST_HEADING,
    SheetColumn,
    title_of,
    usual_layout,
)
from leaderdesk.features.purchasing.rules.words import cases_words, spec_words, storage_word
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Text
from leaderdesk.ui.choices import CheckBox
from leaderdesk.ui.columns import Column
from leaderdesk.ui.drawer import DrawerHead, Scroll
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView

_PREVIEWED = 3
_PIXELS = 9


class LayoutPane(QWidget):
    """Changes the columns of one supplier's sheet; `kept` carries them."""

    closed = Signal()
    kept = Signal(object)

    def __init__(self, supplier: str, columns: Sequence[SheetColumn], lines: Sequence[PurchaseLine]) -> None:
        super().__init__()
        self._columns = {column.key: column for column in columns}
        self._lines = tuple(lines)[:_PREVIEWED]
        head = DrawerHead(_("Columns for {supplier}").format(supplier=supplier), _("remembered for this supplier"))
        head.closed.connect(self.closed)
        self.order = ReorderList(_("Columns in their order"), self._rows())
        self.order.reordered.connect(self._reorder)
        self.order.currentRowChanged.connect(lambda _row: self._show_current())
        self.heading = LineEdit(_("Words over the column"))
        self.heading.setMaxLength(LONGEST_HEADING)
        self.heading.textEdited.connect(self._rename)
        self.shown = CheckBox(_("On the sheet"))
        self.shown.clicked.connect(self._show_or_hide)
        self._preview_place = QVBoxLayout()
        self.keep_button = Button(_("Keep these columns"), kind="primary")
        self.keep_button.clicked.connect(lambda: self.kept.emit(self.columns()))
        self.reset_button = Button(_("As usual"))
        self.reset_button.clicked.connect(self._reset)
        self._lay_out(head)
        self._show_current()
        self._preview()

    def columns(self) -> tuple[SheetColumn, ...]:
        """Return the columns as they stand in the pane."""
        return tuple(self._columns[key] for key in self.order.keys())  # noqa: SIM118 - a list of keys, not a mapping

    def _rows(self) -> list[ReorderRow]:
        return [
            ReorderRow(
                column.key,
                column.heading or column.usual,
                column.usual if column.heading else "",
                "" if column.shown else _("hidden"),
            )
            for column in self._columns.values()
        ]

    def _reorder(self, keys: list[str]) -> None:
        self._columns = {key: self._columns[key] for key in keys}
        self._preview()

    def _current(self) -> SheetColumn | None:
        return self._columns.get(self.order.current_key())

    def _show_current(self) -> None:
        column = self._current()
        if column is None:
            return
        self.heading.setText(column.heading)
        self.heading.setPlaceholderText(column.usual)
        self.shown.setChecked(column.shown)
        self.shown.setEnabled(column.key not in ALWAYS)

    def _rename(self, words: str) -> None:
        column = self._current()
        if column is not None:
            kept = " ".join(words.split())
            self._change(replace(column, heading="" if kept == column.usual else kept))

    def _show_or_hide(self) -> None:
        column = self._current()
        if column is not None:
            self._change(replace(column, shown=self.shown.isChecked()))

    def _change(self, column: SheetColumn) -> None:
        self._columns[column.key] = column
        self.order.blockSignals(True)
        self.order.set_rows(self._rows())
        self.order.blockSignals(False)
        self._preview()

    def _reset(self) -> None:
        self._columns = {column.key: column for column in usual_layout()}
        self.order.set_rows(self._rows())
        self._show_current()
        self._preview()

    def _preview(self) -> None:
        while (item := self._preview_place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = [column for column in self._columns.values() if column.shown]
        table = RowTable(
            [
                Column(each.key, title_of(each, first=True), self._cell(each.key), each.width * _PIXELS)
                for each in shown
            ],
            row_id=lambda line: line.offer.id,
        )
        table.set_rows(self._lines)
        view = TableView(table, compact=True)
        view.setAccessibleName(_("Preview of the sheet"))
        rows = sum(view.rowHeight(row) for row in range(table.rowCount()))
        bar = view.horizontalScrollBar().sizeHint().height()
        view.setFixedHeight(view.horizontalHeader().sizeHint().height() + rows + bar + 4)
        self._preview_place.addWidget(view)

    def _cell(self, key: str) -> Callable[[PurchaseLine], Text]:
        return lambda line: Text(_words(key, self._lines.index(line) + 1, line))

    def _lay_out(self, head: DrawerHead) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(Label(_("Drag them into her order, or use Alt and the arrow keys."), role="small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.heading, 1)
        row.addWidget(self.shown)
        column.addLayout(row)
        column.addWidget(Label(_("This is how her sheet begins"), role="small", ink="text2"))
        column.addLayout(self._preview_place)
        column.addWidget(self.order)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self.reset_button)
        foot.addWidget(self.keep_button, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(Scroll(inside), 1)
        outer.addLayout(foot)


def _words(key: str, place: int, line: PurchaseLine) -> str:
    words = {
        "place": str(place),
        "code": line.offer.product_code,
        "product": line.offer.name,
        "spec": spec_words(line.offer),
        "ordered": amount_text(line.ordered_milli),
        "spare": amount_text(line.to_order_milli - line.ordered_milli),
        "to_order": amount_text(line.to_order_milli),
        "cost": yuan_text(line.offer.cost_fen),
        "sum": yuan_text(line.cost_fen),
        "keep": storage_word(line.offer.storage),
        "remarks": cases_words(line),
    }
    return words[key]
