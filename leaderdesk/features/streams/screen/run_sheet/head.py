"""The top of the run-sheet: how long it takes against what was planned, and the strip of its cues."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.durations import clock_text, length_text
from leaderdesk.features.streams.screen.run_sheet.book import Sheet
from leaderdesk.features.streams.screen.run_sheet.strip import TimeStrip
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label
from leaderdesk.ui.pills import StatusPill

_LENGTHS_MIN = (10, 15, 20, 30, 45, 60, 75, 90, 120, 150, 180)
_EVERY_MIN = 15


class SheetHead(QWidget):
    """Tells `start_chosen` (a time of day), `length_chosen` (seconds), and `share_out` to cut what is over."""

    start_chosen = Signal(object)
    length_chosen = Signal(int)
    share_out = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = TimeStrip()
        self._total = Label("", role="title")
        self._plan = Label("", ink="text2")
        self.state = StatusPill("", "neutral")
        self.share_button = Button(_("Share out the overrun"), kind="link", size=28)
        self.share_button.clicked.connect(self.share_out)
        self._start = Combo(_("Begins at"), size=28)
        self._start.chosen.connect(lambda key: self.start_chosen.emit(dt.time.fromisoformat(key)))
        self._length = Combo(_("Planned length"), size=28)
        self._length.chosen.connect(lambda key: self.length_chosen.emit(int(key)))
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the sums of the sheet, and what is over or left."""
        stream, planned = sheet.stream, sheet.planned
        self._total.setText(length_text(planned.total_s))
        self._plan.setText(_("planned {length}").format(length=length_text(stream.length_s)))
        self._show_state(sheet)
        self.share_button.setVisible(sheet.can_share_out)
        self._start.set_choices(_start_choices(stream.starts_at.time()))
        self._start.choose(stream.starts_at.strftime("%H:%M"))
        self._length.set_choices(_length_choices(stream.length_s))
        self._length.choose(str(stream.length_s))
        self.strip.show_schedule(planned, stream.length_s)

    def _show_state(self, sheet: Sheet) -> None:
        over, ends = sheet.over_s, clock_text(sheet.planned.ends_at)
        self.state.setVisible(bool(sheet.cues))
        if over > 0:
            words = _("{length} over, ends {time}").format(length=length_text(over), time=ends)
            self.state.show_state(words, "warn", icon="warning")
        elif over < 0:
            words = _("{length} still free, ends {time}").format(length=length_text(-over), time=ends)
            self.state.show_state(words, "neutral")
        else:
            self.state.show_state(_("just right, ends {time}").format(time=ends), "brand")

    def _lay_out(self) -> None:
        sums = QWidget()
        flow = FlowLayout(sums, gap=10)
        for part in (self._total, self._plan, self.state, self.share_button):
            flow.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sums, 1)
        for words, combo in ((_("Begins at"), self._start), (_("Planned length"), self._length)):
            row.addSpacing(6)
            row.addWidget(Label(words, role="small", ink="text2"))
            row.addWidget(combo)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.strip)


def _start_choices(now: dt.time) -> list[tuple[str, str]]:
    quarters = {dt.time(minutes // 60, minutes % 60) for minutes in range(6 * 60, 24 * 60, _EVERY_MIN)}
    return [(each.strftime("%H:%M"),) * 2 for each in sorted({*quarters, now.replace(second=0, microsecond=0)})]


def _length_choices(now_s: int) -> list[tuple[str, str]]:
    return [(str(each), length_text(each)) for each in sorted({now_s, *(minutes * 60 for minutes in _LENGTHS_MIN)})]
