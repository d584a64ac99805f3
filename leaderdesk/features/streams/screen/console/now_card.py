"""The cue that is on: how much time is left, what is to be said, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.console import lead_text, next_line
from leaderdesk.features.streams.rules.live import CueUse, LiveState
from leaderdesk.features.streams.screen.console.countdown import Countdown, LeftBar
from leaderdesk.features.streams.screen.console.points import PointLine, Points
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.chip_row import ChipRow
from leaderdesk.ui.moments import moment_text
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.pills import Chip, StatusPill
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.tokens import Tone


_DAY_MS = 86_400_000
_FAR_BEHIND_S = 300


class NowCard(Box):
    """What stands in the middle of the console; the buttons only tell what was wanted."""

    advanced = Signal()
    begun = Signal()
    more_wanted = Signal()
    less_wanted = Signal()
    rolled = Signal(bool)
    ticked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.title = ElidedLabel("", role="figure", ink="text")
        self.goods = ChipRow(())
        self.until = Label("", role="small", ink="text2")
        self.countdown = Countdown()
        self.lead = StatusPill("", "brand", dot=False)
        self.end = Label("", role="caption", ink="text2")
        self.roll = Button(_("Follow the clock"), kind="quiet", size=28, icon="clock")
        self.less = Button("", size=28, icon="minus")
        self.more = Button("", size=28, icon="plus")
        self.less.setAccessibleDescription(_("Take a minute from this cue"))
        self.more.setAccessibleDescription(_("Give this cue a minute more"))
        self.bar = LeftBar()
        self.points = Points()
        self.next_name = ElidedLabel("", role="strong", ink="text")
        self.next_time = Label("", role="small", ink="text2")
        self.advance = Button("", kind="primary", size=44, icon="skip", keys="PgDn", bold=True)
        self.begin = Button("", kind="primary", size=44, icon="play", keys="Ctrl Enter", bold=True)
        self.caption = Label("", role="small", ink="text2")
        self._row = QHBoxLayout()
        self._lay_out()
        self.advance.clicked.connect(self.advanced)
        self.begin.clicked.connect(self.begun)
        self.more.clicked.connect(self.more_wanted)
        self.less.clicked.connect(self.less_wanted)
        self.roll.setCheckable(True)
        self.roll.clicked.connect(self.rolled)
        self.points.ticked.connect(self.ticked)

    def make_tight(self, tight: bool) -> None:
        """Give way where the window is narrow."""
        edge = 14 if tight else 24
        self.body.setContentsMargins(edge, 14, edge, 14)
        self.less.set_text("1" if tight else _("1 min"))
        self.more.set_text("1" if tight else _("Add 1 minute"))
        self._row.setSpacing(10 if tight else 20)

    def tick(self, state: LiveState) -> None:
        """Show the time; nothing is painted that looks the same as a moment ago."""
        current = state.current
        left_ms = state.left_ms if current is not None else _until_start_ms(state)
        show_if(self.countdown, current is not None or _is_soon(state))
        self.countdown.show_left(left_ms)
        self.bar.show_used(left_ms, current.length_s if current is not None else 0)
        words = lead_text(state)
        if current is not None and self.lead.text() != _("Show {lead}").format(lead=words):
            self.lead.show_state(_("Show {lead}").format(lead=words), _tone(state.lead_s))
        ends = _("ends about {time}").format(time=f"{state.expected_end:%H:%M}")
        if self.end.text() != ends:
            self.end.setText(ends)
        caption = _("left of this one") if left_ms >= 0 else _("over its time")
        if current is not None and self.caption.text() != caption:
            self.caption.setText(caption)

    def show_state(self, state: LiveState, name: str, points: Sequence[PointLine]) -> None:
        """Show the cue that is on, or that it has not begun, or is over."""
        current = state.current
        if current is not None:
            self._show_cue(current, state)
        else:
            self._show_idle(state, name)
        self.points.show_lines(points)
        for part in (self.lead, self.bar, self.less, self.more, self.roll):
            show_if(part, current is not None)
        self.tick(state)
        self._show_next(state)

    def _show_cue(self, current: CueUse, state: LiveState) -> None:
        self.title.setText(current.cue.name)
        self.goods.set_marks([Chip(product.name) for product in current.cue.products])
        until = state.planned_until
        self.until.setText("" if until is None else _("planned until {time}").format(time=f"{until:%H:%M}"))
        self.roll.setChecked(state.rolling)

    def _show_idle(self, state: LiveState, name: str) -> None:
        self.title.setText(name)
        self.goods.set_marks(())
        self.until.setText("")
        if state.ended_ms is not None:
            self.caption.setText(_("The stream is over."))
        elif state.started_ms is None:
            starts_at = state.planned.starts_at
            time = f"{starts_at:%H:%M}" if _is_soon(state) else moment_text(starts_at)
            self.caption.setText(_("until {time}").format(time=time))
        else:
            self.caption.setText(_("no cue is on"))

    def _show_next(self, state: LiveState) -> None:
        following = state.next
        show_if(self.begin, not state.is_live)
        show_if(self.advance, state.is_live)
        self.begin.set_text(_("Begin the stream") if state.ended_ms is None else _("Go on after all"))
        self.advance.set_text(_("Next cue") if following is not None else _("End the stream"))
        self.next_name.setText("" if following is None else following.cue.name)
        if following is not None:
            self.next_time.setText(next_line(following, state))
        elif state.is_live:
            self.next_time.setText(_("nothing behind this one"))
        else:
            self.next_time.setText("" if state.uses else _("no run-sheet yet: it only counts the time"))

    def _lay_out(self) -> None:
        self.make_tight(False)
        self.body.setSpacing(8)
        self.body.addLayout(self._head())
        self.body.addLayout(self._time())
        self.body.addWidget(self.bar)
        self.body.addWidget(self.points, 1)
        self.body.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        self.title.setMinimumWidth(80)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.goods, 1)
        head.addWidget(self.until)
        return head

    def _time(self) -> QHBoxLayout:
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addStretch(1)
        beside.addWidget(self.caption)
        beside.addWidget(self.lead, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self.end)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.less)
        buttons.addWidget(self.more)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addStretch(1)
        right.addWidget(self.roll, 0, Qt.AlignmentFlag.AlignRight)
        right.addLayout(buttons)
        time = self._row
        time.addWidget(self.countdown, 0, Qt.AlignmentFlag.AlignBottom)
        time.addLayout(beside)
        time.addStretch(1)
        time.addLayout(right)
        return time

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(12)
        row.addWidget(Label(_("Next"), role="small", ink="text2"))
        row.addWidget(self.next_name, 1)
        row.addWidget(self.next_time)
        following = Box(fill="canvas", radius=6, padding=0)
        following.body.addLayout(row)
        self.advance.setMinimumWidth(150)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(following, 1)
        foot.addWidget(self.advance)
        foot.addWidget(self.begin)
        return foot


def _tone(lead_s: int) -> Tone:
    if lead_s >= 0:
        return "brand"
    return "warn" if lead_s >= -_FAR_BEHIND_S else "danger"


def _until_start_ms(state: LiveState) -> int:
    return 0 if state.started_ms is not None else int(state.planned.starts_at.timestamp() * 1000) - state.now_ms


def _is_soon(state: LiveState) -> bool:
    """Whether it has not begun and will within a day: days are no matter for a clock."""
    return state.started_ms is None and _until_start_ms(state) < _DAY_MS
