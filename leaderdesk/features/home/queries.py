"""Reads what Today shows besides its glance: what the list pasted last says now, and the preview of a stream."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from leaderdesk.core.errors import UserError
from leaderdesk.features.home.rules import ListState
from leaderdesk.features.orders.queries.ground import latest_paste
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.orders.queries.reading import read_paste
from leaderdesk.features.orders.rules.review import Became
from leaderdesk.features.streams.queries import cues_of
from leaderdesk.features.streams.rules.announce import stream_text
from leaderdesk.features.streams.rules.coming import NextStream
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store


def list_state(store: Store, round_id: int, *, guards: Guards) -> ListState | None:
    """Return what the list pasted last into the round says now; None if there is none that can be read."""
    with store.read() as connection:
        pasted = latest_paste(connection, round_id)
    if pasted is None:
        return None
    text, pasted_ms = pasted
    try:
        review = read_paste(store, round_id, text, guards=guards)
    except UserError:
        return None
    became = Counter(row.became for row in review.rows if row.ask is None)
    return ListState(
        round_id=round_id,
        pasted_ms=pasted_ms,
        questions=review.questions,
        added=became[Became.ADDED],
        changed=became[Became.CHANGED],
        cancelled=became[Became.CANCELLED],
        same=became[Became.SAME],
    )


def preview_text(store: Store, found: NextStream, now: dt.datetime) -> str:
    """Return the text for the group about the stream that comes next, in the language in force."""
    with store.read() as connection:
        cues = () if found.stream_id is None else cues_of(connection, found.stream_id)
        leader = read_business(connection).leader_name
    return stream_text(found.slot, cues, now, leader=leader)
