"""Makes the two panels beside scanning: the printed list that is typed in, and closing the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from leaderdesk.core.clock import day_text, today
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.actions import Ticked
from leaderdesk.features.pickups.screen.closing_panel import ClosingPanel
from leaderdesk.features.pickups.screen.paper_panel import PaperPanel
from leaderdesk.features.pickups.screen.table_book import AtTable, TableBook
from leaderdesk.features.pickups.screen.words import reminder


class CounterPanels(QObject):
    """`opened` asks to look at an order, `closed` to go back to scanning."""

    opened = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, book: TableBook, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book

    def paper(self, round_id: int) -> PaperPanel:
        """Return a panel for the numbers of that round's printed list."""
        panel = PaperPanel(self._desk.clock)

        def done(ticked: Ticked) -> None:
            said = ngettext(
                "Checked off {count} order from the paper", "Checked off {count} orders from the paper", ticked.count
            )
            self._desk.notice(said.format(count=ticked.count), undo=ticked.action_id)
            panel.empty()

        panel.wanted.connect(lambda numbers: self._book.preview(round_id, numbers, panel.show_preview))
        panel.ticked.connect(lambda numbers: self._book.tick(round_id, numbers, done))
        panel.closed.connect(self.closed)
        return panel

    def closing(self, table: AtTable) -> ClosingPanel:
        """Return a panel that shows how the table stands at the end of the day."""
        panel = ClosingPanel(today(self._desk.clock))
        panel.copied.connect(self.copy)
        panel.moved.connect(self._move)
        panel.kept.connect(self._keep)
        panel.opened.connect(self.opened)
        panel.closed.connect(self.closed)
        panel.show_table(table)
        return panel

    def remind(self, table: AtTable) -> None:
        """Put the text for the group into the clipboard that asks those still missing to come."""
        self.copy(reminder(table.round, table.place, table.pickups))

    def copy(self, text: str) -> None:
        """Put a text into the clipboard and say so."""
        QGuiApplication.clipboard().setText(text)
        self._desk.notice(_("Copied; paste it in WeChat"))

    def _move(self, order_ids: Sequence[int], day: dt.date) -> None:
        if not order_ids:
            return

        def done(action_id: int) -> None:
            said = ngettext("{count} pickup moved to {day}", "{count} pickups moved to {day}", len(order_ids)).format(
                count=len(order_ids), day=day_text(day)
            )
            self._desk.notice(said, undo=action_id)

        self._book.move(order_ids, day, done, self._desk.tasks.tell_trouble)

    def _keep(self, order_id: int) -> None:
        self._book.keep_day(
            order_id, lambda action_id: self._desk.notice(_("On the day of its round again"), undo=action_id)
        )
