"""The pane at the right of the calendar: the streams that are over, and what the coach makes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.streams.rules import Series
from leaderdesk.features.streams.rules.coach import OFTEN, Advice, advice
from leaderdesk.features.streams.rules.report import StreamResult
from leaderdesk.features.streams.screen.past_list import PastList
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import CoachStrip, EmptyState

_ALL = ""


class PastPane(QWidget):
    """`opened` tells which one is to be looked at, `advised` what the coach's button is to do."""

    opened = Signal(int)
    advised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._results: tuple[StreamResult, ...] = ()
        self._month = dt.date.min
        self._advice: Advice | None = None
        self._note = ElidedLabel("", role="small", ink="text2")
        self.filter = Combo(_("Which series"), size=28)
        self.filter.chosen.connect(lambda _key: self._fill())
        self.list = PastList()
        self.list.opened.connect(self.opened)
        self.advise_button = Button("", size=28)
        self.advise_button.clicked.connect(self._advise)
        self.coach = CoachStrip("warn", "", icon="bulb", buttons=(self.advise_button,))
        self.coach.hide()
        self._empty = EmptyState(
            "video", _("Nothing was live yet"), _("After the first stream its orders and times stand here.")
        )
        self._scroll = Scroll(self._on_top())
        self._lay_out()

    def show_past(self, results: Sequence[StreamResult], series: Sequence[Series], *, month: dt.date) -> None:
        """Show these streams, the latest first; the note is about the month in view."""
        self._results, self._month = tuple(results), month
        self.filter.set_choices([(_ALL, _("All series")), *((str(one.id), one.name) for one in series)])
        self._fill()

    def shown(self) -> tuple[StreamResult, ...]:
        """Return what the filter lets through."""
        key = self.filter.current()
        return tuple(one for one in self._results if not key or str(one.stream.series_id or "") == key)

    def _fill(self) -> None:
        shown = self.shown()
        self.list.show_results(shown)
        self._note.setText(_month_note(shown, self._month))
        show_if(self._empty, not shown)
        show_if(self._scroll, bool(shown))
        self._advice = advice(shown)
        if self._advice is not None:
            self.coach.show_text(self._advice.sentence, self._advice.kind.label)
            self.advise_button.set_text(_("Give it {minutes} min more").format(minutes=self._advice.minutes))
        show_if(self.coach, self._advice is not None)

    def _advise(self) -> None:
        if self._advice is not None:
            self.advised.emit(self._advice)

    def _on_top(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addStretch(1)
        return holder

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(10)
        head.addWidget(Label(_("Past streams"), role="lead", bold=True))
        head.addWidget(self._note, 1)
        head.addWidget(self.filter)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.addWidget(self.coach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self._empty, 1)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)


def _month_note(shown: Sequence[StreamResult], month: dt.date) -> str:
    here = [
        one for one in shown if (one.stream.starts_at.year, one.stream.starts_at.month) == (month.year, month.month)
    ]
    if not here:
        return ""
    count = ngettext("{count} this month", "{count} this month", len(here)).format(count=len(here))
    if len(here) < OFTEN:
        return count
    average = round(sum(one.all.orders for one in here) / len(here))
    return _("{streams} · {orders} orders on average").format(streams=count, orders=average)
