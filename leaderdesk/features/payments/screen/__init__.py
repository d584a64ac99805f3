"""The pages on which the money of a round is collected."""

from __future__ import annotations

from leaderdesk.features.payments.screen.collect_page import CollectPage
from leaderdesk.features.payments.screen.collect_pane import CollectPane
from leaderdesk.features.payments.screen.payments_page import PaymentsPage

__all__ = ["CollectPage", "CollectPane", "PaymentsPage"]
