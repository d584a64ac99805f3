"""The form of a known product: each field is kept as soon as it is left, and is one step to undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.actions import change_product, set_supplier
from leaderdesk.features.products.queries import product_card
from leaderdesk.features.products.rules import ProductCard, ProductField, Supplier, spec_text
from leaderdesk.features.products.screen.fields import SUPPLIER, ProductFields, values_of
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import DrawerHead, lay_drawer
from leaderdesk.ui.labels import Label


class EditProductForm(QWidget):
    """Changes a product. `done` tells the id when it is enough."""

    done = Signal(int)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._kept: dict[str, str] = {}
        self._suppliers: tuple[Supplier, ...] = ()
        self._head = DrawerHead()
        self.fields = ProductFields(known=True)
        ready = Button(_("Done"), kind="primary")
        ready.clicked.connect(self._finish)
        self._head.closed.connect(self._finish)
        hint = _("Each change is kept as soon as you leave the field. A new price counts for later rounds only.")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(ready)
        lay_drawer(self, self._head, self.fields, Label(hint, role="caption", ink="text2", wrap=True), row)
        self.fields.left.connect(self._left)

    def offer_suppliers(self, suppliers: Sequence[Supplier]) -> None:
        """Know these suppliers from now on."""
        self._suppliers = tuple(suppliers)

    def begin(self, product_id: int) -> None:
        """Show what is known of the product and put the keyboard into the first field."""
        self._id = product_id
        self._kept = {}
        self.fields.clear()
        self.refresh()
        self.fields.focus("name")

    def refresh(self) -> None:
        """Read the product again; a field in which something new stands is left alone."""
        store, product_id = self._desk.store, self._id

        def work() -> ProductCard | None:
            with store.read() as connection:
                return product_card(connection, product_id)

        self._desk.tasks.read(self, work, self._show, latest="card")

    def _show(self, card: ProductCard | None) -> None:
        if card is None or card.product.id != self._id:
            return
        self._head.show_title(card.product.name, spec_text(card.product.spec, card.product.unit))
        self.fields.offer_suppliers(self._suppliers, also=card.product.supplier_id)
        for name, value in values_of(card).items():
            untouched = name not in self._kept or self.fields.text(name) == self._kept[name]
            if untouched and not self.fields.error(name):
                self.fields.write(name, value)
            self._kept[name] = value

    def _finish(self) -> None:
        self.done.emit(self._id)

    def _left(self, name: str) -> None:
        typed = self.fields.text(name)
        if name not in self._kept or typed == self._kept[name]:
            return
        store, product_id = self._desk.store, self._id

        def work() -> int | None:
            if name == SUPPLIER:
                return set_supplier(store, product_id, int(typed) if typed else None)
            return change_product(store, product_id, cast("ProductField", name), typed)

        def kept(action: int | None) -> None:
            if product_id == self._id:
                self._kept[name] = typed
                self.fields.fields[name].clear_error()
                self.refresh()
            if action is not None:
                self._desk.notice(_("The change is kept"), undo=action)

        self._desk.tasks.write(self, work, kept, partial(self.fields.refuse, name))
