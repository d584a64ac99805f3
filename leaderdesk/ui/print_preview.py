"""Looks at the pages of a paper before they are printed, and prints them at true size through the system's dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPageLayout, QPageSize, QPainter, QPaintEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.labels import Label
from leaderdesk.ui.progress import ProgressCard
from leaderdesk.ui.states import InlineError
from leaderdesk.ui.tasks import Job, TaskRunner
from leaderdesk.ui.theme import theme

PRINT_PX_PER_MM = 300 / 25.4
"""300 dpi: what home printers resolve, and more than a thermal printer's 203."""


_LARGEST_LABEL_MM = 150


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


@dataclass(frozen=True, slots=True)
class Shift:
    """What sets a printer right: a point at x millimetres is printed at `right_mm` + x × `scale_x`."""

    right_mm: float = 0.0
    down_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0


STRAIGHT = Shift()
"""A printer that needs nothing."""

ShiftOf = Callable[[str], Shift]
"""Gives what sets right the printer of that name."""


def no_shift(_printer: str) -> Shift:
    """Return that nothing is set right."""
    return STRAIGHT


def page_image(paper: Paper, page: int, *, px_per_mm: float) -> QImage:
    """Return the picture of a page as Qt draws it."""
    picture = paper.image(page, px_per_mm=px_per_mm)
    return QImage(picture.rgba, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBA8888).copy()


def print_pages(
    paper: Paper,
    printer: QPrinter,
    *,
    shift: Shift = STRAIGHT,
    told: Callable[[int, int], None] = lambda _done, _count: None,
) -> None:
    """Print every page at true size, never fitted to the sheet, set right by `shift`.

    `told` hears how many pages are done of how many, and may raise to stop. UserError if the printer does not answer.
    Works on any thread.
    """
    painter = QPainter()
    count, complete = len(paper), False
    try:
        for page in range(count):
            told(page, count)
            set_page_size(printer, paper.size_mm(page))
            begun = painter.begin(printer) if page == 0 else printer.newPage()
            if not begun:
                raise UserError(_("The printer does not answer. Nothing is lost; connect it and print again."))
            _print_page(painter, paper, page, px_per_mm=printer.resolution() / 25.4, shift=shift)
        told(count, count)
        complete = True
    finally:
        if not complete:
            printer.abort()
        if painter.isActive():
            painter.end()


def _print_page(painter: QPainter, paper: Paper, page: int, *, px_per_mm: float, shift: Shift) -> None:
    width, height = paper.size_mm(page)
    target = QRectF(
        shift.right_mm * px_per_mm,
        shift.down_mm * px_per_mm,
        width * shift.scale_x * px_per_mm,
        height * shift.scale_y * px_per_mm,
    )
    painter.drawImage(target, page_image(paper, page, px_per_mm=min(px_per_mm, PRINT_PX_PER_MM)))


def set_page_size(printer: QPrinter, size_mm: tuple[float, float]) -> None:
    """Make the printer's sheet exactly this large, without margins of its own.

    A label is never turned: its printer knows it as wide as it is. A list on A4 lies across.
    """
    width, height = size_mm
    across = width > height > _LARGEST_LABEL_MM
    shape = QSizeF(height, width) if across else QSizeF(width, height)
    size = QPageSize(shape, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
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

    def show_paper(self, paper: Paper) -> None:
        """Show the first page of another paper."""
        self._paper = paper
        self.show_page(0)

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
    """The pages of a paper, with buttons to leaf through, to print, and to keep it as a file.

    `printed` tells that all pages went to the printer.
    """

    printed = Signal()
    file_wanted = Signal()

    def __init__(
        self,
        asker: QWidget,
        paper: Paper,
        *,
        tasks: TaskRunner,
        title: str,
        shift_of: ShiftOf = no_shift,
        printer_name: str = "",
    ) -> None:
        super().__init__(asker)
        self._paper = paper
        self._tasks = tasks
        self._shift_of = shift_of
        self._printer_name = printer_name
        self._place = 0
        self._job: Job | None = None
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
        self.close_button = Button(_("Close the preview"), kind="quiet", keys="Esc")
        self.close_button.clicked.connect(self.reject)
        self._error = InlineError()
        self._progress = ProgressCard(_("Printing"), note=_("Pages that the printer has already will still come out."))
        self._progress.stopped.connect(self._stop)
        self._progress.hide()
        self._middle, self._buttons = QHBoxLayout(), QHBoxLayout()
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.print_button.click)
        self._lay_out()
        self.resize(760, 700)
        self.show_page(0)
        self.print_button.setFocus()

    def show_page(self, page: int) -> None:
        """Show the page, counted from 0; beyond either end nothing changes."""
        if not 0 <= page < len(self._paper):
            return
        self._place = page
        self._view.show_page(page)
        self._count.setText(_("page {number} of {count}").format(number=page + 1, count=len(self._paper)))
        self._back.setEnabled(page > 0)
        self._next.setEnabled(page + 1 < len(self._paper))

    def show_paper(self, paper: Paper) -> None:
        """Show another paper from now on, at the same page if it has so many; not while one is being printed."""
        self._paper = paper
        self._view.show_paper(paper)
        self.show_page(min(self._place, len(paper) - 1))

    def add_side(self, side: QWidget) -> None:
        """Put `side` at the left of the page."""
        self._middle.insertWidget(0, side)

    def add_button(self, button: QWidget) -> None:
        """Put `button` before those that keep and print."""
        self._buttons.insertWidget(self._buttons.indexOf(self.file_button), button)

    def is_busy(self) -> bool:
        """Return whether the paper is being printed."""
        return self._job is not None

    def page(self) -> int:
        """Return the page in view, counted from 0."""
        return self._place

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._paper)

    def error(self) -> str:
        """Return the sentence below the page; empty when nothing is wrong."""
        return self._error.sentence()

    def print_on(self, printer: QPrinter) -> None:
        """Print every page in the background; the sentence of a printer that does not answer stands below the page."""
        paper, shift = self._paper, self._shift_of(printer.printerName())
        self._error.clear()
        self._show_busy(busy=True)
        self._job = self._tasks.read_long(
            self,
            lambda progress: print_pages(paper, printer, shift=shift, told=progress.report),
            lambda _nothing: self._printed(),
            self._refused,
            moved=self._moved,
            stopped=lambda: self._show_busy(busy=False),
        )

    @override
    def reject(self) -> None:
        # The pages are still being read; 停下 comes first.
        if self._job is None:
            super().reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.show_page(self._place + step)

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._printer_name:
            printer.setPrinterName(self._printer_name)
        set_page_size(printer, self._paper.size_mm(0))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def _printed(self) -> None:
        self._show_busy(busy=False)
        self.printed.emit()
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._show_busy(busy=False)
        self._error.show_error(str(error))

    def _moved(self, done: int, total: int) -> None:
        words = ngettext("{done} of {count} page", "{done} of {count} pages", total).format(done=done, count=total)
        self._progress.set_progress(done, total, words)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_busy(self, *, busy: bool) -> None:
        if not busy:
            self._job = None
        self._progress.setVisible(busy and len(self._paper) > 1)
        for button in (self.print_button, self.file_button, self.close_button):
            button.setEnabled(not busy)

    def _lay_out(self) -> None:
        row = self._buttons
        row.setSpacing(12)
        for widget in (self._back, self._count, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.close_button, self.file_button, self.print_button):
            row.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self._error)
        foot.addWidget(self._progress)
        foot.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self._view, 1)
        column.addLayout(self._middle, 1)
        column.addLayout(foot)
