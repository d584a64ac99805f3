"""The panel at the station: how to let phones help, and while they do, how they come in and what they have done."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from leaderdesk.core.clock import Clock
from leaderdesk.core.i18n import _
from leaderdesk.features.scanner.screen.helping import Helping
from leaderdesk.features.scanner.screen.open_pane import OpenPane
from leaderdesk.features.scanner.screen.start_pane import StartPane
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.cards import Box
from leaderdesk.ui.labels import Label

_EVERY_MS = 5_000
"""How often it is said anew when a phone was last seen."""


class PhonePanel(Box):
    """`closed` puts the panel away; phones go on helping then."""

    closed = Signal()

    def __init__(self, helping: Helping, clock: Clock) -> None:
        super().__init__(padding=20)
        self._helping = helping
        self.start = StartPane()
        self.open = OpenPane(clock)
        self._panes = QStackedWidget()
        self._panes.addWidget(self.start)
        self._panes.addWidget(self.open)
        self._lay_out()
        self.start.started.connect(helping.open)
        self.start.again.connect(self._read_networks)
        self.open.stopped.connect(helping.close)
        self.open.renewed.connect(helping.renew_pin)
        self.open.taken_back.connect(helping.take_back)
        helping.changed.connect(self.refresh)
        self._often = QTimer(self)
        self._often.timeout.connect(self.refresh)
        self._often.start(_EVERY_MS)
        self.refresh()
        self._read_networks()

    def refresh(self) -> None:
        """Show how the page stands now."""
        standing = self._helping.standing()
        if standing is not None:
            self.open.show_standing(standing)
        self._panes.setCurrentWidget(self.start if standing is None else self.open)

    def _read_networks(self) -> None:
        self._helping.read_networks(self.start.show_cards, self)

    def _lay_out(self) -> None:
        close = IconButton("close", _("Back to scanning"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(Label(_("A phone helps to scan"), role="title"), 1)
        head.addWidget(close)
        middle = QVBoxLayout()
        middle.addWidget(self._panes)
        self.body.setSpacing(12)
        self.body.addLayout(head)
        self.body.addLayout(middle, 1)
        self.setAccessibleName(_("A phone helps to scan"))
