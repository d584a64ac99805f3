"""Calling a batch back, and taking that back."""

from __future__ import annotations

from leaderdesk.core.i18n import N_
from leaderdesk.features.batches.actions.rows import batch_of, code_of
from leaderdesk.features.batches.rules.reading import read_reason
from leaderdesk.storage.database import Store


def recall_batch(store: Store, batch_id: int, reason: str) -> int | None:
    """Note on the batch that it is called back and why; return the action, None if that was said already.

    Nobody is told by that: the leader sends the words herself. UserError without a reason.
    """
    words = read_reason(reason)
    with store.write(N_("Call back batch {code}"), about={"code": code_of(store, batch_id)}) as writing:
        row = batch_of(writing.session, batch_id)
        if row.recalled_at_ms is not None and row.recall_reason == words:
            return None
        row.recalled_at_ms = row.recalled_at_ms or writing.at_ms
        row.recall_reason = words
    return writing.action_id


def end_recall(store: Store, batch_id: int) -> int | None:
    """Note that nothing is wrong with the batch after all; return the action, None if it was not called back."""
    with store.write(N_("Batch {code} is fine after all"), about={"code": code_of(store, batch_id)}) as writing:
        row = batch_of(writing.session, batch_id)
        if row.recalled_at_ms is None:
            return None
        row.recalled_at_ms, row.recall_reason = None, ""
    return writing.action_id
