"""The only place that listens: one address, few connections at a time, every one of them short."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from leaderdesk.features.scanner.rules.gate import Route
from leaderdesk.features.scanner.rules.http import MOST_HEAD, Head, Reply, read_head, written

MOST_AT_ONCE, MOST_OF_ONE = 12, 6
"""Connections at a time: of everybody, and of one address; a browser opens up to six."""

HEAD_S, WRITE_S = 5, 10
"""Within so many seconds the head of a request must be there, and the reply be taken."""

_TURN_S = 0.25
_LINGER_S, _MOST_LINGERING = 1, 256 * 1024
_AT_ONCE = 64 * 1024
_SECOND_NS = 1_000_000_000
_END = b"\r\n\r\n"


class Site(Protocol):
    """What is behind the socket."""

    def admit(self, head: Head, peer: str) -> Route | Reply:
        """Return what was asked for, before anything more of the request is read, or the refusal."""
        ...

    def answer(self, head: Head, body: bytes, peer: str) -> Reply:
        """Return the reply to a request that was admitted."""
        ...


def bound(address: str, port: int) -> socket.socket:
    """Return a socket that listens on that address alone, on any free port if `port` is 0. OSError if it cannot."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # On Windows "reuse" would let another program take the port over; elsewhere it only skips the wait after use.
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR if exclusive is None else exclusive, 1)
        made.bind((address, port))
        made.listen(MOST_AT_ONCE)
        made.settimeout(_TURN_S)
    except OSError:
        made.close()
        raise
    return made


class Listener:
    """Answers what comes in on `listening` for `site` until it is closed.

    `each_turn` is called a few times a second meanwhile, `bug` with what a request has brought to light. Both come from
    threads of the listener.
    """

    def __init__(
        self,
        listening: socket.socket,
        site: Site,
        *,
        each_turn: Callable[[], None],
        bug: Callable[[BaseException], None],
    ) -> None:
        self._listening = listening
        self._site = site
        self._each_turn = each_turn
        self._bug = bug
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._open: dict[socket.socket, str] = {}
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE, "leaderdesk-phone")
        self._thread = threading.Thread(target=self._accept, name="leaderdesk-phones", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and hang up; afterwards the port is free, and no request is under way any more."""
        with self._lock:
            self._closed.set()
            connections = tuple(self._open)
        _hang_up(self._listening)
        self._listening.close()
        for connection in connections:
            _hang_up(connection)
        self._pool.shutdown(wait=True)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                connection, peer = self._listening.accept()
            except TimeoutError:
                pass
            except OSError:
                # Closed by us, or the system is short of something for the moment.
                self._closed.wait(_TURN_S)
            else:
                self._take(connection, peer[0])
            self._each_turn()

    def _take(self, connection: socket.socket, peer: str) -> None:
        with self._lock:
            theirs = sum(1 for each in self._open.values() if each == peer)
            if self._closed.is_set() or len(self._open) >= MOST_AT_ONCE or theirs >= MOST_OF_ONE:
                connection.close()
                return
            self._open[connection] = peer
            self._pool.submit(self._serve, connection, peer).add_done_callback(self._served)

    def _serve(self, connection: socket.socket, peer: str) -> None:
        try:
            # Whoever hangs up or is too slow gets no answer; nobody else notices.
            with suppress(OSError):
                wire = _Wire(connection)
                reply = self._reply(wire, peer)
                if reply is not None:
                    wire.send(written(reply))
                    wire.linger()
        finally:
            with self._lock:
                del self._open[connection]
            connection.close()

    def _served(self, done: Future[None]) -> None:
        error = None if done.cancelled() else done.exception()
        if error is not None:
            self._bug(error)

    def _reply(self, wire: _Wire, peer: str) -> Reply | None:
        raw = wire.head()
        if raw is None:
            return None
        if not raw.endswith(_END):
            return Reply(431)
        head = read_head(raw.removesuffix(_END))
        if head is None:
            return Reply(400)
        admitted = self._site.admit(head, peer)
        if isinstance(admitted, Reply):
            return replace(admitted, body=b"") if head.method == "HEAD" else admitted
        if head.fields.get("expect", "").lower() == "100-continue":
            wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = wire.body(head.length or 0, within_s=admitted.within_s) if admitted.method == "POST" else b""
        return self._site.answer(head, body, peer)


class _Wire:
    """A connection that is read to an end that was set before, in bytes and in time. OSError if either is passed."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._ahead = b""

    def head(self) -> bytes | None:
        """Return the head with the empty line behind it, cut short if it is too long; None if nothing was said."""
        raw, until = b"", _in(HEAD_S)
        while _END not in raw and len(raw) < MOST_HEAD:
            piece = self._receive(until)
            if not piece:
                return None
            raw += piece
        head, end, self._ahead = raw.partition(_END)
        return head + end if len(head) < MOST_HEAD else head[:MOST_HEAD]

    def body(self, length: int, *, within_s: int) -> bytes:
        """Return the `length` bytes after the head."""
        pieces, missing, until = [self._ahead[:length]], length - len(self._ahead), _in(within_s)
        while missing > 0:
            piece = self._receive(until, most=missing)
            if not piece:
                raise ConnectionError
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def send(self, content: bytes) -> None:
        """Send it all."""
        self._connection.settimeout(WRITE_S)
        self._connection.sendall(content)

    def linger(self) -> None:
        """Let the other side read the answer: hanging up on what it is still sending would take the answer with it."""
        self._connection.shutdown(socket.SHUT_WR)
        until, left = _in(_LINGER_S), _MOST_LINGERING
        while left > 0 and (piece := self._receive(until)):
            left -= len(piece)

    def _receive(self, until_ns: int, *, most: int = _AT_ONCE) -> bytes:
        left_ns = until_ns - time.monotonic_ns()
        if left_ns <= 0:
            raise TimeoutError
        self._connection.settimeout(left_ns / _SECOND_NS)
        return self._connection.recv(min(most, _AT_ONCE))


def _in(seconds: int) -> int:
    """Return the moment so many seconds from now, in nanoseconds of the clock that never goes back."""
    return time.monotonic_ns() + seconds * _SECOND_NS


def _hang_up(connection: socket.socket) -> None:
    # Wakes whoever waits for something to come; closing alone would leave it waiting, and the port taken.
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
