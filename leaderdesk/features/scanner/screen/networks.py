"""The network cards of this laptop, as the system names them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

from leaderdesk.features.scanner.rules.addresses import Card

_USED = QNetworkInterface.InterfaceFlag.IsUp | QNetworkInterface.InterfaceFlag.IsRunning


def cards() -> tuple[Card, ...]:
    """Return every card that is in use, once for each of its addresses; works on any thread."""
    return tuple(card for each in QNetworkInterface.allInterfaces() for card in _cards_of(each))


def _cards_of(found: QNetworkInterface) -> Iterator[Card]:
    if found.flags() & _USED != _USED or found.type() is QNetworkInterface.InterfaceType.Loopback:
        return
    for entry in found.addressEntries():
        address = entry.ip()
        if address.protocol() is QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
            wireless = found.type() is QNetworkInterface.InterfaceType.Wifi
            yield Card(found.humanReadableName() or found.name(), address.toString(), is_wireless=wireless)
