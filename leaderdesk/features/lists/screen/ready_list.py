"""A list made ready to be looked at: what it is made of, its pages, and its buildings."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.i18n import language
from leaderdesk.features.lists.papers import fill, goods_of, list_pdf
from leaderdesk.features.lists.papers.sheets import Head
from leaderdesk.features.lists.queries import ALONE, ListFacts, ListSlots, list_facts
from leaderdesk.features.lists.rules import ListKind, goods_in_order, in_order
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class ReadyList:
    """The list as it stands now: its facts, its PDF, and buildings and products in the order in which it has them.

    `products` is empty where the list does not go by product.
    """

    facts: ListFacts
    printed_ms: int
    pdf: bytes
    buildings: tuple[str, ...]
    products: tuple[str, ...] = ()


def make_ready(
    store: Store, round_id: int, kind: ListKind, *, dues: Dues, paper_language: str, slots: ListSlots = ALONE
) -> ReadyList:
    """Read the list of the round and draw its pages, in the language of paper.

    Takes a while: not for the window's thread. UserError if there is nothing to list.
    """
    printed_ms = store.clock.now_ms()
    with store.read() as connection:
        facts = list_facts(connection, round_id, kind, dues=dues, slots=slots, now_ms=printed_ms)
    with language(paper_language):
        content = fill(kind, facts.pickups, facts.layout)
        pdf = list_pdf(content, facts.layout, Head(facts.round, facts.business, printed_ms))
    names = tuple(dict.fromkeys(each.order.building for each in facts.pickups))
    goods = goods_of(facts.pickups) if kind is ListKind.PICKING else ()
    products = tuple(goods_in_order(goods, facts.layout))
    return ReadyList(facts, printed_ms, pdf, tuple(in_order(names, facts.layout)), products)
