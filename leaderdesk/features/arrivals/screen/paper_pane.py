"""The right side for a supplier's paper: its pictures, and the place to add one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals.rules.counting import SupplierCount
from leaderdesk.features.arrivals.screen.book import SIDE, ArrivalBook
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label
from leaderdesk.ui.picture_tiles import choose_pictures


class PaperPane(QWidget):
    """Shows the pictures of one supplier's paper; `closed` asks for the count again."""

    closed = Signal()

    def __init__(self, book: ArrivalBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._round_id = 0
        self._supplier_id: int | None = None
        self._title = Label("", role="lead", bold=True)
        self._hint = Label(
            _("Drop photos of the delivery note on the supplier's name. Where they were taken is not kept."),
            role="small", ink="text2", wrap=True,
        )  # fmt: skip
        self.add = Button(_("Add a photo"), icon="image")
        self.add.clicked.connect(lambda: choose_pictures(self, self.add_pictures))
        close = Button(_("Back to the count"))
        close.clicked.connect(self.closed)
        self._inside = QWidget()
        self._flow = FlowLayout(self._inside, gap=12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.add)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(Scroll(self._inside), 1)

    def open_papers(self, round_id: int, supplier: SupplierCount | None) -> None:
        """Show the pictures of that supplier's paper; of goods without a supplier those of no one's."""
        self._round_id, self._supplier_id = round_id, supplier.supplier_id if supplier else None
        name = supplier.supplier_name if supplier else ""
        self._title.setText(_("Papers of {supplier}").format(supplier=name or _("No supplier")))
        self.refresh()

    def refresh(self) -> None:
        """Read the pictures again."""
        self._book.read_papers(self._round_id, self._supplier_id, lambda found: self._show(found[0], found[1]))

    def add_pictures(self, paths: Sequence[Path]) -> None:
        """Keep these files as pictures of the paper."""
        self._book.add_papers(self._round_id, self._supplier_id, paths)

    def take_out(self, photo_id: int) -> None:
        """Take that picture out."""
        self._book.remove_paper(self._round_id, self._supplier_id, photo_id)

    def _show(self, photos: Sequence[int], images: Mapping[int, QImage]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, photo_id in enumerate(photos, start=1):
            self._flow.addWidget(self._picture(place, photo_id, images.get(photo_id, QImage())))

    def _picture(self, place: int, photo_id: int, image: QImage) -> QWidget:
        frame, picture = QWidget(), QLabel()
        picture.setPixmap(QPixmap.fromImage(image))
        picture.setFixedSize(QSize(SIDE, SIDE))
        picture.setAccessibleName(_("Picture {number}").format(number=place))
        out = Button(_("Take it out"), kind="link", size=28)
        out.clicked.connect(lambda: self.take_out(photo_id))
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(picture)
        column.addWidget(out, 0, Qt.AlignmentFlag.AlignLeft)
        return frame
