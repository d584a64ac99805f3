"""What stands behind the socket while the leader keeps the page open: the door, the routes, and who did what."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from leaderdesk.core.clock import Clock
from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.report import Json
from leaderdesk.core.text import one_line
from leaderdesk.features.scanner.actions.counter import Counter, Done
from leaderdesk.features.scanner.actions.pages import Pages
from leaderdesk.features.scanner.rules.card import card_words
from leaderdesk.features.scanner.rules.door import (
    MOST_PHONES,
    PIN_DIGITS,
    Door,
    Knock,
    Phone,
    knock,
    seen,
    wait_ms,
    with_pin,
)
from leaderdesk.features.scanner.rules.gate import Route, let_through
from leaderdesk.features.scanner.rules.http import Head, Reply, read_json, told

MOST_DEEDS = 10
_MOST_TYPED = 40
_MOST_LINES = 500
_MOST_ORDER = 10**7 - 1
_NONCE = re.compile(r"[0-9A-Za-z-]{8,64}")

Ticks = Callable[[], int]
"""Milliseconds of a clock that never goes back."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a phone did: when (unix milliseconds), which phone, to whose order, and by which action of the journal."""

    at_ms: int
    phone: int
    who: str
    kind: Literal["handed", "paid"]
    action_id: int


class PhoneSite:
    """Answers phones under `address:port`; `changed` is called, from whatever thread, when the leader has news to see.

    Tokens and the PIN live here only, and end with it.
    """

    def __init__(
        self, place: str, *, counter: Counter, pages: Pages, ticks: Ticks, clock: Clock, changed: Callable[[], None]
    ) -> None:
        self.place = place
        self._counter = counter
        self._pages = pages
        self._ticks = ticks
        self._clock = clock
        self._changed = changed
        self._lock = threading.Lock()
        self._door = Door(new_pin())
        self._deeds: deque[Deed] = deque(maxlen=MOST_DEEDS)
        self._used_ms = ticks()

    def look(self) -> tuple[Door, tuple[Deed, ...]]:
        """Return the door as it is, and the last deeds, newest first."""
        with self._lock:
            return self._door, tuple(reversed(self._deeds))

    def unused_ms(self) -> int:
        """Return for how long nobody who is in has asked for anything."""
        with self._lock:
            return self._ticks() - self._used_ms

    def renew_pin(self) -> None:
        """Put another PIN in force; who is in stays in."""
        with self._lock:
            self._door = with_pin(self._door, new_pin())
            self._used_ms = self._ticks()
        self._changed()

    def forget(self, action_id: int) -> None:
        """Take a deed off the list, as it was undone."""
        with self._lock:
            self._deeds = deque((each for each in self._deeds if each.action_id != action_id), maxlen=MOST_DEEDS)
        self._changed()

    # As the listener asks.

    def admit(self, head: Head, peer: str) -> Route | Reply:
        """Return what was asked for, before anything more of the request is read, or the refusal."""
        return let_through(head, site=self.place, is_in=self._phone(head, peer) is not None)

    def answer(self, head: Head, body: bytes, peer: str) -> Reply:
        """Return the reply to a request that was admitted."""
        phone = self._phone(head, peer)
        if head.method == "GET":
            return self._pages.reply(head.path, is_in=phone is not None)
        if head.path == "/photo":
            return self._for(phone, lambda _phone: Done(self._counter.photo(body)))
        words = read_json(body)
        if words is None:
            return Reply(400)
        if head.path == "/pin":
            return self._let_in(words, peer)
        deeds = {"/find": self._find, "/hand": self._hand, "/pay": self._pay}
        return self._for(phone, lambda phone: deeds[head.path](words, phone))

    # The door.

    def _phone(self, head: Head, peer: str) -> Phone | None:
        if not head.token:
            return None
        with self._lock:
            return self._door.phone(_digest(head.token), peer)

    def _let_in(self, words: Mapping[str, Json], peer: str) -> Reply:
        pin, token = words.get("pin"), secrets.token_urlsafe(32)
        if not isinstance(pin, str):
            return Reply(400)
        with self._lock:
            now_ms = self._ticks()
            self._door, came = knock(
                self._door, pin[: 4 * PIN_DIGITS], address=peer, digest=_digest(token), now_ms=now_ms
            )
            wait_s = -(-wait_ms(self._door, peer, now_ms) // 1000)
            if came is Knock.IN:
                self._used_ms = now_ms
        self._changed()
        if came is Knock.IN:
            return replace(told(200, inside=True), token=token)
        return told(429 if came is Knock.WAIT else 403, say=_refusal(came, wait_s))

    # What phones do.

    def _for(self, phone: Phone | None, do: Callable[[Phone], Done | None]) -> Reply:
        if phone is None:
            # The page was closed to it while it was still sending.
            return told(401, say=_("Type the PIN that stands on the laptop."))
        self._note_seen(phone)
        try:
            done = do(phone)
        except UserError as refused:
            return told(409, say=str(refused))
        except StorageTrouble as trouble:
            return told(503, say=str(trouble))
        return Reply(400) if done is None else told(200, **card_words(done.card))

    def _note_seen(self, phone: Phone) -> None:
        with self._lock:
            now_ms = self._used_ms = self._ticks()
            self._door = seen(self._door, phone, now_ms)
        self._changed()

    def _find(self, words: Mapping[str, Json], _phone: Phone) -> Done | None:
        typed, order_id = words.get("typed"), _order(words)
        if order_id is not None:
            return Done(self._counter.find_order(order_id))
        if not isinstance(typed, str) or not one_line(typed[:_MOST_TYPED]):
            return None
        return Done(self._counter.find(one_line(typed[:_MOST_TYPED])))

    def _hand(self, words: Mapping[str, Json], phone: Phone) -> Done | None:
        order_id, nonce, lines = _order(words), _nonce(words, phone), words.get("lines")
        if order_id is None or not nonce or not isinstance(lines, list) or len(lines) > _MOST_LINES:
            return None
        line_ids = [line for line in lines if type(line) is int]
        by = _("phone {number}").format(number=phone.number)
        done = self._counter.hand_over(order_id, line_ids, nonce=nonce, by=by)
        self._keep(done, phone, "handed")
        return done

    def _pay(self, words: Mapping[str, Json], phone: Phone) -> Done | None:
        order_id, nonce, fen, method = _order(words), _nonce(words, phone), words.get("fen"), words.get("method")
        if order_id is None or not nonce or type(fen) is not int or not isinstance(method, str):
            return None
        if method not in ("cash", "wechat"):
            return None
        done = self._counter.take_money(order_id, "cash" if method == "cash" else "wechat", fen=fen, nonce=nonce)
        self._keep(done, phone, "paid")
        return done

    def _keep(self, done: Done, phone: Phone, kind: Literal["handed", "paid"]) -> None:
        if done.action_id is None:
            return
        with self._lock:
            self._deeds.append(Deed(self._clock.now_ms(), phone.number, done.who, kind, done.action_id))
        self._changed()


def new_pin() -> str:
    """Return six digits that nobody can foresee."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _order(words: Mapping[str, Json]) -> int | None:
    order_id = words.get("order")
    return order_id if type(order_id) is int and 0 < order_id <= _MOST_ORDER else None


def _nonce(words: Mapping[str, Json], phone: Phone) -> str:
    """Return the nonce as it is kept, apart from those of other phones and other days; empty for what is none."""
    nonce = words.get("nonce")
    return f"{phone.digest[:24]}-{nonce}" if isinstance(nonce, str) and _NONCE.fullmatch(nonce) else ""


def _refusal(came: Knock, wait_s: int) -> str:
    if came is Knock.SHUT:
        return _("Nobody else can come in just now. Ask at the laptop for a new PIN.")
    if came is Knock.FULL:
        return _("{count} phones are helping already. One of them has to stop first.").format(count=MOST_PHONES)
    wrong = _("That was not the PIN. Look at the laptop once more.") if came is Knock.WRONG else ""
    if wait_s <= 0:
        return wrong
    wait = ngettext("Please wait {count} second.", "Please wait {count} seconds.", wait_s).format(count=wait_s)
    return f"{wrong} {wait}".strip()
