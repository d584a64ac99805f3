"""The paper twin: numbers ticked on the printed list are typed, looked at, and checked off all at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from leaderdesk.core.clock import local, local_now, short_time
from leaderdesk.core.clock import Clock
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.orders.papers import goods_text
from leaderdesk.features.pickups.rules.numbers import NumberLine, NumbersPreview, Problem, read_numbers
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Box
from leaderdesk.ui.cells import Cell, Pill, Text
from leaderdesk.ui.columns import PLAIN, Column
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView

_PAUSE_MS = 120


class PaperPanel(Box):
    """`wanted` asks for the preview of numbers, `ticked` for checking them off; `closed` puts the panel away."""

    wanted = Signal(object)
    ticked = Signal(object)
    closed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__(padding=20)
        self._clock = clock
        self._numbers: tuple[int, ...] = ()
        self._preview: NumbersPreview | None = None
        self.edit = LineEdit(_("Numbers ticked on the paper"), placeholder="3 7 12-18", icon="list", size=44)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self._since = ElidedLabel("", role="small", ink="text2")
        self._unread = Label("", role="small", ink="danger", wrap=True)
        self._sum = ElidedLabel("", role="lead", least=80)
        self._table = RowTable(_columns(), row_id=lambda row: row.number, row_look=lambda _row: PLAIN)
        self.view = TableView(self._table, compact=True)
        self.view.setAccessibleName(_("What the numbers mean"))
        self.button = Button("", kind="primary", size=44, icon="check", keys="Enter")
        self._lay_out()
        self.edit.textChanged.connect(lambda _text: self._pause.start())
        self.edit.returnPressed.connect(self._tick)
        self.button.clicked.connect(self._tick)
        self.show_preview(None)

    def ask(self) -> None:
        """Ask what stands under the numbers that are written now."""
        self._pause.stop()
        typed = read_numbers(self.edit.text())
        self._numbers = typed.numbers
        self._unread.setText(_("Not a number: {pieces}").format(pieces=" ".join(typed.unread)))
        self._unread.setVisible(bool(typed.unread))
        self.wanted.emit(typed.numbers)

    def show_preview(self, preview: NumbersPreview | None) -> None:
        """Show what the numbers mean; None while nothing is written."""
        self._preview = preview
        lines = preview.lines if preview is not None else ()
        self._table.set_rows(lines)
        ready = preview.ready if preview is not None else ()
        self.button.set_text(
            ngettext("Check off {count} order", "Check off {count} orders", len(ready)).format(count=len(ready))
        )
        self.button.setEnabled(bool(ready))
        words = []
        if preview is not None and preview.due_fen > 0:
            words.append(_("{sum} still to pay").format(sum=format_yuan(preview.due_fen)))
        if len(lines) > len(ready):
            words.append(_("{count} need a look").format(count=len(lines) - len(ready)))
        self._sum.setText(" · ".join(words))
        self._since.setText(self._said_of_list(preview))

    def empty(self) -> None:
        """Begin anew: what was written is done."""
        self.edit.clear()
        self._pause.stop()
        self._numbers = ()
        self._unread.hide()
        self.show_preview(None)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        preview = self._preview
        if preview is None or self._pause.isActive():
            # Nobody has seen yet what these numbers mean.
            self.ask()
        elif preview.ready and all(line.number in self._numbers for line in preview.lines):
            self.ticked.emit(tuple(line.number for line in preview.ready))

    def _said_of_list(self, preview: NumbersPreview | None) -> str:
        if preview is None:
            return _("Type the numbers that are ticked, apart by spaces; 12-18 means all of them from 12 to 18.")
        if preview.printed_at_ms is None:
            return _("No list was printed: these are the pickup codes.")
        when = short_time(local(preview.printed_at_ms), local_now(self._clock))
        return _("Numbers of the list printed {when}; orders that came later are not on it.").format(when=when)

    def _lay_out(self) -> None:
        close = IconButton("close", _("Back to scanning"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(Label(_("Check off from the printed list"), role="title"), 1)
        head.addWidget(close)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._sum, 1)
        foot.addWidget(self.button)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self.edit)
        middle.addWidget(self._unread)
        middle.addWidget(self._since)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._unread.hide()
        self.body.addLayout(head)
        self.body.addLayout(middle)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(foot)


def _columns() -> Sequence[Column[NumberLine]]:
    return (
        Column("number", _("Code"), lambda row: Text(f"{row.number:03d}", bold=True), width=64),
        Column("room", _("Room"), lambda row: Text(row.pickup.order.room if row.pickup else ""), width=84),
        Column(
            "name", _("Neighbour"), lambda row: Text(row.pickup.order.neighbour_name if row.pickup else ""), width=96
        ),
        Column("goods", _("Goods"), lambda row: Text(goods_text(row.pickup.order) if row.pickup else ""), width=0),
        Column("state", "", _state, width=176),
    )


def _state(row: NumberLine) -> Cell:
    if row.problem:
        return Pill(_problem_words(row.problem), "danger" if row.pickup is None else "warn")
    pickup = row.pickup
    if pickup is not None and pickup.handed_line_ids:
        return Pill(_("{count} goods still here").format(count=len(pickup.open_lines)), "info")
    if pickup is not None and pickup.due_fen > 0:
        return Pill(_("owes {sum}").format(sum=format_yuan(pickup.due_fen)), "warn")
    return Text("")


def _problem_words(problem: Problem) -> str:
    return {
        "": "",
        "not-there": _("no such number"),
        "later": _("not on this list"),
        "already": _("picked up before"),
        "cancelled": _("cancelled"),
    }[problem]
