"""The story of an evening with labels, in the real window: paper chosen, printer set right, label laid out, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import Pages
from leaderdesk.features.labels.screen import LabelsPage
from leaderdesk.features.labels.screen.paper_tiles import PaperTile
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.print_preview import PrintPreview
from leaderdesk.window.start import Window
from tests.practice import open_shop
from tests.window.windows import open_window, settle

DOTS = 203 / 25.4


class Evening:
    """The label page of the round in the real window."""

    def __init__(self, qtbot: QtBot, window: Window, round_id: int) -> None:
        self.qtbot = qtbot
        self.window = window
        window.session.go(Place(Page.ROUNDS, round_id=round_id, step=Step.LABELS))
        self.settle()
        (self.page,) = window.frame.findChildren(LabelsPage)

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def press(self, words: str, *, within: QWidget | None = None) -> None:
        """Press the button that says these words."""
        found = (within or self.page).findChildren(Button)
        next(each for each in found if each.plain_text() == words and each.isVisible()).click()
        self.settle()

    def preview(self) -> PrintPreview:
        """Return the window in which pages are looked at."""
        return self.window.frame.findChildren(PrintPreview)[-1]

    def print_to(self, target: Path) -> None:
        """Print what is in the preview to a file, as the system's dialog would."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        preview = self.preview()
        with self.qtbot.waitSignal(preview.printed, timeout=30_000):
            preview.print_on(printer)
        self.settle()

    def undo(self) -> None:
        """Take back the latest step that can be."""
        self.window.session.undo_last()
        self.settle()


def answer(path: Path) -> Callable[..., tuple[str, str]]:
    return lambda *_arguments: (str(path), "")


def codes_in(path: Path, page: int = 0) -> tuple[str, ...]:
    with Pages(path) as pages:
        return read_codes(pages.image(page, px_per_mm=DOTS))


def test_an_evening_with_labels(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = open_shop(tmp_path / "shop", orders=30)
    round_id = shop.round_id
    shop.store.close()
    with open_window(qtbot, tmp_path / "shop") as window:
        evening = Evening(qtbot, window, round_id)
        page = evening.page
        tile = next(each for each in page.findChildren(PaperTile) if each.accessibleName() == "60×40")
        tile.click()
        evening.settle()

        # The printer prints two millimetres too far to the left.
        dialog = page.open_calibration()
        for edit, typed in zip(dialog.edits, ("2", "2", "0", "0"), strict=True):
            edit.setText(typed)
        dialog.verb_button.click()
        evening.settle()
        assert page.controls.printer.words() == "Moved right 2.0 mm, down 0.0 mm"

        # A label with the room as large as it gets, and nothing of the phone.
        editor = page.open_editor()
        evening.settle()
        editor.row("tail").check.click()
        editor.row("room").sizes.choose("l")
        editor.look()
        editor.verb_button.click()
        evening.settle()
        everyone = [each.label.code for each in page.labels()]

        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer(tmp_path / "labels.pdf"))
        evening.press("Save as PDF")
        with Pages(tmp_path / "labels.pdf") as saved:
            assert len(saved) == len(everyone)
            assert saved.size_mm(0) == pytest.approx((60, 40), abs=0.01)
            read = [code for each in range(len(saved)) for code in read_codes(saved.image(each, px_per_mm=DOTS))]
        assert read == everyone
        assert page.changed_labels() == ()

        # One bag got wet: its label once more, set right by what was measured.
        evening.press("Print this one")
        evening.print_to(tmp_path / "one.pdf")
        assert codes_in(tmp_path / "one.pdf") == (everyone[0],)

        # Back to the usual label by undo; what was printed stays printed.
        with window.session.store.read() as connection:  # type: ignore[union-attr]  # the window has it open
            assert connection.exec_driver_sql("SELECT count(*) FROM printed_label").scalar_one() == len(everyone) + 1
        evening.undo()
        with window.session.store.read() as connection:  # type: ignore[union-attr]  # the window has it open
            assert connection.exec_driver_sql("SELECT count(*) FROM label_layout").scalar_one() == 0
        assert page.changed_labels() == ()
