"""The page of the step 到货: counting what came, and who gives way where it is less."""

from __future__ import annotations

from leaderdesk.features.arrivals.screen.page import ArrivalPage

__all__ = ["ArrivalPage"]
