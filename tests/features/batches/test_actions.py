"""Batches are written down, filled in, put to rounds and called back; each step is one to undo."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import UserError
from leaderdesk.features.batches import actions
from leaderdesk.features.batches.queries import (
    batch_by_id,
    batch_choice,
    batches_of_product,
    batches_of_round,
    find_batches,
)
from leaderdesk.features.batches.rules import Batch, PhotoKind, Shelf
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store
from tests.features.batches.conftest import Stand
from tests.features.undoing import check_undo, dump

TABLES = ("batch", "batch_warmth", "batch_photo", "batch_offer")
Step = Callable[[Store, Stand], object]


def batch_of(store: Store, batch_id: int) -> Batch:
    with store.read() as connection:
        found = batch_by_id(connection, batch_id)
    assert found is not None
    return found


def title(store: Store, action_id: int) -> str:
    with store.read() as connection:
        found = journal.action(connection, action_id)
    assert found is not None
    return found.title


def test_a_new_batch_has_a_code_of_its_goods_and_day_and_nothing_invented(stand: Stand) -> None:
    added = actions.new_batch(stand.store, stand.product_id, offer_id=stand.open_offer)
    batch = batch_of(stand.store, added.id)
    today = local_now(stand.store.clock).date()
    assert re.fullmatch(rf"[A-Z]{{1,4}}-{today:%m%d}", batch.code)
    assert (batch.came, batch.offer_ids) == (today, (stand.open_offer,))
    assert batch.supplier
    assert len(batch.missing) == 8
    assert title(stand.store, added.action_id) == f"Write down batch {batch.code}"
    twin = actions.new_batch(stand.store, stand.product_id)
    assert batch_of(stand.store, twin.id).code == f"{batch.code}-2"
    with stand.store.read() as connection:
        assert [one.code for one in find_batches(connection, batch.code.lower())] == [f"{batch.code}-2", batch.code]


def test_a_code_is_there_once(stand: Stand) -> None:
    actions.new_batch(stand.store, stand.product_id, code="wcm 0131")
    other = actions.new_batch(stand.store, stand.product_id)
    before = dump(stand.store, TABLES)
    with pytest.raises(UserError, match="WCM0131"):
        actions.new_batch(stand.store, stand.product_id, code="ＷＣＭ0131")
    with pytest.raises(UserError, match="WCM0131"):
        actions.change_batch(stand.store, other.id, "code", "WCM0131")
    assert dump(stand.store, TABLES) == before


def test_each_field_is_kept_and_emptied_again(stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id, came_on="2026-01-25").id
    fields: list[tuple[str, str, Callable[[Batch], object], object]] = [
        ("origin", "青禾村", lambda batch: batch.origin, "青禾村"),
        ("grower", "王大叔", lambda batch: batch.grower, "王大叔"),
        ("story", " 种了 11 年 \n滴灌", lambda batch: batch.story, "种了 11 年\n滴灌"),
        ("made_on", "1/24", lambda batch: batch.made_on, "2026-01-24"),
        ("shelf", "3", lambda batch: batch.shelf, Shelf(3, "day")),
        ("inspection", "<b>A0131", lambda batch: batch.inspection, "<b>A0131"),
        ("distance", "12", lambda batch: batch.distance_m, 12_000),
        ("packaging", "纸盒", lambda batch: batch.packaging, "纸盒"),
        ("amount", "40", lambda batch: batch.amount_milli, 40_000),
        ("arrival", "4.2 8:05", lambda batch: [each.tenths for each in batch.warmths], [42]),
    ]
    for field, typed, seen, kept in fields:
        assert actions.change_batch(stand.store, one, field, typed) is not None  # type: ignore[arg-type]
        assert seen(batch_of(stand.store, one)) == kept
        assert actions.change_batch(stand.store, one, field, typed) is None  # type: ignore[arg-type]
    assert batch_of(stand.store, one).best_before == dt.date(2026, 1, 27)
    for field, *_rest in fields:
        assert actions.change_batch(stand.store, one, field, "") is not None  # type: ignore[arg-type]
    assert len(batch_of(stand.store, one).missing) == 8


def test_a_batch_comes_only_for_its_own_goods(stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id).id
    with stand.store.read() as connection:
        foreign = (
            connection.execute(text("SELECT id FROM offer WHERE product_id <> :product"), {"product": stand.product_id})
            .scalars()
            .first()
        )
    assert isinstance(foreign, int)
    for offer in (foreign, 999_999):
        with pytest.raises(UserError):
            actions.attach_batch(stand.store, one, offer)
    assert actions.attach_batch(stand.store, one, stand.open_offer) is not None
    assert actions.attach_batch(stand.store, one, stand.open_offer) is None
    with stand.store.read() as connection:
        choice = batch_choice(connection, stand.open_offer)
        round_id = connection.execute(
            text(f"SELECT round_id FROM {OfferRow.__tablename__} WHERE id = {stand.open_offer}")
        ).scalar_one()
        assert [each.id for each in batches_of_round(connection, round_id)[stand.open_offer]] == [one]
    assert choice is not None
    assert [each.id for each in choice.attached] == [one]
    assert actions.detach_batch(stand.store, one, stand.open_offer) is not None
    assert actions.detach_batch(stand.store, one, stand.open_offer) is None


def test_what_is_alike_is_taken_over_and_days_papers_and_degrees_are_not(stand: Stand) -> None:
    before = actions.new_batch(stand.store, stand.product_id, came_on="2026-01-11").id
    for field, typed in (
        ("origin", "青禾村"),
        ("shelf", "3 天"),
        ("made_on", "1/10"),
        ("inspection", "A0111"),
        ("loading", "3.8"),
        ("packaging", "纸盒"),
    ):
        actions.change_batch(stand.store, before, field, typed)  # type: ignore[arg-type]
    one = actions.new_batch(stand.store, stand.product_id).id
    actions.change_batch(stand.store, one, "packaging", "塑料盒")
    assert actions.take_over(stand.store, one, before) is not None
    batch = batch_of(stand.store, one)
    assert (batch.origin, batch.shelf, batch.packaging) == ("青禾村", Shelf(3, "day"), "塑料盒")
    assert (batch.made_on, batch.inspection, batch.warmths) == ("", "", ())
    assert actions.take_over(stand.store, one, before) is None


def test_a_batch_that_is_called_back_is_not_deleted(stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id, offer_id=stand.open_offer).id
    with pytest.raises(UserError, match="few words"):
        actions.recall_batch(stand.store, one, " 。")
    assert actions.recall_batch(stand.store, one, "农残超标。") is not None
    assert batch_of(stand.store, one).recall_reason == "农残超标"
    with pytest.raises(UserError, match="called back"):
        actions.remove_batch(stand.store, one)
    with pytest.raises(UserError, match="called back"):
        actions.detach_batch(stand.store, one, stand.open_offer)
    assert actions.end_recall(stand.store, one) is not None
    assert actions.end_recall(stand.store, one) is None
    actions.remove_batch(stand.store, one)
    with stand.store.read() as connection:
        assert batches_of_product(connection, stand.product_id) == ()


def test_pictures_are_kept_once_and_named(stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id).id
    added = actions.add_batch_photo(stand.store, one, b"jpeg", kind=PhotoKind.FARM)
    with pytest.raises(UserError, match="already"):
        actions.add_batch_photo(stand.store, one, b"jpeg", kind=PhotoKind.COLD)
    assert actions.name_batch_photo(stand.store, added.id, kind=PhotoKind.INSPECTION, caption="A0131") is not None
    assert actions.name_batch_photo(stand.store, added.id, kind=PhotoKind.INSPECTION, caption="A0131") is None
    (photo,) = batch_of(stand.store, one).photos
    assert (photo.kind, photo.caption) == (PhotoKind.INSPECTION, "A0131")
    actions.remove_batch_photo(stand.store, added.id)
    assert batch_of(stand.store, one).photos == ()


IDS = st.integers(1, 3)
FIELDS = st.sampled_from(["code", "came_on", "made_on", "shelf", "origin", "story", "loading", "distance", "amount"])
TYPED = st.sampled_from(["", "1/20", "3", "12.5", "4.2 6:30", "青禾村", "X-1", "-1"])
KINDS = st.sampled_from(list(PhotoKind))
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.just(lambda s, at: actions.new_batch(s, at.product_id, offer_id=at.past_offer)),
    st.builds(lambda c: lambda s, at: actions.new_batch(s, at.product_id, code=c), TYPED),
    st.builds(lambda i, f, t: lambda s, _at: actions.change_batch(s, i, f, t), IDS, FIELDS, TYPED),
    st.builds(lambda i, j: lambda s, _at: actions.set_batch_supplier(s, i, j), IDS, st.one_of(st.none(), IDS)),
    st.builds(lambda i, j: lambda s, _at: actions.take_over(s, i, j), IDS, IDS),
    st.builds(lambda i: lambda s, at: actions.attach_batch(s, i, at.open_offer), IDS),
    st.builds(lambda i: lambda s, at: actions.detach_batch(s, i, at.past_offer), IDS),
    st.builds(
        lambda i, k, b: lambda s, _at: actions.add_batch_photo(s, i, b, kind=k), IDS, KINDS, st.binary(max_size=1)
    ),
    st.builds(lambda i, k: lambda s, _at: actions.name_batch_photo(s, i, kind=k, caption="x"), IDS, KINDS),
    st.builds(lambda i: lambda s, _at: actions.remove_batch_photo(s, i), IDS),
    st.builds(lambda i, t: lambda s, _at: actions.recall_batch(s, i, t), IDS, TYPED),
    st.builds(lambda i: lambda s, _at: actions.end_recall(s, i), IDS),
    st.builds(lambda i: lambda s, _at: actions.remove_batch(s, i), IDS),
)


def _at(stand: Stand, step: Step) -> Callable[[Store], object]:
    return lambda store: step(store, stand)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=10))
def test_undoing_everything_gives_the_same_tables(stand: Stand, steps: list[Step]) -> None:
    start = dump(stand.store, TABLES)
    check_undo(stand.store, TABLES, [_at(stand, step) for step in steps])
    assert dump(stand.store, TABLES) == start
