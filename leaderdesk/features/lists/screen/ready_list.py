"""A list made ready to be looked at: what it is made of, its pages, and its buildings."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.i18n import language
from leaderdesk.features.lists.papers import fill, list_pdf
from leaderdesk.features.lists.papers.sheets import Head
from leaderdesk.features.lists.queries import ListFacts, list_facts
from leaderdesk.features.lists.rules import ListKind, in_order
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class ReadyList:
    """The list as it stands now: its facts, its PDF, and the buildings in the order in which it walks them."""

    facts: ListFacts
    printed_ms: int
    pdf: bytes
    buildings: tuple[str, ...]


def make_ready(store: Store, round_id: int, kind: ListKind, *, dues: Dues, paper_language: str) -> ReadyList:
    """Read the list of the round and draw its pages, in the language of paper.

    Takes a while: not for the window's thread. UserError if there is nothing to list.
    """
    with store.read() as connection:
        facts = list_facts(connection, round_id, kind, dues=dues)
    printed_ms = store.clock.now_ms()
    with language(paper_language):
        content = fill(kind, facts.pickups, facts.layout)
        pdf = list_pdf(content, facts.layout, Head(facts.round, facts.business, printed_ms))
    names = tuple(dict.fromkeys(each.order.building for each in facts.pickups))
    return ReadyList(facts, printed_ms, pdf, tuple(in_order(names, facts.layout)))
