"""The button and the panel at the pickup station with which the leader lets phones help."""

from __future__ import annotations

from leaderdesk.features.scanner.screen.button import PhoneButton

__all__ = ["PhoneButton"]
