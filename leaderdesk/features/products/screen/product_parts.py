"""The parts of a product's drawer that only show: head and price steps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.products.rules import PricePoint, ProductCard, spec_text, storage_text
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.charts import Step, StepLine, StepSeries
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.pills import Chip, StatusPill
from leaderdesk.ui.thumbnail import Thumbnail

_SIDE = 60


class ProductHead(QWidget):
    """Picture, name, price, spec and supplier; the buttons to edit, to let rest and to close."""

    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Thumbnail(_SIDE)
        self._name = ElidedLabel("", role="title")
        self._price = Label("", role="strong")
        self._rest_of_line = ElidedLabel("", role="small", ink="text2")
        self.edit_button = Button(_("Edit"), size=28, icon="pen")
        self.rest_button = Button(_("Let it rest"), size=28)
        close = IconButton("close", _("Close"))
        close.clicked.connect(self.closed)
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self._price)
        second.addWidget(self._rest_of_line, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addLayout(second)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 16, 8)
        row.setSpacing(14)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self.rest_button)
        row.addWidget(self.edit_button)
        row.addWidget(close)

    def show_card(self, card: ProductCard, image: QImage) -> None:
        """Show another product."""
        product = card.product
        self._picture.show_image(image)
        self._name.setText(product.name)
        self._price.setText(format_yuan(product.price_fen))
        parts = (spec_text(product.spec, product.unit), product.supplier_name, product.code)
        self._rest_of_line.setText(" · ".join(part for part in parts if part))
        rests = product.rests_since_ms is not None
        self.rest_button.set_text(_("Wake it") if rests else _("Let it rest"))


class MarkRow(QWidget):
    """What is said of a product in one word each: storage, origin, that it rests, what it lacks."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def show_card(self, card: ProductCard) -> None:
        """Show the marks of another product."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        product = card.product
        marks: list[QWidget] = [Chip(storage_text(product.storage), look="cold" if product.is_cold else "plain")]
        if card.origin:
            marks.append(StatusPill(card.origin, "warn", dot=False))
        if product.rests_since_ms is not None:
            marks.append(StatusPill(_("Resting"), "neutral"))
        words = {"facts": _("No facts yet"), "supplier": _("No supplier yet")}
        marks += [StatusPill(words[lack], "warn") for lack in product.lacks]
        for mark in marks:
            self._row.addWidget(mark)
        self._row.addStretch(1)


class PriceBox(QWidget):
    """Sale price and cost over the rounds; does not show before the first round."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = StepLine(_("Prices over the rounds"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 20)
        column.setSpacing(6)
        column.addWidget(SectionHead(_("Price"), _("a new price counts for later rounds only")))
        column.addWidget(self._line)
        self.hide()

    def show_history(self, history: tuple[PricePoint, ...]) -> None:
        """Show these prices, oldest first."""
        sale = tuple(Step(_round_text(one), one.price_fen) for one in history if one.price_fen is not None)
        cost = tuple(Step(_round_text(one), one.cost_fen) for one in history if one.price_fen is not None)
        self.setVisible(bool(sale))
        if not sale:
            return
        change = sale[-1].fen - sale[-2].fen if len(sale) > 1 else 0
        remark = ""
        if change:
            down, up = _("down {sum}"), _("up {sum}")
            remark = (down if change < 0 else up).format(sum=format_yuan(abs(change)))
        self._line.show_series(
            [
                StepSeries(_("sale {sum}").format(sum=format_yuan(sale[-1].fen)), sale, remark=remark),
                StepSeries(_("cost {sum}").format(sum=format_yuan(cost[-1].fen)), cost, dashed=True, color="text3"),
            ]
        )


def _round_text(point: PricePoint) -> str:
    return _("Round {number}").format(number=point.round_number)
