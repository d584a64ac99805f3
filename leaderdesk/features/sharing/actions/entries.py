"""One row of a list into the store: a product or a neighbour, found or made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.actions import ensure_neighbour, put_neighbour, put_tag, remember_alias
from leaderdesk.features.neighbours.actions.households import neighbour_of, refresh_search_key
from leaderdesk.features.neighbours.queries import building_names, known_neighbours
from leaderdesk.features.neighbours.rooms import parse_room
from leaderdesk.features.neighbours.rules import read_name
from leaderdesk.features.neighbours.tables import NeighbourAliasRow, NeighbourRow
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
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.answers import Answers, IsNeighbour, LeaveOut, NewNeighbour, Question
from leaderdesk.features.sharing.rules.catalogue import ListedNeighbour, ListedProduct
from leaderdesk.features.sharing.rules.catalogue_words import ask_which, kept_words
from leaderdesk.storage.database import Writing
from leaderdesk.storage.journal import last_change


class Asked(Exception):
    """The row may mean two things and is not put anywhere before the question is answered."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.key)
        self.question = question


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a row; `before` is what stood in the fields that changed, as it is shown."""

    outcome: Outcome
    before: Mapping[str, str] = field(default_factory=dict)
    question: Question | None = None
    remark: str = ""


def put_product_entry(writing: Writing, one: ListedProduct) -> Put:
    """Add the product of the row or change what it says otherwise. UserError for what cannot be kept."""
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
        return Put(Outcome.NEW)
    row, before = known[0], dict[str, str]()
    for field_name, typed in one.fields.items():
        stood = kept_words(field_name, _value(row, field_name))
        if put_field(writing, row.id, field_name, typed):
            before[field_name] = stood
    if supplier_id is not None and row.supplier_id != supplier_id:
        stands = session.get(SupplierRow, row.supplier_id) if row.supplier_id is not None else None
        before["supplier"] = "" if stands is None else stands.name
        row.supplier_id = supplier_id
    session.flush()
    return Put(Outcome.CHANGED if before else Outcome.SAME, before)


def put_neighbour_entry(writing: Writing, one: ListedNeighbour, *, day: dt.date | None, answers: Answers) -> Put:
    """Add the neighbour of the row, or what it knows more of her. Asked if it may mean two people."""
    session = writing.session
    name, phone, room = read_name(one.name), parse_phone(one.phone), _room(writing, one.room)
    last = session.scalar(select(func.max(NeighbourRow.id))) or 0
    before = last_change(writing.connection)
    neighbour_id = _neighbour(writing, one, name=name, room=room, answers=answers)
    if neighbour_id is None:
        return Put(Outcome.SKIPPED, remark=_("Left out as you said."))
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
        return Put(Outcome.NEW)
    return Put(Outcome.CHANGED if last_change(writing.connection) > before else Outcome.SAME)


def _neighbour(writing: Writing, one: ListedNeighbour, *, name: str, room: str | None, answers: Answers) -> int | None:
    if room is not None:
        return ensure_neighbour(writing, name=name, room=room)
    if _count_named(writing, name) < 2:
        return ensure_neighbour(writing, name=name, room=None)
    key = compare_key(name)
    named = [
        person
        for person in known_neighbours(writing.connection)
        if key in {compare_key(known) for known in (person.name, *person.aliases)}
    ]
    question = ask_which(one, named)
    answer = answers.get(question.key)
    if isinstance(answer, IsNeighbour):
        return answer.neighbour_id
    if isinstance(answer, NewNeighbour):
        return put_neighbour(writing, name=name, room=None)
    if isinstance(answer, LeaveOut):
        return None
    raise Asked(question)


def _count_named(writing: Writing, name: str) -> int:
    alias = select(NeighbourAliasRow.neighbour_id).where(NeighbourAliasRow.alias == name)
    called = or_(NeighbourRow.name == name, NeighbourRow.id.in_(alias))
    query = select(func.count()).where(called, NeighbourRow.archived_at_ms.is_(None))
    return writing.session.scalar(query) or 0


def _value(row: ProductRow, field_name: ProductField) -> str | int | None:
    column = {"price": "price_fen", "cost": "cost_fen", "case": "case_milli", "step": "step_milli"}
    value: str | int | None = getattr(row, column.get(field_name, field_name))
    return value


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


def _room(writing: Writing, typed: str) -> str | None:
    if not typed:
        return None
    found = parse_room(typed, building_names(writing.connection))
    if found is None or not found.full:
        raise UserError(_("This room is not clear. Write it like 3-502 or 12-3-402."))
    return found.text
