"""Opens the store for one verb and closes it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from leaderdesk.core.feature import Feature
from leaderdesk.core.log import start_log
from leaderdesk.storage.business import ensure_shop_key, read_business
from leaderdesk.storage.database import Store, open_store
from leaderdesk.storage.home import default_paths


@contextmanager
def opened_store(folder: Path | None, features: Sequence[Feature]) -> Iterator[Store]:
    """Give the store of `folder` with what the features do along with each other; it is closed afterwards."""
    paths = default_paths(folder)
    start_log(paths.logs)
    store = open_store(paths, reactions=[reaction for feature in features for reaction in feature.reactions])
    try:
        with store.read() as connection:
            first_start = not read_business(connection).shop_key
        if first_start:
            with store.write("First start", undoable=False) as writing:
                ensure_shop_key(writing.session)
        yield store
    finally:
        store.close()
