"""One line that says whether the books close."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.rules.closing import Closing
from leaderdesk.features.payments.screen.books_eye import BooksEye
from leaderdesk.ui.labels import IconLine


class BooksLine(IconLine):
    """Says what was found when it last looked; it looks again whenever money or orders move."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__("check", "", parent=parent)
        self._eye = BooksEye(desk, parent=self)
        self._eye.seen.connect(self._show)

    def refresh(self) -> None:
        """Look whether the books close, and say so."""
        self._eye.look()

    def _show(self, closing: Closing) -> None:
        if closing.ok:
            self.show_line("check", _("The books close"), "brand")
            self.setToolTip(_("Every order is debited what its goods come to, and every entry sums to nothing."))
            return
        places = ngettext("{count} place", "{count} places", len(closing.breaches)).format(count=len(closing.breaches))
        self.show_line("warning", _("The books do not close: {places}").format(places=places), "danger")
        self.setToolTip(_("Restore the latest backup, in Settings, Backups."))
