"""Reads what the leader explained: for the reader as it holds, for the list of it with where each was learnt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.rules import building_text
from leaderdesk.features.neighbours.tables import BuildingRow, HouseholdRow, NeighbourAliasRow, NeighbourRow
from leaderdesk.features.orders.rules.memory import Kind, Learnt, is_picture
from leaderdesk.features.orders.tables import LearntRow, LearntUseRow, PasteRow
from leaderdesk.features.products.tables import ProductAliasRow, ProductRow
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that another feature learnt: the words, what they mean, and how often that was of use since."""

    id: int
    words: str
    meaning: str
    at_ms: int
    uses: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another feature learnt, for the one list of all that is remembered; `kind` is a message of the catalogue.

    `take_back` forgets one by its id and returns the action; `tables` are those a change of which changes the list.
    """

    kind: str
    read: Callable[[Connection], Sequence[Known]]
    take_back: Callable[[Store, int], int]
    tables: frozenset[str]


@dataclass(frozen=True, slots=True)
class Remembered:
    """One thing learnt as the list of it shows it.

    What was learnt `elsewhere` has no kind of its own, and its id there with a minus before it.
    `meaning` is what the words mean, in words; `paste_text` and `line` (from 1) are where it was answered, empty and
    None where that was not in a pasted text. `uses` counts the orders in whose lines it was read.
    """

    id: int
    kind: Kind | None
    words: str
    meaning: str
    at_ms: int
    paste_id: int | None
    paste_at_ms: int | None
    paste_text: str
    line: int | None
    round_id: int | None
    uses: int
    elsewhere: Elsewhere | None = None
    neighbour_id: int | None = None
    product_id: int | None = None
    building_id: int | None = None
    milli: int | None = None
    unit: str = ""

    @property
    def picture(self) -> bool:
        """Whether the words are emoji."""
        return self.kind is Kind.PRODUCT and is_picture(self.words)


def memory_of(connection: Connection) -> tuple[Learnt, ...]:
    """Return everything that was learnt and holds, in the order in which it was."""
    rows = connection.execute(
        select(
            LearntRow.id,
            LearntRow.kind,
            LearntRow.words,
            func.coalesce(LearntRow.neighbour_id, NeighbourAliasRow.neighbour_id).label("neighbour_id"),
            LearntRow.other_id,
            func.coalesce(LearntRow.product_id, ProductAliasRow.product_id).label("product_id"),
            BuildingRow.name.label("building"),
            LearntRow.milli,
            LearntRow.room,
            LearntRow.doubted,
        )
        .outerjoin(NeighbourAliasRow, NeighbourAliasRow.id == LearntRow.neighbour_alias_id)
        .outerjoin(ProductAliasRow, ProductAliasRow.id == LearntRow.product_alias_id)
        .outerjoin(BuildingRow, BuildingRow.id == LearntRow.building_id)
        .order_by(LearntRow.id)
    )
    return tuple(
        Learnt(
            id=row.id,
            kind=Kind(row.kind),
            words=row.words,
            neighbour_id=row.neighbour_id,
            other_id=row.other_id,
            product_id=row.product_id,
            building=row.building or "",
            milli=row.milli,
            room=row.room,
            doubted=bool(row.doubted),
        )
        for row in rows
    )


def remembered(connection: Connection) -> tuple[Remembered, ...]:
    """Return everything that was learnt and was not taken back, the latest first."""
    uses = dict(connection.execute(select(LearntUseRow.learnt_id, func.count()).group_by(LearntUseRow.learnt_id)).all())
    pastes = {
        row.id: row
        for row in connection.execute(
            select(PasteRow.id, PasteRow.at_ms, PasteRow.text, PasteRow.round_id).where(
                PasteRow.id.in_(select(LearntRow.paste_id))
            )
        )
    }
    people, goods = _people(connection), _goods(connection)
    places = {row.id: row for row in connection.execute(select(LearntRow)).all()}
    building_ids = dict(connection.execute(select(LearntRow.id, LearntRow.building_id)).all())
    found = []
    for one in memory_of(connection):
        if one.doubted:
            continue
        row = places[one.id]
        paste = pastes.get(row.paste_id)
        name, unit = goods.get(one.product_id, ("", "")) if one.product_id is not None else ("", "")
        found.append(
            Remembered(
                id=one.id,
                kind=one.kind,
                words=one.words,
                meaning=_meaning(one, people, name, unit, room_before=row.room_before),
                at_ms=row.at_ms,
                paste_id=row.paste_id,
                paste_at_ms=paste.at_ms if paste is not None else None,
                paste_text=paste.text if paste is not None else "",
                line=row.line,
                round_id=paste.round_id if paste is not None else None,
                uses=uses.get(one.id, 0),
                neighbour_id=one.neighbour_id,
                product_id=one.product_id,
                building_id=building_ids[one.id],
                milli=one.milli,
                unit=unit,
            )
        )
    return tuple(reversed(found))


def everything_remembered(connection: Connection, elsewhere: Sequence[Elsewhere]) -> tuple[Remembered, ...]:
    """Return what was learnt from lists and what was learnt elsewhere, the latest first."""
    found = list(remembered(connection))
    for source in elsewhere:
        found += [
            Remembered(
                id=-one.id,
                kind=None,
                words=one.words,
                meaning=one.meaning,
                at_ms=one.at_ms,
                paste_id=None,
                paste_at_ms=None,
                paste_text="",
                line=None,
                round_id=None,
                uses=one.uses,
                elsewhere=source,
            )
            for one in source.read(connection)
        ]
    return tuple(sorted(found, key=lambda one: -one.at_ms))


def remembered_count(connection: Connection) -> int:
    """Return how many things were learnt and hold."""
    return connection.scalar(select(func.count()).select_from(LearntRow).where(LearntRow.doubted == 0)) or 0


def _meaning(one: Learnt, people: dict[int, str], goods: str, unit: str, *, room_before: str) -> str:
    who = people.get(one.neighbour_id or 0, "")
    match one.kind:
        case Kind.PRODUCT:
            return goods
        case Kind.BUILDING:
            return building_text(one.building)
        case Kind.UNIT:
            return _("{amount} {unit} of {product}").format(
                amount=amount_text(one.milli or 0), unit=unit, product=goods
            )
        case Kind.MOVED:
            return _("moved from {before} to {room}").format(before=room_before, room=one.room)
        case Kind.APART:
            return _("{who} and {other} are two people").format(who=who, other=people.get(one.other_id or 0, ""))
    return who


def _people(connection: Connection) -> dict[int, str]:
    rows = connection.execute(
        select(NeighbourRow.id, NeighbourRow.name, HouseholdRow.label).outerjoin(
            HouseholdRow, HouseholdRow.id == NeighbourRow.household_id
        )
    )
    return {row.id: f"{row.label or ''} {row.name}".strip() for row in rows}


def _goods(connection: Connection) -> dict[int, tuple[str, str]]:
    rows = connection.execute(select(ProductRow.id, ProductRow.short_name, ProductRow.name, ProductRow.unit))
    return {row.id: (row.short_name or row.name, row.unit) for row in rows}
