"""Labels as the command line sees them: the verb `print labels`."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from leaderdesk.core.arguments import row_id, whole
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.report import Report
from leaderdesk.features.labels.actions import record_labels
from leaderdesk.features.labels.queries import GiftsAt, chosen_layout, own_stocks
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store


def labels(gifts: GiftsAt) -> Feature:
    """Return the feature; `gifts` tells what goes along with orders for nothing."""
    return Feature(name="labels", add_print_verbs=partial(_add_print_verbs, gifts=gifts))


def _add_print_verbs(printing: argparse._SubParsersAction[argparse.ArgumentParser], *, gifts: GiftsAt) -> None:
    parser = printing.add_parser("labels", help=_("one label for each bag"))
    parser.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    parser.add_argument("--stock", default="60x40", metavar="60x40|a4-70x37|…", help=_("the label paper"))
    parser.add_argument(
        "--skip", type=whole(0, 1000), default=0, metavar="N", help=_("labels already used on the first sheet")
    )
    parser.set_defaults(run=partial(_print_labels, gifts=gifts))


def _print_labels(store: Store, arguments: argparse.Namespace, *, gifts: GiftsAt) -> Report:
    from leaderdesk.documents.stock import pages_needed, stock
    from leaderdesk.features.labels.papers import bag_labels, write_bag_labels

    with store.read() as connection:
        paper = stock(arguments.stock, own_stocks(connection))
        layout = chosen_layout(connection, paper.key)
        round_ = round_row(connection, arguments.round_id)
        business = read_business(connection)
        orders = orders_of_round(connection, arguments.round_id)
        given = gifts(connection, [order.id for order in orders], store.clock.now_ms())
    if round_ is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=arguments.round_id))
    labels = bag_labels(orders, round_, business, gifts=given, layout=layout)
    if not labels:
        raise UserError(_("There are no bags to label yet. Take the orders first."))
    write_bag_labels(arguments.out, labels, paper, skip=arguments.skip, layout=layout)
    record_labels(store, {each.key: each.digest for each in labels})
    pages = pages_needed(len(labels), paper, skip=arguments.skip)
    line = _("{path}: {labels} labels on {pages} pages").format(path=arguments.out, labels=len(labels), pages=pages)
    return Report(lines=(line,), data={"path": str(arguments.out), "labels": len(labels), "pages": pages})
