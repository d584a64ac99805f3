"""Opens the page for phones and closes it; while it is closed there is no socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.log import log
from leaderdesk.features.scanner.actions.counter import Book, Counter, ReadPhoto
from leaderdesk.features.scanner.actions.listening import Listener, bound
from leaderdesk.features.scanner.actions.pages import Pages
from leaderdesk.features.scanner.actions.site import Deed, PhoneSite, Ticks
from leaderdesk.features.scanner.queries import Table, letters_of_rooms
from leaderdesk.storage.database import Store

UNUSED_MS = 60 * 60_000
"""Whoever forgets to close it has it closed for her."""


@dataclass(frozen=True, slots=True)
class SeenPhone:
    """A phone that is in: its number, its address, and how many milliseconds ago it last asked for something."""

    number: int
    address: str
    ago_ms: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the leader sees while the page is open; `is_shut` after too many wrong PINs, `deeds` newest first."""

    address: str
    port: int
    pin: str
    is_shut: bool
    phones: tuple[SeenPhone, ...]
    deeds: tuple[Deed, ...]

    @property
    def url(self) -> str:
        """Where phones find the page."""
        return f"http://{self.address}:{self.port}/"


def _ticks() -> int:
    return time.monotonic_ns() // 1_000_000


class Scanner:
    """The page for phones of one store: closed at first, and closed again before the store is.

    `changed` is called from any thread when `standing` has news; `bug` gets what nobody expected.
    """

    def __init__(
        self,
        store: Store,
        *,
        book: Book | None,
        read_photo: ReadPhoto,
        changed: Callable[[], None],
        bug: Callable[[BaseException], None],
        ticks: Ticks = _ticks,
    ) -> None:
        self._store = store
        self._book = book
        self._read_photo = read_photo
        self._changed = changed
        self._bug = bug
        self._ticks = ticks
        self._lock = threading.Lock()
        self._address = ("", 0)
        self._site: PhoneSite | None = None
        self._listener: Listener | None = None
        self._ended_unused = False
        self._is_over = False
        store.before_close(self.end)

    def open(self, address: str, port: int, table: Table) -> int:
        """Let phones reach the page at that address and return its port: `port`, or another one if it is taken.

        UserError if the address cannot be used. Each opening has its own PIN, and knows no phone of an earlier one.
        """
        self.close()
        counter = Counter(self._store, table, book=self._book, read_photo=self._read_photo)
        with self._store.read() as connection:
            letters = letters_of_rooms(connection)
        pages = Pages(letters=letters, takes_money=counter.takes_money)
        with self._lock:
            listening = _bound(address, port, allowed=not self._is_over)
            port = listening.getsockname()[1]
            site = PhoneSite(
                f"{address}:{port}",
                counter=counter,
                pages=pages,
                ticks=self._ticks,
                clock=self._store.clock,
                changed=self._changed,
            )
            self._address, self._site, self._ended_unused = (address, port), site, False
            self._listener = Listener(listening, site, each_turn=self._close_if_unused, bug=self._bug)
        log("scanner").info("open on port %d", port)
        self._changed()
        return port

    def close(self) -> None:
        """Close the page: no socket is left, and no phone is known. Nothing happens while it is closed."""
        with self._lock:
            listener, self._listener, self._site = self._listener, None, None
        if listener is not None:
            listener.close()
            log("scanner").info("closed")
            self._changed()

    def end(self) -> None:
        """Close the page for good: whoever kept it open is going, and nothing opens it any more."""
        with self._lock:
            self._is_over = True
        self.close()

    def is_open(self) -> bool:
        """Return whether phones can reach the page."""
        return self._site is not None

    def ended_unused(self) -> bool:
        """Return whether it was closed because nobody had used it for an hour."""
        return self._ended_unused

    def renew_pin(self) -> None:
        """Put another PIN in force, which also opens the door after too many wrong ones."""
        site = self._site
        if site is not None:
            site.renew_pin()

    def forget(self, deed: Deed) -> None:
        """Take a deed off the list, as it was undone."""
        site = self._site
        if site is not None:
            site.forget(deed.action_id)

    def standing(self) -> Standing | None:
        """Return how it stands; None while it is closed."""
        with self._lock:
            site, (address, port) = self._site, self._address
        if site is None:
            return None
        door, deeds = site.look()
        now_ms = self._ticks()
        phones = tuple(SeenPhone(phone.number, phone.address, now_ms - phone.seen_ms) for phone in door.phones)
        return Standing(address, port, door.pin, door.is_shut, phones, deeds)

    def _close_if_unused(self) -> None:
        site = self._site
        if site is not None and site.unused_ms() >= UNUSED_MS:
            self._ended_unused = True
            self.close()


def _bound(address: str, port: int, *, allowed: bool) -> socket.socket:
    for tried in dict.fromkeys((port, 0)) if allowed else ():
        try:
            return bound(address, tried)
        except OSError:
            continue
    raise UserError(_("This address cannot be used just now. Is the Wi-Fi on? Choose another one, or try again."))
