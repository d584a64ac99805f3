"""The verbs of batches; each is one step of the journal."""

from leaderdesk.features.batches.actions.batches import (
    attach_batch,
    change_batch,
    detach_batch,
    new_batch,
    put_batch,
    put_field,
    put_offer,
    remove_batch,
    set_batch_supplier,
    take_over,
)
from leaderdesk.features.batches.actions.photos import add_batch_photo, name_batch_photo, remove_batch_photo
from leaderdesk.features.batches.actions.recalls import end_recall, recall_batch

__all__ = [
    "add_batch_photo",
    "attach_batch",
    "change_batch",
    "detach_batch",
    "end_recall",
    "name_batch_photo",
    "new_batch",
    "put_batch",
    "put_field",
    "put_offer",
    "recall_batch",
    "remove_batch",
    "remove_batch_photo",
    "set_batch_supplier",
    "take_over",
]
