"""What the round earned: each number with its definition and the list behind it; and the books by month."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, percent_text
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.settlements.actions import add_fee, correct_order
from leaderdesk.features.settlements.rules import RESULT, TITLES
from leaderdesk.features.settlements.screen.behind import Behind, behind, behind_columns
from leaderdesk.features.settlements.screen.book import SettleBook, Shown
from leaderdesk.features.settlements.screen.figures import Line, figure_card, line_columns, lines_of
from leaderdesk.features.settlements.screen.money_form import MoneyForm
from leaderdesk.features.settlements.screen.months_pane import MonthsPane
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Figure, SectionHead
from leaderdesk.ui.drawer import SidePane
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs, Tab

_WIDTH = 400


class EarnedPane(QWidget):
    """The sums at the left, what makes up the chosen one at the right; or the months."""

    def __init__(self, book: SettleBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._shown: Shown | None = None
        self.tabs = FilterTabs(_("Which time"), [Tab("round", _("The round")), Tab("months", _("By month"))])
        self._figures = {name: Figure(words, "") for name, words in _figure_names()}
        self.lines = RowTable[Line](line_columns(), row_id=lambda line: line.place)
        self.view = TableView(self.lines)
        self.view.setAccessibleName(_("What it is made of"))
        self.behind = RowTable[Behind](behind_columns(), row_id=lambda row: row.id)
        self.behind_view = TableView(self.behind)
        self.behind_view.setAccessibleName(_("The list behind it"))
        self._behind_head = SectionHead("")
        self.fee = MoneyForm(_("Add the fee"), note=_("What for"), placeholder=_("delivery"), with_way=True)
        self.correction = MoneyForm(
            _("Book the correction"),
            note=_("Why it is put right"),
            placeholder=_("agreed by word of mouth"),
            signed=True,
            hint=_("For the order chosen above: with a minus she pays less. It stands under today."),
        )
        self.back = Button(_("Take the chosen entry back"), kind="link", size=28, icon="undo")
        self.months = MonthsPane(book)
        self._lay_out()
        self._connect()

    def show_settlement(self, shown: Shown) -> None:
        """Show what this round earned."""
        self._shown = shown
        earned = shown.settlement.earned
        self._figures["sales"].show_figure(format_yuan(earned.sales_fen))
        self._figures["spent"].show_figure(format_yuan(earned.sales_fen - earned.margin_fen))
        self._figures["margin"].show_figure(
            format_yuan(earned.margin_fen),
            percent_text(earned.margin_tenths),
            ink="text" if earned.margin_fen >= 0 else "danger",
        )
        self.lines.set_rows(lines_of(shown.settlement))
        if self.view.current_id() is None:
            self.view.go_to(0)
        self._show_behind()
        if self.tabs.current() == "months":
            self.months.refresh()

    # Showing.

    def _show_part(self, part: str) -> None:
        self._stack.setCurrentWidget(self.months if part == "months" else self._round)
        if part == "months":
            self.months.refresh()

    def _line(self) -> Line | None:
        chosen = self.view.current_id()
        return next((line for line in self.lines.all_rows if line.place == chosen), None)

    def _show_behind(self) -> None:
        line, shown = self._line(), self._shown
        if line is None or shown is None:
            return
        self._behind_head.set_title(line.title)
        rows = behind(shown.settlement, line.key)
        self.behind.set_rows(rows)
        self.fee.setVisible(line.key == Account.FEES.value)
        self.correction.setVisible(line.key == "owing" and shown.settlement.settled is not None)
        self._show_back()

    def _show_back(self) -> None:
        row = self._behind()
        self.back.setVisible(row is not None and row.entry_id is not None)

    def _behind(self) -> Behind | None:
        chosen = self.behind_view.current_id()
        return next((row for row in self.behind.all_rows if row.id == chosen), None)

    # What the person does.

    def _add_fee(self, fen: int, name: str, way: Account) -> None:
        shown, store = self._shown, self._book.desk.store
        if shown is None:
            return
        round_id = shown.settlement.round.id
        sentence = _("{name}: {sum} noted").format(name=name, sum=format_yuan(fen))
        self._book.take(
            self.fee,
            lambda: add_fee(store, round_id, name=name, amount_fen=fen, way=way),
            sentence,
        )

    def _correct(self, fen: int, note: str, _way: object) -> None:
        row, store = self._behind(), self._book.desk.store
        if row is None or row.order_id is None:
            return
        order_id = row.order_id
        sentence = _("{who}: corrected by {sum}").format(who=row.what, sum=format_yuan(fen))
        self._book.take(
            self.correction,
            lambda: correct_order(store, order_id, amount_fen=fen, note=note),
            sentence,
        )

    def _take_back(self) -> None:
        row = self._behind()
        if row is not None and row.entry_id is not None:
            self._book.take_back(row.entry_id)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_part)
        self.view.current_changed.connect(lambda _place: self._show_behind())
        self.behind_view.current_changed.connect(lambda _id: self._show_back())
        self.fee.booked.connect(self._add_fee)
        self.correction.booked.connect(self._correct)
        self.back.clicked.connect(self._take_back)

    def _lay_out(self) -> None:
        self._round = QWidget()
        left = QVBoxLayout()
        left.setContentsMargins(20, 0, 16, 0)
        left.setSpacing(12)
        left.addWidget(figure_card(self._figures.values()))
        left.addWidget(self.view, 1)
        side = SidePane(_WIDTH)
        right = QVBoxLayout(side)
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(10)
        right.addWidget(self._behind_head)
        right.addWidget(self.behind_view, 1)
        for part in (self.back, self.fee, self.correction):
            right.addWidget(part)
        whole = QHBoxLayout(self._round)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(side)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._round)
        self._stack.addWidget(self.months)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 8)
        head.addWidget(self.tabs)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)


def _figure_names() -> tuple[tuple[str, str], ...]:
    return ("sales", _(TITLES[RESULT[0]])), ("spent", _("Spent")), ("margin", _("What was earned"))
