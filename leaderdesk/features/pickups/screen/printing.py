"""The papers of the pickup table before they are printed: preview, the system's printer dialog, or a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.files import write_whole
from leaderdesk.core.i18n import _, language
from leaderdesk.documents.render import Pages
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.actions import record_list
from leaderdesk.features.pickups.papers import pickup_list
from leaderdesk.features.pickups.queries import Dues, pickups_of_round
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.print_preview import PrintPreview


class PrintListButton(Button):
    """Prints the pickup list of the round in view."""

    def __init__(self, desk: Desk, *, dues: Dues) -> None:
        super().__init__(_("Print pickup list"), icon="printer")
        self._desk = desk
        self._dues = dues
        self._round_id = 0
        self.clicked.connect(self._print)

    def show_round(self, round_id: int) -> None:
        """Print that round's list from now on."""
        self._round_id = round_id

    def _print(self) -> None:
        store, dues, round_id = self._desk.store, self._dues, self._round_id
        paper_language = self._desk.settings().paper_language

        def work() -> bytes:
            with store.read() as connection:
                round_, business = round_row(connection, round_id), read_business(connection)
                found = pickups_of_round(connection, round_id, dues=dues)
            if round_ is None or not found:
                raise UserError(_("There is nothing to hand out yet. Take the orders first."))
            with language(paper_language):
                return table_pdf(pickup_list(found, round_, business, printed_ms=store.clock.now_ms()))

        def keep() -> None:
            self._desk.tasks.write(self, lambda: record_list(store, round_id, "pickup"))

        def show(pdf: bytes) -> None:
            preview(self._desk, self, pdf, title=_("Pickup list"), printed=keep)

        self._desk.tasks.read(self, work, show)


def preview(
    desk: Desk,
    asker: QWidget,
    pdf: bytes,
    *,
    title: str,
    printed: Callable[[], None],
    offset_mm: tuple[float, float] = (0.0, 0.0),
) -> PrintPreview:
    """Show the pages of `pdf`; `printed` is called once they were printed or saved."""
    pages = Pages(pdf)
    dialog = PrintPreview(asker.window(), pages, tasks=desk.tasks, title=title, offset_mm=offset_mm)
    dialog.printed.connect(printed)
    dialog.file_wanted.connect(lambda: save_pdf(desk, dialog, pdf, name=title, saved=printed))
    dialog.finished.connect(lambda _result: pages.close())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def save_pdf(desk: Desk, asker: QWidget, pdf: bytes, *, name: str, saved: Callable[[], None]) -> None:
    """Ask where to keep `pdf` and write it there, whole or not at all."""
    first = str(desk.store.paths.exports / f"{name}.pdf")
    chosen, _kind = QFileDialog.getSaveFileName(asker, _("Save as PDF"), first, "PDF (*.pdf)")
    if chosen:
        write_pdf(desk, asker, pdf, path=Path(chosen), saved=saved)


def write_pdf(desk: Desk, owner: QObject, pdf: bytes, *, path: Path, saved: Callable[[], None]) -> None:
    """Write `pdf` to `path` in the background and say where it lies."""

    def done(_nothing: None) -> None:
        desk.notice(_("Saved: {path}").format(path=path.name))
        saved()

    desk.tasks.read(owner, lambda: write_whole(path, pdf), done)
