"""What Ctrl+K finds, and where it leads."""

from __future__ import annotations

from leaderdesk.features.batches.actions import new_batch
from leaderdesk.features.home.screen.palette import providers
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.palette_list import PaletteItem
from tests.features.home.desks import Table
from tests.practice import Shop


def found(desk: Table, typed: str) -> dict[str, tuple[PaletteItem, ...]]:
    return {group.title: group.items for provider in providers(desk.desk) for group in provider(typed) if group.items}


def test_a_neighbour_is_found_by_initials_room_and_phone_tail_and_stays_masked(desk: Table, shop: Shop) -> None:
    with shop.store.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT n.id, n.name, n.phone, h.label FROM neighbour n JOIN household h ON h.id = n.household_id"
            " WHERE n.name = '张阿姨' OR length(n.phone) = 11 ORDER BY length(n.phone) DESC LIMIT 1"
        ).one()
    for typed in (row.name, row.label, row.phone[-4:]):
        items = found(desk, typed)["Neighbours"]
        (item,) = [one for one in items if one.title == row.name and row.label in one.detail]
        assert row.phone not in item.plain
        item.run()
        assert desk.places[-1] == Place(Page.NEIGHBOURS, neighbour_id=row.id)
    assert [one.title for one in found(desk, "zay")["Neighbours"]]


def test_an_order_opens_in_its_round(desk: Table, shop: Shop) -> None:
    order = shop.orders()[0]
    items = found(desk, order.room)["Orders of neighbours"]
    items[0].run()
    assert desk.places[-1] == Place(Page.ROUNDS, round_id=shop.round_id, step=Step.INTAKE, order_id=order.id)


def test_with_a_neighbour_typed_an_order_can_be_written_down(desk: Table, shop: Shop) -> None:
    order = shop.orders()[0]
    first = found(desk, order.room)["Things to do"][0]
    assert (first.title, first.keys) == (f"Write down an order for {order.neighbour_name}", "Ctrl Enter")
    first.run()
    assert desk.places[-1].neighbour_id == order.neighbour_id


def test_deeds_are_found_by_a_word_of_their_name(desk: Table) -> None:
    (back_up,) = found(desk, "backup")["Things to do"]
    back_up.run()
    assert desk.calls == ["back up"]
    assert len(found(desk, "")["Things to do"]) > 8


def test_a_batch_is_found_by_its_code_and_opens_at_its_product(desk: Table, shop: Shop) -> None:
    with shop.store.read() as connection:
        product_id = connection.exec_driver_sql("SELECT min(id) FROM product").scalar_one()
    batch = new_batch(shop.store, product_id, code="WCM-0131")
    (item,) = found(desk, "wcm-01")["Batches"]
    item.run()
    assert desk.places[-1] == Place(Page.PRODUCTS, product_id=product_id, batch_id=batch.id)
