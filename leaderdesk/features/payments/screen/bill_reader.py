"""Where a bill comes in: how to get one, how far the reading is, and what is wrong with a file that is none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.documents.sheet_rows import Cancelled, Watch
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.actions.bills import BillTaken, keep_bill, open_bill
from leaderdesk.features.payments.rules.bills import Bill
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Pane, Scroll
from leaderdesk.ui.progress import ProgressCard
from leaderdesk.ui.states import EmptyState, ErrorCard
from leaderdesk.ui.tasks import Job, Progress

_SLOW_MS = 300


class BillReader(Pane):
    """Reads one bill at a time in the background and keeps its payments; `over` tells that it is done or refused.

    `error` says why a file is no bill; it is shown where the page has put it.
    """

    over = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("canvas")
        self._desk = desk
        self._job: Job | None = None
        self.error = ErrorCard("", button=_("Choose another file"))
        self.error.retried.connect(self.choose)
        self.error.hide()
        self.choose_button = Button(_("Choose a bill"), kind="primary", icon="upload")
        self.choose_button.clicked.connect(self.choose)
        self.empty = EmptyState(
            "wallet",
            _("Drop a WeChat or Alipay bill here"),
            _(
                "WeChat: Me, Services, Wallet, Bills, Download bill, for personal reconciliation. Alipay: Me, Bills,"
                " Issue statement. It is read on this computer only, and nothing is booked before you say so."
            ),
            buttons=(self.choose_button,),
        )
        self.progress = ProgressCard(_("Reading the bill"), note=_("Stopping changes nothing."))
        self.progress.stopped.connect(self._stop)
        self.progress.hide()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._show_progress)
        inside = Pane("canvas")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(12)
        column.addWidget(self.progress)
        column.addStretch(1)
        column.addWidget(self.empty)
        column.addStretch(1)

    def is_busy(self) -> bool:
        """Return whether a bill is being read."""
        return self._job is not None

    def choose(self) -> None:
        """Ask for a bill."""
        kinds = _("Bills (*.csv *.xlsx);;All files (*)")
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a bill"), "", kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read the bill and keep its payments, in the background; a refused file changes nothing."""
        self._stop()
        self.error.hide()
        self.progress.begin(_("Reading {name}").format(name=path.name))
        self._slow.start()

        def work(progress: Progress) -> Bill:
            return open_bill(path, watch=Watch(lambda done: progress.report(done, 0), progress.cancelled))

        self._job = self._desk.tasks.read_long(
            self, work, lambda bill: self._keep(bill, path.name), self._failed, moved=self._moved, stopped=self._rest
        )

    def _keep(self, bill: Bill, name: str) -> None:
        store = self._desk.store
        self._job = self._desk.tasks.write(self, lambda: keep_bill(store, bill, name), self._done, self._failed)

    def _done(self, taken: BillTaken) -> None:
        self._rest()
        self._desk.notice(taken_sentence(taken), undo=taken.action_id)

    def _failed(self, trouble: Exception) -> None:
        self._rest()
        if not isinstance(trouble, Cancelled):
            self.error.show_error(_("This bill could not be read"), str(trouble))
            self.error.show()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _moved(self, done: int, _total: int) -> None:
        self.progress.set_progress(done, done, _("{done} rows").format(done=f"{done:,}"))

    def _show_progress(self) -> None:
        self.progress.show()
        self.empty.hide()

    def _rest(self) -> None:
        self._job = None
        self._slow.stop()
        self.progress.hide()
        self.empty.show()
        self.over.emit()


def taken_sentence(taken: BillTaken) -> str:
    """Return what came of reading a bill, in one sentence."""
    if not taken.new and not taken.changed:
        if not taken.same:
            return _("There is no money that came in on this bill")
        words = ngettext("This {count} payment was read before", "These {count} payments were read before", taken.same)
        return words.format(count=taken.same)
    words = ngettext("{count} new payment read", "{count} new payments read", taken.new).format(count=taken.new)
    if taken.same:
        known = ngettext("{count} was read before", "{count} were read before", taken.same).format(count=taken.same)
        words = _("{new}; {known}").format(new=words, known=known)
    if taken.bill.unread:
        rows = ngettext("row {rows} cannot be read", "rows {rows} cannot be read", len(taken.bill.unread))
        numbers = _(", ").join(str(each.row) for each in taken.bill.unread[:5])
        words = _("{new}; {known}").format(new=words, known=rows.format(rows=numbers))
    return words
