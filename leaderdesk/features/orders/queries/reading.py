"""A pasted text read and compared with what stands in the round, in one snapshot of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.text import cleaned
from leaderdesk.features.orders.jielong.gather import Moved
from leaderdesk.features.orders.jielong.match import match
from leaderdesk.features.orders.jielong.model import Code, Reading, Rules
from leaderdesk.features.orders.jielong.read import read
from leaderdesk.features.orders.queries.ground import ground_of_round, last_bought
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.rules.answers import Answers
from leaderdesk.features.orders.rules.comparison import compare
from leaderdesk.features.orders.rules.ground import Ground, goods_for_reader, known_for_reader
from leaderdesk.features.orders.rules.respelling import as_written, respell
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.storage.database import Store

LONGEST_TEXT = 200_000
"""Signs a pasted text may have: a hundred times a long list."""

_NO_ANSWERS: Mapping[str, tuple[()]] = {}


def read_paste(
    store: Store,
    round_id: int,
    text: str,
    *,
    answers: Answers = _NO_ANSWERS,
    guards: Guards = UNGUARDED,
    moved: Moved | None = None,
) -> Review:
    """Return the list in `text` compared with what stands in the round; `moved` is told how many lines are read.

    UserError if there is no such round, it offers nothing yet, the text is too long, or no list is to be seen in it.
    """
    pasted = pasted_text(text)
    with store.read() as connection:
        ground = ground_of_round(connection, round_id, today=local_now(store.clock).date(), guards=guards)
        if ground is None:
            raise UserError(_("There is no round {id}. `rounds list` shows them.").format(id=round_id))
        reading = read_text(pasted, ground, moved=moved)
        bought = last_bought(connection, _candidates(reading), but_round=round_id)
    return compare(pasted, reading, replace(ground, bought=bought), answers)


def read_text(text: str, ground: Ground, *, moved: Moved | None = None) -> Reading:
    """Return the reading of `text` against the goods and people of the round; UserError if no list is to be seen."""
    if not ground.offers:
        raise UserError(_("This round offers nothing yet. Choose the goods under Open first."))
    respelled = respell(text, ground.buildings_called())
    draft = read(respelled.text, goods_for_reader(ground), Rules(), ground.today)
    reading = as_written(match(draft, known_for_reader(ground), moved=moved), respelled)
    if not any(entry.items or entry.action == "cancel" for entry in reading.entries):
        raise UserError(_("No list is to be seen here. Were the first lines left out when copying?"))
    return reading


def pasted_text(text: str) -> str:
    """Return a pasted text as it is kept: its words and lines, without signs nobody can see; UserError if too long."""
    kept = cleaned(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(kept) > LONGEST_TEXT:
        raise UserError(_("This text is far too long for a list. Copy only the list itself."))
    if not kept.strip():
        raise UserError(_("There is nothing to read. Copy the list in the group first."))
    return kept


def _candidates(reading: Reading) -> list[int]:
    asked = (question for entry in reading.entries for question in entry.questions if question.code is Code.WHO)
    return sorted({int(neighbour) for question in asked for neighbour in question.neighbours})
