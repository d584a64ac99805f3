"""Lists of a practice round, for tests: read, filled, and every sum taken from the orders themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from leaderdesk.features.lists.papers import fill, list_pdf
from leaderdesk.features.lists.papers.sheets import Head
from leaderdesk.features.lists.queries import ListFacts, list_facts
from leaderdesk.features.lists.rules import Layout, ListKind
from leaderdesk.features.lists.rules.content import ListContent
from leaderdesk.features.payments.queries import dues
from tests.practice import Shop


def facts_of(shop: Shop, kind: ListKind) -> ListFacts:
    """Return what the list of the open round is made of."""
    with shop.store.read() as connection:
        return list_facts(connection, shop.round_id, kind, dues=dues)


def content_of(facts: ListFacts) -> ListContent:
    """Return the list as it stands."""
    return fill(facts.kind, facts.pickups, facts.layout)


def head_of(shop: Shop, facts: ListFacts) -> Head:
    """Return the head of its paper."""
    return Head(facts.round, facts.business, shop.clock.now_ms())


def ordered(shop: Shop) -> Counter[int]:
    """Return how much each order (by id) asks for, in thousandths of whatever unit."""
    return Counter({order.id: sum(line.amount_milli for line in order.lines) for order in shop.orders()})


def listed(content: ListContent) -> Counter[int]:
    """Return how much the list gives each order."""
    found: Counter[int] = Counter()
    for section in content.sections:
        for entry in section.entries:
            for order_id in entry.order_ids:
                found[order_id] += entry.amount_milli
    return found


def pdf_of(shop: Shop, kind: ListKind, layout: Layout | None = None) -> bytes:
    """Return the paper of the list, in its kept layout or in that one."""
    facts = facts_of(shop, kind)
    facts = replace(facts, layout=layout or facts.layout)
    return list_pdf(content_of(facts), facts.layout, head_of(shop, facts))
