"""Collecting the money of a round: the bill beside what is owed, answered by key and booked in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.actions.bills import answer_line, book_sure, give_line_to, leave_line
from leaderdesk.features.payments.actions.payers import forget_payer
from leaderdesk.features.payments.queries.collecting import Collection, collection_of
from leaderdesk.features.payments.screen.bill_reader import BillReader
from leaderdesk.features.payments.screen.collect_rows import (
    NOT_OURS,
    CollectRow,
    columns,
    look_of,
    moment_text,
    rows_of,
)
from leaderdesk.features.payments.screen.finding_bar import FindingBar
from leaderdesk.features.payments.screen.money_card import MoneyCard
from leaderdesk.features.payments.screen.owing_deeds import OwingDeeds
from leaderdesk.features.payments.screen.owing_pane import OwingPane
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

_TABLES = ("ledger_entry", "orders", "round", "bill", "bill_line", "payer", "reminder", "neighbour", "setting")
_ROOM_BESIDE = 860
"""A list as wide as this has its answers in the line of the question."""


class CollectPane(QWidget):
    """The bill's payments by what is asked, sure and unmatched; who owes stands at the right.

    `shown` tells of each Collection that came into view.
    """

    shown = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round_id: int | None = None
        self._found: Collection | None = None
        self._unfolded: frozenset[int] = frozenset()
        self._beside = True
        self.card = MoneyCard()
        self.rows: RowTable[CollectRow] = RowTable(columns(), row_id=lambda row: row.id, row_look=look_of)
        self.view = TableView(self.rows)
        self.view.setAccessibleName(_("Payments of the bill"))
        self.view.horizontalHeader().hide()
        self.owing = OwingPane(lambda: local_now(desk.clock))
        self.reader = BillReader(desk)
        self.finding = FindingBar(desk)
        self.bar = ActionBar()
        self.next_button = Button(_("Next payment"), kind="warn", keys="F8")
        self.book_button = Button("", kind="primary", size=44, keys="Ctrl Enter")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the money of the round; files of `place` are read as bills."""
        self._round_id = round_id
        self._reload()
        if place.files:
            self.read(place.files[0])

    def read(self, path: Path) -> None:
        """Read a bill; its payments then stand in the list."""
        self._stack.setCurrentWidget(self.reader)
        self.reader.read(path)

    def choose(self) -> None:
        """Ask for a bill."""
        self.reader.choose()

    # Showing.

    def _reload(self) -> None:
        round_id, store = self._round_id, self._desk.store
        if round_id is None:
            return

        def work() -> Collection:
            with store.read() as connection:
                return collection_of(connection, round_id)

        self._desk.tasks.read(self, work, self._show, latest="collection")

    def _show(self, found: Collection) -> None:
        self._found = found
        self.card.show_collection(found)
        self.owing.show_collection(found)
        self._show_rows()
        self._show_bar()
        if not self.reader.is_busy():
            empty = found.bill is None
            self._stack.setCurrentWidget(self.reader if empty else self.view)
        self.shown.emit(found)

    def _show_rows(self) -> None:
        found = self._found
        if found is not None:
            self._beside = self._has_room()
            self.rows.set_rows(rows_of(found, unfolded=self._unfolded, beside=self._beside))
            if self.view.current_id() is None and found.matching.doubts:
                self.view.go_to(found.matching.doubts[0].open.id)

    def _show_bar(self) -> None:
        if (found := self._found) is None:
            return
        sure, doubts = len(found.matching.sure), len(found.matching.doubts)
        unit = ngettext("payment matched", "payments matched", sure)
        totals = [(str(sure), unit), (format_yuan(found.matching.sure_fen), "")]
        open_words = ngettext("{count} neighbour still to pay", "{count} neighbours still to pay", len(found.owing))
        still = open_words.format(count=len(found.owing)) if found.owing else _("This round is paid in full")
        nothing = ([(format_yuan(found.open_fen), _("open"))], still if found.payments else "")
        self.bar.set_totals(*((totals, "") if sure else nothing))
        issue = ngettext("{count} payment still needs a look", "{count} payments still need a look", doubts)
        self.bar.set_issue(issue.format(count=doubts) if doubts else "")
        self.next_button.setVisible(bool(doubts))
        words = ngettext("Book the {count} that is matched", "Book the {count} that are matched", sure)
        self.book_button.set_text(words.format(count=sure))
        self.book_button.setVisible(bool(sure))
        self.book_button.setEnabled(bool(sure))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_room() != self._beside:
            self._show_rows()

    def _has_room(self) -> bool:
        """Return whether answers find room in the line of their question."""
        return self.width() - self.owing.sizeHint().width() >= _ROOM_BESIDE * theme().zoom_percent // 100

    # What the person does.

    def go_on(self, step: int) -> None:
        """Put the keyboard on the next question, or with -1 on the one before."""
        asked = [row.id for row in self.rows.shown_rows if row.doubt is not None]
        if not asked:
            return
        current = self.view.current_id()
        place = asked.index(current) + step if current in asked else (0 if step > 0 else -1)
        self.view.go_to(asked[place % len(asked)])
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def book(self) -> None:
        """Book everything that is sure, in one step."""
        found, store = self._found, self._desk.store
        if found is None or not found.matching.sure or not self.book_button.isEnabled():
            return
        sure = found.matching.sure
        self.book_button.setEnabled(False)
        words = ngettext("{count} payment booked, {sum}", "{count} payments booked, {sum}", len(sure))
        said = words.format(count=len(sure), sum=format_yuan(found.matching.sure_fen))
        self._write(lambda: book_sure(store, sure), said)

    def _answer(self, row_id: object, place: int) -> None:
        row = self._row(row_id)
        if row is not None and row.payer_id:
            self._forget(row)
        if row is None or row.line is None:
            return
        store, line_id, name = self._desk.store, row.id, row.line.payer or row.line.kind
        if row.doubt is None:
            if place == NOT_OURS:
                said = _("{who}: not counted, it is not for a round").format(who=name)
                self._write(lambda: leave_line(store, line_id), said)
            else:
                self._find(row)
            return
        answer = row.doubt.answers[place]
        said = _("{who}: {answer}").format(who=name, answer=answer.words)
        self._write(lambda: answer_line(store, line_id, answer), said)

    def _forget(self, row: CollectRow) -> None:
        store, payer_id = self._desk.store, row.payer_id
        said = _("“{words}” is forgotten; it will be asked again").format(words=row.reason)
        self._write(lambda: forget_payer(store, payer_id), said)

    def _find(self, row: CollectRow) -> None:
        if row.line is not None and row.is_open:
            words = f"{format_yuan(row.line.net_fen)} {row.line.payer} {moment_text(row.line)}"
            self.finding.ask(row.id, words)

    def _found_neighbour(self, line_id: int, neighbour_id: int, name: str) -> None:
        store = self._desk.store
        said = _("Booked for {who}; next time this payer is known").format(who=name)
        self._write(lambda: give_line_to(store, line_id, neighbour_id), said)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, row_id: object) -> None:
        if isinstance(row_id, int):
            self._unfolded ^= {row_id}
            self._show_rows()

    def _row(self, row_id: object) -> CollectRow | None:
        return next((each for each in self.rows.shown_rows if each.id == row_id), None)

    def _open_row(self, row_id: object) -> None:
        row = self._row(row_id)
        if row is not None:
            self._find(row)

    def _open_order(self, order_id: object) -> None:
        if self._round_id is not None and isinstance(order_id, int):
            self._desk.go(Place(Page.ROUNDS, round_id=self._round_id, step=Step.INTAKE, order_id=order_id))

    def _write(self, work: Callable[[], int], said: str) -> None:
        self._desk.tasks.write(self, work, lambda action_id: self._desk.notice(said, undo=action_id), self._not_written)

    def _not_written(self, trouble: Exception) -> None:
        self._desk.notice(str(trouble))
        self._reload()

    # Building.

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(20, 12, 20, 10)
        above.setSpacing(10)
        above.addWidget(self.card)
        above.addWidget(self.reader.error)
        for shown in (self.reader, self.view):
            self._stack.addWidget(shown)
        self.bar.set_buttons(self.next_button, self.book_button)
        left, whole, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for layout in (left, whole, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        left.addLayout(above)
        left.addWidget(self._stack, 1)
        whole.addLayout(left, 1)
        whole.addWidget(self.owing)
        column.addLayout(whole, 1)
        column.addWidget(self.finding)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.view.fix_chosen.connect(self._answer)
        self.view.link_chosen.connect(self._fold)
        self.view.opened.connect(self._open_row)
        self.next_button.clicked.connect(lambda: self.go_on(1))
        self.book_button.clicked.connect(self.book)
        self.finding.chosen.connect(self._found_neighbour)
        self.finding.closed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        OwingDeeds(self._desk, self.owing, lambda: self._round_id, self._not_written)
        self.owing.opened.connect(self._open_order)
        self.reader.over.connect(self._reload)
        theme().changed.connect(self._show_rows)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self._reload())
        self.owing.bind_keys(self)
        for keys, act in (
            ("F8", lambda: self.go_on(1)),
            ("Shift+F8", lambda: self.go_on(-1)),
            ("Ctrl+Return", self.book),
            ("Ctrl+Enter", self.book),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
