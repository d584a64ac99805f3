"""Steps taken and undone: each does all or nothing, and undone backwards each brings back what stood before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import text

from leaderdesk.core.errors import UserError
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store

Tables = dict[str, list[tuple[object, ...]]]


def dump(store: Store, tables: Sequence[str]) -> Tables:
    """Return every row of these tables."""
    with store.read() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{table}" ORDER BY id'))]
            for table in tables
        }


def done(store: Store) -> list[int]:
    """Return the ids of the actions that stand, the latest first."""
    with store.read() as connection:
        return [action.id for action in journal.recent_actions(connection, 100_000)]


def check_undo(store: Store, tables: Sequence[str], steps: Sequence[Callable[[Store], object]]) -> None:
    """Take the steps and undo them backwards; a step that is refused, or does nothing, has changed nothing."""
    first = len(done(store))
    states = []
    for step in steps:
        before, count = dump(store, tables), len(done(store))
        try:
            step(store)
        except UserError:
            assert dump(store, tables) == before
        if len(done(store)) > count:
            states.append(before)
        else:
            assert dump(store, tables) == before
    for action, before in zip(done(store)[: len(done(store)) - first], reversed(states), strict=True):
        store.undo(action)
        assert dump(store, tables) == before
