"""The word at the bottom of the window that says whether the books close, and opens the sum behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.queries.closing import sum_of_books
from leaderdesk.features.payments.rules.closing import Closing, Sum
from leaderdesk.features.payments.screen.books_eye import BooksEye
from leaderdesk.features.payments.screen.books_sheet import BooksSheet, off_words
from leaderdesk.ui.buttons import Button


class BooksMark(Button):
    """Shows nothing until it has looked for the first time, which happens at once."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__("", kind="link", size=28, icon="check", parent=parent)
        self._desk = desk
        self._eye = BooksEye(desk, parent=self)
        self._eye.seen.connect(self._show)
        self.clicked.connect(self._open)
        self.hide()
        self._eye.look()

    def _show(self, closing: Closing) -> None:
        if closing.ok:
            self.set_icon("check")
            self.set_kind("link")
            self.set_text(_("The books close"))
        else:
            self.set_icon("warning")
            self.set_kind("dangerQuiet")
            self.set_text(off_words(closing.off_fen))
        self.setToolTip(_("Show the sum behind it"))
        self.show()

    def _open(self) -> None:
        store = self._desk.store

        def work() -> Sum:
            with store.read() as connection:
                return sum_of_books(connection)

        self._desk.tasks.read(self, work, self._show_sum, latest="sum")

    def _show_sum(self, found: Sum) -> None:
        BooksSheet(self.window(), found).open()
