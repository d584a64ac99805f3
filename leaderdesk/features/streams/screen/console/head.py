"""The line over the console: that it is live, what it is called, the audience window, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules.live import LiveState
from leaderdesk.features.streams.screen.audience import AudienceButton, AudienceWindow
from leaderdesk.features.streams.screen.console.countdown import LivePill
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.page import Bar
from leaderdesk.ui.showing import show_if


class ConsoleHead(Bar):
    """`back` and `end_wanted` tell what was pressed, `opened` hands over the audience window once it shows."""

    back = Signal()
    end_wanted = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk, stream_id: int, slots: StreamSlots, parent: QWidget | None = None) -> None:
        super().__init__(60, fill="surface", parent=parent)
        self.leave = IconButton("chevron-left", _("Leave the console"))
        self.pill = LivePill()
        self.title = ElidedLabel("", role="lead", ink="text", least=120)
        self.clock = Label("", role="small", ink="text2")
        self.audience = AudienceButton(desk, lambda: stream_id, slots, opened=self._opened)
        self.end = Button(_("End the stream"), kind="dangerQuiet", icon="stop")
        self.leave.clicked.connect(self.back)
        self.end.clicked.connect(self.end_wanted)
        self.row.addWidget(self.leave)
        self.row.addWidget(self.pill)
        self.row.addWidget(self.title, 1)
        self.row.addWidget(self.audience)
        self.row.addWidget(self.clock)
        self.row.addWidget(self.end)
        self.row.setContentsMargins(14, 4, 20, 4)

    def show_state(self, state: LiveState, name: str) -> None:
        """Say what the stream is called, and offer to end it while it is live."""
        self.title.setText(name)
        show_if(self.end, state.is_live)
        self.tick(state, "")

    def tick(self, state: LiveState, clock: str) -> None:
        """Show for how long it has been live, and the time of day."""
        if state.is_live:
            self.pill.show_live(state.elapsed_ms)
        else:
            self.pill.show_words(_("not live yet") if state.started_ms is None else _("over now"))
        if clock and self.clock.text() != clock:
            self.clock.setText(clock)

    def _opened(self, window: AudienceWindow) -> None:
        self.opened.emit(window)
