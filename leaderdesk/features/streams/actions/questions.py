"""Verbs of questions that were asked in a stream: noted with who asked, answered, made a fact of the product."""

from __future__ import annotations

from sqlalchemy import func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key, name_text, one_line
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.products.rules import Added, read_fact
from leaderdesk.features.products.tables import ProductFactRow, ProductRow
from leaderdesk.features.streams.actions.rows import stream_row
from leaderdesk.features.streams.rules.questions import LONGEST_ANSWER, LONGEST_QUESTION
from leaderdesk.features.streams.tables import StreamQuestionRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

_GONE = N_("This question is not there any more.")


def note_question(
    store: Store,
    stream_id: int,
    text: str,
    *,
    asker: str = "",
    cue_id: int | None = None,
    product_id: int | None = None,
) -> Added:
    """Note what was asked and by whom; a name or room that only one neighbour has is taken for her.

    UserError without any words.
    """
    kept = one_line(text)[:LONGEST_QUESTION].strip()
    if not kept:
        raise UserError(_("Write down what was asked."))
    who = name_text(asker)
    with store.write(N_("Note the question “{text}”"), about={"text": kept[:30]}) as writing:
        stream_row(writing.session, stream_id)
        row = StreamQuestionRow(
            stream_id=stream_id,
            at_ms=writing.at_ms,
            cue_id=cue_id,
            text=kept,
            asker=who,
            neighbour_id=_neighbour(writing, who),
            product_id=_product(writing, product_id),
            search_key=compare_key(kept),
        )
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def answer_question(store: Store, question_id: int, answer: str, *, product_id: int | None = None) -> int | None:
    """Write down the answer; empty words open the question again. Return the action, None if it stood so."""
    kept = one_line(answer)[:LONGEST_ANSWER].strip()
    with store.write(N_("Answer “{text}”"), about=_about(store, question_id)) as writing:
        row = _row(writing, question_id)
        product = row.product_id if product_id is None else _product(writing, product_id)
        if (row.answer, row.product_id) == (kept, product):
            return None
        row.answer, row.product_id = kept, product
        row.answered_at_ms = (row.answered_at_ms or writing.at_ms) if kept else None
    return writing.action_id


def drop_question(store: Store, question_id: int) -> int:
    """Take the question out and return the action."""
    with store.write(N_("Delete the question “{text}”"), about=_about(store, question_id)) as writing:
        writing.session.delete(_row(writing, question_id))
    return writing.action_id


def question_to_fact(store: Store, question_id: int, name: str, *, product_id: int | None = None) -> int | None:
    """Make the answer a fact of the product, called `name`; return the action, None if it is one already.

    UserError while it has no answer, or nobody said of which product it is.
    """
    with store.write(N_("A fact from “{text}”"), about=_about(store, question_id)) as writing:
        session, row = writing.session, _row(writing, question_id)
        if row.fact_id is not None and session.get(ProductFactRow, row.fact_id) is not None:
            return None
        if product_id is not None:
            row.product_id = _product(writing, product_id)
        if not row.answer:
            raise UserError(_("Write the answer first, then it can become a fact."))
        if row.product_id is None:
            raise UserError(_("Choose the product that this is about first."))
        kept = read_fact(name, row.answer)
        mine = ProductFactRow.product_id == row.product_id
        last = session.scalar(select(func.max(ProductFactRow.position)).where(mine)) or 0
        fact = ProductFactRow(product_id=row.product_id, position=last + 1, name=kept[0], value=kept[1])
        session.add(fact)
        session.flush()
        row.fact_id = fact.id
    return writing.action_id


def _neighbour(writing: Writing, who: str) -> int | None:
    """Return the one neighbour who is called so or lives there; None for nobody, and for several."""
    key = compare_key(who)
    if not key:
        return None
    found = {one.id for one in known_neighbours(writing.connection) if key in _called(one)}
    return found.pop() if len(found) == 1 else None


def _called(one: KnownNeighbour) -> frozenset[str]:
    room = one.room or ""
    return frozenset(compare_key(word) for word in (one.name, room, f"{room}{one.name}", *one.aliases))


def _product(writing: Writing, product_id: int | None) -> int | None:
    if product_id is None:
        return None
    return row_of(writing.session, ProductRow, product_id, gone=N_("This product is not there any more.")).id


def _row(writing: Writing, question_id: int) -> StreamQuestionRow:
    return row_of(writing.session, StreamQuestionRow, question_id, gone=_GONE)


def _about(store: Store, question_id: int) -> dict[str, str]:
    with store.read() as connection:
        text = connection.scalar(select(StreamQuestionRow.text).where(StreamQuestionRow.id == question_id))
    return {"text": (text or "")[:30]}
