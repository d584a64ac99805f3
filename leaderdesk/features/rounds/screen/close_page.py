"""The fourth step of a round: what was ordered, how it fills the cases, and the cut-off itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local, local_now, planned, short_time
from leaderdesk.core.i18n import _, language, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import Opening, RoundSlots, opening
from leaderdesk.features.rounds.rules import Offer, Ordered, Round, RoundState
from leaderdesk.features.rounds.rules.cases import Bought, CaseFill, case_fill, missing_to_minimum
from leaderdesk.features.rounds.rules.cells import quantity
from leaderdesk.features.rounds.rules.group_text import closing_text
from leaderdesk.features.rounds.rules.planned import moment_text
from leaderdesk.features.rounds.screen.fitted_table import FittedTable
from leaderdesk.features.rounds.screen.framed import Framed
from leaderdesk.features.rounds.screen.group_text_card import GroupTextCard
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Figure
from leaderdesk.ui.cells import Lines, Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import CoachStrip, EmptyState, ErrorCard

_TABLES = frozenset({"round", "offer", "product", "line", "orders"})
_NOTHING = Ordered(0, 0, 0)


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One offer with what was ordered of it and how that, with what the leader takes herself, fills its cases."""

    offer: Offer
    ordered: Ordered
    fill: CaseFill
    agreed: bool = False

    @property
    def lacking_milli(self) -> int:
        """What is missing for it to come at all; 0 once it is reached, or bought all the same."""
        return 0 if self.agreed else missing_to_minimum(self.offer.minimum_milli, self.fill.ordered_milli)


class ClosePage(QWidget):
    """The page of the cut-off; `pages` are the steps that have a page to go on to."""

    def __init__(self, desk: Desk, slots: RoundSlots, pages: frozenset[Step], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slots = slots
        self._pages = pages
        self._round_id = 0
        self._round: Round | None = None
        self.cutoff = Figure(_("Cut-off"), "")
        self.short = Figure(_("Cases not full"), "")
        self.least = Figure(_("Too little for the minimum"), "")
        self._least_box = Box(padding=14)
        self.rows = RowTable(closing_columns(), row_id=lambda line: line.offer.id)
        self.table = FittedTable(self.rows)
        self.table.setAccessibleName(_("What was ordered"))
        self.text = GroupTextCard(_("Text for the group"), _("what is missing changes by itself"))
        self.text.copied.connect(lambda: desk.notice(_("Copied. Paste it into the group.")))
        self.bar = ActionBar()
        self.again_button = Button(_("Reopen"), icon="undo")
        self.go_button = Button("", kind="primary", size=44)
        self.warning = CoachStrip("gift", "")
        self.warning.hide()
        self._empty = EmptyState("clock", _("Nothing is sold in this round yet"), _("Add products on the page before."))
        self._error = ErrorCard(_("This round could not be read"))
        self._lay_out()
        desk.bridge.on_tables(self, _TABLES | slots.tables, lambda _changed: self.refresh())

    def widget(self) -> QWidget:
        """Return the page."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return nothing: what can be done stands in the bar below."""
        return ()

    def show_round(self, round_id: int, _place: Place) -> None:
        """Show the round."""
        self._round_id = round_id
        self.refresh()

    def print_page(self) -> None:
        """Say that this page has no paper."""
        nothing_to_print(self._desk)

    def refresh(self) -> None:
        """Read the round again and show it."""
        round_id, slots = self._round_id, self._slots
        store, clock = self._desk.store, self._desk.clock
        if not round_id:
            return

        def work() -> tuple[Opening | None, str]:
            with store.read() as connection:
                return opening(connection, slots, round_id), slots.warning(connection, clock.now_ms())

        def done(read: tuple[Opening | None, str]) -> None:
            found, warning = read
            if found is not None and round_id == self._round_id:
                self._show(found)
                self.warning.show_text(warning)
                show_if(self.warning, bool(warning) and found.listed.round.closed_at_ms is None)

        self._desk.tasks.read(self, work, done, self._could_not_read, latest="round")

    def _show(self, found: Opening) -> None:
        self._round = round_ = found.listed.round
        self._error.hide()
        lines = closing_lines(found.offers, found.ordered, found.bought)
        self.rows.set_rows(lines)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        now = local_now(self._desk.clock)
        self.cutoff.show_figure(short_time(planned(round_.cutoff), now), note=_state_note(round_, now))
        short = [(line.offer, line.fill.spare_milli) for line in lines if line.fill.spare_milli]
        self.short.show_figure(str(len(short)), note=_short_note(short, _("Every case is full.")))
        least = [(line.offer, line.lacking_milli) for line in lines if line.offer.minimum_milli is not None]
        lacking = [(offer, milli) for offer, milli in least if milli]
        self.least.show_figure(str(len(lacking)), note=_short_note(lacking, _("Enough came together.")))
        self._least_box.setVisible(bool(least))
        closed = round_.closed_at_ms is not None
        with language(self._desk.settings().paper_language):
            self.text.show_text(closing_text(round_, short, closed=closed, least=least))
        self._show_bar(found, lines)

    def _show_bar(self, found: Opening, lines: Sequence[ClosingLine]) -> None:
        state = found.listed.round.state
        total = sum(line.ordered.total_fen for line in lines)
        amount = sum(line.ordered.amount_milli for line in lines)
        totals = [(amount_text(amount), _("ordered")), (format_yuan(total), "")]
        if found.listed.figures is not None:
            orders = found.listed.figures.orders
            totals.insert(0, (str(orders), ngettext("order", "orders", orders)))
        self.bar.set_totals(totals)
        self.again_button.setVisible(state is RoundState.CLOSED)
        purchase = Step.PURCHASE in self._pages
        words = {
            RoundState.DRAFT: _("To the opening"),
            RoundState.OPEN: _("Close the round"),
            RoundState.CLOSED: _("To the purchase"),
            RoundState.SETTLED: _("To the purchase"),
        }
        self.go_button.set_text(words[state])
        self.go_button.setVisible(purchase or state in (RoundState.DRAFT, RoundState.OPEN))

    def _could_not_read(self, trouble: Exception) -> None:
        self._error.show_error(_("This round could not be read"), str(trouble))
        self._error.show()

    def _go_on(self) -> None:
        round_, store = self._round, self._desk.store
        if round_ is None:
            return
        if round_.state is RoundState.OPEN:
            closed = _("{round} is closed.").format(round=round_.name)
            self._write(lambda: actions.close_round(store, round_.id), closed)
        else:
            step = Step.OPEN if round_.state is RoundState.DRAFT else Step.PURCHASE
            self._desk.go(Place(Page.ROUNDS, round_id=round_.id, step=step))

    def _reopen(self) -> None:
        round_, store = self._round, self._desk.store
        if round_ is not None:
            reopened = _("{round} takes orders again.").format(round=round_.name)
            self._write(lambda: actions.reopen_round(store, round_.id), reopened)

    def _write(self, work: Callable[[], int], sentence: str) -> None:
        self._desk.tasks.write(self, work, lambda action_id: self._desk.notice(sentence, undo=action_id))

    def _lay_out(self) -> None:
        self.go_button.clicked.connect(self._go_on)
        self.again_button.clicked.connect(self._reopen)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.go_button.click)
        self._error.retried.connect(self.refresh)
        self._error.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(12)
        column.addWidget(self._error)
        column.addWidget(self.warning)
        figures = QHBoxLayout()
        figures.setSpacing(12)
        self._least_box.hide()
        for figure, box in (
            (self.cutoff, Box(padding=14)),
            (self.short, Box(padding=14)),
            (self.least, self._least_box),
        ):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.body.addWidget(figure)
            figures.addWidget(box, 1)
        column.addLayout(figures)
        frame = Framed(self.table, self._empty)
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(frame, 4)
        column.addWidget(self.text, 1)
        self.bar.set_buttons(self.again_button, self.go_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(inside), 1)
        outer.addWidget(self.bar)


def closing_lines(offers: Sequence[Offer], ordered: Mapping[int, Ordered], bought: Bought) -> tuple[ClosingLine, ...]:
    """Return the offers in their order with what was ordered of each and what the leader decided to buy."""
    lines = []
    for offer in offers:
        amount = ordered.get(offer.id, _NOTHING)
        fill = case_fill(amount.amount_milli + bought.extra.get(offer.id, 0), offer.case_milli)
        lines.append(ClosingLine(offer, amount, fill, agreed=offer.id in bought.agreed))
    return tuple(lines)


def closing_columns() -> tuple[Column[ClosingLine], ...]:
    """Return the columns of the table of what was ordered."""
    return (
        Column("product", _("Product"), lambda line: Lines(line.offer.name, line.offer.spec), 0),
        Column("orders", _("Orders"), lambda line: Text(str(line.ordered.orders), color="text2"), 84, "right"),
        Column("ordered", _("Ordered"), _ordered, 108, "right", sort=lambda line: line.ordered.amount_milli),
        Column("cases", _("Cases"), _cases, 132, "right"),
        Column("buy", _("To buy"), _to_buy, 108, "right"),
        Column("spare", _("Missing to full"), _missing, 160, "right", sort=lambda line: line.fill.spare_milli),
        Column("sum", _("Sum"), _sum, 116, "right", sort=lambda line: line.ordered.total_fen),
    )


def _ordered(line: ClosingLine) -> Text:
    return Text(quantity(line.ordered.amount_milli, line.offer.unit), bold=True)


def _cases(line: ClosingLine) -> Text:
    if line.offer.case_milli is None:
        return Text(_("loose"), color="text3")
    size = _("of {amount}").format(amount=quantity(line.offer.case_milli, line.offer.unit))
    count = ngettext("{count} case", "{count} cases", line.fill.cases).format(count=line.fill.cases)
    return Text(count, remark=size)


def _to_buy(line: ClosingLine) -> Text:
    return Text(quantity(line.fill.to_buy_milli, line.offer.unit))


def _missing(line: ClosingLine) -> Text:
    if not line.fill.spare_milli:
        return Text("—" if line.offer.case_milli is None else _("just fits"), color="text3")
    words = _("{amount} to the full case").format(amount=quantity(line.fill.spare_milli, line.offer.unit))
    return Text(words, color="warnText")


def _sum(line: ClosingLine) -> Text:
    return Text(format_yuan(line.ordered.total_fen), color="text2")


def _state_note(round_: Round, now: dt.datetime) -> str:
    if round_.closed_at_ms is not None:
        return _("Closed {time}. What comes now is a late order.").format(
            time=short_time(local(round_.closed_at_ms), now)
        )
    if round_.opened_at_ms is None:
        return _("Not open yet")
    if planned(round_.cutoff) <= now:
        return _("The time has passed, orders are still taken.")
    return moment_text(round_.cutoff)


def _short_note(short: Sequence[tuple[Offer, int]], nothing: str) -> str:
    return (
        _(", ").join(
            _("{product} {amount}").format(product=offer.label, amount=quantity(milli, offer.unit))
            for offer, milli in short[:3]
        )
        or nothing
    )
