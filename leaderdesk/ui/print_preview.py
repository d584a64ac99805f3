"""Looks at the pages of a paper before they are printed, and prints them at true size through the system's dialog."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.labels import Label
from leaderdesk.ui.theme import theme

PRINT_PX_PER_MM = 300 / 25.4
"""300 dpi: what home printers resolve, and more than a thermal printer's 203."""


class Picture(Protocol):
    """A page as pixels, four bytes each: red, green, blue, opaque."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def rgba(self) -> bytes:
        """The pixels in rows from the top."""
        ...


class Paper(Protocol):
    """A document of one or more pages; pages are counted from 0."""

    def __len__(self) -> int:
        """Return how many pages there are."""
        ...

    def size_mm(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in millimetres."""
        ...

    def image(self, page: int, *, px_per_mm: float) -> Picture:
        """Return the picture of a page on white."""
        ...


def page_image(paper: Paper, page: int, *, px_per_mm: float) -> QImage:
    """Return the picture of a page as Qt draws it."""
    picture = paper.image(page, px_per_mm=px_per_mm)
    return QImage(picture.rgba, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBA8888).copy()


def print_pages(paper: Paper, printer: QPrinter, *, offset_mm: tuple[float, float] = (0.0, 0.0)) -> None:
    """Print every page at true size, never fitted to the sheet, moved right and down by `offset_mm`."""
    painter = QPainter()
    for page in range(len(paper)):
        set_page_size(printer, paper.size_mm(page))
        if page == 0:
            painter.begin(printer)
        else:
            printer.newPage()
        px_per_mm = printer.resolution() / 25.4
        width, height = paper.size_mm(page)
        right, down = offset_mm
        target = QRectF(right * px_per_mm, down * px_per_mm, width * px_per_mm, height * px_per_mm)
        painter.drawImage(target, page_image(paper, page, px_per_mm=min(px_per_mm, PRINT_PX_PER_MM)))
    painter.end()


def set_page_size(printer: QPrinter, size_mm: tuple[float, float]) -> None:
    """Make the printer's sheet exactly this large, without margins of its own."""
    width, height = size_mm
    size = QPageSize(QSizeF(min(size_mm), max(size_mm)), QPageSize.Unit.Millimeter)
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))


class PageView(QWidget):
    """One page on a grey ground, as large as there is room."""

    def __init__(self, paper: Paper, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self._page = 0
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Page as it will be printed"))

    def show_page(self, page: int) -> None:
        """Show the page, counted from 0."""
        self._page = page
        self._image = None
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 620)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunken"))
        width, height = self._paper.size_mm(self._page)
        scale = min((self.width() - 40) / width, (self.height() - 40) / height)
        ratio = self.devicePixelRatioF()
        if self._image is None or abs(self._image.width() - width * scale * ratio) > 2:
            self._image = page_image(self._paper, self._page, px_per_mm=max(scale * ratio, 0.2))
        target = QRectF(0, 0, width * scale, height * scale)
        target.moveCenter(QRectF(self.rect()).center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)
        painter.setPen(theme().color("borderStrong"))
        painter.drawRect(target)


class PrintPreview(QDialog):
    """The pages of a paper, with buttons to leaf through, to print, and to keep it as a file."""

    printed = Signal()
    file_wanted = Signal()

    def __init__(
        self, asker: QWidget, paper: Paper, *, title: str, offset_mm: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        super().__init__(asker)
        self._paper = paper
        self._offset_mm = offset_mm
        self._place = 0
        self.setWindowTitle(title)
        self._view = PageView(paper)
        self._count = Label("", ink="text2")
        self._back = IconButton("chevron-left", _("Page before"), framed=True)
        self._next = IconButton("chevron-right", _("Next page"), framed=True)
        self._back.clicked.connect(lambda: self.show_page(self._place - 1))
        self._next.clicked.connect(lambda: self.show_page(self._place + 1))
        self.print_button = Button(_("Print"), kind="primary", icon="printer", keys="Ctrl P")
        self.print_button.clicked.connect(self._ask_printer)
        self.file_button = Button(_("Save as PDF"), icon="file")
        self.file_button.clicked.connect(self.file_wanted)
        close = Button(_("Close"), kind="quiet")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(12)
        for widget in (self._back, self._count, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (close, self.file_button, self.print_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view, 1)
        column.addLayout(row)
        self.resize(760, 700)
        self.show_page(0)

    def show_page(self, page: int) -> None:
        """Show the page, counted from 0; beyond either end nothing changes."""
        if not 0 <= page < len(self._paper):
            return
        self._place = page
        self._view.show_page(page)
        self._count.setText(_("page {number} of {count}").format(number=page + 1, count=len(self._paper)))
        self._back.setEnabled(page > 0)
        self._next.setEnabled(page + 1 < len(self._paper))

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_page_size(printer, self._paper.size_mm(0))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print(printer))
        QDialog.open(dialog)

    def _print(self, printer: QPrinter) -> None:
        print_pages(self._paper, printer, offset_mm=self._offset_mm)
        self.printed.emit()
        self.accept()
