"""What came for the latest practice rounds, in batches; of the last ones something is still to be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from leaderdesk.core.clock import local, plan, planned
from leaderdesk.core.i18n import N_
from leaderdesk.features.batches.actions import put_batch, put_field, put_offer
from leaderdesk.features.batches.rules import BatchField
from leaderdesk.features.practice.rules import Neighbourhood
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.storage.database import Store, Writing

_ROUNDS = 3
_FIELDS: tuple[BatchField, ...] = (
    "grower", "shelf", "inspection", "distance", "packaging", "loading", "arrival",
)  # fmt: skip
_LEFT_OUT = frozenset(("loading", "packaging"))


def write_batches(store: Store, invented: Neighbourhood) -> tuple[int, ...]:
    """Write down what came for the latest past rounds and return the ids of the batches, the latest first.

    Of the latest the temperature when loaded and the packaging are left out, so that something is to be filled in.
    """
    told = {each["code"]: each["batch"] for each in invented.data["products"] if "batch" in each}
    with store.read() as connection:
        came = _deliveries(connection, told, now=plan(local(store.clock.now_ms())))
    if not came:
        return ()
    latest = came[0].round_id
    with store.write(N_("Practice batches"), undoable=False) as writing:
        return tuple(_write(writing, each, told[each.code], latest=each.round_id == latest) for each in came)


def _deliveries(connection: Connection, codes: Collection[str], *, now: str) -> list[Any]:
    rounds = (
        select(RoundRow.id)
        .where(RoundRow.closed_at_ms.is_not(None), RoundRow.pickup_from <= now)
        .order_by(RoundRow.number.desc())
        .limit(_ROUNDS)
    )
    rows = (
        select(OfferRow.id, OfferRow.round_id, RoundRow.pickup_from)
        .add_columns(ProductRow.id.label("product_id"), ProductRow.code, ProductRow.origin)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .join(RoundRow, RoundRow.id == OfferRow.round_id)
        .where(RoundRow.id.in_(rounds), ProductRow.code.in_(codes))
        .order_by(RoundRow.number.desc(), OfferRow.position)
    )
    return list(connection.execute(rows))


def _write(writing: Writing, came: Any, told: Mapping[str, Any], *, latest: bool) -> int:
    day = planned(came.pickup_from).date()
    batch_id, _code = put_batch(writing, came.product_id, came_on=day.isoformat())
    put_offer(writing, batch_id, came.id)
    put_field(writing, batch_id, "made_on", (day - dt.timedelta(days=told["made"])).isoformat())
    put_field(writing, batch_id, "origin", came.origin)
    for field in _FIELDS:
        if field in told and not (latest and field in _LEFT_OUT):
            put_field(writing, batch_id, field, told[field])
    return batch_id
