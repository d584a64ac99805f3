"""How much is in the store, and whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select

from leaderdesk.core.moved import Moved, unseen
from leaderdesk.features.community.queries import polls
from leaderdesk.features.neighbours.queries import neighbour_rows
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.queries import books_close
from leaderdesk.features.products.queries import product_rows
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.queries import archived_rounds
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.backup import Listed, list_backups
from leaderdesk.storage.database import Store
from leaderdesk.storage.migrate import present_version

BinKind = Literal["neighbour", "product", "round", "poll"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each there are."""

    neighbours: int
    products: int
    rounds: int
    orders: int
    lines: int


@dataclass(frozen=True, slots=True)
class BackupState:
    """The latest backups, each read back just now, the newest first; and what the store holds at this moment."""

    backups: tuple[Listed, ...]
    now: Counts


@dataclass(frozen=True, slots=True)
class InBin:
    """Something that was put away: what it is, its id, its name, a word about it, and since when (unix ms)."""

    kind: BinKind
    id: int
    name: str
    remark: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a check of the store found; empty lists and no difference mean that it is sound."""

    page_troubles: tuple[str, ...]
    broken_references: int
    breaches: int
    """Places where the books do not close."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.page_troubles and not self.broken_references and not self.breaches


def counts(connection: Connection) -> Counts:
    """Return how many neighbours, products, rounds, orders and lines the store holds."""
    tables = (NeighbourRow, ProductRow, RoundRow, OrderRow, LineRow)
    return Counts(*(int(connection.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables))


def backup_state(store: Store, *, most: int, moved: Moved = unseen) -> BackupState:
    """Return the latest `most` backups of the store and what it holds now."""
    paths = store.paths
    backups = list_backups(paths.backups, scratch_in=paths.home, most_version=present_version(), most=most, moved=moved)
    with store.read() as connection:
        return BackupState(backups, counts(connection))


def in_bin(connection: Connection) -> tuple[InBin, ...]:
    """Return everything that was put away, the latest first."""
    found = [
        *(
            InBin("neighbour", one.id, one.name, one.room, one.archived_at_ms or 0)
            for one in neighbour_rows(connection, archived=True)
        ),
        *(
            InBin("product", one.id, one.name, one.spec, one.rests_since_ms)
            for one in product_rows(connection)
            if one.rests_since_ms is not None
        ),
        *(
            InBin("poll", one.poll.id, one.poll.asked.title, "", one.poll.archived_ms or 0)
            for one in polls(connection, archived=True)
        ),
        *(InBin("round", one.id, one.name, "", since_ms) for one, since_ms in archived_rounds(connection)),
    ]
    return tuple(sorted(found, key=lambda each: -each.since_ms))


def soundness(connection: Connection) -> Soundness:
    """Check every page, every reference and whether the books close."""
    found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    return Soundness(
        page_troubles=tuple(line for line in found if line != "ok"),
        broken_references=len(connection.exec_driver_sql("PRAGMA foreign_key_check").all()),
        breaches=len(books_close(connection).breaches),
    )


def last_change_ms(connection: Connection) -> int:
    """Return when the store was changed last, in unix milliseconds; 0 if it never was."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(at_ms), 0) FROM journal_action").scalar_one())
