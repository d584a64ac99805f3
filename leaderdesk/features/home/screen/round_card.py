"""The card of the round at hand: where it stands, its nine steps, and the earlier round that is being fetched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import planned, short_time
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.home.glance import RoundAtHand
from leaderdesk.features.home.rules import EarlierRound, next_step, step_notes
from leaderdesk.features.home.screen.part import SnugStack
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.glance import ListedRound
from leaderdesk.features.rounds.rules import Look, RoundState, step_looks
from leaderdesk.features.streams.rules.coming import NextStream, StreamMoment, stream_moment
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card, Rule
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.progress import ProgressBar
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.steps import Step as ShownStep
from leaderdesk.ui.steps import StepLook, StepTracker
from leaderdesk.ui.tokens import Tone

_LOOKS: dict[Look, StepLook] = {
    Look.DONE: "done",
    Look.CURRENT: "current",
    Look.RUNNING: "running",
    Look.LATER: "later",
}
_STATES: dict[RoundState, tuple[str, Tone]] = {
    RoundState.DRAFT: (N_("not open yet"), "info"),
    RoundState.OPEN: (N_("under way"), "brand"),
    RoundState.CLOSED: (N_("cut off"), "info"),
    RoundState.SETTLED: (N_("settled"), "neutral"),
}
_NEXT: dict[Step, tuple[str, IconName]] = {
    Step.OPEN: (N_("Go on opening it"), "pen"),
    Step.STREAM: (N_("Prepare the stream"), "video"),
    Step.INTAKE: (N_("Take orders"), "clipboard"),
    Step.CLOSE: (N_("Close the round"), "clock"),
    Step.PURCHASE: (N_("Order the goods"), "truck"),
    Step.ARRIVAL: (N_("Count what came"), "box"),
    Step.LABELS: (N_("Print the labels"), "label"),
    Step.PICKUP: (N_("Hand over"), "barcode"),
    Step.SETTLE: (N_("See the payments"), "wallet"),
}

_NEXT_ROUND: tuple[str, IconName] = (N_("New round"), "plus")
_STREAMS: dict[StreamMoment, tuple[str, IconName]] = {
    StreamMoment.TODAY: (N_("Prepare the stream"), "video"),
    StreamMoment.SOON: (N_("Enter the live console"), "video"),
    StreamMoment.LIVE: (N_("Back to the stream"), "video"),
}


@dataclass(frozen=True, slots=True)
class RoundNews:
    """What the card shows; `at_hand` is None as long as there is no round, `stream` as long as none is coming."""

    at_hand: RoundAtHand | None
    earlier: EarlierRound | None
    stream: NextStream | None = None


class RoundCard(SnugStack):
    """`wanted` tells the place that was asked for."""

    wanted = Signal(object)
    example_wanted = Signal()

    def __init__(self, pages: frozenset[Step], *, offers_example: bool) -> None:
        super().__init__()
        self._pages = pages
        self._round_id = 0
        self._next: Step | None = None
        self._stream: NextStream | None = None
        self._live = False
        self._name = Label("", role="lead", bold=True)
        self._pill = StatusPill("")
        self._summary = ElidedLabel("", role="small", ink="text2")
        self.open_button = Button(_("Go to the round"), kind="quiet", end_icon="chevron-right")
        self.next_button = Button("", kind="primary")
        self.tracker = StepTracker()
        self._earlier = _EarlierStrip()
        first = Button(_("Open the first round"), kind="primary")
        example = Button(_("Look at an example first"))
        show_if(example, offers_example)
        self._empty = Card(padding=8)
        self._empty.body.addWidget(
            EmptyState(
                "basket",
                _("No round yet"),
                _("Choose a few products and a cut-off, and the round is open."),
                buttons=(first, example),
            )
        )
        self._filled = Card(padding=0)
        self._lay_out()
        self.addWidget(self._empty)
        self.addWidget(self._filled)
        first.clicked.connect(lambda: self.wanted.emit(Place(Page.ROUNDS, wants_new=True)))
        example.clicked.connect(self.example_wanted)
        self.open_button.clicked.connect(lambda: self._go(Step.OPEN))
        self.next_button.clicked.connect(self._go_on)
        self.tracker.opened.connect(lambda key: self._go(Step(int(key))))
        self._earlier.wanted.connect(self.wanted)

    def show_news(self, news: RoundNews, now: dt.datetime) -> None:
        """Show the round, or that there is none yet."""
        at_hand = news.at_hand
        if at_hand is None:
            self.setCurrentWidget(self._empty)
            return
        listed = at_hand.listed
        self._round_id = listed.round.id
        self._name.setText(listed.round.name)
        words, tone = _STATES[listed.round.state]
        overdue = listed.round.state is RoundState.OPEN and planned(listed.round.cutoff) <= now
        self._pill.show_state(_("cut-off has passed") if overdue else _(words), "warn" if overdue else tone)
        self._summary.setText(_summary(at_hand))
        self.tracker.set_steps(_shown(listed, now, self._pages))
        self._show_next(next_step(listed.round, listed.facts, now, pages=self._pages))
        self.show_stream(news.stream, now)
        self._earlier.show_round(news.earlier, now)
        self.setCurrentWidget(self._filled)

    def show_stream(self, found: NextStream | None, now: dt.datetime) -> None:
        """Let a stream that is on, or near, come before all else that could be done; prepared it is once written."""
        self._stream = None
        moment = StreamMoment.LATER if found is None else stream_moment(found, now)
        if found is None or found.stream_id is None or moment not in _STREAMS:
            return
        self._stream, self._live = found, moment is not StreamMoment.TODAY
        words, icon = _STREAMS[moment]
        self.next_button.set_text(_(words))
        self.next_button.set_icon(icon)

    def _show_next(self, step: Step | None) -> None:
        self._next = step
        words, icon = _NEXT_ROUND if step is None else _NEXT[step]
        self.next_button.set_text(_(words))
        self.next_button.set_icon(icon)

    def _go_on(self) -> None:
        if self._stream is not None:
            self.wanted.emit(Place(Page.STREAMS, stream_id=self._stream.stream_id, live=self._live))
        elif self._next is None:
            self.wanted.emit(Place(Page.ROUNDS, wants_new=True))
        else:
            self._go(self._next)

    def _go(self, step: Step) -> None:
        self.wanted.emit(Place(Page.ROUNDS, round_id=self._round_id, step=step))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 0)
        head.setSpacing(12)
        head.addWidget(self._name)
        head.addWidget(self._pill)
        head.addWidget(self._summary, 1)
        head.addWidget(self.open_button)
        head.addWidget(self.next_button)
        self._filled.body.setSpacing(0)
        self._filled.body.addLayout(head)
        steps = QVBoxLayout()
        steps.setContentsMargins(18, 8, 18, 10)
        steps.addWidget(self.tracker)
        self._filled.body.addLayout(steps)
        self._filled.body.addWidget(self._earlier)


class _EarlierStrip(QWidget):
    """The line under the tracker: how far the pickup of the round before is."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._round_id = 0
        self._name = Label("", role="small", bold=True)
        self._words = Label("", role="small")
        self._bar = ProgressBar(_("Fetched"))
        self._bar.setMaximumWidth(220)
        self._count = Label("", role="small", ink="text2")
        self.button = Button(_("Hand over"), size=28, icon="barcode")
        self.button.clicked.connect(
            lambda: self.wanted.emit(Place(Page.ROUNDS, round_id=self._round_id, step=Step.PICKUP))
        )
        row = QHBoxLayout()
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(12)
        for part in (self._name, self._words):
            row.addWidget(part)
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row)
        self.hide()

    def show_round(self, earlier: EarlierRound | None, now: dt.datetime) -> None:
        """Show how far the pickup is; nothing without a round to fetch."""
        self.setVisible(earlier is not None)
        if earlier is None:
            return
        self._round_id = earlier.round.id
        self._name.setText(_("Round {number}").format(number=earlier.round.number))
        begins, ends = planned(earlier.round.pickup_from), planned(earlier.round.pickup_until)
        if now < begins:
            self._words.setText(_("pickup {time}").format(time=short_time(begins, now)))
        else:
            self._words.setText(_("being fetched until {time}").format(time=short_time(ends, now)))
        self._bar.set_progress(earlier.fetched, earlier.orders)
        self._count.setText(_("{done} of {count} fetched").format(done=earlier.fetched, count=earlier.orders))


def _summary(at_hand: RoundAtHand) -> str:
    listed = at_hand.listed
    parts = [ngettext("{count} product", "{count} products", listed.offers).format(count=listed.offers)]
    if listed.figures is not None:
        orders = listed.figures.orders
        parts.append(ngettext("{count} order", "{count} orders", orders).format(count=orders))
    if listed.round.state is not RoundState.DRAFT:
        parts.append(_("{sum} paid").format(sum=format_yuan(at_hand.paid_fen)))
    return _(" · ").join(parts)


def _shown(listed: ListedRound, now: dt.datetime, pages: frozenset[Step]) -> list[ShownStep]:
    looks, notes = step_looks(listed.facts), step_notes(listed.round, listed.facts, now)
    return [
        ShownStep(str(int(step)), step.title, _LOOKS[looks[step]], notes.get(step, ""), has_page=step in pages)
        for step in Step
    ]
