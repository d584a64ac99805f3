"""Lists of products and neighbours into the store: what is new is added, what they say otherwise is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import compare_key
from leaderdesk.documents.incoming import read_sheets
from leaderdesk.documents.sheet_rows import UNWATCHED, Cancelled, Limits, Watch
from leaderdesk.features.neighbours.actions import ensure_neighbour, put_tag, remember_alias
from leaderdesk.features.neighbours.actions.households import neighbour_of, refresh_search_key
from leaderdesk.features.neighbours.queries import building_names
from leaderdesk.features.neighbours.rooms import parse_room
from leaderdesk.features.neighbours.rules import read_name
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.products.actions import put_field, put_product
from leaderdesk.features.products.rules import (
    STORAGE_KINDS,
    NewProduct,
    ProductField,
    StorageKind,
    read_field,
    read_supplier_field,
)  # fmt: skip
from leaderdesk.features.products.tables import ProductRow, SupplierRow
from leaderdesk.features.sharing.rules import ImportReview, Outcome, ReviewRow
from leaderdesk.features.sharing.rules.catalogue import (
    ListedNeighbour,
    ListedProduct,
    read_neighbours,
    read_products,
)  # fmt: skip
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.journal import last_change

LIMITS = Limits()


class _TakeBack(Exception):
    """Ends the transaction without a trace: nothing was new, or it was a rehearsal."""


Listed = TypeVar("Listed", ListedProduct, ListedNeighbour)


@dataclass(frozen=True, slots=True)
class _Job(Generic[Listed]):
    """One list to take in, and how one row of it is put into the store: new, changed, or None for no difference."""

    kind: str
    title: str
    listed: Sequence[Listed]
    put: Callable[[Writing, Listed], Outcome | None]


@dataclass
class _Tally:
    """What became of the rows so far."""

    rows: list[ReviewRow] = field(default_factory=list)
    same: int = 0

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)

    def take(self, row: int, what: str, outcome: Outcome | None) -> None:
        if outcome is None:
            self.same += 1
        else:
            self.rows.append(ReviewRow(row, outcome, what))

    def leave_out(self, row: int, what: str, trouble: UserError) -> None:
        self.rows.append(ReviewRow(row, Outcome.SKIPPED, what, str(trouble)))


def import_products(store: Store, path: Path, *, rehearsal: bool = False, watch: Watch = UNWATCHED) -> ImportReview:
    """Add the products of the list and change what it says otherwise of known ones; an empty cell changes nothing.

    A product is known by its name and spec. After a rehearsal nothing has changed. UserError for an unreadable file.
    """
    listed = read_products(read_sheets(path, LIMITS, watch))
    if listed is None:
        raise UserError(
            _("{name} has no list of products: its head must say 名称 and 售价, or name and price.").format(
                name=path.name
            )
        )
    job = _Job("products", N_("Import products of {file}"), listed, _put_product)
    return _import(store, path, job, rehearsal=rehearsal, watch=watch)


def import_neighbours(
    store: Store, path: Path, *, day: dt.date | None = None, rehearsal: bool = False, watch: Watch = UNWATCHED
) -> ImportReview:
    """Add the neighbours of the list and what it knows more of known ones; nothing that is known is overwritten.

    `day` is since when new ones are here. After a rehearsal nothing has changed. UserError for an unreadable file.
    """
    listed = read_neighbours(read_sheets(path, LIMITS, watch))
    if listed is None:
        raise UserError(
            _("{name} has no list of neighbours: its head must say 邻居 and 房号, or neighbour and room.").format(
                name=path.name
            )
        )

    def put(writing: Writing, one: ListedNeighbour) -> Outcome | None:
        return _put_neighbour(writing, one, day)

    job = _Job("neighbours", N_("Import neighbours of {file}"), listed, put)
    return _import(store, path, job, rehearsal=rehearsal, watch=watch)


def _import(
    store: Store,
    path: Path,
    job: _Job[Listed],
    *,
    rehearsal: bool,
    watch: Watch,
) -> ImportReview:
    tally, action_id = _Tally(), None
    try:
        with store.write(job.title, about={"file": path.name}) as writing:
            for count, one in enumerate(job.listed, start=1):
                _put(writing, job, one, tally)
                watch.moved(count)
                if watch.cancelled():
                    raise Cancelled(_("Stopped; nothing was imported."))
            action_id = writing.action_id
            if rehearsal or not tally.count(Outcome.NEW) + tally.count(Outcome.CHANGED):
                raise _TakeBack
    except _TakeBack:
        action_id = None
    return ImportReview(
        kind=job.kind,
        file=path.name,
        new=tally.count(Outcome.NEW),
        changed=tally.count(Outcome.CHANGED),
        same=tally.same,
        skipped=tally.count(Outcome.SKIPPED),
        rows=tuple(tally.rows),
        action_id=action_id,
    )


def _put(writing: Writing, job: _Job[Listed], one: Listed, tally: _Tally) -> None:
    try:
        # A row that is refused in its middle leaves nothing of itself behind.
        with writing.session.begin_nested():
            outcome = job.put(writing, one)
    except UserError as trouble:
        tally.leave_out(one.row, one.name, trouble)
    else:
        tally.take(one.row, one.name, outcome)


def _put_product(writing: Writing, one: ListedProduct) -> Outcome | None:
    session = writing.session
    name, spec = str(read_field("name", one.name)), str(read_field("spec", one.spec))
    known = [
        row
        for row in session.scalars(
            select(ProductRow).where(ProductRow.archived_at_ms.is_(None), ProductRow.name == name)
        )
        if compare_key(row.spec) == compare_key(spec)
    ]
    supplier_id = _supplier(writing, one.supplier) if one.supplier else None
    if not known:
        _put_new(writing, one, name=name, spec=spec, supplier_id=supplier_id)
        return Outcome.NEW
    row, changed = known[0], False
    for field_name, typed in one.fields.items():
        changed = put_field(writing, row.id, field_name, typed) or changed
    if supplier_id is not None and row.supplier_id != supplier_id:
        row.supplier_id, changed = supplier_id, True
    session.flush()
    return Outcome.CHANGED if changed else None


def _put_new(writing: Writing, one: ListedProduct, *, name: str, spec: str, supplier_id: int | None) -> None:
    if "price" not in one.fields or "unit" not in one.fields:
        raise UserError(_("A new product needs a unit and a price."))
    fields: dict[ProductField, str | int | None] = {
        field_name: read_field(field_name, typed) for field_name, typed in one.fields.items()
    }
    kind: StorageKind = next((kind for kind in STORAGE_KINDS if kind == fields.get("storage")), "ambient")
    put_product(
        writing,
        NewProduct(
            name=name,
            unit=str(fields["unit"]),
            price_fen=int(fields["price"] or 0),
            spec=spec,
            storage=kind,
            supplier_id=supplier_id,
            cost_fen=int(fields.get("cost") or 0),
            case_milli=None if fields.get("case") is None else int(fields["case"] or 0),
            origin=str(fields.get("origin") or ""),
            code=str(fields.get("code") or ""),
        ),
    )


def _supplier(writing: Writing, typed: str) -> int:
    session, name = writing.session, read_supplier_field("name", typed)
    known = session.scalar(select(SupplierRow.id).where(SupplierRow.name == name))
    if known is not None:
        return known
    row = SupplierRow(name=name, contact="", phone="", payment_terms="", note="")
    session.add(row)
    session.flush()
    return row.id


def _put_neighbour(writing: Writing, one: ListedNeighbour, day: dt.date | None) -> Outcome | None:
    session = writing.session
    name, phone, room = read_name(one.name), parse_phone(one.phone), _room(writing, one.room)
    last = session.scalar(select(func.max(NeighbourRow.id))) or 0
    before = last_change(session.connection())
    neighbour_id = ensure_neighbour(writing, name=name, room=room)
    row = neighbour_of(session, neighbour_id)
    if phone and not row.phone:
        row.phone = phone
        refresh_search_key(session, row)
    if one.nickname:
        remember_alias(writing, neighbour_id, one.nickname)
    for word in one.tags:
        put_tag(writing, neighbour_id, word)
    recommended = _("Recommended by {name}").format(name=one.recommended_by) if one.recommended_by else ""
    if recommended and recommended not in row.note:
        row.note = f"{row.note}\n{recommended}".strip()
    if neighbour_id > last and day is not None:
        row.joined_on = day.isoformat()
    session.flush()
    if neighbour_id > last:
        return Outcome.NEW
    return Outcome.CHANGED if last_change(session.connection()) > before else None


def _room(writing: Writing, typed: str) -> str | None:
    if not typed:
        return None
    found = parse_room(typed, building_names(writing.session.connection()))
    if found is None or not found.full:
        raise UserError(_("This room is not clear. Write it like 3-502 or 12-3-402."))
    return found.text
