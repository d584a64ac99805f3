"""The page of one run-sheet: the table of its cues, and beside it everything about one of them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.clock import local_now, short_time
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries import SHEET_TABLES
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.durations import read_length
from leaderdesk.features.streams.screen.pictures import show_announcement
from leaderdesk.features.streams.screen.run_sheet.book import Sheet, SheetLine, read_sheet, read_thumbnails
from leaderdesk.features.streams.screen.run_sheet.deeds import SheetDeeds
from leaderdesk.features.streams.screen.run_sheet.inspector import Inspector
from leaderdesk.features.streams.screen.run_sheet.sheet_files import SheetFiles
from leaderdesk.features.streams.screen.run_sheet.table_side import TableSide
from leaderdesk.features.streams.screen.run_sheet.whole_pane import WholePane
from leaderdesk.features.streams.screen.trace_sheet import TraceSheet
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.drawer import DrawerSplit
from leaderdesk.ui.page import Page, is_narrow

WIDTH = 340


class RunSheetPage(QWidget):
    """One run-sheet. `back` asks for the calendar, `console` and `audience` for those of the stream with that id."""

    back = Signal()
    console = Signal(int)
    audience = Signal(int)

    def __init__(
        self, desk: Desk, stream_id: int, slots: StreamSlots | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.stream_id = stream_id
        self._sheet: Sheet | None = None
        self._images: dict[int, QImage] = {}
        self._wanted: int | None = None
        self._whole_wanted = False
        self.deeds = SheetDeeds(desk, stream_id, slots or StreamSlots(), parent=self)
        self.files = SheetFiles(desk, stream_id, self)
        self.side = TableSide(self._set_length)
        self.inspector = Inspector(self.deeds)
        self.whole = WholePane()
        self._panes = QStackedWidget()
        self.split = DrawerSplit(self.side, width=WIDTH, least=WIDTH)
        self._page = Page(_("Run-sheet"))
        self.header = self._page.header
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read the run-sheet again and show it."""
        store, stream_id = self._desk.store, self.stream_id
        self._desk.tasks.read(self, lambda: read_sheet(store, stream_id), self._show, self._failed, latest="sheet")

    def print_page(self) -> None:
        """Show the run-sheet as it is printed."""
        self.inspector.keep_text()
        self.files.print_sheet()

    # Putting it together.

    def _lay_out(self) -> None:
        self._panes.addWidget(self.inspector)
        self._panes.addWidget(self.whole)
        self.whole_button = IconButton("more", _("The whole run-sheet"), framed=True)
        self.print_button = Button(_("Print run-sheet"), icon="printer")
        self.audience_button = Button(_("Open audience window"), icon="eye")
        self.console_button = Button(_("Go live"), kind="primary", icon="video")
        self.header.set_actions(self.whole_button, self.print_button, self.audience_button, self.console_button)
        self._page.set_content(self.split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def _connect(self) -> None:
        self.header.crumb_clicked.connect(lambda _place: self.back.emit())
        self.print_button.clicked.connect(self.print_page)
        self.audience_button.clicked.connect(lambda: self.audience.emit(self.stream_id))
        self.console_button.clicked.connect(self._go_live)
        self.whole_button.clicked.connect(self._open_whole)
        self._connect_side()
        self._connect_panes()
        self._desk.bridge.on_tables(self, SHEET_TABLES | {"series", "template"}, lambda _changed: self.refresh())
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._add(self.side.kind.current()))

    def _connect_side(self) -> None:
        side, deeds = self.side, self.deeds
        side.looked_at.connect(self._look_at)
        side.added.connect(self._add)
        side.table.removed.connect(self._delete)
        side.table.opened.connect(lambda _id: self._open_inspector())
        side.table.clicked.connect(lambda _index: self._open_inspector())
        side.table.fix_chosen.connect(self._answer)
        side.mover.moved.connect(deeds.move)
        side.head.share_out.connect(self._share_out)
        side.head.start_chosen.connect(self._set_start)
        side.head.length_chosen.connect(deeds.set_length)
        side.beginning.given.connect(lambda key, name: deeds.use_template(key=key, name=name))
        side.beginning.own.connect(lambda id_, name: deeds.use_template(template_id=id_, name=name))
        side.beginning.empty.connect(lambda: self._add(CueKind.OPENING.value))
        side.trouble.retried.connect(self.refresh)

    def _connect_panes(self) -> None:
        deeds = self.deeds
        deeds.saving.connect(lambda: self.inspector.say(_("Saving…")))
        deeds.saved.connect(lambda: self.inspector.say(_("Changes are saved")))
        deeds.added.connect(self._await_cue)
        deeds.refused.connect(self.side.refuse)
        self.inspector.closed.connect(self.split.close_drawer)
        self.inspector.trace_wanted.connect(self._show_trace)
        self.whole.closed.connect(self.split.close_drawer)
        self.whole.renamed.connect(deeds.set_theme)
        self.whole.kept.connect(deeds.save_template)
        self.whole.emptied.connect(deeds.clear)
        self.whole.written.connect(self.files.write_book)
        self.whole.read.connect(self.files.choose_book)
        self.whole.announced.connect(lambda: show_announcement(self._desk, self, self.stream_id))

    # Showing.

    def _failed(self, error: Exception) -> None:
        self.side.show_trouble(str(error))
        self.split.close_drawer()

    def _show(self, sheet: Sheet) -> None:
        first = self._sheet is None
        self._sheet = sheet
        self.files.show_sheet(sheet)
        header = self.header
        header.set_crumbs([_("Streams"), sheet.name])
        now = local_now(self._desk.clock)
        is_today = sheet.stream.starts_at.date() == now.date()
        header.set_pill(short_time(sheet.stream.starts_at, now), "danger" if is_today else "neutral")
        for button in (self.print_button, self.console_button, self.audience_button):
            button.setEnabled(bool(sheet.cues))
        self.side.refuse("")
        self.side.show_sheet(sheet)
        self.whole.show_sheet(sheet)
        if self._wanted is not None and self.side.table.go_to(self._wanted):
            self._wanted = None
            self._open_inspector()
            self.inspector.begin()
        elif first:
            self._begin(sheet)
        self._look_at(self.side.table.current_id())
        self._load_pictures(sheet)

    def _begin(self, sheet: Sheet) -> None:
        """Put the keyboard where work begins: on the first cue, or on the first template."""
        if not sheet.cues:
            self.side.beginning.cards()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.side.table.go_to(sheet.cues[0].id)
        if not is_narrow(self):
            self._open_inspector()
        self.side.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_at(self, cue_id: object) -> None:
        self.side.head.strip.mark(cue_id if isinstance(cue_id, int) else None)
        line = self._line(cue_id)
        if self._sheet is None:
            return
        if line is None:
            if self._panes.currentWidget() is self.inspector:
                self.split.close_drawer()
            return
        self.inspector.show_line(self._sheet, line, self._images)

    def _open_inspector(self) -> None:
        if self._line(self.side.table.current_id()) is not None:
            self._panes.setCurrentWidget(self.inspector)
            self.split.open_drawer(self._panes)

    def _open_whole(self) -> None:
        self.inspector.keep_text()
        self._panes.setCurrentWidget(self.whole)
        self.split.open_drawer(self._panes)
        self.whole.theme.setFocus(Qt.FocusReason.OtherFocusReason)

    def _load_pictures(self, sheet: Sheet) -> None:
        ids = {media.photo_id for cue in sheet.cues for media in cue.media if media.photo_id is not None}
        wanted = tuple(sorted(ids - self._images.keys()))
        if wanted:
            self._desk.tasks.read(
                self, lambda: read_thumbnails(self._desk, wanted), self._show_pictures, latest="pictures"
            )

    def _show_pictures(self, images: dict[int, QImage]) -> None:
        self._images |= images
        self._look_at(self.side.table.current_id())

    # Doing.

    def _line(self, cue_id: object) -> SheetLine | None:
        if self._sheet is None or not isinstance(cue_id, int):
            return None
        return self._sheet.line_of(cue_id)

    def _set_length(self, line: SheetLine, typed: str) -> None:
        self.deeds.edit(line.cue.id, {"length_s": read_length(typed)})

    def _set_start(self, at: dt.time) -> None:
        if self._sheet is not None:
            self.deeds.set_start(self._sheet, at)

    def _share_out(self) -> None:
        if self._sheet is not None:
            self.deeds.share_out(self._sheet)

    def _add(self, key: str) -> None:
        self.deeds.add_cue(CueKind(key))

    def _await_cue(self, cue_id: int) -> None:
        self._wanted = cue_id
        self.refresh()

    def _delete(self, cue_id: int) -> None:
        line = self._line(cue_id)
        if line is not None:
            self.deeds.delete(line.cue)

    def _answer(self, cue_id: int, answer: int) -> None:
        line = self._line(cue_id)
        if line is None or self._sheet is None:
            return
        if line.timed.overlap_s and answer == 0:
            self.deeds.shorten_before(self._sheet, line)
        else:
            self.deeds.edit(cue_id, {"hard_at": None})

    def _show_trace(self, product_id: int) -> None:
        if self._sheet is not None:
            round_id = self._sheet.stream.round_id
            TraceSheet(self._desk, self, product_id=product_id, round_id=round_id).open()

    def _go_live(self) -> None:
        self.inspector.keep_text()
        self.console.emit(self.stream_id)
