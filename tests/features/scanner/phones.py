"""A yard for tests: a practice shop, its page for phones on the loopback, and phones that speak plain HTTP."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.queries import StationSlots, pickups_of_round
from leaderdesk.features.pickups.rules import PickupOrder, code_of
from leaderdesk.features.practice.actions import practice_shop_key
from leaderdesk.features.scanner.actions import Scanner, Standing
from leaderdesk.features.scanner.queries import Table
from leaderdesk.features.scanner.screen.photos import codes_on
from tests.practice import SEED, Shop

HOST, OTHER_HOST = "127.0.0.1", "127.0.0.2"
KEY = practice_shop_key(SEED)


@dataclass
class Reply:
    """What came back."""

    status: int
    fields: dict[str, str]
    body: bytes

    @property
    def words(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Handset:
    """A phone at an address of its own, with the cookie that it was given."""

    port: int
    address: str = HOST
    cookie: str = ""
    count: int = 0

    def send(self, method: str, target: str, body: bytes | None = None, fields: dict[str, str] | None = None) -> Reply:
        """Send exactly this, with what every browser adds unless `fields` says otherwise."""
        site = f"{HOST}:{self.port}"
        usual = {"Origin": f"http://{site}", "Content-Type": "application/json", "Cookie": self.cookie}
        given = {name: value for name, value in (usual | (fields or {})).items() if value}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20, source_address=(self.address, 0))
        try:
            connection.request(method, target, body=body, headers=given)
            answer = connection.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def post(self, path: str, **words: object) -> Reply:
        """Ask as the page does, and keep a cookie that is given."""
        reply = self.send("POST", path, json.dumps(words).encode())
        if "set-cookie" in reply.fields:
            self.cookie = reply.fields["set-cookie"].partition(";")[0]
        return reply

    def find(self, typed: str) -> dict[str, Any]:
        """Return the card of what was typed."""
        reply = self.post("/find", typed=typed)
        assert reply.status == 200, reply
        return reply.words

    def nonce(self) -> str:
        """Return a nonce that was not used before."""
        self.count += 1
        return f"nonce-of-{self.address}-{self.count}".replace(".", "-")

    def hand(self, card: dict[str, Any], nonce: str = "") -> Reply:
        """Confirm the card."""
        return self.post("/hand", order=card["order"], lines=card["lines"], nonce=nonce or self.nonce())

    def photo(self, content: bytes, kind: str = "image/jpeg") -> Reply:
        """Send a photo."""
        return self.send("POST", "/photo", content, {"Content-Type": kind})


@dataclass
class Turning:
    """A clock of milliseconds that is turned by hand."""

    now_ms: int = 1_000_000

    def __call__(self) -> int:
        return self.now_ms


@dataclass
class Yard:
    """The shop and its page."""

    shop: Shop
    scanner: Scanner
    ticks: Turning
    bugs: list[BaseException] = field(default_factory=list)
    news: list[None] = field(default_factory=list)

    @property
    def table(self) -> Table:
        return Table(dues=dues, slots=StationSlots(), round_id=self.shop.round_id)

    def open(self, port: int = 0) -> Standing:
        """Open the page anew."""
        self.scanner.open(HOST, port, self.table)
        return self.standing()

    def standing(self) -> Standing:
        found = self.scanner.standing()
        assert found is not None
        return found

    def stranger(self, address: str = HOST) -> Handset:
        """Return a phone that has not said the PIN."""
        return Handset(self.standing().port, address)

    def phone(self, address: str = HOST) -> Handset:
        """Return a phone that has come in."""
        found = self.stranger(address)
        assert found.post("/pin", pin=self.standing().pin).status == 200
        return found

    def pickup(self, order_id: int) -> PickupOrder:
        """Return the order as the store knows it."""
        with self.shop.store.read() as connection:
            found = pickups_of_round(connection, self.shop.round_id, dues=dues)
        return next(each for each in found if each.order.id == order_id)

    def lone_orders(self) -> list[PickupOrder]:
        """Return the orders whose rooms mean nobody else."""
        with self.shop.store.read() as connection:
            found = pickups_of_round(connection, self.shop.round_id, dues=dues)
        rooms = [each.order.room for each in found]
        return [each for each in found if each.order.room and rooms.count(each.order.room) == 1]

    def code(self, order_id: int, bag: int = 0) -> str:
        """Return what stands on the label."""
        return code_of(order_id, bag, KEY)


@contextmanager
def open_yard(shop: Shop) -> Iterator[Yard]:
    """Give a yard whose page is open; afterwards nothing listens, and no thread has stumbled."""
    ticks, bugs, news = Turning(), list[BaseException](), list[None]()
    scanner = Scanner(
        shop.store,
        book=book_payment,
        read_photo=codes_on,
        changed=lambda: news.append(None),
        bug=bugs.append,
        ticks=ticks,
    )
    yard = Yard(shop, scanner, ticks, bugs, news)
    yard.open()
    try:
        yield yard
    finally:
        scanner.close()
        shop.store.close()
    assert bugs == []


def raw(port: int, content: bytes, *, address: str = HOST) -> bytes:
    """Send these bytes as they are and return all that comes back."""
    with socket.create_connection((HOST, port), timeout=20, source_address=(address, 0)) as connection:
        connection.sendall(content)
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def status_of(answer: bytes) -> int:
    """Return the status that a reply begins with; 0 where nobody replied."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def until(is_so: Callable[[], bool]) -> None:
    """Wait for a fact that another thread brings about."""
    patience = threading.Event()
    for _turn in range(2_000):
        if is_so():
            return
        patience.wait(0.01)
    raise AssertionError("it never came about")


def internet_sockets() -> dict[str, int]:
    """Return the sockets of this program that reach beyond it, as Linux tells, with 0 or the port it listens on."""
    mine = set[str]()
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            mine.add(str(each.readlink()))
    found = dict[str, int]()
    for name in ("tcp", "tcp6", "udp", "udp6"):
        path = Path("/proc/net") / name
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            words = line.split()
            if f"socket:[{words[9]}]" in mine:
                found[words[9]] = int(words[1].rpartition(":")[2], 16) if words[3] == "0A" else 0
    return found


def listening_ports() -> set[int]:
    """Return the ports on which this program listens, as Linux tells."""
    return set(filter(None, internet_sockets().values()))
