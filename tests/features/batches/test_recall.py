"""Who took a batch: nobody is forgotten, nobody is accused for sure who is not, and the group text names nobody."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from leaderdesk.core.errors import UserError
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.features.batches import actions
from leaderdesk.features.batches.feature import list_batches, show_batch, show_recall
from leaderdesk.features.batches.papers import recall_list, write_recall
from leaderdesk.features.batches.queries import recall_of
from leaderdesk.features.batches.rules.recall import Recall, group_text, neighbour_text, sum_text
from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.slots import batch_slots
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store
from tests.features.batches.conftest import Stand


def recall(store: Store, batch_id: int) -> Recall:
    with store.read() as connection:
        found = recall_of(connection, batch_id, batch_slots())
    assert found is not None
    return found


def ordered(store: Store, offer_id: int) -> set[int]:
    """Return the lines of the offer as the store itself has them."""
    with store.read() as connection:
        rows = connection.execute(
            text(
                "SELECT line.id FROM line JOIN orders ON orders.id = order_id"
                f" WHERE offer_id = {offer_id} AND cancelled_at_ms IS NULL"
            )
        )
        return set(rows.scalars())


def test_everyone_with_a_line_of_its_offers_took_it(stand: Stand) -> None:
    store = stand.store
    one = actions.new_batch(store, stand.product_id, offer_id=stand.past_offer).id
    assert {taker.line.line_id for taker in recall(store, one).takers} == ordered(store, stand.past_offer)
    actions.attach_batch(store, one, stand.open_offer)
    found = recall(store, one)
    past, now = ordered(store, stand.past_offer), ordered(store, stand.open_offer)
    assert past
    assert now
    assert {taker.line.line_id for taker in found.takers} == past | now
    assert {taker.line.line_id for taker in found.takers if taker.handed} == past
    assert not any(taker.maybe for taker in found.takers)


def test_a_cancelled_order_took_nothing(stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id, offer_id=stand.open_offer).id
    before = recall(stand.store, one).takers
    cancel_order(stand.store, before[0].line.order_id)
    after = recall(stand.store, one).takers
    assert {taker.line.order_id for taker in before} - {taker.line.order_id for taker in after} == {
        before[0].line.order_id
    }


def test_where_two_batches_came_it_is_only_maybe_this_one(stand: Stand) -> None:
    store = stand.store
    one = actions.new_batch(store, stand.product_id, offer_id=stand.past_offer).id
    actions.attach_batch(store, one, stand.open_offer)
    actions.new_batch(store, stand.product_id, offer_id=stand.open_offer)
    takers = recall(store, one).takers
    assert {taker.line.offer_id for taker in takers if taker.maybe} == {stand.open_offer}
    assert {taker.line.offer_id for taker in takers if not taker.maybe} == {stand.past_offer}
    unsure = next(taker for taker in takers if taker.maybe)
    assert "may be of batch" in neighbour_text(recall(store, one).batch, [unsure], reason="")


def test_the_words_say_what_is_wrong_and_the_group_reads_no_name(stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id, offer_id=stand.past_offer).id
    actions.attach_batch(stand.store, one, stand.open_offer)
    found = recall(stand.store, one)
    words = group_text(found, reason="农残超标")
    assert "农残超标" in words
    assert found.batch.code in words
    for taker in found.takers:
        assert taker.line.name not in words
        assert not taker.line.room or taker.line.room not in words
        hers = neighbour_text(found.batch, found.of(taker.line.neighbour_id), reason="农残超标")
        assert hers.startswith(taker.line.name)
        assert found.batch.code in hers
        others = {each.line.name for each in found.takers} - {taker.line.name}
        assert not any(hers.startswith(f"{other},") for other in others)
        has_it = any(each.handed for each in found.of(taker.line.neighbour_id))
        assert ("do not eat" in hers) == has_it
    handed = {taker.line.neighbour_id for taker in found.takers if taker.handed}
    assert f"{len(handed)} have it" in sum_text(found)


def test_the_list_leaves_on_paper_and_as_a_workbook(stand: Stand, tmp_path: Path) -> None:
    one = actions.new_batch(stand.store, stand.product_id, offer_id=stand.past_offer).id
    found = recall(stand.store, one)
    with stand.store.read() as connection:
        business = read_business(connection)
    paper = recall_list(found, business, printed_ms=0)
    assert sum(len(group.rows) for group in paper.groups) == len(found.takers)
    assert table_pdf(paper).startswith(b"%PDF")
    path = tmp_path / "召回.xlsx"
    write_recall(path, found, business)
    sheet = load_workbook(path).worksheets[0]
    names = {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    assert {taker.line.name for taker in found.takers} <= names


def test_the_command_line_lists_shows_and_calls_back(stand: Stand) -> None:
    store = stand.store
    assert list_batches(store, argparse.Namespace()).data == []
    one = actions.new_batch(store, stand.product_id, offer_id=stand.past_offer).id
    actions.change_batch(store, one, "grower", "王大叔")
    listed = list_batches(store, argparse.Namespace())
    assert len(listed.lines) == 1
    shown = show_batch(store, argparse.Namespace(id=one))
    assert "Grower: 王大叔" in shown.lines
    assert isinstance(shown.data, dict)
    assert shown.data["recall_reason"] == ""
    seen = show_recall(store, argparse.Namespace(id=one, reason=None), slots=batch_slots())
    assert isinstance(seen.data, dict)
    assert len(seen.data["takers"]) == len(ordered(store, stand.past_offer))
    assert show_batch(store, argparse.Namespace(id=one)).data == shown.data
    show_recall(store, argparse.Namespace(id=one, reason="农残超标"), slots=batch_slots())
    assert "Called back: 农残超标" in show_batch(store, argparse.Namespace(id=one)).lines
    with pytest.raises(UserError, match="99"):
        show_batch(store, argparse.Namespace(id=99))
    with pytest.raises(UserError, match="99"):
        show_recall(store, argparse.Namespace(id=99, reason=None), slots=batch_slots())
