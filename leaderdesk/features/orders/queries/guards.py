"""What stands above orders and keeps them from being changed: goods handed over, money paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.features.orders.rules.ground import Once

Asked = Callable[[Connection, Sequence[int]], Collection[int]]
Dues = Callable[[Connection, Sequence[int]], Mapping[int, int]]
"""Gives what is still open of each of some orders, in fen."""
Noted = Callable[[Connection, int], str]
"""Says what is noted about an order elsewhere; empty if nothing is."""
OnceOnly = Callable[[Connection, int, dt.date], Once]
"""Gives what of a round (by id) each household gets once, by what holds on that day."""
Imported = Callable[[Connection, Sequence[int]], Mapping[int, Mapping[int, int]]]
"""Gives what files brought into each of some orders: thousandths by order and offer."""


def _nothing(_connection: Connection, _order_ids: Sequence[int]) -> Collection[int]:
    return ()


def _no_files(_connection: Connection, _order_ids: Sequence[int]) -> Mapping[int, Mapping[int, int]]:
    return {}


def _as_often_as_liked(_connection: Connection, _round_id: int, _day: dt.date) -> Once:
    return Once()


@dataclass(frozen=True, slots=True)
class Guards:
    """Filled in by the program from the features above.

    `locked_lines` gives the ids of the lines of these orders that were handed over: no change reaches them any more.
    `paid_orders` gives those of these orders that are paid: a list only proposes to change them. `imported` gives what
    files brought into them, so that it is not counted twice. `once` gives what each household gets once: a second one
    is asked about.
    """

    locked_lines: Asked = _nothing
    paid_orders: Asked = _nothing
    imported: Imported = _no_files
    once: OnceOnly = _as_often_as_liked


UNGUARDED = Guards()
