"""Rows of neighbours, households and buildings."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from leaderdesk.storage.rows import Row


class BuildingRow(Row):
    """A building; `position` is its place in the leader's walking order, from 1."""

    __tablename__ = "building"

    name: Mapped[str] = mapped_column(String)
    position: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String, default="")


class HouseholdRow(Row):
    """A door: building, unit and room; `label` is how it is written everywhere ("12-3-402")."""

    __tablename__ = "household"

    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    unit: Mapped[str] = mapped_column(String, default="")
    room: Mapped[str] = mapped_column(String, default="")
    label: Mapped[str] = mapped_column(String)


class NeighbourRow(Row):
    """A person who orders; `merged_into_id` names who she turned out to be, and then she is in no list any more."""

    __tablename__ = "neighbour"

    name: Mapped[str] = mapped_column(String)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    phone: Mapped[str] = mapped_column(String, default="")
    diet: Mapped[str] = mapped_column(String, default="")
    note: Mapped[str] = mapped_column(String, default="")
    joined_on: Mapped[str] = mapped_column(String, default="")
    search_key: Mapped[str] = mapped_column(String, default="")
    archived_at_ms: Mapped[int | None] = mapped_column(Integer)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("neighbour.id"))


class NeighbourApartRow(Row):
    """That two neighbours who look alike are not the same; `first_id` is the lower id."""

    __tablename__ = "neighbour_apart"

    first_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))


class NeighbourAliasRow(Row):
    """Another name of a neighbour in the group."""

    __tablename__ = "neighbour_alias"

    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    alias: Mapped[str] = mapped_column(String)


class TagRow(Row):
    """A word for a kind of neighbour; `tint` is one of the pill tints."""

    __tablename__ = "tag"

    name: Mapped[str] = mapped_column(String)
    tint: Mapped[str] = mapped_column(String, default="neutral")


class NeighbourTagRow(Row):
    """That a neighbour has a tag."""

    __tablename__ = "neighbour_tag"

    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"))


class NeighbourNoteRow(Row):
    """A line the leader wrote into a neighbour's timeline."""

    __tablename__ = "neighbour_note"

    neighbour_id: Mapped[int] = mapped_column(ForeignKey("neighbour.id"))
    at_ms: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String)
