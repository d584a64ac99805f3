"""Reads everything on file about the goods that neighbours may ask about, for searching in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, select

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.features.batches.queries import batch_rows
from leaderdesk.features.batches.rules import Batch, Trace, distance_text, shelf_text, warmth_text
from leaderdesk.features.products.rules import StorageKind, storage_text
from leaderdesk.features.products.tables import ProductAliasRow, ProductFactRow, ProductRow
from leaderdesk.features.streams.queries.live import answered_questions
from leaderdesk.features.streams.rules.facts import FactBook, FactEntry, ProductWords, Topic, book_of

FACT_TABLES = frozenset({"product", "product_fact", "product_alias", "batch", "batch_warmth", "stream_question"})
"""A change of these makes a new book necessary."""


def fact_book(connection: Connection) -> FactBook:
    """Return everything on file: facts, storage, origin and stories of products, their latest batches, past answers."""
    names = {
        row.id: row.short_name or row.name
        for row in connection.execute(
            select(ProductRow.id, ProductRow.name, ProductRow.short_name).where(ProductRow.archived_at_ms.is_(None))
        )
    }
    entries = [
        *_facts(connection, names),
        *_answers(connection, names),
        *_batches(connection, names),
        *_products(connection, names),
    ]
    return book_of(entries, _words(connection))


def _facts(connection: Connection, names: dict[int, str]) -> Iterator[FactEntry]:
    rows = select(ProductFactRow.product_id, ProductFactRow.name, ProductFactRow.value)
    for row in connection.execute(rows.order_by(ProductFactRow.product_id, ProductFactRow.position)):
        if row.product_id in names:
            yield FactEntry(row.product_id, names[row.product_id], row.name, row.value, _("product facts"))


def _products(connection: Connection, names: dict[int, str]) -> Iterator[FactEntry]:
    rows = select(ProductRow.id, ProductRow.storage, ProductRow.spec, ProductRow.origin, ProductRow.story)
    source = _("product card")
    for row in connection.execute(rows.order_by(ProductRow.id)):
        if row.id not in names:
            continue
        kept: StorageKind = row.storage
        told = (
            (_("Storage"), storage_text(kept), Topic.STORAGE),
            (_("Origin"), row.origin, Topic.ORIGIN),
            (_("Size"), row.spec, Topic.PACKAGING),
            (_("Story"), row.story, None),
        )
        for title, value, topic in told:
            if value:
                yield FactEntry(row.id, names[row.id], title, value, source, frozenset({topic} if topic else ()))


def _batches(connection: Connection, names: dict[int, str]) -> Iterator[FactEntry]:
    """Give the facts of the latest batch of each product; one that was recalled answers nothing."""
    seen: set[int] = set()
    for batch in batch_rows(connection):
        if batch.product_id in seen or batch.product_id not in names or batch.recalled_at_ms is not None:
            continue
        seen.add(batch.product_id)
        yield from _of_batch(batch, names[batch.product_id])


def _of_batch(batch: Batch, product: str) -> Iterator[FactEntry]:
    source = _("batch {code}").format(code=batch.code)
    paper = _("inspection paper of batch {code}").format(code=batch.code)
    warmth = " · ".join(warmth_text(each) for each in batch.warmths)
    best_before = batch.best_before
    shelf = shelf_text(batch.shelf)
    if best_before is not None:
        shelf = _("{length}, until {month}/{day}").format(length=shelf, month=best_before.month, day=best_before.day)
    told = (
        (Trace.ORIGIN, batch.origin, Topic.ORIGIN, source),
        (Trace.GROWER, batch.grower, Topic.ORIGIN, source),
        (Trace.MADE, batch.made_on, Topic.MADE, source),
        (Trace.SHELF, shelf, Topic.STORAGE, source),
        (Trace.INSPECTION, batch.inspection, Topic.PESTICIDE, paper),
        (Trace.COLD, warmth, Topic.STORAGE, source),
        (Trace.DISTANCE, distance_text(batch.distance_m), Topic.ORIGIN, source),
        (Trace.PACKAGING, batch.packaging, Topic.PACKAGING, source),
    )
    for trace, value, topic, where in told:
        if value:
            yield FactEntry(batch.product_id, product, trace.title, value, where, frozenset({topic}), batch_id=batch.id)
    if batch.story:
        yield FactEntry(batch.product_id, product, _("Story"), batch.story, source, batch_id=batch.id)


def _answers(connection: Connection, names: dict[int, str]) -> Iterator[FactEntry]:
    """Give what was answered before, the latest first; what became a fact since is found as that."""
    for one in reversed(answered_questions(connection)):
        if one.fact_id is None:
            day = local(one.answered_at_ms or one.at_ms)
            source = _("answered on {month}/{day}").format(month=day.month, day=day.day)
            product = names.get(one.product_id, "") if one.product_id is not None else ""
            yield FactEntry(one.product_id, product, one.text, one.answer, source, question_id=one.id)


def _words(connection: Connection) -> Iterator[ProductWords]:
    aliases: dict[int, list[str]] = defaultdict(list)
    for product_id, alias in connection.execute(select(ProductAliasRow.product_id, ProductAliasRow.alias)):
        aliases[product_id].append(alias)
    rows = select(ProductRow.id, ProductRow.name, ProductRow.short_name, ProductRow.search_key)
    for row in connection.execute(rows.where(ProductRow.archived_at_ms.is_(None)).order_by(ProductRow.id)):
        yield ProductWords(row.id, (row.name, row.short_name, *aliases[row.id]), row.search_key)
