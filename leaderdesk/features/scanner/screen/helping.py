"""Opens and closes the page for phones from the window, and tells the window's thread what phones do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.scanner.actions import Book, Deed, Scanner, Standing
from leaderdesk.features.scanner.queries import Table
from leaderdesk.features.scanner.rules.addresses import Card, offered
from leaderdesk.features.scanner.screen.photos import codes_on
from leaderdesk.storage import journal

Cards = Callable[[], tuple[Card, ...]]

PORT = 8642
"""The first one that is tried; whichever it became is tried first the next time."""


class Relay(QObject):
    """Carries what the threads of the page tell to the window's thread."""

    changed = Signal()
    bug = Signal(object)


class Helping(QObject):
    """Lets phones help at one desk; `changed` tells that `standing` has news.

    `networks` gives the cards of this laptop.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, table: Table, book: Book | None, networks: Cards, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._networks = networks
        self._was_open = False
        self._round_id: int | None = None
        # Nobody's child: threads of the page may speak until the very last of them has ended.
        relay = Relay()
        self.scanner = Scanner(
            desk.store, book=book, read_photo=codes_on, changed=relay.changed.emit, bug=relay.bug.emit
        )
        relay.changed.connect(self._news)
        relay.bug.connect(self._tell_bug)
        self._relay = relay
        self.destroyed.connect(self.scanner.end)

    def show_round(self, round_id: int) -> None:
        """Let phones look in this round, the next time the page is opened."""
        self._round_id = round_id

    def standing(self) -> Standing | None:
        """Return how the page stands; None while it is closed."""
        return self.scanner.standing()

    def read_networks(self, done: Callable[[tuple[Card, ...]], None], owner: QObject) -> None:
        """Find out on which addresses the page can be offered, the likeliest first."""
        networks, last = self._networks, self._desk.settings().scanner_address
        self._desk.tasks.read(owner, lambda: offered(networks(), last=last), done, latest="networks")

    def open(self, address: str) -> None:
        """Let phones reach the page at that address, and remember it."""
        scanner, table = self.scanner, replace(self._table, round_id=self._round_id)
        port = self._desk.settings().scanner_port or PORT

        def done(port: int) -> None:
            self._desk.set_settings(replace(self._desk.settings(), scanner_address=address, scanner_port=port))

        self._desk.tasks.read(self, lambda: scanner.open(address, port, table), done)

    def close(self) -> None:
        """Close the page; phones that are on it are told nothing more."""
        self._desk.tasks.read(self, self.scanner.close, lambda _closed: None)

    def renew_pin(self) -> None:
        """Put another PIN in force."""
        self.scanner.renew_pin()

    def take_back(self, deed: Deed) -> None:
        """Undo what a phone did."""
        store = self._desk.store

        def work() -> str:
            undone_by = store.undo(deed.action_id)
            with store.read() as connection:
                found = journal.action(connection, undone_by)
            return found.title if found is not None else ""

        def done(title: str) -> None:
            self.scanner.forget(deed)
            self._desk.notice(_("Undone: {action}").format(action=title))

        self._desk.tasks.write(self, work, done)

    def _news(self) -> None:
        is_open = self.scanner.is_open()
        if is_open != self._was_open:
            self._was_open = is_open
            place = Place(Page.ROUNDS, round_id=self._round_id, step=Step.PICKUP)
            self._desk.mark(_("Phones may help to scan") if is_open else "", place=place if is_open else None)
            if self.scanner.ended_unused():
                self._desk.notice(_("No phone has helped for an hour, so their page was closed."))
        self.changed.emit()

    def _tell_bug(self, error: BaseException) -> None:
        def again() -> None:
            raise error

        # Where every mistake of ours goes, with its page and its report.
        self._desk.tasks.read(self, again, lambda _none: None)
