"""Prints the labels of one order again, from wherever the order is in view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, language
from leaderdesk.documents.stock import stock
from leaderdesk.features.desk import Desk
from leaderdesk.features.labels.papers import BagLabel, bag_labels
from leaderdesk.features.labels.queries import chosen_layout, own_stocks
from leaderdesk.features.pickups.queries import GiftsOfOrders
from leaderdesk.features.labels.rules import read_choices
from leaderdesk.features.labels.screen.label_papers import LabelPapers, WantedPrint
from leaderdesk.features.orders.queries import orders_by_ids
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import read_business


def reprint_order(desk: Desk, asker: QWidget, order_id: int, *, gifts: GiftsOfOrders | None = None) -> None:
    """Show the labels of one order before they are printed: paper, layout and choices as on the label page.

    A toast says so if the order has no bag.
    """
    machine, store = desk.settings(), desk.store
    papers = LabelPapers(desk, asker)

    def work() -> tuple[tuple[BagLabel, ...], WantedPrint]:
        with store.read() as connection:
            orders = orders_by_ids(connection, [order_id])
            round_ = round_row(connection, orders[0].round_id) if orders else None
            paper = stock(machine.label_stock, own_stocks(connection))
            layout = chosen_layout(connection, paper.key)
            given = gifts(connection, [order_id]) if gifts is not None else {}
            business = read_business(connection)
        if round_ is None:
            raise UserError(_("This order is not there any more."))
        choices = read_choices(machine.label_choices)
        with language(machine.paper_language):
            labels = bag_labels(orders, round_, business, choices=choices, gifts=given, layout=layout)
        if not labels:
            raise UserError(_("This order has no bag to label."))
        order = orders[0]
        name = _("Labels {who}").format(who=f"{order.room} {order.neighbour_name}".strip())
        return labels, WantedPrint(paper, layout, name, printer=machine.label_printer)

    desk.tasks.read(asker, work, lambda made: papers.show(*made))
