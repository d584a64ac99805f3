"""The order list on paper: every order under its building, with sums, and no phone."""

from __future__ import annotations

from leaderdesk.core.i18n import language
from leaderdesk.core.money import format_yuan
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.features.orders.actions import read_paste, take_orders
from leaderdesk.features.orders.papers import order_list
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import Business
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST


def test_every_order_stands_under_its_building_in_walking_order(estate: Estate) -> None:
    take_orders(estate.store, read_paste(estate.store, estate.round_id, FIRST))
    with estate.store.read() as connection:
        orders = orders_of_round(connection, estate.round_id)
        round_ = round_row(connection, estate.round_id)
    assert round_ is not None
    with language("en"):
        paper = order_list(orders, round_, Business(leader_name="李姐"), printed_ms=0)
        pdf = table_pdf(paper)
    rows = [row for group in paper.groups for row in group.rows]
    assert [row.cells[1] for row in rows] == [order.room for order in orders]
    assert [row.cells[4] for row in rows] == [format_yuan(order.total_fen) for order in orders]
    assert len(paper.groups) == len({order.building for order in orders})
    assert paper.total == f"{len(orders)} orders"
    assert format_yuan(sum(order.total_fen for order in orders)) in paper.total_detail
    assert pdf.startswith(b"%PDF")
    assert not any(order.phone and order.phone in repr(paper) for order in orders)
