"""The run-sheet on paper and as a workbook, and what a workbook that comes back would change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _, language
from leaderdesk.features.desk import Desk
from leaderdesk.features.printing import print_paper
from leaderdesk.features.streams.actions.exchange import ReadBook, read_book, take_book
from leaderdesk.features.streams.screen.run_sheet.book import Sheet
from leaderdesk.storage.business import read_business
from leaderdesk.ui.confirm import Confirm

_MOST_LINES = 10


class SheetFiles(QObject):
    """Prints one run-sheet, writes it as Excel, and takes one back after showing what it changes."""

    def __init__(self, desk: Desk, stream_id: int, asker: QWidget) -> None:
        super().__init__(asker)
        self._desk = desk
        self._stream_id = stream_id
        self._asker = asker
        self._sheet: Sheet | None = None
        self.question: Confirm | None = None

    def show_sheet(self, sheet: Sheet) -> None:
        """Work with this state of the run-sheet from now on."""
        self._sheet = sheet

    def print_sheet(self) -> None:
        """Show the paper before it is printed."""
        store, stream_id, now_ms = self._desk.store, self._stream_id, self._desk.clock.now_ms()
        title = _("Run-sheet") if self._sheet is None else self._sheet.name

        def work() -> bytes:
            # Imported here: the fonts are wanted when something is printed.
            from leaderdesk.features.streams.papers.run_sheet import read_paper, run_sheet_pdf

            return run_sheet_pdf(read_paper(store, stream_id, printed_ms=now_ms))

        print_paper(self._desk, self._asker, work, title=title)

    def write_book(self) -> None:
        """Ask where to keep the workbook."""
        name = _("Run-sheet") if self._sheet is None else f"{self._sheet.name} {_('Run-sheet')}"
        first = str(self._desk.store.paths.exports / f"{file_name(name)}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self._asker, _("Save as Excel"), first, "Excel (*.xlsx)")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, path: Path) -> None:
        """Write the workbook there and say so."""
        store, stream_id, spoken = self._desk.store, self._stream_id, self._desk.settings().paper_language

        def work() -> None:
            from leaderdesk.features.streams.papers.run_sheet_book import write_run_sheet
            from leaderdesk.features.streams.papers.run_sheet import read_paper

            with store.read() as connection:
                leader = read_business(connection).leader_name
            with language(spoken):
                write_run_sheet(path, read_paper(store, stream_id, printed_ms=store.clock.now_ms()), author=leader)

        self._desk.tasks.read(self, work, lambda _nothing: self._desk.notice(_("Saved: {path}").format(path=path.name)))

    def choose_book(self) -> None:
        """Ask for the workbook that comes back."""
        dialog = QFileDialog(self._asker, _("Read back from Excel"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Tables ({kinds})").format(kinds="*.xlsx *.csv"))
        dialog.fileSelected.connect(lambda name: self.read_from(Path(name)))
        dialog.open()

    def read_from(self, path: Path) -> None:
        """Read the workbook and ask whether what it changes shall be taken."""
        store, stream_id = self._desk.store, self._stream_id
        self._desk.tasks.read(self, lambda: read_book(store, stream_id, path), self._ask)

    def _ask(self, book: ReadBook) -> None:
        if not book.lines:
            self._desk.notice(_("The file says the same as the run-sheet here."))
            return
        shown = list(book.lines[:_MOST_LINES])
        if len(book.lines) > _MOST_LINES:
            shown.append(_("and {count} more lines").format(count=len(book.lines) - _MOST_LINES))
        self.question = Confirm(
            self._asker,
            title=_("Take this from {name}?").format(name=book.name),
            text="\n".join(shown),
            verb=_("Take it over"),
            safe=_("Leave it as it is"),
            danger=False,
        )
        self.question.confirmed.connect(lambda: self._take(book))
        self.question.ask()

    def _take(self, book: ReadBook) -> None:
        store, stream_id = self._desk.store, self._stream_id

        def done(action_id: int | None) -> None:
            self._desk.notice(_("The run-sheet is as in {name}").format(name=book.name), undo=action_id)

        self._desk.tasks.write(self, lambda: take_book(store, stream_id, book), done)
