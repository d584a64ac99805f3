"""The left side: what is to come by supplier, and the fields for what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.arrivals.rules.counting import SupplierCount
from leaderdesk.features.arrivals.screen.count_row import CAME, DIFFERENCE, DUE, CountRow, SupplierHead, wide
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.drawer import Pane, Scroll, SidePane
from leaderdesk.ui.icons import SMALL
from leaderdesk.ui.labels import Label

WIDTH = 468


class CountPane(SidePane):
    """A field for each offer; Enter goes to the next one. `received`, `looked_at` and the papers are told."""

    received = Signal(int, object)
    looked_at = Signal(int)
    rest_wanted = Signal()
    dropped = Signal(object, list)
    papers_wanted = Signal(object)

    def __init__(self, foot: QWidget, *, parent: QWidget | None = None) -> None:
        """Build with `foot` below the list, for what else belongs to the offer that is looked at."""
        super().__init__(WIDTH, growing=1.6, parent=parent)
        self._foot = foot
        self.rows: dict[int, CountRow] = {}
        self._pictures: Mapping[int, QImage] = {}
        self._heads: dict[int | None, SupplierHead] = {}
        self._shape: tuple[object, ...] = ()
        self._chosen: int | None = None
        self._head = SectionHead(_("Count"), large=True)
        self.rest = Button(_("All as due"))
        self.rest.clicked.connect(self.rest_wanted)
        self._head.add_right(self.rest)
        self._inside = Pane()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._scroll = Scroll(self._inside)
        self._bar = self._scroll.verticalScrollBar()
        self._bar.rangeChanged.connect(lambda _least, _most: self._fit())
        self._titles_row = QHBoxLayout()
        self._titles = [Label(words, role="small", ink="text2") for words in (_("To come"), _("Came"), _("Difference"))]
        self._lay_out()

    def show_suppliers(self, suppliers: Sequence[SupplierCount]) -> None:
        """Show these; a row that stays keeps the keyboard and what is being typed."""
        shape = tuple((one.supplier_id, tuple(count.offer.id for count in one.counts)) for one in suppliers)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(suppliers)
        for supplier in suppliers:
            self._heads[supplier.supplier_id].show_supplier(supplier)
            for count in supplier.counts:
                self.rows[count.offer.id].show_count(count)
        counts = [count for supplier in suppliers for count in supplier.counts]
        done = sum(1 for count in counts if count.is_counted)
        goods = ngettext("{count} product", "{count} products", len(counts)).format(count=len(counts))
        self._head.set_note(_("{goods}, {done} counted").format(goods=goods, done=done) if counts else "")
        self.rest.setEnabled(any(not count.is_counted and not count.is_weighed for count in counts))
        self.mark(self._chosen)

    def show_pictures(self, pictures: Mapping[int, QImage]) -> None:
        """Show these pictures, by the id of the offer."""
        self._pictures = pictures
        for offer_id, row in self.rows.items():
            row.picture.show_image(pictures.get(offer_id, QImage()))

    def mark(self, offer_id: int | None) -> None:
        """Show which one lies open at the right."""
        self._chosen = offer_id
        for row in self.rows.values():
            row.mark(row.offer_id == offer_id)

    def go_to(self, offer_id: int) -> None:
        """Put the keyboard into the field of that offer."""
        if offer_id in self.rows:
            self.rows[offer_id].take_keyboard()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        # Above the fields, which make room for the scroll bar.
        bar = self._bar.sizeHint().width() if self._bar.maximum() > 0 else 0
        self._titles_row.setContentsMargins(20, 6, 16 + bar, 6)
        for label, width in zip(self._titles, (DUE, CAME, DIFFERENCE), strict=True):
            label.setFixedWidth(wide(width))

    def _go_on(self, offer_id: int) -> None:
        order = list(self.rows)
        place = order.index(offer_id) + 1
        if place < len(order):
            self.rows[order[place]].take_keyboard()

    def _rebuild(self, suppliers: Sequence[SupplierCount]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows, self._heads = {}, {}
        for supplier in suppliers:
            head = SupplierHead(supplier)
            head.dropped.connect(self.dropped)
            head.papers_wanted.connect(self.papers_wanted)
            self._heads[supplier.supplier_id] = head
            self._list.addWidget(head)
            for count in supplier.counts:
                row = CountRow(count)
                row.picture.show_image(self._pictures.get(count.offer.id, QImage()))
                row.received.connect(self.received)
                row.looked_at.connect(self.looked_at)
                row.entered.connect(self._go_on)
                self.rows[count.offer.id] = row
                self._list.addWidget(row)
        self._list.addStretch(1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 16, 8)
        head.addWidget(self._head)
        titles = self._titles_row
        titles.setContentsMargins(20, 6, 16, 6)
        titles.setSpacing(8)
        titles.addWidget(Label(_("Product"), role="small", ink="text2"), 1)
        for label in self._titles:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            titles.addWidget(label)
        self._fit()
        titles.addSpacing(SMALL + 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addLayout(titles)
        column.addWidget(Rule())
        column.addWidget(self._scroll, 1)
        below = QHBoxLayout()
        below.setContentsMargins(20, 0, 16, 8)
        below.addWidget(self._foot)
        column.addWidget(Rule())
        column.addLayout(below)
