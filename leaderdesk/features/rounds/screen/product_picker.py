"""The panel in which products are found and put into the round."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.rounds.queries import Pickable, pickable_products
from leaderdesk.features.rounds.screen.offer_columns import STORAGE_NAMES
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Lines, Text
from leaderdesk.ui.columns import PLAIN, Column, RowLook
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

WIDTH, HEIGHT = 480, 420
_TAKEN = RowLook(kind="quiet")


class ProductPicker(QWidget):
    """Stays open while one product after the other is `picked`; `new_wanted` asks for one that is not there yet."""

    picked = Signal(int)
    new_wanted = Signal()

    def __init__(self, desk: Desk, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(_("Add products"))
        self._desk = desk
        self._round_id = 0
        self.search = SearchField(_("Find a product"), placeholder=_("Name or pinyin initials"))
        self.search.searched.connect(lambda _text: self._read())
        self._rows = RowTable(_columns(), row_id=lambda row: row.product_id, row_look=_look)
        self.table = TableView(self._rows)
        self.table.setAccessibleName(_("Products"))
        self.table.opened.connect(self._pick)
        self._nothing = EmptyState("search", _("No such product"), _("Try another word, or make a new product."))
        self._nothing.hide()
        self._lay_out()
        desk.bridge.on_tables(self, {"offer", "product"}, lambda _changed: self._read())

    def open_at(self, button: QWidget, round_id: int) -> None:
        """Open below `button` for that round, the keyboard in the search field."""
        self._round_id = round_id
        self.search.clear()
        self.resize(WIDTH, theme().grown(HEIGHT))
        corner = button.mapToGlobal(QPoint(button.width() - WIDTH, button.height() + 4))
        self.move(corner)
        self.show()
        self.search.setFocus()
        self._read()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus() and self._rows.shown_rows:
            self._pick(self.table.current_id() or self._rows.id_at(0))
        elif key == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        rect = self.rect().toRectF()
        paint_box(QPainter(self), rect, radius=0, fill=look.color("surface"), line=look.color("borderStrong"))

    def _lay_out(self) -> None:
        new = Button(_("New product…"), kind="link", icon="plus", size=28)
        new.clicked.connect(self._ask_for_new)
        done = Button(_("Done"), size=28)
        done.clicked.connect(self.hide)
        last = QHBoxLayout()
        last.addWidget(new)
        last.addStretch(1)
        last.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing, 1)
        column.addLayout(last)

    def _read(self) -> None:
        if not self.isVisible():
            return
        round_id, typed, store = self._round_id, self.search.plain_text(), self._desk.store

        def work() -> tuple[Pickable, ...]:
            with store.read() as connection:
                return pickable_products(connection, round_id, typed=typed)

        self._desk.tasks.read(self, work, self._show, latest="products")

    def _show(self, found: tuple[Pickable, ...]) -> None:
        self._rows.set_rows(found)
        self.table.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _pick(self, product_id: int) -> None:
        row = self._rows.row_at(self._rows.row_of(product_id))
        if row is not None and not row.taken:
            self.picked.emit(product_id)
            self.search.selectAll()

    def _ask_for_new(self) -> None:
        self.hide()
        self.new_wanted.emit()


def _columns() -> tuple[Column[Pickable], ...]:
    def named(row: Pickable) -> Lines:
        parts = (row.spec, _(STORAGE_NAMES[row.storage]), row.supplier_name)
        return Lines(row.name, _(" · ").join(part for part in parts if part))

    def priced(row: Pickable) -> Text:
        if row.taken:
            return Text(_("in this round"), color="text3")
        return Text(format_yuan(row.price_fen) if row.price_fen else _("no price yet"), color="text2")

    columns: tuple[tuple[str, str, Callable[[Pickable], Lines | Text]], ...] = (
        ("product", _("Product"), named),
        ("price", _("Sale price"), priced),
    )
    return tuple(
        Column(key, title, cell, 0 if key == "product" else 120, "left" if key == "product" else "right")
        for key, title, cell in columns
    )


def _look(row: Pickable) -> RowLook:
    return _TAKEN if row.taken else PLAIN
