"""What the feature offers: who orders, where they live, and in which order the leader walks the buildings."""

from __future__ import annotations

from leaderdesk.core.feature import Feature

FEATURE = Feature(name="neighbours")
