"""Reads products, suppliers and pictures into frozen rows; one statement for each list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, func, select

from leaderdesk.core.text import compare_key
from leaderdesk.features.products.rules import (
    Fact,
    Photo,
    PricePoint,
    Product,
    ProductCard,
    Standing,
    Supplier,
    lacks_of,
)
from leaderdesk.features.products.tables import (
    PhotoRow,
    ProductAliasRow,
    ProductFactRow,
    ProductPhotoRow,
    ProductRow,
    SupplierRow,
)
from leaderdesk.storage.search import like_pattern


@dataclass(frozen=True, slots=True)
class ProductSlots:
    """What the rounds know of products; app.py fills it. Each has an empty answer, so that the page works alone.

    `standings` is asked once for the whole list; the others for the product whose drawer is open. `tables` are those
    the answers come from, so that the page follows their changes.
    """

    standings: Callable[[Connection], Mapping[int, Standing]] = field(default=lambda _connection: {})
    price_history: Callable[[Connection, int], tuple[PricePoint, ...]] = field(default=lambda _connection, _id: ())
    tables: frozenset[str] = frozenset()


def product_rows(connection: Connection) -> tuple[Product, ...]:
    """Return all products, those that rest at the end, each group in the order they were added."""
    statement = _rows().order_by(ProductRow.archived_at_ms.is_not(None), ProductRow.id)
    return tuple(_product(row) for row in connection.execute(statement))


def product_card(connection: Connection, product_id: int) -> ProductCard | None:
    """Return everything that is kept of one product; None if there is no such one."""
    row = connection.execute(
        _rows()
        .add_columns(ProductRow.case_milli, ProductRow.step_milli, ProductRow.origin, ProductRow.story)
        .where(ProductRow.id == product_id)
    ).one_or_none()
    if row is None:
        return None
    return ProductCard(
        product=_product(row),
        case_milli=row.case_milli,
        step_milli=row.step_milli,
        origin=row.origin,
        story=row.story,
        aliases=_aliases(connection, product_id),
        facts=_facts(connection, product_id),
        photos=_photos(connection, product_id),
    )


def find_products(connection: Connection, typed: str, limit: int = 50) -> tuple[Product, ...]:
    """Return the products that do not rest and fit what was typed (signs, pinyin, code), nearest beginnings first."""
    words = [word for word in typed.split() if compare_key(word)]
    if not words:
        return ()
    statement = _rows().where(ProductRow.archived_at_ms.is_(None)).order_by(ProductRow.id)
    for word in words:
        statement = statement.where(ProductRow.search_key.like(like_pattern(word), escape="\\"))
    key = compare_key(words[0])
    found = [_product(row) for row in connection.execute(statement)]
    found.sort(key=lambda one: not any(part.startswith(key) for part in one.search_key.split(" ")))
    return tuple(found[:limit])


def supplier_rows(connection: Connection) -> tuple[Supplier, ...]:
    """Return all suppliers, those that rest at the end, each group in the order they were added."""
    rows = connection.execute(
        select(
            SupplierRow.id,
            SupplierRow.name,
            SupplierRow.contact,
            SupplierRow.phone,
            SupplierRow.payment_terms,
            SupplierRow.note,
            SupplierRow.archived_at_ms,
            func.count(ProductRow.id).label("products"),
        )
        .outerjoin(ProductRow, (ProductRow.supplier_id == SupplierRow.id) & ProductRow.archived_at_ms.is_(None))
        .group_by(SupplierRow.id)
        .order_by(SupplierRow.archived_at_ms.is_not(None), SupplierRow.id)
    )
    return tuple(
        Supplier(
            id=row.id,
            name=row.name,
            contact=row.contact,
            phone=row.phone,
            payment_terms=row.payment_terms,
            note=row.note,
            product_count=row.products,
            rests_since_ms=row.archived_at_ms,
        )
        for row in rows
    )


def photo_contents(connection: Connection, photo_ids: Iterable[int]) -> Mapping[int, bytes]:
    """Return the JPEG bytes of the pictures by id."""
    statement = select(PhotoRow.id, PhotoRow.content).where(PhotoRow.id.in_(list(photo_ids)))
    return {row.id: row.content for row in connection.execute(statement)}


def main_photos(connection: Connection, product_ids: Iterable[int]) -> Mapping[int, int]:
    """Return the main picture of each product that has any, by the product's id."""
    statement = (
        select(ProductPhotoRow.product_id, ProductPhotoRow.photo_id)
        .where(ProductPhotoRow.product_id.in_(list(product_ids)))
        .order_by(ProductPhotoRow.position.desc(), ProductPhotoRow.id.desc())
    )
    return {row.product_id: row.photo_id for row in connection.execute(statement)}


def _rows() -> Select[*tuple[Any, ...]]:
    facts = (
        select(func.count())
        .select_from(ProductFactRow)
        .where(ProductFactRow.product_id == ProductRow.id)
        .correlate(ProductRow)
        .scalar_subquery()
    )
    main_photo = (
        select(ProductPhotoRow.photo_id)
        .where(ProductPhotoRow.product_id == ProductRow.id)
        .order_by(ProductPhotoRow.position, ProductPhotoRow.id)
        .limit(1)
        .correlate(ProductRow)
        .scalar_subquery()
    )
    return select(
        ProductRow.id,
        ProductRow.code,
        ProductRow.name,
        ProductRow.short_name,
        ProductRow.spec,
        ProductRow.unit,
        ProductRow.storage,
        ProductRow.supplier_id,
        ProductRow.price_fen,
        ProductRow.cost_fen,
        ProductRow.search_key,
        ProductRow.archived_at_ms,
        SupplierRow.name.label("supplier_name"),
        facts.label("facts"),
        main_photo.label("main_photo"),
    ).outerjoin(SupplierRow, SupplierRow.id == ProductRow.supplier_id)


def _product(row: Any) -> Product:
    return Product(
        id=row.id,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        spec=row.spec,
        unit=row.unit,
        storage=row.storage,
        supplier_id=row.supplier_id,
        supplier_name=row.supplier_name or "",
        price_fen=row.price_fen,
        cost_fen=row.cost_fen,
        photo_id=row.main_photo,
        lacks=lacks_of(facts=row.facts, supplier_id=row.supplier_id),
        search_key=row.search_key,
        rests_since_ms=row.archived_at_ms,
    )


def _aliases(connection: Connection, product_id: int) -> tuple[str, ...]:
    statement = select(ProductAliasRow.alias).where(ProductAliasRow.product_id == product_id)
    return tuple(connection.scalars(statement.order_by(ProductAliasRow.id)))


def _facts(connection: Connection, product_id: int) -> tuple[Fact, ...]:
    rows = connection.execute(
        select(ProductFactRow.id, ProductFactRow.name, ProductFactRow.value)
        .where(ProductFactRow.product_id == product_id)
        .order_by(ProductFactRow.position, ProductFactRow.id)
    )
    return tuple(Fact(row.id, row.name, row.value) for row in rows)


def _photos(connection: Connection, product_id: int) -> tuple[Photo, ...]:
    rows = connection.execute(
        select(ProductPhotoRow.id, ProductPhotoRow.photo_id, ProductPhotoRow.caption)
        .where(ProductPhotoRow.product_id == product_id)
        .order_by(ProductPhotoRow.position, ProductPhotoRow.id)
    )
    return tuple(Photo(row.id, row.photo_id, row.caption) for row in rows)
