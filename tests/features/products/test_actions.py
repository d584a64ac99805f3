"""Each change to a product is one step of the journal; lists follow; what cannot be kept changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text

from leaderdesk.core.errors import UserError
from leaderdesk.features.products.actions import (
    add_alias,
    add_fact,
    add_photo,
    add_product,
    add_supplier,
    caption_photo,
    change_fact,
    change_product,
    change_supplier,
    move_fact,
    move_photo,
    remember_alias,
    remove_alias,
    remove_fact,
    remove_photo,
    rest_product,
    rest_supplier,
    set_supplier,
    wake_product,
    wake_supplier,
)
from leaderdesk.features.products.queries import (
    find_products,
    photo_contents,
    product_card,
    product_rows,
    supplier_rows,
)
from leaderdesk.features.products.rules import NewProduct, ProductCard
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store


def card(store: Store, product_id: int) -> ProductCard:
    with store.read() as connection:
        found = product_card(connection, product_id)
    assert found is not None
    return found


def id_of(store: Store, typed: str) -> int:
    with store.read() as connection:
        return find_products(connection, typed)[0].id


def steps(store: Store) -> int:
    with store.read() as connection:
        return len(journal.recent_actions(connection, 1000))


def test_a_code_is_made_from_the_name_and_is_never_given_twice(store: Store) -> None:
    codes = []
    for spec in ("500 g", "1 kg", "2 kg"):
        added = add_product(store, NewProduct("草莓", "盒", 3600, spec=spec))
        codes.append(card(store, added.id).product.code)
    odd = add_product(store, NewProduct("🍓", "盒", 100))
    latin = add_product(store, NewProduct("Oat milk", "瓶", 100))
    assert codes == ["CM-001", "CM-002", "CM-003"]
    assert card(store, odd.id).product.code == "SP-001"
    assert card(store, latin.id).product.code.startswith("O")
    with pytest.raises(UserError):
        change_product(store, odd.id, "code", "cm-001")
    with pytest.raises(UserError):
        add_product(store, NewProduct("草莓酱", "瓶", 100, code="CM-001"))


@pytest.mark.parametrize("typed", ["草莓", "cm", "GBC", "meimei", "mm", "gbcw-001", "caomei"])
def test_a_product_is_found(shelf: Store, typed: str) -> None:
    assert id_of(shelf, typed) == 1


def test_the_list_says_what_is_missing(shelf: Store) -> None:
    with shelf.read() as connection:
        rows = product_rows(connection)
    assert [row.lacks for row in rows] == [(), ("facts",), ("facts", "supplier")]
    assert rows[0].supplier_name == "青禾合作社"


def test_one_field_is_one_step(shelf: Store) -> None:
    before = steps(shelf)
    action = change_product(shelf, 1, "price", "38.5")
    assert card(shelf, 1).product.price_fen == 3850
    assert change_product(shelf, 1, "price", "38.50") is None
    assert steps(shelf) == before + 1
    assert action is not None
    shelf.undo(action)
    assert card(shelf, 1).product.price_fen == 3600
    change_product(shelf, 1, "case", "20")
    change_product(shelf, 1, "step", "0.5")
    assert (card(shelf, 1).case_milli, card(shelf, 1).step_milli) == (20_000, 500)


def test_a_refused_field_changes_nothing(shelf: Store) -> None:
    before, count = card(shelf, 1), steps(shelf)
    for field, typed in (("price", "-1"), ("step", "0"), ("name", ""), ("unit", "")):
        with pytest.raises(UserError):
            change_product(shelf, 1, field, typed)  # type: ignore[arg-type]
    with pytest.raises(UserError):
        set_supplier(shelf, 1, 99)
    assert (card(shelf, 1), steps(shelf)) == (before, count)


def test_the_same_product_is_not_listed_twice(shelf: Store) -> None:
    with pytest.raises(UserError):
        add_product(shelf, NewProduct("全麦面包", "袋", 1800, spec="400 g"))
    other = add_product(shelf, NewProduct("全麦面包", "袋", 1800, spec="800 g"))
    with pytest.raises(UserError):
        change_product(shelf, other.id, "spec", "400 g")
    assert card(shelf, other.id).product.spec == "800 g"


def test_a_new_name_is_found(shelf: Store) -> None:
    change_product(shelf, 3, "name", "黑麦吐司")
    change_product(shelf, 3, "short_name", "吐司")
    assert id_of(shelf, "hmts") == 3
    with shelf.read() as connection:
        assert find_products(connection, "全麦") == ()


def test_rest_and_wake(shelf: Store) -> None:
    rest_product(shelf, 1)
    assert rest_product(shelf, 1) is None
    with shelf.read() as connection:
        assert find_products(connection, "草莓") == ()
        assert product_rows(connection)[-1].id == 1
        assert supplier_rows(connection)[0].product_count == 0
    wake_product(shelf, 1)
    assert wake_product(shelf, 1) is None
    assert id_of(shelf, "草莓") == 1


def test_aliases(shelf: Store) -> None:
    assert add_alias(shelf, 1, "莓 莓") is None
    add_alias(shelf, 1, "红颜")
    with shelf.write("remember") as writing:
        assert remember_alias(writing, 1, "红果")
        assert not remember_alias(writing, 1, "红果")
    assert card(shelf, 1).aliases == ("莓莓", "红颜", "红果")
    remove_alias(shelf, 1, "红颜")
    assert remove_alias(shelf, 1, "红颜") is None
    with shelf.read() as connection:
        assert find_products(connection, "hongyan") == ()


def test_facts_are_kept_in_order(shelf: Store) -> None:
    storage = add_fact(shelf, 1, "储存", "2–6℃，放 3 天")
    fits = add_fact(shelf, 1, "适合", "老人孩子都行")
    move_fact(shelf, fits.id, 0)
    assert [fact.name for fact in card(shelf, 1).facts] == ["适合", "配料", "储存"]
    assert move_fact(shelf, fits.id, 0) is None
    assert change_fact(shelf, storage.id, "储存", "2–6℃，放 3 天") is None
    change_fact(shelf, storage.id, "储存", "冷藏")
    remove_fact(shelf, fits.id)
    assert [(fact.name, fact.value) for fact in card(shelf, 1).facts] == [
        ("配料", "鲜草莓，没有添加"),
        ("储存", "冷藏"),
    ]


def test_a_picture_is_stored_once_and_ordered(shelf: Store) -> None:
    first = add_photo(shelf, 1, b"jpeg one", caption="大棚")
    second = add_photo(shelf, 1, b"jpeg two")
    add_photo(shelf, 2, b"jpeg one")
    with pytest.raises(UserError):
        add_photo(shelf, 1, b"jpeg one")
    with shelf.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM photo")).scalar() == 2
    move_photo(shelf, second.id, 0)
    photos = card(shelf, 1).photos
    assert [photo.id for photo in photos] == [second.id, first.id]
    with shelf.read() as connection:
        assert photo_contents(connection, [photos[0].photo_id]) == {photos[0].photo_id: b"jpeg two"}
    assert card(shelf, 1).product.photo_id == photos[0].photo_id
    caption_photo(shelf, first.id, " 大棚 1/20 ")
    assert caption_photo(shelf, first.id, "大棚 1/20") is None
    undo = remove_photo(shelf, first.id)
    assert len(card(shelf, 1).photos) == 1
    shelf.undo(undo)
    assert [photo.caption for photo in card(shelf, 1).photos] == ["", "大棚 1/20"]


def test_suppliers(shelf: Store) -> None:
    with pytest.raises(UserError):
        add_supplier(shelf, name="青禾合作社")
    change_supplier(shelf, 1, "payment_terms", "月结")
    assert change_supplier(shelf, 1, "payment_terms", "月结") is None
    with pytest.raises(UserError):
        change_supplier(shelf, 2, "name", "青禾合作社")
    set_supplier(shelf, 3, 2)
    assert set_supplier(shelf, 3, 2) is None
    set_supplier(shelf, 3, None)
    rest_supplier(shelf, 1)
    assert rest_supplier(shelf, 1) is None
    with shelf.read() as connection:
        rows = supplier_rows(connection)
    assert [(row.name, row.product_count) for row in rows] == [("晨牧乳品", 1), ("青禾合作社", 1)]
    wake_supplier(shelf, 1)
    assert wake_supplier(shelf, 1) is None


def test_what_is_gone_is_answered_with_a_sentence(shelf: Store) -> None:
    for act in (
        lambda: change_product(shelf, 99, "price", "1"),
        lambda: rest_product(shelf, 99),
        lambda: add_fact(shelf, 99, "配料", "x"),
        lambda: change_fact(shelf, 99, "配料", "x"),
        lambda: remove_fact(shelf, 99),
        lambda: add_photo(shelf, 99, b"x"),
        lambda: remove_photo(shelf, 99),
        lambda: caption_photo(shelf, 99, "x"),
        lambda: change_supplier(shelf, 99, "name", "谁"),
        lambda: add_alias(shelf, 99, "x"),
    ):
        with pytest.raises(UserError):
            act()


def test_the_list_takes_one_statement(shelf: Store) -> None:
    statements: list[str] = []
    with shelf.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
        assert len(product_rows(connection)) == 3
    assert len(statements) <= 2
