"""The pages of handing out: labels, and the pickup station."""

from __future__ import annotations

from leaderdesk.features.pickups.screen.labels_page import LabelsPage
from leaderdesk.features.pickups.screen.station import StationPage

__all__ = ["LabelsPage", "StationPage"]
