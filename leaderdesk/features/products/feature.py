"""What the feature offers: what is sold, what is known of it, and who brings it."""

from __future__ import annotations

from leaderdesk.core.feature import Feature

FEATURE = Feature(name="products")
