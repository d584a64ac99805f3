"""Adds products, changes one field of one at a time, and lets them rest and wake."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key
from leaderdesk.features.products.rules import Added, NewProduct, ProductField, read_field, read_name
from leaderdesk.features.products.tables import ProductAliasRow, ProductRow, SupplierRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of
from leaderdesk.storage.search import initials, search_key

_GONE = N_("This product is not in the list any more.")
_COLUMNS: dict[ProductField, str] = {
    "price": "price_fen",
    "cost": "cost_fen",
    "case": "case_milli",
    "step": "step_milli",
}
_FOUND_BY = frozenset({"name", "short_name", "code"})
_CHANGES: dict[ProductField, str] = {
    "name": N_("Rename {what}"),
    "price": N_("Change the price of {what}"),
    "cost": N_("Change the cost of {what}"),
    "story": N_("Change the story of {what}"),
}
_MOST_INITIALS = 4
_WITHOUT_INITIALS = "SP"


def add_product(store: Store, new: NewProduct) -> Added:
    """Add a product; its code is made from the initials of its name unless one is given.

    UserError if a field cannot be kept, or the same product with the same spec is there already.
    """
    with store.write(N_("Add {what}"), about={"what": read_name(new.name)}) as writing:
        product_id = put_product(writing, new)
    return Added(product_id, writing.action_id)


def put_product(writing: Writing, new: NewProduct) -> int:
    """Add a product within a transaction and return its id; errors as for `add_product`."""
    name, session = read_name(new.name), writing.session
    _refuse_twin(session, name=name, spec=new.spec, but=None)
    _known_supplier(session, new.supplier_id)
    code = str(read_field("code", new.code)) if new.code else _free_code(session, name)
    _refuse_code(session, code, but=None)
    row = ProductRow(
        code=code,
        name=name,
        short_name=read_field("short_name", new.short_name),
        spec=read_field("spec", new.spec),
        unit=read_field("unit", new.unit),
        storage=read_field("storage", new.storage),
        supplier_id=new.supplier_id,
        price_fen=new.price_fen,
        cost_fen=new.cost_fen,
        case_milli=new.case_milli,
        step_milli=new.step_milli,
        origin=read_field("origin", new.origin),
        story=read_field("story", new.story),
        search_key="",
    )
    session.add(row)
    refresh_search_key(session, row)
    session.flush()
    return row.id


def change_product(store: Store, product_id: int, field: ProductField, typed: str) -> int | None:
    """Make what was typed the value of one field; return the action, None if it was so already.

    A price counts for later rounds only. UserError if it cannot be kept; then nothing changes.
    """
    with store.write(_CHANGES.get(field, N_("Change {what}")), about={"what": what(store, product_id)}) as writing:
        changed = put_field(writing, product_id, field, typed)
    return writing.action_id if changed else None


def put_field(writing: Writing, product_id: int, field: ProductField, typed: str) -> bool:
    """Make what was typed the value of one field within a transaction; False if it was so already."""
    value, column = read_field(field, typed), _COLUMNS.get(field, field)
    session, row = writing.session, product_of(writing.session, product_id)
    if getattr(row, column) == value:
        return False
    if field == "code":
        _refuse_code(session, str(value), but=product_id)
    setattr(row, column, value)
    if field in ("name", "spec"):
        _refuse_twin(session, name=row.name, spec=row.spec, but=product_id)
    if field in _FOUND_BY:
        refresh_search_key(session, row)
    return True


def set_supplier(store: Store, product_id: int, supplier_id: int | None) -> int | None:
    """Let the product come from that supplier, or from nobody yet; return the action, None if it was so already."""
    with store.write(N_("Change the supplier of {what}"), about={"what": what(store, product_id)}) as writing:
        row = product_of(writing.session, product_id)
        if row.supplier_id == supplier_id:
            return None
        _known_supplier(writing.session, supplier_id)
        row.supplier_id = supplier_id
    return writing.action_id


def rest_product(store: Store, product_id: int) -> int | None:
    """Let the product rest: it is offered no more, and what was ordered of it stays. None if it rested already."""
    with store.write(N_("Let {what} rest"), about={"what": what(store, product_id)}) as writing:
        row = product_of(writing.session, product_id)
        if row.archived_at_ms is not None:
            return None
        row.archived_at_ms = writing.at_ms
    return writing.action_id


def wake_product(store: Store, product_id: int) -> int | None:
    """Let the product be offered again; return the action, None if it was awake."""
    with store.write(N_("Wake {what}"), about={"what": what(store, product_id)}) as writing:
        row = product_of(writing.session, product_id)
        if row.archived_at_ms is None:
            return None
        row.archived_at_ms = None
    return writing.action_id


def add_alias(store: Store, product_id: int, alias: str) -> int | None:
    """Know the product by another word too; return the action, None if it was known already."""
    word = read_name(alias)
    with store.write(N_("{what} is also {alias}"), about={"what": what(store, product_id), "alias": word}) as writing:
        added = remember_alias(writing, product_id, word)
    return writing.action_id if added else None


def remember_alias(writing: Writing, product_id: int, alias: str) -> bool:
    """Know the product by another word too, within a transaction; False if it was known already."""
    session, word = writing.session, read_name(alias)
    row = product_of(session, product_id)
    known = session.scalars(select(ProductAliasRow.alias).where(ProductAliasRow.product_id == product_id))
    if compare_key(word) in {compare_key(name) for name in (row.name, *known)}:
        return False
    session.add(ProductAliasRow(product_id=product_id, alias=word))
    refresh_search_key(session, row)
    return True


def remove_alias(store: Store, product_id: int, alias: str) -> int | None:
    """Know the product by that word no more; return the action, None if it was not known."""
    about = {"what": what(store, product_id), "alias": alias}
    with store.write(N_("{what} is no longer {alias}"), about=about) as writing:
        session = writing.session
        row = session.scalar(
            select(ProductAliasRow).where(ProductAliasRow.product_id == product_id, ProductAliasRow.alias == alias)
        )
        if row is None:
            return None
        session.delete(row)
        refresh_search_key(session, product_of(session, product_id))
    return writing.action_id


def product_of(session: Session, product_id: int) -> ProductRow:
    """Return the row of the product; UserError if there is no such one."""
    return row_of(session, ProductRow, product_id, gone=_GONE)


def what(store: Store, product_id: int) -> str:
    """Return how the product is named in the undo menu; UserError if there is no such one."""
    with store.read() as connection:
        row = connection.execute(
            select(ProductRow.name, ProductRow.short_name).where(ProductRow.id == product_id)
        ).one_or_none()
    if row is None:
        raise UserError(_(_GONE))
    return str(row.short_name or row.name)


def refresh_search_key(session: Session, row: ProductRow) -> None:
    """Make the product findable by what is now known: its names with their readings, and its code."""
    session.flush()
    aliases = session.scalars(
        select(ProductAliasRow.alias).where(ProductAliasRow.product_id == row.id).order_by(ProductAliasRow.id)
    )
    names = [name for name in (row.name, row.short_name, *aliases) if name]
    row.search_key = search_key(names, exact=[row.code])


def _free_code(session: Session, name: str) -> str:
    start = (initials(name)[:_MOST_INITIALS] or _WITHOUT_INITIALS).upper()
    taken = set(session.scalars(select(ProductRow.code).where(ProductRow.code.startswith(f"{start}-"))))
    number = 1
    while f"{start}-{number:03d}" in taken:
        number += 1
    return f"{start}-{number:03d}"


def _known_supplier(session: Session, supplier_id: int | None) -> None:
    if supplier_id is not None and session.get(SupplierRow, supplier_id) is None:
        raise UserError(_("This supplier is not in the list any more."))


def _refuse_code(session: Session, code: str, *, but: int | None) -> None:
    taken = session.scalar(select(ProductRow.name).where(ProductRow.code == code, ProductRow.id != (but or 0)))
    if taken is not None:
        raise UserError(_("{code} is the code of {what} already. Choose another.").format(code=code, what=taken))


def _refuse_twin(session: Session, *, name: str, spec: str, but: int | None) -> None:
    statement = select(func.count()).where(
        ProductRow.name == name,
        ProductRow.spec == spec,
        ProductRow.archived_at_ms.is_(None),
        ProductRow.id != (but or 0),
    )
    with session.no_autoflush:
        count = session.scalar(statement)
    if count:
        raise UserError(_("{what} is in the list already. Give this one another spec or name.").format(what=name))
