"""One line of the count, and the head of a supplier above her lines."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals.rules.counting import Count, Standing, SupplierCount, quantity
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import AmountEdit
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, IconLabel, Label
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.thumbnail import Thumbnail
from leaderdesk.ui.tokens import ColorName

DUE, CAME, DIFFERENCE = 48, 76, 76
"""Widths of the columns, in pixels at 100 % text."""

PICTURE = 32
"""The side of the picture of a product, in pixels."""

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_LOOKS: dict[Standing, tuple[IconName, ColorName]] = {
    Standing.UNCOUNTED: ("minus", "text3"),
    Standing.SHORT: ("warning", "danger"),
    Standing.FINE: ("check", "brand"),
    Standing.MORE: ("info", "infoText"),
}


class CountRow(QWidget):
    """An offer: what is to come, the field for what came, and the difference. Green ground: it lies open at the right.

    `received` tells offer and amount (None: the field was emptied), `entered` that Enter was pressed in the field,
    `looked_at` that the mouse or the keyboard came here.
    """

    received = Signal(int, object)
    entered = Signal(int)
    looked_at = Signal(int)

    def __init__(self, count: Count, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer_id = count.offer.id
        self._chosen = False
        self.picture = Thumbnail(PICTURE)
        self._name = ElidedLabel(count.offer.label, role="strong")
        self._remark = ElidedLabel("", role="caption", ink="text2")
        self._due = Label("", ink="text2")
        self._due.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.field = AmountEdit(_("{product}: how much came").format(product=count.offer.name), optional=True)
        self.scales = Button(_("Weigh"), size=36)
        self.scales.setAccessibleName(_("Weigh {product}").format(product=count.offer.name))
        self._difference = Label("")
        self._difference.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._icon = IconLabel("minus")
        self._lay_out()
        self._connect()
        self.show_count(count)

    def show_count(self, count: Count) -> None:
        """Show what is known of the offer now; what is being typed stays."""
        self._name.setText(count.offer.label)
        self._remark.setText(_remark(count))
        self._due.setText(amount_text(count.due_milli))
        show_if(self.field, not count.is_weighed)
        show_if(self.scales, count.is_weighed)
        if count.is_weighed and count.received_milli is not None:
            self.scales.set_text(amount_text(count.received_milli))
        elif not self.field.isModified():
            self.field.set_value(count.received_milli)
        icon, ink = _LOOKS[count.standing]
        if count.standing is Standing.FINE and count.difference_milli < 0:
            ink = "text2"
        self._icon.show_icon(icon, ink)
        self._difference.setText(difference_words(count))
        self._difference.set_ink(ink if ink != "brand" else "text2")
        self._difference.setAccessibleName(self._difference.text())

    def mark(self, chosen: bool) -> None:
        """Show whether this one lies open at the right."""
        self._chosen = chosen
        self.update()

    def take_keyboard(self) -> None:
        """Let what is typed next be what came."""
        target = self.field if self.field.isVisibleTo(self) else self.scales
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if target is self.field:
            self.field.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.looked_at.emit(self.offer_id)
        return False

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.looked_at.emit(self.offer_id)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("brandTint" if self._chosen else "surface"))
        if self._chosen:
            painter.fillRect(0, 0, 3, self.height(), look.color("brand"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        for widget, width in (
            (self._due, DUE),
            (self.field, CAME),
            (self.scales, CAME),
            (self._difference, DIFFERENCE),
        ):
            widget.setFixedWidth(wide(width))

    def _connect(self) -> None:
        self.field.edited.connect(lambda milli: self.received.emit(self.offer_id, milli))
        self.field.returnPressed.connect(lambda: self.entered.emit(self.offer_id))
        self.scales.clicked.connect(lambda: self.looked_at.emit(self.offer_id))
        self.field.installEventFilter(self)
        self.scales.installEventFilter(self)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._remark)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 7, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        for widget in (self._due, self.field, self.scales, self._difference, self._icon):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fit()


class SupplierHead(QWidget):
    """The name of a supplier with when she came; pictures of her paper are dropped here, or chosen with the button."""

    dropped = Signal(object, list)
    papers_wanted = Signal(object)

    def __init__(self, supplier: SupplierCount, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._supplier_id = supplier.supplier_id
        self._over = False
        self._name = ElidedLabel(supplier.supplier_name or _("No supplier"), role="strong")
        self._when = Label("", role="small", ink="text2")
        self.papers = Button("", kind="link", size=28, icon="image")
        self.papers.clicked.connect(lambda: self.papers_wanted.emit(self._supplier_id))
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 2, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._when)
        row.addStretch(1)
        row.addWidget(self.papers)
        self.show_supplier(supplier)

    def show_supplier(self, supplier: SupplierCount) -> None:
        """Show what is known of the supplier now."""
        at = supplier.at_ms
        self._when.setText("" if at is None else _("counted {time}").format(time=f"{local(at):%H:%M}"))
        photos = len(supplier.photos)
        self.papers.set_text(_("Papers: {count}").format(count=photos) if photos else _("Photo of the paper"))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_pictures(event)):
            event.acceptProposedAction()
            self._light(over=True)

    @override
    def dragLeaveEvent(self, event: QEvent) -> None:
        self._light(over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._light(over=False)
        paths = _pictures(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(self._supplier_id, paths)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("selected" if self._over else "canvas"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border"))

    def _light(self, *, over: bool) -> None:
        self._over = over
        self.update()


def wide(px: int) -> int:
    """Return a width for the text size in force."""
    return round(px * theme().zoom_percent / 100)


def difference_words(count: Count) -> str:
    """Return the difference as it stands behind the field: 齐, 少 7, 多 2."""
    if not count.is_counted:
        return ""
    if count.difference_milli == 0 and not count.lacking_milli:
        return _("all here")
    less = -count.difference_milli if count.difference_milli < 0 else count.lacking_milli
    if count.lacking_milli or count.difference_milli < 0:
        return _("{amount} less").format(amount=amount_text(less))
    return _("{amount} more").format(amount=amount_text(count.difference_milli))


def _remark(count: Count) -> str:
    if count.standing is Standing.MORE and count.free_milli == count.spare_milli and not count.away_milli:
        more = quantity(count.difference_milli, count.offer.unit)
        return _("{amount} over, counts as spare").format(amount=more)
    batches = _(", ").join(count.batches)
    came = _("batch {codes}").format(codes=batches) if batches else count.offer.spec
    parts = []
    if count.away_milli:
        away = quantity(count.away_milli, count.offer.unit)
        parts.append(_("{amount} given away or written off").format(amount=away))
    if count.kept_milli:
        parts.append(_("{amount} kept for late orders").format(amount=quantity(count.kept_milli, count.offer.unit)))
    parts += [came, count.temperature, count.note]
    if count.shared and not count.lacking_milli:
        parts.append(_("settled by weight") if count.is_weighed else _("shared out"))
    return " · ".join(part for part in parts if part)


def _pictures(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _PICTURES]
