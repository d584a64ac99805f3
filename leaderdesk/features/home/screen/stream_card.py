"""The card of the next livestream: how long until it begins, and how its run-sheet stands."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from leaderdesk.core.clock import Clock, local_now, short_time
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.home.rules import time_left
from leaderdesk.features.places import Page, Place
from leaderdesk.features.streams.rules.coming import NextStream, StreamMoment, stream_moment
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.labels import ElidedLabel, IconLabel, IconLine, Label
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.showing import show_if

_SECOND_MS = 1000


class StreamCard(Card):
    """Counts down to the next stream; while one is on it leads back to it. It stands still while nobody sees it."""

    wanted = Signal(object)
    copy_wanted = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._next: NextStream | None = None
        self._icon = IconLabel("video", ink="live", side=20)
        self._title = ElidedLabel("", role="strong")
        self._pill = StatusPill("", "danger")
        self._figure = Label("", role="display")
        self._over = IconLine("warning", "", ink="warnText", role="small")
        self._sheet = Label("", role="small", ink="text2")
        self.sheet_button = Button(_("See the run-sheet"), size=28)
        self.copy_button = Button(_("Copy the preview"), size=28, icon="copy")
        self.live_button = Button("", kind="primary", size=28, icon="video")
        self.sheet_button.clicked.connect(lambda: self._go(live=False))
        self.live_button.clicked.connect(lambda: self._go(live=True))
        self.copy_button.clicked.connect(self.copy_wanted)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        self.hide()

    def show_stream(self, found: NextStream | None) -> None:
        """Count down to this one; without any the card goes."""
        self._next = found
        show_if(self, found is not None)
        if found is None:
            return
        self._title.setText(found.slot.name if found.slot.series is None else found.slot.series.name)
        count, minutes = found.cues, round(found.planned_s / 60)
        words = ngettext("{count} cue · {minutes} min", "{count} cues · {minutes} min", count)
        self._sheet.setText(words.format(count=count, minutes=minutes) if count else _("no run-sheet yet"))
        over = found.over_s // 60
        self._over.show_line("warning", _("run-sheet {minutes} min over").format(minutes=over), "warnText")
        show_if(self._over, over >= 1)
        self.sheet_button.set_text(_("See the run-sheet") if count else _("Write the run-sheet"))
        self._tick()

    def stream(self) -> NextStream | None:
        """Return the one that is counted down to."""
        return self._next

    def moment(self) -> dt.datetime:
        """Return when it begins; now without any."""
        return local_now(self._clock) if self._next is None else self._next.slot.starts_at

    def _tick(self) -> None:
        found, now = self._next, local_now(self._clock)
        if found is None:
            return
        moment = stream_moment(found, now)
        live = moment is StreamMoment.LIVE
        self._pill.show_state(_("live now") if live else short_time(found.slot.starts_at, now), _tone(found, now))
        gone = now - found.slot.starts_at
        self._figure.setText(time_left(gone if gone > dt.timedelta() else -gone))
        self.live_button.set_text(_("Back to the stream") if live else _("Enter the live console"))
        show_if(self.live_button, moment in (StreamMoment.LIVE, StreamMoment.SOON) and found.stream_id is not None)
        show_if(self.copy_button, moment in (StreamMoment.LATER, StreamMoment.TODAY))

    def _go(self, *, live: bool) -> None:
        found = self._next
        if found is not None:
            self.wanted.emit(Place(Page.STREAMS, stream_id=found.stream_id, live=live and found.stream_id is not None))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._pill)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._over, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignRight)
        middle = QHBoxLayout()
        middle.addWidget(self._figure)
        middle.addStretch(1)
        middle.addLayout(right)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.live_button, self.sheet_button, self.copy_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addLayout(middle)
        self.body.addLayout(buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        self._tick()
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


def _tone(found: NextStream, now: dt.datetime) -> Literal["danger", "neutral"]:
    return "danger" if found.is_live or found.slot.starts_at.date() == now.date() else "neutral"
