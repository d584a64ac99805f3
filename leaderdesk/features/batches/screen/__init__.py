"""What other pages show of batches: a section for the product's drawer, a choice for an offer, who took one."""

from leaderdesk.features.batches.screen.batch_choice import BatchPicker, BatchSheet
from leaderdesk.features.batches.screen.batches_box import BatchesBox
from leaderdesk.features.batches.screen.recall_sheet import RecallSheet
from leaderdesk.features.batches.screen.record import BatchRecord

__all__ = ["BatchPicker", "BatchRecord", "BatchSheet", "BatchesBox", "RecallSheet"]
