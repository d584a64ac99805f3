"""The file at the left, its reading at the right, what it comes to below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.sharing.queries import ImportRound
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.preview import FileKind, Preview, PreviewRow
from leaderdesk.features.sharing.screen.choice_bar import ChoiceBar
from leaderdesk.features.sharing.screen.file_pane import WIDTH, FilePane
from leaderdesk.features.sharing.screen.notices import Notices
from leaderdesk.features.sharing.screen.review_rows import (
    ALL,
    LOOK,
    TONES,
    GridRow,
    Shown,
    columns,
    grid_rows,
    look_of,
    outcome_word,
)
from leaderdesk.ui.commit_bar import CommitBar
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs_head import tabs_head
from leaderdesk.ui.tabs import FilterTabs, Tab


class ReviewPane(QWidget):
    """Shows a preview and hands back what the leader answers; it neither reads nor writes."""

    answered = Signal(str, object)
    """The key of a question, and the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._opened: set[int] = set()
        self._round_open = False
        self.file = FilePane()
        self.bar = CommitBar(_("Import"))
        self.choice = ChoiceBar()
        self.notices = Notices()
        self.tabs = FilterTabs(_("What becomes of the rows"))
        self.tabs.chosen.connect(lambda _key: self._show_rows())
        self._sum = Label("", role="small", ink="text2")
        self._listings: dict[FileKind, RowTable[GridRow]] = {}
        self._grids: dict[FileKind, TableView] = {}
        self._stack = QStackedWidget()
        self._lay_out()
        self.file.lines.line_chosen.connect(self._line_chosen)
        self.choice.answered.connect(self.answered)
        self.choice.closed.connect(self._to_grid)
        self.bar.next_wanted.connect(lambda: self.go_on(1))

    @property
    def _preview(self) -> Preview | None:
        return None if self._shown is None else self._shown.preview

    @property
    def grid(self) -> TableView:
        """The list of the file in view."""
        kind = FileKind.ORDERS if self._preview is None else self._preview.kind
        return self._grid(kind)

    def show_preview(
        self, shown: Shown, *, rounds: Sequence[ImportRound], round_id: int, round_open: bool, news: str = ""
    ) -> None:
        """Show what the file would change; `round_open` asks for the round first, `news` is said above the rows."""
        preview = shown.preview
        if self._preview is None or (self._preview.file, self._preview.kind) != (preview.file, preview.kind):
            self._opened.clear()
            self.choice.hide()
        self._shown, self._round_open = shown, round_open
        self.file.show_preview(shown, rounds, round_id)
        self.tabs.set_tabs(_tabs(shown))
        self.notices.show_preview(preview, rounds=rounds if round_open else (), news=news)
        said = "" if preview.money_fen is None else format_yuan(preview.money_fen)
        self._sum.setText(_("The file says {sum}").format(sum=said) if said else "")
        self._stack.setCurrentWidget(self._grid(preview.kind))
        self._show_rows()
        self._show_bar(shown)

    def go_on(self, step: int) -> None:
        """Select the next (1) or the one before (-1) of the places to look at."""
        if self._preview is None:
            return
        if self._round_open:
            self.notices.focus_round()
            return
        if self.tabs.current() not in (ALL, LOOK):
            self.tabs.choose(ALL)
            self._show_rows()
        open_rows = [place for place, row in enumerate(self._preview.rows, start=1) if row.question is not None]
        if not open_rows:
            return
        now = self.grid.current_id()
        after = [each for each in open_rows if now is None or (each > now if step > 0 else each < now)]
        self.grid.go_to((after or open_rows)[0] if step > 0 else (after or open_rows)[-1])
        self._to_grid()

    # Building.

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tabs_head(self.tabs, self._sum))
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.file)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([WIDTH, 1000])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addWidget(self.choice)
        whole.addWidget(self.bar)

    def _grid(self, kind: FileKind) -> TableView:
        grid = self._grids.get(kind)
        if grid is None:
            listing = RowTable[GridRow](columns(kind), row_id=lambda each: each.id, row_look=look_of)
            grid = TableView(listing)
            grid.setAccessibleName(_("What the file brings"))
            grid.fix_chosen.connect(self._fix_chosen)
            grid.link_chosen.connect(self._unfold)
            grid.current_changed.connect(self._row_selected)
            self._listings[kind], self._grids[kind] = listing, grid
            self._stack.addWidget(grid)
        return grid

    # Showing.

    def _show_rows(self) -> None:
        if self._shown is not None:
            kind = self._shown.preview.kind
            self._grid(kind)
            self._listings[kind].set_rows(grid_rows(self._shown, self.tabs.current() or ALL, self._opened))

    def _show_bar(self, shown: Shown) -> None:
        preview, counts = shown.preview, shown.preview.counts
        certain = ngettext("Only the {count} clear row", "Only the {count} clear rows", preview.writes)
        totals = [(str(counts.new), _("new")), (str(counts.changed), _("changed"))]
        if preview.kind is FileKind.ORDERS:
            totals.append((format_yuan(shown.money_fen), ""))
        self.bar.show_state(
            totals,
            open_places=shown.questions + self._round_open,
            certain=certain.format(count=preview.writes),
            certain_works=bool(preview.writes) and not self._round_open,
            works=bool(preview.writes or shown.questions),
        )

    def _row(self, row_id: int | None) -> PreviewRow | None:
        if self._preview is None or row_id is None or not 0 < row_id <= len(self._preview.rows):
            return None
        return self._preview.rows[row_id - 1]

    # What the person does.

    def _fix_chosen(self, row_id: int, index: int) -> None:
        row = self._row(row_id)
        if row is None or row.question is None:
            return
        if index < len(row.question.choices):
            self.answered.emit(row.question.key, row.question.choices[index].answer)
        else:
            self.choice.ask(row.question)

    def _unfold(self, row_id: int) -> None:
        self._opened.add(-row_id)
        self._show_rows()
        self.grid.go_to(-row_id)

    def _row_selected(self, row_id: int | None) -> None:
        row = self._row(row_id)
        if row is not None:
            self.file.lines.go_to(row.row)

    def _line_chosen(self, key: int) -> None:
        rows = self._preview.rows if self._preview is not None else ()
        found = next((place for place, row in enumerate(rows, start=1) if key in (row.row, *row.rows)), None)
        if found is not None and not self.grid.go_to(found):
            self.tabs.choose(ALL)
            self._opened |= set(range(1, len(rows) + 1))
            self._show_rows()
            self.grid.go_to(found)

    def _to_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _tabs(shown: Shown) -> list[Tab]:
    outcomes = [Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.SKIPPED]
    return [
        Tab(ALL, _("All"), len(shown.rows) + shown.preview.unlisted),
        Tab(LOOK, _("To look at"), shown.questions, "warn"),
        *(Tab(outcome.value, outcome_word(outcome), shown.counts[outcome], TONES[outcome]) for outcome in outcomes),
    ]
