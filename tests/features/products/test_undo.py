"""Do and undo: whatever was done to products and suppliers, undoing it backwards gives the same tables."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.products import actions
from leaderdesk.features.products.rules import NewProduct
from leaderdesk.storage.database import Store, open_store
from tests.features.undoing import check_undo

TABLES = ("supplier", "product", "product_alias", "product_fact", "product_photo")
NAMES = st.sampled_from(["草莓", "酸奶", "面包", "", "<b>"])
IDS = st.integers(1, 3)
FIELDS = st.sampled_from(
    ["name", "code", "short_name", "spec", "unit", "storage", "price", "cost", "case", "step", "story"]
)
TYPED = st.sampled_from(["", "1", "2.5", "frozen", "草莓", "-1", "x" * 30])
Step = Callable[[Store], object]

STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda n, i: lambda s: actions.add_product(s, NewProduct(n, "盒", 100, supplier_id=i)), NAMES, IDS),
    st.builds(lambda i, f, t: lambda s: actions.change_product(s, i, f, t), IDS, FIELDS, TYPED),
    st.builds(lambda i, j: lambda s: actions.set_supplier(s, i, j), IDS, st.one_of(st.none(), IDS)),
    st.builds(lambda i: lambda s: actions.rest_product(s, i), IDS),
    st.builds(lambda i: lambda s: actions.wake_product(s, i), IDS),
    st.builds(lambda i, n: lambda s: actions.add_alias(s, i, n), IDS, NAMES),
    st.builds(lambda i, n: lambda s: actions.remove_alias(s, i, n), IDS, NAMES),
    st.builds(lambda i, n: lambda s: actions.add_fact(s, i, "配料", n), IDS, NAMES),
    st.builds(lambda i, n: lambda s: actions.change_fact(s, i, "储存", n), IDS, NAMES),
    st.builds(lambda i: lambda s: actions.remove_fact(s, i), IDS),
    st.builds(lambda i, p: lambda s: actions.move_fact(s, i, p), IDS, IDS),
    st.builds(lambda i, b: lambda s: actions.add_photo(s, i, b), IDS, st.sampled_from([b"1", b"2"])),
    st.builds(lambda i: lambda s: actions.caption_photo(s, i, "大棚"), IDS),
    st.builds(lambda i, p: lambda s: actions.move_photo(s, i, p), IDS, IDS),
    st.builds(lambda i: lambda s: actions.remove_photo(s, i), IDS),
    st.builds(lambda n: lambda s: actions.add_supplier(s, name=n, phone="60001234"), NAMES),
    st.builds(lambda i, n: lambda s: actions.change_supplier(s, i, "name", n), IDS, NAMES),
    st.builds(lambda i: lambda s: actions.rest_supplier(s, i), IDS),
    st.builds(lambda i: lambda s: actions.wake_supplier(s, i), IDS),
)


@settings(max_examples=40)
@given(steps=st.lists(STEPS, min_size=1, max_size=10))
def test_undoing_everything_gives_the_same_tables(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(StorePaths(Path(folder)), clock=FixedClock(dt.datetime(2026, 1, 26, 12, 0)))
        actions.add_supplier(store, name="青禾合作社")
        actions.add_product(store, NewProduct("草莓", "盒", 3600, supplier_id=1))
        actions.add_fact(store, 1, "配料", "鲜草莓")
        check_undo(store, TABLES, steps)
        store.close()
