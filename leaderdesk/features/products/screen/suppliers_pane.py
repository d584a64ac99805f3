"""Those who bring the products, each to be changed in its row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.text import masked_phone
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.actions import add_supplier, change_supplier, rest_supplier, wake_supplier
from leaderdesk.features.products.rules import Added, Supplier, SupplierField, read_supplier_field
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Text
from leaderdesk.ui.columns import Column, Edit, Refusal, RowLook
from leaderdesk.ui.drawer import DrawerHead
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView


class SuppliersPane(QWidget):
    """A table to write in, and a line to add one. `chosen` asks for the products of one."""

    closed = Signal()
    chosen = Signal(int)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._head = DrawerHead(_("Suppliers"), _("F2 or a double click changes a cell."))
        self._head.closed.connect(self.closed)
        self._listing = RowTable(self._columns(), row_id=lambda row: row.id, row_look=_look)
        self._view = TableView(self._listing, compact=True)
        self._view.setAccessibleName(_("Suppliers"))
        self._empty = Label(
            _("No supplier yet. Farms, wholesalers, neighbours who bake: all count."), ink="text2", wrap=True
        )
        self._name = Field(_("A new supplier"), LineEdit(_("Name of the new supplier"), placeholder=_("name")))
        self._rest = Button(_("Let it rest"), size=28)
        self._goods = Button(_("Show the products"), size=28)
        self._lay_out()
        self._view.current_changed.connect(lambda _id: self._show_buttons())
        self._rest.clicked.connect(self._rest_or_wake)
        self._goods.clicked.connect(self._show_goods)

    def show_suppliers(self, suppliers: Sequence[Supplier]) -> None:
        """Show these suppliers; a cell that is being written stays open."""
        self._listing.set_rows(suppliers)
        count = sum(one.rests_since_ms is None for one in suppliers)
        note = ngettext("{count} supplier", "{count} suppliers", count).format(count=count)
        self._head.show_title(_("Suppliers"), note)
        self._empty.setVisible(not suppliers)
        self._view.setVisible(bool(suppliers))
        self._show_buttons()

    def begin(self) -> None:
        """Put the keyboard into the table, or where there is none yet into the line for a new one."""
        target = self._view if self._listing.rowCount() else self._name.control
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_now(self) -> None:
        """Add the supplier whose name stands in the line."""
        store, line = self._desk.store, self._name.control
        name = line.plain_text() if isinstance(line, LineEdit) else ""

        def done(added: Added) -> None:
            if isinstance(line, LineEdit):
                line.clear()
            self._desk.notice(_("{name} is in the list").format(name=name), undo=added.action_id)

        self._desk.tasks.write(
            self, lambda: add_supplier(store, name=name), done, lambda error: self._name.show_error(str(error))
        )

    def _columns(self) -> tuple[Column[Supplier], ...]:
        def column(key: SupplierField, title: str, width: int) -> Column[Supplier]:
            edit: Edit[Supplier] = Edit(lambda row: str(getattr(row, key)), partial(self._commit, key))
            return Column(key, title, lambda row: Text(_shown(row, key), bold=key == "name"), width=width, edit=edit)

        return (
            column("name", _("Name"), 150),
            column("contact", _("Contact"), 90),
            column("phone", _("Phone"), 116),
            column("payment_terms", _("Terms"), 84),
            column("note", _("Note"), 0),
        )

    def _lay_out(self) -> None:
        add = Button(_("Add"), kind="primary")
        add.clicked.connect(self.add_now)
        if isinstance(self._name.control, LineEdit):
            self._name.control.setMaxLength(200)
            self._name.control.returnPressed.connect(self.add_now)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 8, 20, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self._goods)
        buttons.addWidget(self._rest)
        buttons.addStretch(1)
        new = QHBoxLayout()
        new.setContentsMargins(20, 12, 20, 16)
        new.setSpacing(8)
        new.addWidget(self._name, 1)
        new.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        # The button stands beside the field, not beside the label above it.
        add.setContentsMargins(0, 0, 0, 0)
        new.setAlignment(add, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        self._empty.setContentsMargins(20, 8, 20, 8)
        column.addWidget(self._empty)
        column.addWidget(self._view, 1)
        column.addLayout(buttons)
        column.addLayout(new)
        column.addStretch(0)

    def _commit(self, field: SupplierField, row: Supplier, typed: str) -> None:
        value, store = read_supplier_field(field, typed), self._desk.store

        def done(action: int | None) -> None:
            if action is not None:
                self._desk.notice(_("The change is kept"), undo=action)

        def failed(error: Exception) -> None:
            self._listing.refuse(row.id, field, Refusal(typed, str(error)))

        self._desk.tasks.write(self, lambda: change_supplier(store, row.id, field, value), done, failed)

    def _current(self) -> Supplier | None:
        wanted = self._view.current_id()
        return next((row for row in self._listing.all_rows if row.id == wanted), None)

    def _show_buttons(self) -> None:
        current = self._current()
        for button in (self._rest, self._goods):
            button.setVisible(current is not None)
        if current is not None:
            self._rest.set_text(_("Wake it") if current.rests_since_ms is not None else _("Let it rest"))

    def _show_goods(self) -> None:
        current = self._current()
        if current is not None:
            self.chosen.emit(current.id)

    def _rest_or_wake(self) -> None:
        current, store = self._current(), self._desk.store
        if current is None:
            return
        rests = current.rests_since_ms is not None
        change = wake_supplier if rests else rest_supplier
        sentence = _("{name} can be chosen again") if rests else _("{name} rests")

        def done(action: int | None) -> None:
            if action is not None:
                self._desk.notice(sentence.format(name=current.name), undo=action)

        self._desk.tasks.write(self, lambda: change(store, current.id), done)


def _shown(row: Supplier, field: SupplierField) -> str:
    return masked_phone(row.phone) if field == "phone" else str(getattr(row, field))


def _look(row: Supplier) -> RowLook:
    return RowLook(kind="quiet" if row.rests_since_ms is not None else "plain")
