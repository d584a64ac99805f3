"""The card that says how balances are used, when nobody is reminded, and whether the books close."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.actions import set_credit_use
from leaderdesk.features.payments.actions.chasing import set_quiet
from leaderdesk.features.payments.rules.chasing import Quiet, kept_quiet
from leaderdesk.features.payments.screen.books_line import BooksLine
from leaderdesk.features.settings.screen.quiet_row import QuietRow
from leaderdesk.storage.business import Business, read_business
from leaderdesk.ui.cards import Card, Rule
from leaderdesk.ui.choices import SwitchRow


class MoneyCard(Card):
    """What is chosen is kept at once, as one step that can be undone."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Money and balances"), parent=parent)
        self._desk = desk
        self.by_itself = SwitchRow(
            _("Balances are used by themselves"), _("an order is paid from the neighbour's balance when it is taken")
        )
        self.quiet = QuietRow()
        self.quiet.chosen.connect(self._keep_quiet)
        self.books = BooksLine(desk)
        for part in (self.by_itself, Rule(), self.quiet, Rule(), self.books):
            self.body.addWidget(part)
        self.by_itself.switch.clicked.connect(self._keep)
        desk.bridge.on_tables(self, {"setting"}, lambda _changed: self._read())

    def refresh(self) -> None:
        """Show what holds now, and look whether the books close."""
        self._read()
        self.books.refresh()

    def _read(self) -> None:
        store = self._desk.store

        def work() -> Business:
            with store.read() as connection:
                return read_business(connection)

        self._desk.tasks.read(self, work, self._show, latest="credit")

    def _show(self, business: Business) -> None:
        self.by_itself.switch.setChecked(business.uses_credit)
        self.quiet.show_quiet(kept_quiet(business.quiet_hours))

    def _keep(self, *_clicked: bool) -> None:
        store, on = self._desk.store, self.by_itself.switch.isChecked()
        said = _("Balances are used by themselves") if on else _("Balances are used when you say so")
        self._desk.tasks.write(
            self,
            lambda: set_credit_use(store, by_itself=on),
            lambda action: self._desk.notice(said, undo=action),
        )

    def _keep_quiet(self, quiet: Quiet) -> None:
        store = self._desk.store
        words = _("From {begins} to {ends} nobody is reminded")
        if quiet.begins == quiet.ends:
            words = _("There are no quiet hours any more")
        said = words.format(begins=f"{quiet.begins:%H:%M}", ends=f"{quiet.ends:%H:%M}")
        self._desk.tasks.write(
            self, lambda: set_quiet(store, quiet), lambda action: self._desk.notice(said, undo=action)
        )
