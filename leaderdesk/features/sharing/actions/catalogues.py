"""Lists of products and neighbours into the store: what is new is added, what they say otherwise is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.documents.incoming import read_sheets
from leaderdesk.documents.sheet_rows import UNWATCHED, Cancelled, Limits, ReadSheet, Watch
from leaderdesk.features.sharing.actions.entries import Asked, Put, put_neighbour_entry, put_product_entry
from leaderdesk.features.sharing.actions.stale import StaleReview
from leaderdesk.features.sharing.rules import ImportReview, Outcome, ReviewRow
from leaderdesk.features.sharing.rules.answers import Answers
from leaderdesk.features.sharing.rules.catalogue import (
    ListedNeighbour,
    ListedProduct,
    read_neighbours,
    read_products,
)  # fmt: skip
from leaderdesk.features.sharing.rules.catalogue_words import entry_of_neighbour, entry_of_product
from leaderdesk.features.sharing.rules.preview import FileKind, Preview, PreviewRow, counted
from leaderdesk.storage.database import Store, Writing

LIMITS = Limits()


class _TakeBack(Exception):
    """Ends the transaction without a trace: nothing was new, or it was a rehearsal."""


Listed = TypeVar("Listed", ListedProduct, ListedNeighbour)


@dataclass(frozen=True, slots=True)
class _Job(Generic[Listed]):
    """One list to take in: how one row of it is put into the store, and how it is shown."""

    kind: FileKind
    title: str
    listed: Sequence[Listed]
    put: Callable[[Writing, Listed], Put]
    show: Callable[[Listed, Put], PreviewRow]


@dataclass
class _Tally:
    """What became of the rows so far."""

    seen: list[PreviewRow] = field(default_factory=list)

    def review(self, kind: FileKind, name: str, action_id: int | None) -> ImportReview:
        """Return what is said of the list on the command line."""
        counts = counted(self.seen)
        return ImportReview(
            kind=kind.value,
            file=name,
            new=counts.new,
            changed=counts.changed,
            same=counts.same,
            skipped=counts.skipped,
            rows=tuple(
                ReviewRow(row.row, row.outcome, row.name, row.remark)
                for row in self.seen
                if row.outcome is not Outcome.SAME
            ),
            action_id=action_id,
        )


def import_products(store: Store, path: Path, *, rehearsal: bool = False, watch: Watch = UNWATCHED) -> ImportReview:
    """Add the products of the list and change what it says otherwise of known ones; an empty cell changes nothing.

    A product is known by its name and spec. After a rehearsal nothing has changed. UserError for an unreadable file.
    """
    job = _products(read_sheets(path, LIMITS, watch), path)
    tally, action_id = _import(store, path.name, job, rehearsal=rehearsal, watch=watch)
    return tally.review(job.kind, path.name, action_id)


def import_neighbours(
    store: Store, path: Path, *, day: dt.date | None = None, rehearsal: bool = False, watch: Watch = UNWATCHED
) -> ImportReview:
    """Add the neighbours of the list and what it knows more of known ones; nothing that is known is overwritten.

    `day` is since when new ones are here. A row that may mean two people is left out. After a rehearsal nothing has
    changed. UserError for an unreadable file.
    """
    job = _neighbours(read_sheets(path, LIMITS, watch), path, day=day, answers={})
    tally, action_id = _import(store, path.name, job, rehearsal=rehearsal, watch=watch)
    return tally.review(job.kind, path.name, action_id)


def preview_list(
    store: Store,
    kind: FileKind,
    sheets: Sequence[ReadSheet],
    path: Path,
    *,
    answers: Answers,
    watch: Watch = UNWATCHED,
) -> Preview:
    """Return what taking the list in would do: it is rehearsed, and nothing stays. UserError for another table."""
    tally = _run(store, kind, sheets, path, answers=answers, rehearsal=True, basis=None, watch=watch)[0]
    return _preview(kind, path.name, tally)


def take_list(
    store: Store,
    preview: Preview,
    sheets: Sequence[ReadSheet],
    path: Path,
    *,
    answers: Answers,
    watch: Watch = UNWATCHED,
) -> int | None:
    """Take in what was looked over and return the action, None if nothing was new.

    StaleReview, with nothing changed, if the store has changed since the preview was made.
    """
    return _run(store, preview.kind, sheets, path, answers=answers, rehearsal=False, basis=preview.basis, watch=watch)[
        1
    ]


def _run(
    store: Store,
    kind: FileKind,
    sheets: Sequence[ReadSheet],
    path: Path,
    *,
    answers: Answers,
    rehearsal: bool,
    basis: object,
    watch: Watch,
) -> tuple[_Tally, int | None]:
    if kind is FileKind.PRODUCTS:
        products = _products(sheets, path)
        return _import(store, path.name, products, rehearsal=rehearsal, watch=watch, basis=basis)
    neighbours = _neighbours(sheets, path, day=None, answers=answers)
    return _import(store, path.name, neighbours, rehearsal=rehearsal, watch=watch, basis=basis)


def _products(sheets: Sequence[ReadSheet], path: Path) -> _Job[ListedProduct]:
    listed = read_products(sheets)
    if listed is None:
        raise UserError(
            _("{name} has no list of products: its head must say 名称 and 售价, or name and price.").format(
                name=path.name
            )
        )

    def show(one: ListedProduct, done: Put) -> PreviewRow:
        return entry_of_product(one, done.outcome, done.before)

    title = N_("Import products of {file}")
    return _Job(FileKind.PRODUCTS, title, listed, put_product_entry, show)


def _neighbours(
    sheets: Sequence[ReadSheet], path: Path, *, day: dt.date | None, answers: Answers
) -> _Job[ListedNeighbour]:
    listed = read_neighbours(sheets)
    if listed is None:
        raise UserError(
            _("{name} has no list of neighbours: its head must say 邻居 and 房号, or neighbour and room.").format(
                name=path.name
            )
        )

    def put(writing: Writing, one: ListedNeighbour) -> Put:
        return put_neighbour_entry(writing, one, day=day, answers=answers)

    def show(one: ListedNeighbour, done: Put) -> PreviewRow:
        return entry_of_neighbour(one, done.outcome, done.before)

    return _Job(FileKind.NEIGHBOURS, N_("Import neighbours of {file}"), listed, put, show)


def _import(
    store: Store, name: str, job: _Job[Listed], *, rehearsal: bool, watch: Watch, basis: object = None
) -> tuple[_Tally, int | None]:
    tally, action_id = _Tally(), None
    try:
        with store.write(job.title, about={"file": name}) as writing:
            for count, one in enumerate(job.listed, start=1):
                tally.seen.append(_put(writing, job, one))
                watch.moved(count)
                if watch.cancelled():
                    raise Cancelled(_("Stopped; nothing was imported."))
            if basis is not None and _basis(tally) != basis:
                raise StaleReview(_("The data changed meanwhile. It was compared once more, please look again."))
            action_id = writing.action_id
            if rehearsal or not counted(tally.seen).works:
                raise _TakeBack
    except _TakeBack:
        action_id = None
    return tally, action_id


def _put(writing: Writing, job: _Job[Listed], one: Listed) -> PreviewRow:
    try:
        # A row that is refused in its middle leaves nothing of itself behind.
        with writing.session.begin_nested():
            done = job.put(writing, one)
    except Asked as asked:
        done = Put(Outcome.SKIPPED, question=asked.question, remark=asked.question.reason)
    except UserError as trouble:
        done = Put(Outcome.SKIPPED, remark=str(trouble))
    return replace(job.show(one, done), remark=done.remark, question=done.question)


def _preview(kind: FileKind, name: str, tally: _Tally) -> Preview:
    counts = counted(tally.seen)
    return Preview(
        kind=kind,
        file=name,
        rows=tuple(tally.seen),
        counts=counts,
        writes=counts.works,
        basis=_basis(tally),
    )


def _basis(tally: _Tally) -> object:
    return tuple((row.row, row.outcome, row.pieces) for row in tally.seen)
