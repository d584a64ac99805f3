"""Every paper's way out, the same everywhere: made in the background, looked at, then printed or kept as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.files import file_name, write_whole
from leaderdesk.core.i18n import _, language
from leaderdesk.features.desk import Desk

if TYPE_CHECKING:
    # What prints is imported when something is printed: the pages are shown long before.
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from leaderdesk.ui.print_preview import PrintPreview, ShiftOf


def _nothing() -> None:
    """Do nothing: a paper that leaves no trace."""


def print_paper(
    desk: Desk, asker: QWidget, work: Callable[[], bytes], *, title: str, printed: Callable[[], None] = _nothing
) -> None:
    """Make a PDF by `work`, off the window's thread and in the language of paper, and show it before it is printed.

    `printed` is called once it was printed or saved. A UserError of `work` is said in a toast.
    """
    spoken = desk.settings().paper_language

    def make() -> bytes:
        with language(spoken):
            return work()

    def show(pdf: bytes) -> None:
        preview(desk, asker, pdf, title=title, printed=printed)

    desk.tasks.read(asker, make, show)


def preview(
    desk: Desk,
    asker: QWidget,
    pdf: bytes,
    *,
    title: str,
    printed: Callable[[], None] = _nothing,
    shift_of: ShiftOf | None = None,
    printer_name: str = "",
) -> PrintPreview:
    """Show the pages of `pdf`; `printed` is called once they were printed or saved.

    `shift_of` gives what sets each printer right, `printer_name` the one that the system's dialog begins with.
    """
    from leaderdesk.documents.render import Pages
    from leaderdesk.ui.print_preview import PrintPreview, no_shift

    pages = Pages(pdf)
    dialog = PrintPreview(
        asker.window(),
        pages,
        tasks=desk.tasks,
        title=title,
        shift_of=shift_of or no_shift,
        printer_name=printer_name,
    )
    dialog.printed.connect(printed)
    dialog.file_wanted.connect(lambda: save_pdf(desk, dialog, pdf, name=title, saved=printed))
    dialog.finished.connect(lambda _result: pages.close())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def save_pdf(desk: Desk, asker: QWidget, pdf: bytes, *, name: str, saved: Callable[[], None] = _nothing) -> None:
    """Ask where to keep `pdf` and write it there, whole or not at all."""
    from PySide6.QtWidgets import QFileDialog

    first = str(desk.store.paths.exports / f"{file_name(name)}.pdf")
    chosen, _kind = QFileDialog.getSaveFileName(asker, _("Save as PDF"), first, "PDF (*.pdf)")
    if chosen:
        write_pdf(desk, asker, pdf, path=Path(chosen), saved=saved)


def write_pdf(desk: Desk, owner: QObject, pdf: bytes, *, path: Path, saved: Callable[[], None] = _nothing) -> None:
    """Write `pdf` to `path` in the background and say where it lies."""

    def done(_nothing: None) -> None:
        desk.notice(_("Saved: {path}").format(path=path.name))
        saved()

    desk.tasks.read(owner, lambda: write_whole(path, pdf), done)


def nothing_to_print(desk: Desk) -> None:
    """Say that this page has no paper, and where papers are."""
    desk.notice(_("This page has nothing to print. Price list, labels and pickup list are at the steps of a round."))
