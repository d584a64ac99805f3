"""The list of claims with what is granted for each, and a new one."""

from __future__ import annotations

from leaderdesk.features.claims.screen.claims_pane import ClaimsPane

__all__ = ["ClaimsPane"]
