"""The cards beside the paste box: how long until the cut-off, and what the latest rounds came to."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import Clock, local_now, planned, short_time
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.home.rules import Takings, time_left
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.rules import Round, RoundState
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card, Figure, Rule
from leaderdesk.ui.charts import Sparkline
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.tokens import ColorName

_SECOND_MS = 1000


class DeadlineCard(Card):
    """Counts down to the cut-off, then to the pickup; it stands still while nobody sees it."""

    wanted = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._round: Round | None = None
        self._title = Label("", role="strong")
        self._pill = StatusPill("", "warn")
        self._figure = Label("", role="display")
        self._orders = Button(_("See the orders"), size=28)
        self._words = Button(_("Text for the group"), size=28, icon="copy")
        self._orders.clicked.connect(lambda: self._go(Step.INTAKE))
        self._words.clicked.connect(lambda: self._go(Step.OPEN))
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self._tick)
        self._lay_out()

    def show_round(self, shown: Round | None) -> None:
        """Count for this round; without a time ahead the card goes."""
        self._round = shown
        self._tick()

    def has_time(self) -> bool:
        """Return whether there is a time ahead to count down to."""
        return self._target() is not None

    def comes_after(self, moment: dt.datetime) -> bool:
        """Return whether what is counted down to comes later than `moment`."""
        target = self._target()
        return target is None or target[1] > moment

    def _tick(self) -> None:
        target = self._target()
        if target is None:
            self.hide()
        if target is None:
            return
        words, moment, now = *target, local_now(self._clock)
        self._title.setText(words)
        self._pill.show_state(short_time(moment, now), "warn" if moment - now < dt.timedelta(hours=2) else "neutral")
        self._figure.setText(time_left(moment - now))

    def _target(self) -> tuple[str, dt.datetime] | None:
        shown, now = self._round, local_now(self._clock)
        if shown is None or shown.state in (RoundState.DRAFT, RoundState.SETTLED):
            return None
        if shown.state is RoundState.OPEN and planned(shown.cutoff) > now:
            return _("Until the cut-off"), planned(shown.cutoff)
        if planned(shown.pickup_from) > now:
            return _("Until the pickup"), planned(shown.pickup_from)
        return None

    def _go(self, step: Step) -> None:
        if self._round is not None:
            self.wanted.emit(Place(Page.ROUNDS, round_id=self._round.id, step=step))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("clock", ink="brand", side=20))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._pill)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._orders)
        buttons.addWidget(self._words)
        buttons.addStretch(1)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self._figure)
        self.body.addLayout(buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


class TakingsCard(Card):
    """What the round at hand came to beside the rounds before it."""

    def __init__(self) -> None:
        super().__init__()
        self.sales = _Trend(_("This round"), "chart1")
        self.orders = _Trend(_("Orders"), "chart2")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.sales, 1)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        row.addWidget(self.orders, 1)
        self.body.addLayout(row)

    def show_takings(self, found: Takings) -> None:
        """Show the latest rounds; with fewer than two there is nothing to compare."""
        self.setVisible(bool(found.fen))
        if not found.fen:
            return
        if len(found.fen) == 1:
            self.sales.show_trend(format_yuan(found.fen[-1]), _("two rounds make a line"), ())
            self.orders.show_trend(str(found.orders[-1]), "", ())
            return
        before = _("round before {figure}")
        self.sales.show_trend(format_yuan(found.fen[-1]), before.format(figure=format_yuan(found.fen[-2])), found.fen)
        self.orders.show_trend(
            ngettext("{count} order", "{count} orders", found.orders[-1]).format(count=found.orders[-1]),
            before.format(figure=found.orders[-2]),
            found.orders,
        )


class _Trend(QWidget):
    def __init__(self, label: str, color: ColorName) -> None:
        super().__init__()
        self._figure = Figure(label, "")
        self._line = Sparkline(label, color=color)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._figure)
        self._line.setMinimumHeight(36)
        column.addWidget(self._line, 1)

    def show_trend(self, figure: str, note: str, values: tuple[int, ...]) -> None:
        """Show the figure with its note, and the line that leads to it."""
        self._figure.show_figure(figure, note=note)
        self._line.show_values(values)
        self._line.setVisible(bool(values))
