"""One line that says whether the books close; it looks again whenever money or orders move."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.queries import books_close
from leaderdesk.features.payments.rules.closing import Closing, Mark
from leaderdesk.ui.labels import IconLine

_TABLES = frozenset({"ledger_entry", "orders", "line"})


class BooksLine(IconLine):
    """The first look goes through everything, each later one through what has moved since."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__("check", "", parent=parent)
        self._desk = desk
        self._mark: Mark | None = None
        self.closing: Closing | None = None
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self.refresh())

    def refresh(self) -> None:
        """Look whether the books close, and say so."""
        store, mark = self._desk.store, self._mark

        def work() -> Closing:
            with store.read() as connection:
                return books_close(connection, mark)

        self._desk.tasks.read(self, work, self._show, latest="books")

    def _show(self, closing: Closing) -> None:
        self.closing = closing
        if closing.ok:
            # What did not close is looked at again each time, together with all else.
            self._mark = closing.mark
            self.show_line("check", _("The books close"), "brand")
            self.setToolTip(_("Every order is debited what its goods come to, and every entry sums to nothing."))
            return
        self._mark = None
        places = ngettext("{count} place", "{count} places", len(closing.breaches)).format(count=len(closing.breaches))
        self.show_line("warning", _("The books do not close: {places}").format(places=places), "danger")
        self.setToolTip(_("Restore the latest backup, in Settings, Backups."))
