"""Looking at pages before they are printed, and printing them at true size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import UserError
from leaderdesk.documents.calibration import Edge, calibration_pdf, correction, edges
from leaderdesk.documents.label import Label, LabelItem
from leaderdesk.documents.label_sheet import labels_pdf
from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import PageImage, Pages
from leaderdesk.documents.stock import stock
from leaderdesk.documents.table import Column, Group, Row, TablePaper
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.ui.print_preview import PrintPreview, Shift, print_pages
from leaderdesk.ui.tasks import Stopped, TaskRunner
from leaderdesk.ui.theme import theme
from tests.documents.rulers import FINE, ticks_of

pytestmark = pytest.mark.usefixtures("english")

CODES = tuple(f"71{number:018d}" for number in range(31))
PX_PER_MM = 300 / 25.4
HALF_A_POINT_MM = 25.4 / 72 / 2


def some_labels(count: int = len(CODES)) -> list[Label]:
    return [
        Label(
            room="3-502",
            name="张阿姨",
            phone_tail="1234",
            pickup_code="047",
            storage="chilled",
            bag_number=1,
            bag_count=1,
            items=(LabelItem("草莓", "×2"), LabelItem("酸奶", "×1")),
            gift_text=None,
            footer="第 23 期",
            code=code,
        )
        for code in CODES[:count]
    ]


def pdf_printer(path: Path, dpi: int = 1200) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dpi)
    return printer


def ink(image: PageImage, px_per_mm: float) -> tuple[float, float, float, float]:
    """Return where the dark pixels begin and end: left, top, right and bottom in millimetres."""
    rows = [image.rgba[start : start + image.width * 4 : 4] for start in range(0, len(image.rgba), image.width * 4)]
    dark = [place for place, row in enumerate(rows) if min(row) < 128]
    columns = [place for place in range(image.width) if any(rows[row][place] < 128 for row in dark)]
    return columns[0] / px_per_mm, dark[0] / px_per_mm, columns[-1] / px_per_mm, dark[-1] / px_per_mm


@pytest.fixture
def tasks() -> Iterator[TaskRunner]:
    bugs: list[BaseException] = []
    runner = TaskRunner(trouble=bugs.append, bug=bugs.append)
    yield runner
    runner.shutdown()
    runner.deleteLater()
    QCoreApplication.sendPostedEvents(runner, QEvent.Type.DeferredDelete.value)
    assert not bugs


@pytest.fixture
def asker(qtbot: QtBot) -> QWidget:
    theme()
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("key", "size"), [("60x40", (60, 40)), ("40x30", (40, 30)), ("a4-70x37", (210, 297))])
@pytest.mark.parametrize("dpi", [203, 300, 1200])
def test_pages_are_exact_and_every_code_is_read_back(tmp_path: Path, key: str, size: tuple[int, int], dpi: int) -> None:
    with Pages(labels_pdf(some_labels(), stock(key))) as pages:
        print_pages(pages, pdf_printer(tmp_path / "printed.pdf", dpi))
        count = len(pages)
    with Pages(tmp_path / "printed.pdf") as printed:
        assert len(printed) == count
        read: list[str] = []
        for page in range(count):
            # Qt names the sheet of a PDF in whole points; what is drawn on it is exact, see below.
            assert printed.size_mm(page) == pytest.approx(size, abs=HALF_A_POINT_MM)
            read += read_codes(printed.image(page, px_per_mm=PX_PER_MM))
    assert sorted(read) == sorted(CODES)


@pytest.mark.usefixtures("qapp")
def test_print_stands_where_the_paper_says(tmp_path: Path) -> None:
    with Pages(labels_pdf(some_labels(1), stock("60x40"))) as pages:
        print_pages(pages, pdf_printer(tmp_path / "straight.pdf"))
        print_pages(pages, pdf_printer(tmp_path / "moved.pdf"), shift=Shift(1.5, -0.5))
        wanted = ink(pages.image(0, px_per_mm=20), 20)
    with Pages(tmp_path / "straight.pdf") as straight, Pages(tmp_path / "moved.pdf") as moved:
        assert ink(straight.image(0, px_per_mm=20), 20) == pytest.approx(wanted, abs=0.1)
        found = ink(moved.image(0, px_per_mm=20), 20)
    shift = [there - here for there, here in zip(found, wanted, strict=True)]
    assert shift == pytest.approx([1.5, -0.5, 1.5, -0.5], abs=0.1)


@pytest.mark.usefixtures("qapp")
def test_what_is_read_on_the_rulers_sets_a_printer_right(tmp_path: Path) -> None:
    """This printer moves and stretches everything; once its rulers are read, it prints where the paper says."""
    paper, off = stock("a4-70x37"), Shift(1.2, -0.7, 0.995, 1.006)

    def middles(shift: Shift, name: str) -> dict[Edge, float]:
        with Pages(calibration_pdf(paper)) as pages:
            print_pages(pages, pdf_printer(tmp_path / name), shift=shift)
        with Pages(tmp_path / name) as printed:
            image = printed.image(0, px_per_mm=FINE)
        found = {}
        for edge in edges(paper):
            moved, scale = (shift.right_mm, shift.scale_x) if edge.upright else (shift.down_mm, shift.scale_y)
            ticks = ticks_of(image, edge, around=moved + edge.at_mm * scale)
            assert len(ticks) == 21
            found[edge] = ticks[10]
        return found

    readings = [round((edge.at_mm - at) * 10) for edge, at in middles(off, "off.pdf").items()]
    assert all(abs(reading) >= 3 for reading in readings)
    found = correction(paper, readings)
    set_right = Shift(
        off.right_mm + off.scale_x * found.right_mm,
        off.down_mm + off.scale_y * found.down_mm,
        off.scale_x * found.scale_x,
        off.scale_y * found.scale_y,
    )
    # A ruler is read to a tenth of a millimetre, and that is how exact the print becomes.
    assert all(abs(at - edge.at_mm) <= 0.1 for edge, at in middles(set_right, "right.pdf").items())


@pytest.mark.usefixtures("qapp")
def test_a_list_across_lies_across(tmp_path: Path) -> None:
    table = TablePaper(
        title="Pickup",
        subtitle="",
        total="",
        total_detail="",
        columns=(Column("Room"),),
        groups=(Group("3", "", (Row(("3-502",)),)),),
        landscape=True,
    )
    with Pages(table_pdf(table)) as pages:
        print_pages(pages, pdf_printer(tmp_path / "list.pdf"))
    with Pages(tmp_path / "list.pdf") as printed:
        assert printed.size_mm(0) == pytest.approx((297, 210), abs=0.1)
        assert len(printed) == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
@pytest.mark.usefixtures("qapp")
def test_a_printer_that_does_not_answer_is_said(tmp_path: Path) -> None:
    printer = pdf_printer(tmp_path / "no such folder" / "printed.pdf")
    with Pages(labels_pdf(some_labels(2), stock("60x40"))) as pages, pytest.raises(UserError, match="does not answer"):
        print_pages(pages, printer)


@pytest.mark.usefixtures("qapp")
def test_printing_can_be_stopped(tmp_path: Path) -> None:
    told: list[int] = []

    def stop_at_three(done: int, count: int) -> None:
        told.append(done)
        if done == 3:
            raise Stopped

    with Pages(labels_pdf(some_labels(9), stock("60x40"))) as pages, pytest.raises(Stopped):
        print_pages(pages, pdf_printer(tmp_path / "printed.pdf"), told=stop_at_three)
    assert told == [0, 1, 2, 3]


def test_leafing_and_the_keys(qtbot: QtBot, asker: QWidget, tasks: TaskRunner) -> None:
    with Pages(labels_pdf(some_labels(3), stock("60x40"))) as pages:
        preview = PrintPreview(asker, pages, tasks=tasks, title="Labels")
        preview.open()
        assert preview.page() == 0
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
        assert preview.page() == 2
        assert preview.focusWidget() is preview.print_button
        assert all(each.accessibleName() for each in preview.findChildren(QAbstractButton) if each.isVisible())
        assert not preview.grab().isNull()
        QTest.keyClick(preview, Qt.Key.Key_Escape)
        assert not preview.isVisible()


def test_printing_from_the_preview_tells_when_it_is_done(
    qtbot: QtBot, asker: QWidget, tasks: TaskRunner, tmp_path: Path
) -> None:
    with Pages(labels_pdf(some_labels(3), stock("60x40"))) as pages:
        preview = PrintPreview(asker, pages, tasks=tasks, title="Labels")
        preview.open()
        with qtbot.waitSignal(preview.printed):
            preview.print_on(pdf_printer(tmp_path / "printed.pdf"))
            assert not preview.print_button.isEnabled()
            preview.reject()
            assert preview.isVisible()
        assert not preview.isVisible()
    with Pages(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 3


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_leaves_the_preview_open(
    qtbot: QtBot, asker: QWidget, tasks: TaskRunner, tmp_path: Path
) -> None:
    with Pages(labels_pdf(some_labels(1), stock("60x40"))) as pages:
        preview = PrintPreview(asker, pages, tasks=tasks, title="Labels")
        preview.open()
        printed: list[bool] = []
        preview.printed.connect(lambda: printed.append(True))
        preview.print_on(pdf_printer(tmp_path / "no such folder" / "printed.pdf"))
        qtbot.waitUntil(lambda: "does not answer" in preview.error())
        assert preview.isVisible()
        assert preview.print_button.isEnabled()
        assert printed == []
        preview.reject()
