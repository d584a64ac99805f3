"""A row is found by its id; that there is none is said in the reader's language."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, language
from leaderdesk.features.neighbours.tables import NeighbourRow, TagRow
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import row_of, value_of

GONE = N_("This neighbour is not in the list any more.")
SAID = "这位邻居已经不在名单里了"


def add_tag(store: Store, name: str) -> int:
    with store.write("Add") as writing:
        row = TagRow(name=name, tint="")
        writing.session.add(row)
        writing.session.flush()
    return row.id


def test_a_row_is_found_by_its_id(store: Store) -> None:
    first, second = add_tag(store, "老人"), add_tag(store, "烘焙")
    with store.write("Change") as writing:
        row_of(writing.session, TagRow, second, gone=GONE).name = "爱吃面包"
    assert value_of(store, TagRow.name, first, gone=GONE) == "老人"
    assert value_of(store, TagRow.name, second, gone=GONE) == "爱吃面包"


def test_no_row_is_a_sentence_in_the_language_in_force(store: Store) -> None:
    with language("zh_CN"):
        with pytest.raises(UserError, match=SAID):
            value_of(store, TagRow.name, 7, gone=GONE)
        with pytest.raises(UserError, match=SAID), store.write("Change") as writing:
            row_of(writing.session, TagRow, 7, gone=GONE)


def test_nothing_in_the_column_is_as_no_row(store: Store) -> None:
    with store.write("Add") as writing:
        row = NeighbourRow(name="张阿姨")
        writing.session.add(row)
        writing.session.flush()
    with pytest.raises(UserError):
        value_of(store, NeighbourRow.household_id, row.id, gone=GONE)
