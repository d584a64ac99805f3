"""A list before it is printed, arranged while one looks at it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _, language
from leaderdesk.documents.render import Pages
from leaderdesk.features.desk import Desk
from leaderdesk.features.lists.actions import keep_layout, record_printed, reset_layout
from leaderdesk.features.lists.feature import write_facts
from leaderdesk.features.lists.queries import ALONE, TABLES, ListSlots
from leaderdesk.features.lists.rules import Layout, ListKind
from leaderdesk.features.lists.screen.arrange_pane import ArrangePane
from leaderdesk.features.lists.screen.ready_list import ReadyList, make_ready
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.features.printing import save_pdf
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.print_preview import PrintPreview

_TABLES = TABLES | {"ledger_entry", "list_layout", "printed_list"}


class ListPreview(PrintPreview):
    """The pages of a list with its columns and buildings at the left; a change shows at once and is kept."""

    def __init__(self, desk: Desk, asker: QWidget, ready: ReadyList, *, dues: Dues, slots: ListSlots = ALONE) -> None:
        self._desk = desk
        self._asker = asker
        self._dues, self._slots = dues, slots
        self._ready = ready
        self._pages = Pages(ready.pdf)
        super().__init__(asker, self._pages, tasks=desk.tasks, title=self._name())
        self.pane = ArrangePane()
        self.pane.kind_chosen.connect(lambda kind: self._load(ListKind(kind)))
        self.pane.arranged.connect(self._arrange)
        self.pane.reset.connect(self._reset)
        self.pane.show_list(ready)
        self.add_side(self.pane)
        self.book_button = Button(_("Save as Excel"), icon="download")
        self.book_button.clicked.connect(self._save_book)
        self.add_button(self.book_button)
        self.printed.connect(self._keep)
        self.file_wanted.connect(lambda: save_pdf(desk, self, self._ready.pdf, name=self._name(), saved=self._keep))
        self.finished.connect(lambda _result: self._pages.close())
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(desk.undo_last)
        desk.bridge.on_tables(self, _TABLES | slots.tables, lambda _changed: self._load(self.kind()))
        self.resize(1080, 720)

    def kind(self) -> ListKind:
        """Return which list is in view."""
        return self._ready.facts.kind

    def ready(self) -> ReadyList:
        """Return what is in view."""
        return self._ready

    def write_book(self, path: Path) -> None:
        """Write the list as a workbook in the background and say where it lies."""
        ready, spoken = self._ready, self._desk.settings().paper_language

        def work() -> None:
            with language(spoken):
                write_facts(path, ready.facts, printed_ms=ready.printed_ms)

        def done(_nothing: None) -> None:
            self._desk.notice(_("Saved: {path}").format(path=path.name))
            self._keep()

        self._desk.tasks.read(self, work, done)

    def _name(self) -> str:
        return f"{self._ready.facts.kind.title} {self._ready.facts.round.name}"

    def _load(self, kind: ListKind) -> None:
        store, round_id, dues, slots = self._desk.store, self._ready.facts.round.id, self._dues, self._slots
        spoken = self._desk.settings().paper_language
        self._desk.tasks.read(
            self,
            lambda: make_ready(store, round_id, kind, dues=dues, paper_language=spoken, slots=slots),
            self._take,
            latest="list",
        )

    def _take(self, ready: ReadyList) -> None:
        if self.is_busy() or not self.isVisible():
            # What is on its way to the printer stays as it was when that was asked for.
            return
        other = ready.facts.kind is not self.kind()
        before, self._ready, self._pages = self._pages, ready, Pages(ready.pdf)
        self.show_paper(self._pages)
        before.close()
        if other:
            self.show_page(0)
        self.setWindowTitle(self._name())
        self.pane.show_list(ready)

    def _arrange(self, layout: Layout) -> None:
        store, kind = self._desk.store, self.kind()
        self._desk.tasks.write(self, lambda: keep_layout(store, kind, layout))

    def _reset(self) -> None:
        store, kind = self._desk.store, self.kind()
        self._desk.tasks.write(self, lambda: reset_layout(store, kind))

    def _keep(self) -> None:
        store, facts = self._desk.store, self._ready.facts
        # The preview closes once it has printed; who keeps the record must outlive it.
        self._desk.tasks.write(
            self._asker,
            lambda: record_printed(store, facts.round.id, facts.kind, facts.contents, numbers=facts.numbers),
        )

    def _save_book(self) -> None:
        first = str(self._desk.store.paths.exports / f"{file_name(self._name())}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as Excel"), first, "Excel (*.xlsx)")
        if chosen:
            self.write_book(Path(chosen))
