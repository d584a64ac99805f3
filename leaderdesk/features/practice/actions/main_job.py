"""The main job from end to end: a list is read, the orders are taken, and the papers of the round are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.documents.stock import pages_needed, stock
from leaderdesk.features.orders.actions import take_orders
from leaderdesk.features.orders.queries.reading import read_paste
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.labels.actions import record_labels
from leaderdesk.features.labels.papers import bag_labels, write_bag_labels
from leaderdesk.features.claims.queries.along import replacements_on_paper
from leaderdesk.features.lists.actions import record_printed
from leaderdesk.features.lists.feature import write_facts
from leaderdesk.features.lists.queries import ListSlots, list_facts
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.pickups.queries import pickups_of_round
from leaderdesk.features.pickups.rules import both_said
from leaderdesk.features.practice.actions.bill import write_bill
from leaderdesk.features.practice.actions.made import Made
from leaderdesk.features.purchasing.feature import export_purchase, export_summary
from leaderdesk.features.referrals.queries.slots import gift_labels, gifts_on_lists
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store


_LISTS = (ListKind.PICKING, ListKind.PACKING, ListKind.PICKUP)


@dataclass(frozen=True, slots=True)
class MainJob:
    """What came of the main job: orders taken, places left for the leader to look at, and the files."""

    orders: int
    questions: int
    files: tuple[Made, ...]


def run_main_job(store: Store, round_id: int, text: str, *, folder: Path) -> MainJob:
    """Read `text` into the round, take what is clear, and write supplier workbooks, summary, labels and lists."""
    review = read_paste(store, round_id, text)
    taken = take_orders(store, review, certain_only=True)
    files = (*_workbooks(store, round_id, folder), *_papers(store, round_id, folder), _bill(store, folder))
    return MainJob(orders=taken.orders, questions=review.questions, files=files)


def _workbooks(store: Store, round_id: int, folder: Path) -> tuple[Made, ...]:
    purchases = export_purchase(store, round_id, folder).files
    made = [
        Made(
            each.path,
            _("{count} products for {supplier}, {sum}").format(
                count=len(each.slip.lines), supplier=each.slip.supplier_name, sum=format_yuan(each.slip.cost_fen)
            ),
        )
        for each in purchases
    ]
    summary = export_summary(store, round_id, folder)
    return (*made, Made(summary, _("all orders, per product, per building and per neighbour")))


def _bill(store: Store, folder: Path) -> Made:
    path, payments = write_bill(store, folder)
    return Made(path, _("a bill with {count} payments, to drop on the window").format(count=payments))


def _papers(store: Store, round_id: int, folder: Path) -> tuple[Made, ...]:
    with store.read() as connection:
        round_, business = round_row(connection, round_id), read_business(connection)
        pickups = pickups_of_round(connection, round_id, dues=dues)
        ids = [each.order.id for each in pickups]
        gifts = both_said(replacements_on_paper(connection, ids), gift_labels(connection, ids, store.clock.now_ms()))
    if round_ is None:
        return ()
    labels = bag_labels([each.order for each in pickups], round_, business, gifts=gifts)
    made = []
    for key in ("60x40", "a4-70x37"):
        paper, path = stock(key), folder / f"{file_name(_('Labels'), round_.name, key)}.pdf"
        write_bag_labels(path, labels, paper)
        pages = pages_needed(len(labels), paper)
        made.append(Made(path, _("{labels} labels on {pages} pages").format(labels=len(labels), pages=pages)))
    record_labels(store, {each.key: each.digest for each in labels})
    if not pickups:
        return tuple(made)
    return (*made, *(_list(store, round_id, kind, folder) for kind in _LISTS))


def _along(connection: Connection, ids: Sequence[int], now_ms: int) -> Mapping[int, str]:
    return both_said(gifts_on_lists(connection, ids, now_ms), replacements_on_paper(connection, ids))


def _list(store: Store, round_id: int, kind: ListKind, folder: Path) -> Made:
    slots, now_ms = ListSlots(gifts=_along), store.clock.now_ms()
    with store.read() as connection:
        facts = list_facts(connection, round_id, kind, dues=dues, slots=slots, now_ms=now_ms)
    path = folder / f"{file_name(kind.title, facts.round.name)}.pdf"
    write_facts(path, facts, printed_ms=now_ms)
    record_printed(store, round_id, kind, facts.contents, numbers=facts.numbers)
    return Made(path, _("{count} neighbours, {about}").format(count=len(facts.pickups), about=kind.about))
