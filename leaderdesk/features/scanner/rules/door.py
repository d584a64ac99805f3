"""Who may come in: a PIN that cannot be guessed in time, and the phones that have said it."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

PIN_DIGITS = 6
MOST_PHONES = 6
MOST_WRONG = 20
"""So many wrong PINs, from wherever, shut the door until there is a new one: a chance of 1 in 50,000."""

AWAY_MS = 5 * 60_000
"""A phone not seen for so long gives its place to another one."""

# Seconds to wait after so many wrong PINs: of one address, and of all together.
_WAITS_OF_ONE = (0, 0, 0, 10, 30, 60, 300)
_WAITS_OF_ALL = (0, 0, 0, 0, 0, 0, 5, 5, 10, 10, 20, 20, 30, 30, 60)


class Knock(Enum):
    """What a PIN that was said came to."""

    IN = "in"
    WRONG = "wrong"
    WAIT = "wait"
    SHUT = "shut"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that came in: its number, from where, the digest of its token, since when and when it last asked."""

    number: int
    address: str
    digest: str
    since_ms: int
    seen_ms: int


@dataclass(frozen=True, slots=True)
class Door:
    """The PIN in force, the wrong ones (from where and when), and who is in; times in milliseconds of one clock."""

    pin: str
    wrong: tuple[tuple[str, int], ...] = ()
    phones: tuple[Phone, ...] = ()
    count: int = 0

    @property
    def is_shut(self) -> bool:
        """Whether nobody comes in any more until there is a new PIN."""
        return len(self.wrong) >= MOST_WRONG

    def phone(self, digest: str, address: str) -> Phone | None:
        """Return the phone with this token, at the address where it came in; None for everybody else."""
        for phone in self.phones:
            if hmac.compare_digest(phone.digest, digest) and phone.address == address:
                return phone
        return None


def knock(door: Door, pin: str, *, address: str, digest: str, now_ms: int) -> tuple[Door, Knock]:
    """Return the door after somebody said `pin`, and what came of it; who comes in is known by `digest` from then on.

    While one has to wait, and once the door is shut, the right PIN opens nothing either.
    """
    if door.is_shut:
        return door, Knock.SHUT
    if wait_ms(door, address, now_ms):
        return door, Knock.WAIT
    if not hmac.compare_digest(door.pin.encode(), pin.encode()):
        door = replace(door, wrong=(*door.wrong, (address, now_ms)))
        return door, Knock.SHUT if door.is_shut else Knock.WRONG
    staying = _with_room(door.phones, now_ms)
    if len(staying) >= MOST_PHONES:
        return door, Knock.FULL
    phone = Phone(door.count + 1, address, digest, since_ms=now_ms, seen_ms=now_ms)
    wrong = tuple(each for each in door.wrong if each[0] != address)
    return replace(door, phones=(*staying, phone), count=phone.number, wrong=wrong), Knock.IN


def seen(door: Door, phone: Phone, now_ms: int) -> Door:
    """Return the door after that phone asked for something."""
    phones = (replace(each, seen_ms=now_ms) if each.number == phone.number else each for each in door.phones)
    return replace(door, phones=tuple(phones))


def with_pin(door: Door, pin: str) -> Door:
    """Return the door with a new PIN and the wrong ones forgotten; who is in stays in."""
    return replace(door, pin=pin, wrong=())


def wait_ms(door: Door, address: str, now_ms: int) -> int:
    """Return how long that address has to wait before it may say a PIN again."""
    mine = [at_ms for who, at_ms in door.wrong if who == address]
    everybody = [at_ms for _who, at_ms in door.wrong]
    return max(_left_ms(mine, _WAITS_OF_ONE, now_ms), _left_ms(everybody, _WAITS_OF_ALL, now_ms))


def _left_ms(wrong: Sequence[int], waits: Sequence[int], now_ms: int) -> int:
    if not wrong:
        return 0
    return max(0, wrong[-1] + 1000 * waits[min(len(wrong), len(waits) - 1)] - now_ms)


def _with_room(phones: tuple[Phone, ...], now_ms: int) -> tuple[Phone, ...]:
    """Return the phones without the one that has been away longest, if its place is needed."""
    if len(phones) < MOST_PHONES:
        return phones
    away = min(phones, key=lambda phone: phone.seen_ms)
    return phones if now_ms - away.seen_ms < AWAY_MS else tuple(phone for phone in phones if phone is not away)
