"""When what was looked over is no longer what there is."""

from __future__ import annotations

from leaderdesk.core.errors import UserError


class StaleReview(UserError):
    """Nothing was written: the store or the file has changed since the preview was shown."""
