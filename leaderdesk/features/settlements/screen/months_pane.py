"""The books by month: a year at a time, and the way out to a bookkeeping program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _
from leaderdesk.core.money import percent_text
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.settlements.rules.months import Month
from leaderdesk.features.settlements.screen.book import SettleBook, Year
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Text, money
from leaderdesk.ui.columns import Column
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView


class MonthsPane(QWidget):
    """The months of one year with the year itself at the end."""

    def __init__(self, book: SettleBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._year: int | None = None
        self.years = Combo(_("Year"), size=28)
        self.save_button = Button(_("Export for bookkeeping"), icon="download")
        self.table = RowTable[Month](_columns(), row_id=_key)
        self.view = TableView(self.table)
        self.view.setAccessibleName(_("By month"))
        words = _(
            "A round counts in the month in which it was settled; what was booked for it later counts in its own month."
        )
        self._note = Label(words, role="small", ink="text2", wrap=True)
        self._empty = EmptyState("calendar", _("No round is settled yet"), _("Settled rounds stand here by month."))
        self._lay_out()
        self.years.chosen.connect(self._choose)
        self.save_button.clicked.connect(self._save)

    def refresh(self) -> None:
        """Read the months again."""
        self._book.read_year(self._year, self._take)

    def save_to(self, path: Path) -> None:
        """Write the books of the year in view to that file."""
        if self._year is not None:
            self._book.save_books(self._year, path)

    def _take(self, found: Year) -> None:
        self._year = found.year
        self.years.set_choices([(str(year), str(year)) for year in found.years])
        self.years.choose(str(found.year))
        self.table.set_rows(found.months)
        self.view.setVisible(bool(found.months))
        self._empty.setVisible(not found.months)

    def _choose(self, year: str) -> None:
        self._year = int(year)
        self.refresh()

    def _save(self) -> None:
        if self._year is None:
            return
        name = file_name(_("Books"), str(self._year))
        first = str(self._book.desk.store.paths.exports / f"{name}.csv")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Export for bookkeeping"), first, "CSV (*.csv)")
        if chosen:
            self.save_to(Path(chosen))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.years)
        head.addWidget(self._note, 1)
        head.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)


def _columns() -> tuple[Column[Month], ...]:
    def sum_of(key: str, title: str, account: Account) -> Column[Month]:
        return Column(key, title, lambda month: money(month.earned.of(account), bold=_is_year(month)), 100, "right")

    return (
        Column("month", _("Month"), lambda month: Text(month.title, bold=True), 0),
        Column("rounds", _("Rounds"), lambda month: Text(str(month.rounds)), 64, "right"),
        Column("orders", _("Orders"), lambda month: Text(str(month.orders)), 72, "right"),
        Column("people", _("Neighbours"), lambda month: Text(str(month.neighbours)), 84, "right"),
        sum_of("sales", _("Goods sold"), Account.SALES),
        sum_of("cost", _("What the goods cost"), Account.PURCHASES),
        sum_of("fees", _("Fees paid"), Account.FEES),
        sum_of("waste", _("Written off"), Account.WASTE),
        sum_of("claims", _("After-sales"), Account.CLAIMS),
        Column("margin", _("What was earned"), _margin, 170, "right"),
    )


def _margin(month: Month) -> Text:
    share = percent_text(month.earned.margin_tenths)
    return Text(money(month.earned.margin_fen).text, share, bold=True)


def _is_year(month: Month) -> bool:
    return len(month.key) == 4


def _key(month: Month) -> int:
    return int(month.key.replace("-", ""))
