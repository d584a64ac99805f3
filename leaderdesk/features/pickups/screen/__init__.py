"""The page of handing out: the pickup station."""

from __future__ import annotations

from leaderdesk.features.pickups.screen.station import StationPage

__all__ = ["StationPage"]
