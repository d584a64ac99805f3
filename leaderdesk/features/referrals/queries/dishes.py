"""Reads the dishes that neighbours showed."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.products.tables import PhotoRow, ProductRow
from leaderdesk.features.referrals.rules.dishes import Consent, Dish
from leaderdesk.features.referrals.tables import AwardRow, DishRow

TABLES = frozenset({"dish", "award", "neighbour"})


def dishes(connection: Connection, limit: int = 200) -> tuple[Dish, ...]:
    """Return the dishes that are not put away, the latest first."""
    living = func.coalesce(NeighbourRow.merged_into_id, NeighbourRow.id)
    person = select(NeighbourRow.id.label("written"), living.label("living")).subquery()
    query = (
        select(DishRow.__table__, NeighbourRow.id.label("living"), NeighbourRow.name.label("who"), HouseholdRow.label)
        .add_columns(func.coalesce(ProductRow.short_name, "").label("short"), ProductRow.name.label("product"))
        .add_columns(AwardRow.given_at_ms, AwardRow.returned_at_ms, AwardRow.id.label("award_id"))
        .join(person, person.c.written == DishRow.neighbour_id)
        .join(NeighbourRow, NeighbourRow.id == person.c.living)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .outerjoin(ProductRow, ProductRow.id == DishRow.product_id)
        .outerjoin(AwardRow, AwardRow.dish_id == DishRow.id)
        .where(DishRow.archived_at_ms.is_(None))
        .order_by(DishRow.at_ms.desc(), DishRow.id.desc())
        .limit(limit)
    )
    return tuple(
        Dish(
            id=row.id,
            neighbour_id=row.living,
            name=row.who,
            room=row.label or "",
            photo_id=row.photo_id,
            title=row.title,
            recipe=row.recipe,
            product=row.short or row.product or "",
            consent=Consent(row.consent),
            picked_ms=row.picked_at_ms,
            thanked_ms=row.given_at_ms if row.returned_at_ms is None else None,
            is_promised=row.award_id is not None,
            at_ms=row.at_ms,
        )
        for row in connection.execute(query)
    )


def dishes_for_stream(connection: Connection) -> tuple[Dish, ...]:
    """Return the dishes that were picked for the stream and may be seen there."""
    return tuple(dish for dish in dishes(connection) if dish.picked_ms is not None and dish.consent.is_for_stream)


def dish_photo(connection: Connection, photo_id: int) -> bytes:
    """Return the JPEG of a dish; nothing if it is not there."""
    return connection.scalar(select(PhotoRow.content).where(PhotoRow.id == photo_id)) or b""
