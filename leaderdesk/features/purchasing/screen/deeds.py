"""What can be done about a round's purchase: each deed is done in the background, said, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.files import file_name, write_whole
from leaderdesk.core.i18n import _, language, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.printing import print_paper
from leaderdesk.features.purchasing.feature import (
    Exported,
    SentText,
    export_purchase,
    export_summary,
    send_as_text,
    send_sheets,
    sheet_of,
)
from leaderdesk.features.purchasing.queries import PurchaseSlots
from leaderdesk.features.purchasing.rules.layout import FOR_PHONES
from leaderdesk.features.purchasing.queries.sheets import SupplierSheet, sheet_of_version, sheets_of_round


class Deeds(QObject):
    """Sends what a round needs to its suppliers; `refused` tells that a file could not be written, and why."""

    refused = Signal(str, object)

    def __init__(self, desk: Desk, slots: PurchaseSlots, asker: QWidget) -> None:
        super().__init__(asker)
        self._desk, self._slots, self._asker = desk, slots, asker
        self.round_id = 0
        self.guards = slots.guards

    def write(self, work: Callable[[], int], sentence: str) -> None:
        """Do `work`, which returns an action, and say `sentence` with its undo."""
        self._desk.tasks.write(self, work, lambda action_id: self._desk.notice(sentence, undo=action_id))

    def undo(self, action_id: int) -> None:
        """Bring back what stood before that action."""
        store = self._desk.store
        self._desk.tasks.write(self, lambda: store.undo(action_id), lambda _id: self._desk.notice(_("Undone.")))

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self._desk.notice(_("Copied; paste it in WeChat"))

    # Sending.

    def choose_folder(self, supplier_id: int | None, *, only: bool) -> None:
        """Ask where, then write the workbooks that did not go out yet, or the one of that supplier."""
        chosen = QFileDialog.getExistingDirectory(
            self._asker, _("Where to save the workbooks"), str(self.first_folder())
        )
        if chosen:
            self._desk.set_settings(replace(self._desk.settings(), workbook_folder=chosen))
            self.export(Path(chosen), supplier_id=supplier_id, only=only)

    def first_folder(self) -> Path:
        """Return the folder that was chosen last; while there is none, the one of the store for such files."""
        kept = self._desk.settings().workbook_folder
        if kept and Path(kept).is_dir():
            return Path(kept)
        exports = self._desk.store.paths.exports
        exports.mkdir(parents=True, exist_ok=True)
        return exports

    def export(
        self, folder: Path, *, supplier_id: int | None = None, only: bool = False, another_name: bool = False
    ) -> None:
        """Write the workbooks into `folder`; with `another_name` beside files that are there already."""
        store, round_id, slots = self._desk.store, self.round_id, self._slots
        spoken = self._desk.settings().paper_language

        def work() -> Exported:
            with language(spoken):
                return export_purchase(
                    store, round_id, folder, supplier_id=supplier_id, only=only, unsent=not only,
                    another_name=another_name, slots=slots,
                )  # fmt: skip

        def again() -> None:
            self.export(folder, supplier_id=supplier_id, only=only, another_name=True)

        def failed(error: Exception) -> None:
            self.refused.emit(str(error), again if isinstance(error, StorageTrouble) else None)

        self._desk.tasks.write(self, work, lambda made: self._exported(made, folder), failed)

    def _exported(self, made: Exported, folder: Path) -> None:
        count = len(made.files)
        saved = ngettext("{count} workbook saved", "{count} workbooks saved", count).format(count=count)
        self._desk.notice(_("{what}, in {folder}").format(what=saved, folder=folder), undo=made.action_id)

    def summary(self) -> None:
        """Write the summary workbook and say where it lies."""
        store, round_id, spoken = self._desk.store, self.round_id, self._desk.settings().paper_language

        def work() -> Path:
            with language(spoken):
                return export_summary(store, round_id, store.paths.exports)

        def say(path: Path) -> None:
            saved = _("Saved: {path}").format(path=path.name)
            self._desk.notice(_("{what}, in {folder}").format(what=saved, folder=path.parent))

        self._desk.tasks.read(self, work, say)

    def copy_as_text(self, supplier_id: int | None) -> None:
        """Copy what the supplier has not been sent, which then counts as sent; else her last version."""
        store, round_id, slots = self._desk.store, self.round_id, self._slots
        spoken = self._desk.settings().paper_language

        def work() -> SentText:
            with language(spoken):
                return send_as_text(store, round_id, supplier_id, slots=slots)

        def done(sent: SentText) -> None:
            QGuiApplication.clipboard().setText(sent.text)
            words = _("Copied; paste it in WeChat")
            if sent.action_id is not None:
                words = _("Copied and noted as sent; paste it in WeChat")
            self._desk.notice(words, undo=sent.action_id)

        self._desk.tasks.write(self, work, done)

    def say_sent(self, supplier_id: int | None) -> None:
        """Keep that the supplier was told by mouth."""
        store, round_id, slots = self._desk.store, self.round_id, self._slots

        def work() -> int | None:
            return send_sheets(store, [sheet_of(store, round_id, supplier_id, slots=slots)], way="said", slots=slots)

        self._desk.tasks.write(self, work, lambda action_id: self._desk.notice(_("Noted as sent."), undo=action_id))

    def picture(self, supplier_id: int | None, folder: Path | None = None) -> None:
        """Make a picture of the supplier's sheet beside the workbooks; what is new in it counts as sent."""
        store, round_id, slots = self._desk.store, self.round_id, self._slots
        spoken, where = self._desk.settings().paper_language, folder or self.first_folder()

        def work() -> tuple[Path, int | None]:
            with language(spoken):
                sheet = sheet_of(store, round_id, supplier_id, slots=slots)
                supplier = sheet.slip.supplier_name or _("No supplier")
                version = "" if sheet.slip.is_first else f"v{sheet.slip.version}"
                path = where / f"{file_name(_('Purchase'), sheet.round.name, supplier, version)}.png"
                write_whole(path, _png(sheet))
                return path, send_sheets(store, [sheet], way="picture", slots=slots)

        def done(made: tuple[Path, int | None]) -> None:
            saved = _("Saved: {path}").format(path=made[0].name)
            self._desk.notice(_("{what}, in {folder}").format(what=saved, folder=made[0].parent), undo=made[1])

        self._desk.tasks.write(self, work, done)

    # On paper.

    def print_all(self) -> None:
        """Show a sheet for each supplier before they are printed; printing what is new counts as sending it."""
        store, round_id, slots = self._desk.store, self.round_id, self._slots

        def sheets() -> tuple[SupplierSheet, ...]:
            found = sheets_of_round(store, round_id, slots=slots)
            return tuple(each for each in found if each.is_new) or found

        self._print(sheets, title=_("Purchase orders"))

    def see(self, supplier_id: int | None) -> None:
        """Show the supplier's sheet before it is printed."""
        store, round_id, slots = self._desk.store, self.round_id, self._slots
        self._print(lambda: (sheet_of(store, round_id, supplier_id, slots=slots),), title=_("Purchase order"))

    def see_version(self, version_id: int) -> None:
        """Show a version as it went out."""
        store, round_id = self._desk.store, self.round_id

        def sheets() -> tuple[SupplierSheet, ...]:
            found = sheet_of_version(store, round_id, version_id)
            return () if found is None else (found,)

        self._print(sheets, title=_("Purchase order"))

    def _print(self, sheets: Callable[[], tuple[SupplierSheet, ...]], *, title: str) -> None:
        store, slots = self._desk.store, self._slots
        seen: list[SupplierSheet] = []

        def work() -> bytes:
            seen[:] = sheets()
            return _pdf(seen)

        def printed() -> None:
            new = [sheet for sheet in seen if sheet.is_new]
            if new:
                self._desk.tasks.write(
                    self,
                    lambda: send_sheets(store, new, way="print", slots=slots),
                    lambda action_id: self._desk.notice(_("Noted as sent."), undo=action_id),
                )

        print_paper(self._desk, self._asker, work, title=title, printed=printed)


def _pdf(sheets: list[SupplierSheet]) -> bytes:
    # What draws on paper is imported by the first paper.
    from leaderdesk.documents.table_pdf import tables_pdf
    from leaderdesk.features.purchasing.papers import supplier_paper

    return tables_pdf([supplier_paper(sheet) for sheet in sheets])


def _png(sheet: SupplierSheet) -> bytes:
    """Return the sheet as a picture with the columns that a phone has room for."""
    from leaderdesk.documents.picture import paper_png

    columns = tuple(replace(each, shown=each.shown and each.key in FOR_PHONES) for each in sheet.columns)
    return paper_png(_pdf([replace(sheet, columns=columns)]))
