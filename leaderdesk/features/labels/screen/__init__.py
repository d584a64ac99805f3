"""The page of the step 贴标, and printing the labels of one order from elsewhere."""

from __future__ import annotations

from leaderdesk.features.labels.screen.labels_page import LabelsPage
from leaderdesk.features.labels.screen.reprint import reprint_order
from leaderdesk.features.labels.screen.slots import LabelSlots

__all__ = ["LabelSlots", "LabelsPage", "reprint_order"]
