"""On which address of the laptop the page for phones is offered."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

# The networks of homes and shops (RFC 1918). Loopback reaches no phone, everything else might be the world.
_AT_HOME = tuple(ipaddress.ip_network(each) for each in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12"))
_MADE_BY_PROGRAMS = (
    "vethernet", "virtual", "vmware", "vmnet", "vbox", "docker", "virbr", "br-", "veth", "tun", "tap", "utun", "wsl",
    "vpn", "zt", "tailscale", "hyper-v", "loopback",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """A network card as the system names it, with one of its addresses; `is_wireless` where the system says so."""

    name: str
    address: str
    is_wireless: bool = False


def offered(cards: Iterable[Card], *, last: str = "") -> tuple[Card, ...]:
    """Return the cards on which phones of the same home may reach the laptop, the likeliest first.

    That is the one of `last`, an address chosen before; then Wi-Fi, then cables, then what programs have made up.
    """
    found = {card.address: card for card in cards if _is_at_home(card.address)}
    return tuple(sorted(found.values(), key=lambda card: (card.address != last, _is_made_up(card), _rank(card))))


def _is_at_home(address: str) -> bool:
    try:
        read = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return any(read in network for network in _AT_HOME)


def _is_made_up(card: Card) -> bool:
    name = card.name.casefold()
    return any(word in name for word in _MADE_BY_PROGRAMS)


def _rank(card: Card) -> tuple[bool, int, str]:
    read = ipaddress.IPv4Address(card.address)
    place = next(place for place, network in enumerate(_AT_HOME) if read in network)
    return (not card.is_wireless, place, card.name)
