"""The form for a new product."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.actions import add_product
from leaderdesk.features.products.rules import Added, Supplier
from leaderdesk.features.products.screen.fields import ProductFields, readers
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import DrawerHead, lay_drawer

_BEFORE_LEAVING = frozenset({"price", "cost", "case", "step", "unit"})


class NewProductForm(QWidget):
    """Adds a product; what was typed stays until it is kept. `added` tells the id, `closed` that it is enough."""

    added = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.fields = ProductFields(known=False)
        head = DrawerHead(_("A new product"), _("Facts, story and pictures come after."))
        head.closed.connect(self.closed)
        add = Button(_("Add"), kind="primary")
        add.clicked.connect(self.add_now)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(add)
        lay_drawer(self, head, self.fields, row)
        self.fields.left.connect(self._left)
        self.fields.entered.connect(lambda _name: self.add_now() if self.fields.text("price") else None)

    def offer_suppliers(self, suppliers: Sequence[Supplier]) -> None:
        """Offer these suppliers."""
        self.fields.offer_suppliers(suppliers)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.fields.focus("name")

    def add_now(self) -> None:
        """Add the product if every field can be kept; else the sentence stands at the field."""
        if not self.fields.check_all(readers()):
            return
        store, new = self._desk.store, self.fields.new_product()

        def done(added: Added) -> None:
            self.fields.clear()
            self._desk.notice(_("{name} is in the list").format(name=new.name), undo=added.action_id)
            self.added.emit(added.id)

        self._desk.tasks.write(
            self, lambda: add_product(store, new), done, lambda error: self.fields.refuse("name", error)
        )

    def _left(self, name: str) -> None:
        if name in _BEFORE_LEAVING and self.fields.text(name):
            self.fields.check(name, readers()[name])
