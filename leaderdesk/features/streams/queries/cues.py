"""Reads the cues of a stream or of a template into frozen rows, with all that belongs to them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, select

from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.streams.rules import Cue, CueKind, CueProduct, Media, Point, Prop, Shows
from leaderdesk.features.streams.tables import CueMediaRow, CuePointRow, CueProductRow, CuePropRow, CueRow


def cues_of(connection: Connection, stream_id: int) -> tuple[Cue, ...]:
    """Return the cues of the stream in order, skipped ones too."""
    return _cues(connection, CueRow.stream_id == stream_id)


def cues_of_template(connection: Connection, template_id: int) -> tuple[Cue, ...]:
    """Return the cues of a template of the leader's own, in order."""
    return _cues(connection, CueRow.template_id == template_id)


def cue_of(connection: Connection, cue_id: int) -> Cue | None:
    """Return the cue of that id; None if there is no such one."""
    return next(iter(_cues(connection, CueRow.id == cue_id)), None)


def _cues(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Cue, ...]:
    rows = connection.execute(select(CueRow.__table__).where(wanted).order_by(CueRow.position, CueRow.id)).all()
    mine = select(CueRow.id).where(wanted)
    points, products = _points(connection, mine), _products(connection, mine)
    props, media = _props(connection, mine), _media(connection, mine)
    return tuple(
        Cue(
            id=row.id,
            kind=CueKind(row.kind),
            title=row.title,
            length_s=row.length_s,
            locked=bool(row.locked),
            hard_at=None if row.hard_at is None else dt.time.fromisoformat(row.hard_at),
            part=row.part,
            colour=row.colour,
            skipped=bool(row.skipped),
            shows=Shows(row.shows),
            poll_id=row.poll_id,
            points=tuple(points[row.id]),
            products=tuple(products[row.id]),
            props=tuple(props[row.id]),
            media=tuple(media[row.id]),
        )
        for row in rows
    )


def _points(connection: Connection, mine: Select[int]) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = defaultdict(list)
    for row in _parts(connection, CuePointRow, mine):
        found[row.cue_id].append(Point(row.id, row.text, bool(row.ticked)))
    return found


def _products(connection: Connection, mine: Select[int]) -> dict[int, list[CueProduct]]:
    found: dict[int, list[CueProduct]] = defaultdict(list)
    said = case((ProductRow.short_name != "", ProductRow.short_name), else_=ProductRow.name)
    rows = (
        select(CueProductRow.cue_id, CueProductRow.product_id, said.label("said"))
        .join(ProductRow, ProductRow.id == CueProductRow.product_id)
        .where(CueProductRow.cue_id.in_(mine))
        .order_by(CueProductRow.position, CueProductRow.id)
    )
    for row in connection.execute(rows):
        found[row.cue_id].append(CueProduct(row.product_id, row.said))
    return found


def _props(connection: Connection, mine: Select[int]) -> dict[int, list[Prop]]:
    found: dict[int, list[Prop]] = defaultdict(list)
    for row in _parts(connection, CuePropRow, mine):
        found[row.cue_id].append(Prop(row.id, row.text, bool(row.ready)))
    return found


def _media(connection: Connection, mine: Select[int]) -> dict[int, list[Media]]:
    found: dict[int, list[Media]] = defaultdict(list)
    for row in _parts(connection, CueMediaRow, mine):
        found[row.cue_id].append(Media(row.id, row.photo_id, row.path, row.caption))
    return found


def _parts(connection: Connection, table: type[CuePointRow | CuePropRow | CueMediaRow], mine: Select[int]) -> Any:
    rows = select(table.__table__).where(table.cue_id.in_(mine))
    return connection.execute(rows.order_by(table.position, table.id))
