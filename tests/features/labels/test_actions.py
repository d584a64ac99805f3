"""Paper and layouts of the leader's own: kept, used, let go of, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.label_layout import Layout, LayoutField
from leaderdesk.documents.own_stock import Measures
from leaderdesk.features.labels.actions import (
    add_stock,
    remove_layout,
    remove_stock,
    rename_stock,
    save_layout,
    use_layout,
)
from leaderdesk.features.labels.papers import bag_labels
from leaderdesk.features.labels.queries import chosen_layout, layouts_of, own_stocks
from leaderdesk.features.labels.rules import LabelChoices
from leaderdesk.features.pickups.rules import count_pieces
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import read_business
from tests.practice import Shop, open_shop

ROOM = Layout((LayoutField("room", "xl"), LayoutField("qr")))
CODE = Layout((LayoutField("code"),))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with language("en"):
        shop = open_shop(tmp_path / "shop", orders=6)
        yield shop
        shop.store.close()


def test_own_paper_is_kept_and_taken_back(shop: Shop) -> None:
    kept = add_stock(shop.store, name=" 我的 卷纸 ", measures=Measures(width=550, height=350))
    with shop.store.read() as connection:
        (paper,) = own_stocks(connection)
    assert (paper.key, paper.name, paper.page_mm) == (kept.key, "我的 卷纸", (55.0, 35.0))
    with pytest.raises(UserError, match="already"):
        add_stock(shop.store, name="我的 卷纸", measures=Measures(width=500, height=300))
    with pytest.raises(UserError, match="A4"):
        add_stock(shop.store, name="b", measures=Measures(width=5000, height=300))
    with pytest.raises(UserError, match="name"):
        add_stock(shop.store, name="  ", measures=Measures(width=500, height=300))
    shop.store.undo(kept.action_id)
    with shop.store.read() as connection:
        assert own_stocks(connection) == ()


def test_paper_that_goes_takes_its_layouts_along_and_brings_them_back(shop: Shop) -> None:
    kept = add_stock(shop.store, name="a", measures=Measures(width=550, height=350))
    save_layout(shop.store, stock=kept.key, name="大", layout=ROOM)
    gone = remove_stock(shop.store, kept.key)
    with shop.store.read() as connection:
        assert (own_stocks(connection), layouts_of(connection, kept.key)) == ((), ())
    shop.store.undo(gone)
    with shop.store.read() as connection:
        assert chosen_layout(connection, kept.key) == ROOM
    for key in ("own-99", "60x40", "own-x"):
        with pytest.raises(UserError, match="not there"):
            remove_stock(shop.store, key)


def test_a_saved_layout_is_in_use_until_another_one_is(shop: Shop) -> None:
    first = save_layout(shop.store, stock="60x40", name="大房号", layout=ROOM)
    second = save_layout(shop.store, stock="60x40", name="只有号", layout=CODE)
    elsewhere = save_layout(shop.store, stock="40x30", name="大房号", layout=CODE)
    with shop.store.read() as connection:
        assert [(each.name, each.chosen) for each in layouts_of(connection, "60x40")] == [
            ("只有号", True),
            ("大房号", False),
        ]
    use_layout(shop.store, stock="60x40", layout_id=int(first.key))
    reset = use_layout(shop.store, stock="60x40", layout_id=None)
    with shop.store.read() as connection:
        assert chosen_layout(connection, "60x40") is None
        assert chosen_layout(connection, "40x30") == CODE
    shop.store.undo(reset)
    with shop.store.read() as connection:
        assert chosen_layout(connection, "60x40") == ROOM
    again = save_layout(shop.store, stock="60x40", name="大房号", layout=CODE)
    assert again.key == first.key
    remove_layout(shop.store, int(second.key))
    remove_layout(shop.store, int(elsewhere.key))
    with shop.store.read() as connection:
        assert [each.name for each in layouts_of(connection, "60x40")] == ["大房号"]
        assert layouts_of(connection, "40x30") == ()
    with pytest.raises(UserError, match="at least one"):
        save_layout(shop.store, stock="60x40", name="a", layout=Layout(()))


def test_paper_gets_another_name_that_no_other_has(shop: Shop) -> None:
    first = add_stock(shop.store, name="a", measures=Measures(width=550, height=350))
    second = add_stock(shop.store, name="b", measures=Measures(width=500, height=300))
    save_layout(shop.store, stock=first.key, name="大", layout=ROOM)
    renamed = rename_stock(shop.store, first.key, " 厚的 卷纸 ")
    with shop.store.read() as connection:
        assert [each.name for each in own_stocks(connection)] == ["厚的 卷纸", "b"]
        assert chosen_layout(connection, first.key) == ROOM
    with pytest.raises(UserError, match="already"):
        rename_stock(shop.store, second.key, "厚的 卷纸")
    rename_stock(shop.store, second.key, "b")
    with pytest.raises(UserError, match="not there"):
        rename_stock(shop.store, "own-99", "c")
    shop.store.undo(renamed)
    with shop.store.read() as connection:
        assert [each.name for each in own_stocks(connection)] == ["a", "b"]


def test_a_layout_is_renamed_in_place_and_never_takes_anothers_name(shop: Shop) -> None:
    first = save_layout(shop.store, stock="60x40", name="大房号", layout=ROOM)
    save_layout(shop.store, stock="60x40", name="只有号", layout=CODE)
    renamed = save_layout(shop.store, stock="60x40", name="门号", layout=CODE, layout_id=int(first.key))
    assert renamed.key == first.key
    with shop.store.read() as connection:
        assert {each.name: each.chosen for each in layouts_of(connection, "60x40")} == {"门号": True, "只有号": False}
    with pytest.raises(UserError, match="already"):
        save_layout(shop.store, stock="60x40", name="只有号", layout=ROOM, layout_id=int(first.key))
    shop.store.undo(renamed.action_id)
    with shop.store.read() as connection:
        assert {each.name for each in layouts_of(connection, "60x40")} == {"大房号", "只有号"}
    with pytest.raises(UserError, match="not there"):
        save_layout(shop.store, stock="60x40", name="x", layout=ROOM, layout_id=99)


def test_a_label_for_every_piece_says_which_of_how_many(shop: Shop) -> None:
    with shop.store.read() as connection:
        round_, business = round_row(connection, shop.round_id), read_business(connection)
    assert round_ is not None
    orders = shop.orders()
    bags = bag_labels(orders, round_, business)
    pieces = bag_labels(orders, round_, business, choices=LabelChoices(by_piece=True))
    assert len(pieces) == sum(count_pieces(order.lines) for order in orders)
    assert len({each.key for each in pieces}) == len(pieces)
    assert {each.label.code for each in pieces} == {each.label.code for each in bags}
    for bag in bags:
        own = [each.label for each in pieces if each.key[:2] == bag.key[:2]]
        assert [(each.bag_number, each.bag_count) for each in own] == [(n + 1, len(own)) for n in range(len(own))]
        assert all(len(each.items) == 1 for each in own)


def test_a_gift_goes_into_the_first_bag_only(shop: Shop) -> None:
    with shop.store.read() as connection:
        round_, business = round_row(connection, shop.round_id), read_business(connection)
    assert round_ is not None
    orders = shop.orders()
    labels = bag_labels(orders, round_, business, gifts={orders[0].id: "推荐礼 1 份"})
    assert [each.label.gift_text for each in labels].count("推荐礼 1 份") == 1
    assert labels[0].label.gift_text == "推荐礼 1 份"
    off = bag_labels(orders, round_, business, gifts={orders[0].id: "礼"}, choices=LabelChoices(gifts=False))
    assert {each.label.gift_text for each in off} == {None}


def test_what_is_not_printed_does_not_make_a_label_another_one(shop: Shop) -> None:
    with shop.store.read() as connection:
        round_, business = round_row(connection, shop.round_id), read_business(connection)
    assert round_ is not None
    usual = bag_labels(shop.orders(), round_, business)
    noted = bag_labels(shop.orders(), round_, business, layout=Layout((LayoutField("shop"),)))
    assert usual[0].label.shop == ""
    assert noted[0].label.shop == business.contact
    assert usual[0].digest == bag_labels(shop.orders(), round_, business, layout=ROOM)[0].digest
