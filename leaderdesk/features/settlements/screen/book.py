"""Reads and writes for the settlement page, in the background; every write is answered by a toast that can undo it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from leaderdesk.core.clock import today
from leaderdesk.core.i18n import _, language
from leaderdesk.features.desk import Desk
from leaderdesk.features.settlements.actions import take_back
from leaderdesk.features.settlements.feature import export_books, export_settlement
from leaderdesk.features.settlements.queries import Settlement, SupplierAccount, settlement_of, supplier_accounts
from leaderdesk.features.settlements.queries.months import months_of_year, years
from leaderdesk.features.settlements.queries.suppliers import SupplierMove, supplier_moves
from leaderdesk.features.settlements.rules.months import Month
from leaderdesk.features.settlements.screen.money_form import MoneyForm


@dataclass(frozen=True, slots=True)
class Shown:
    """What a round earned, and the accounts of its suppliers and of whoever is owed something."""

    settlement: Settlement
    accounts: tuple[SupplierAccount, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year with the year itself behind them, and the years there are, the latest first."""

    year: int
    months: tuple[Month, ...]
    years: tuple[int, ...]


class SettleBook:
    """The one who asks the store for the page."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        self.desk = desk
        self._owner = owner

    def read_round(self, round_id: int, done: Callable[[Shown | None], None]) -> None:
        """Read what the round earned."""
        store = self.desk.store

        def work() -> Shown | None:
            with store.read() as connection:
                found = settlement_of(connection, round_id)
                return None if found is None else Shown(found, supplier_accounts(connection, round_id))

        self.desk.tasks.read(self._owner, work, done, latest="settlement")

    def read_moves(self, supplier_id: int, done: Callable[[tuple[SupplierMove, ...]], None]) -> None:
        """Read the latest movements on a supplier's account."""
        store = self.desk.store

        def work() -> tuple[SupplierMove, ...]:
            with store.read() as connection:
                return supplier_moves(connection, supplier_id)

        self.desk.tasks.read(self._owner, work, done, latest="moves")

    def read_year(self, year: int | None, done: Callable[[Year], None]) -> None:
        """Read the months of that year, by default of the latest in which a round was settled."""
        store, now = self.desk.store, today(self.desk.clock).year

        def work() -> Year:
            with store.read() as connection:
                known = years(connection) or (now,)
                wanted = known[0] if year is None else year
                return Year(wanted, months_of_year(connection, wanted), known)

        self.desk.tasks.read(self._owner, work, done, latest="year")

    def write(
        self,
        work: Callable[[], int],
        sentence: str,
        *,
        done: Callable[[], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do it, say so, and offer to undo it."""

        def told(action_id: int) -> None:
            self.desk.notice(sentence, undo=action_id)
            if done is not None:
                done()

        self.desk.tasks.write(self._owner, work, told, refused)

    def take(self, form: MoneyForm, work: Callable[[], int], sentence: str) -> None:
        """Do what the form asks for, as `write`; the form is emptied, or says why it was refused."""
        self.write(work, sentence, done=form.clear, refused=form.refuse)

    def take_back(self, entry_id: int) -> None:
        """Take back an entry of the leader's own."""
        store = self.desk.store
        self.write(lambda: take_back(store, entry_id), _("The entry is taken back"))

    def save_workbook(self, round_id: int, path: Path) -> None:
        """Write the settlement workbook to that file in the language of paper, and say where it lies."""
        store, spoken = self.desk.store, self.desk.settings().paper_language

        def work() -> Path:
            with language(spoken):
                return export_settlement(store, round_id, path)[0]

        self.desk.tasks.read(self._owner, work, self._saved)

    def save_books(self, year: int, path: Path) -> None:
        """Write the books of that year as text to that file, and say where it lies."""
        store, spoken = self.desk.store, self.desk.settings().paper_language

        def work() -> Path:
            with language(spoken):
                return export_books(store, year, path)

        self.desk.tasks.read(self._owner, work, self._saved)

    def _saved(self, path: Path) -> None:
        self.desk.notice(_("Saved: {path}").format(path=path.name))
