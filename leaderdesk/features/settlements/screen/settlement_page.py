"""The step 结算 of a round: four parts of it behind a switch in the header, and the bar in which it is settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan, percent_text
from leaderdesk.features.claims.queries import TABLES as CLAIM_TABLES
from leaderdesk.features.claims.screen import ClaimsPane
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.features.printing import print_paper
from leaderdesk.features.rounds.screen.step_page import StepPage
from leaderdesk.features.settlements.actions import settle, unsettle
from leaderdesk.features.settlements.feature import settlement_pdf
from leaderdesk.features.settlements.rules import margin_text
from leaderdesk.features.settlements.screen.book import SettleBook, Shown
from leaderdesk.features.settlements.screen.earned_pane import EarnedPane
from leaderdesk.features.settlements.screen.supplier_pane import SupplierPane
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.later import Later
from leaderdesk.ui.page import ActionBar
from leaderdesk.ui.page_stack import PageStack
from leaderdesk.ui.showing import show_if

_COLLECT, _SUPPLIERS, _EARNED, _CLAIMS = "collect", "suppliers", "earned", "claims"
_TABLES = CLAIM_TABLES | {"settlement", "receipt", "surplus", "offer", "product", "round", "neighbour"}


class SettlementPage(QWidget):
    """`collect` is the page of money that came in; it keeps its own bar, the other parts share the one below them."""

    def __init__(self, desk: Desk, collect: StepPage) -> None:
        super().__init__()
        self._desk = desk
        self._collect = collect
        self._round_id = 0
        self._shown: Shown | None = None
        self._book = SettleBook(desk, self)
        self.parts = Segments(
            _("Parts of the settlement"),
            [
                (_COLLECT, _("Collecting")),
                (_SUPPLIERS, _("Suppliers")),
                (_EARNED, _("Result")),
                (_CLAIMS, _("Claims")),
            ],
        )
        self._suppliers = Later(partial(SupplierPane, self._book))
        self._earned = Later(partial(EarnedPane, self._book))
        self._claims = Later(partial(ClaimsPane, desk))
        self.save_button = Button(_("Workbook"), icon="download")
        self.print_button = Button(_("Print"), icon="printer")
        self.settle_button = Button(_("Settle this round"), kind="primary", size=44, icon="lock")
        self.unsettle_button = Button(_("Undo the settling"), icon="undo", size=44)
        self._bar = ActionBar()
        self._panes: dict[str, Callable[[], QWidget]] = {
            _COLLECT: collect.widget,
            _SUPPLIERS: self._suppliers.widget,
            _EARNED: self._earned.widget,
            _CLAIMS: self._claims.widget,
        }
        self._lay_out()
        self._connect()
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self._reload())

    @property
    def suppliers(self) -> SupplierPane:
        """What each supplier is owed for the round."""
        return self._suppliers.widget()

    @property
    def earned(self) -> EarnedPane:
        """What the round has earned."""
        return self._earned.widget()

    @property
    def claims(self) -> ClaimsPane:
        """What was wrong with its goods."""
        return self._claims.widget()

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return the switch between the parts, and the buttons of the part in view."""
        return (self.parts, self._own_actions, self._collect_actions)

    def print_page(self) -> None:
        """Show the paper of the part in view before it is printed."""
        if self.parts.current() == _COLLECT:
            self._collect.print_page()
            return
        store, round_id = self._desk.store, self._round_id
        print_paper(self._desk, self, lambda: settlement_pdf(store, round_id), title=_("Settlement"))

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the round; a `place` that wants a new claim begins it."""
        self._round_id = round_id
        if place.wants_new:
            self.show_part(_CLAIMS)
        elif place.files:
            self.show_part(_COLLECT)
        self._collect.show_round(round_id, place)
        self._claims.tell(lambda pane: pane.show_round(round_id, place))
        self._reload()

    def save_to(self, path: Path) -> None:
        """Write the workbook of the round in view to that file."""
        self._book.save_workbook(self._round_id, path)

    def show_part(self, part: str) -> None:
        """Show that part: collect, suppliers, earned or claims."""
        pane = self._panes[part]()
        self.parts.choose(part)
        if self._stack.indexOf(pane) < 0:
            self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)
        self.setFocusProxy(pane)
        show_if(self._collect_actions, part == _COLLECT)
        show_if(self._own_actions, part != _COLLECT)
        self._bar.setVisible(part != _COLLECT)

    def _reload(self) -> None:
        if self._round_id:
            self._book.read_round(self._round_id, self._take)

    def _take(self, shown: Shown | None) -> None:
        if shown is None or shown.settlement.round.id != self._round_id:
            return
        self._shown = shown
        self._desk.tasks.in_turns(
            self,
            partial(self._suppliers.tell, lambda pane: pane.show_settlement(shown)),
            partial(self._earned.tell, lambda pane: pane.show_settlement(shown)),
        )
        earned, settled = shown.settlement.earned, shown.settlement.settled
        self._bar.set_totals(
            [(format_yuan(earned.margin_fen), margin_text(earned))],
            _("{share} of sales").format(share=percent_text(earned.margin_tenths)),
        )
        self._bar.set_issue("" if settled is not None else _still_open(shown))
        self.settle_button.setVisible(settled is None)
        self.settle_button.setEnabled(shown.settlement.round.closed_at_ms is not None)
        self.unsettle_button.setVisible(settled is not None)

    def _settle(self) -> None:
        shown, store = self._shown, self._desk.store
        if shown is not None:
            round_ = shown.settlement.round
            sentence = _("{round} is settled").format(round=round_.name)
            self._book.write(lambda: settle(store, round_.id), sentence)

    def _unsettle(self) -> None:
        shown, store = self._shown, self._desk.store
        if shown is not None:
            round_ = shown.settlement.round
            sentence = _("{round} is not settled any more").format(round=round_.name)
            self._book.write(lambda: unsettle(store, round_.id), sentence)

    def _save(self) -> None:
        if self._shown is None:
            return
        name = file_name(_("Settlement"), self._shown.settlement.round.name)
        first = str(self._desk.store.paths.exports / f"{name}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the workbook"), first, "Excel (*.xlsx)")
        if chosen:
            self.save_to(Path(chosen))

    def _connect(self) -> None:
        self.parts.chosen.connect(self.show_part)
        self.settle_button.clicked.connect(self._settle)
        self.unsettle_button.clicked.connect(self._unsettle)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self.print_page)

    def _lay_out(self) -> None:
        self._own_actions = _row(self.save_button, self.print_button)
        self._collect_actions = _row(*self._collect.header_actions())
        self._stack = PageStack()
        self._bar.set_buttons(self.unsettle_button, self.settle_button)
        self.unsettle_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        self.show_part(_COLLECT)


def _still_open(shown: Shown) -> str:
    """Return what speaks against settling now; it may be settled all the same."""
    found = shown.settlement
    if found.round.closed_at_ms is None:
        return _("The round still takes orders")
    said = []
    if found.uncounted:
        words = ngettext("{count} product not counted", "{count} products not counted", len(found.uncounted))
        said.append(words.format(count=len(found.uncounted)))
    if found.owing:
        words = ngettext("{count} order not paid", "{count} orders not paid", len(found.owing))
        said.append(words.format(count=len(found.owing)))
    if found.open_claims:
        words = ngettext("{count} claim not answered", "{count} claims not answered", found.open_claims)
        said.append(words.format(count=found.open_claims))
    return _(", ").join(said)


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return holder
