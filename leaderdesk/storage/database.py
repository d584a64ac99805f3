"""The open store: durable transactions for one writer, snapshots for many readers."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from leaderdesk.core.clock import Clock, SystemClock
from leaderdesk.core.errors import UserError
from leaderdesk.core.events import Changed, Event, Undone
from leaderdesk.core.feature import Reaction
from leaderdesk.core.i18n import _
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage import journal, migrate
from leaderdesk.storage.backup import copy_before_upgrade, remove_scratch
from leaderdesk.storage.lock import StoreLock
from leaderdesk.storage.trouble import storage_trouble

READERS = 4
_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "cache_size = -65536",
    "temp_store = MEMORY",
    "busy_timeout = 5000",
)


class Writing:
    """One transaction of the store, which is also one step of the journal."""

    def __init__(self, session: Session, *, action_id: int, at_ms: int) -> None:
        self.session = session
        self.action_id = action_id
        self.at_ms = at_ms
        self.told: deque[Event] = deque()

    def say_about(self, about: Mapping[str, str]) -> None:
        """Make `about` the fields of the step's name, where they are known only once the transaction is under way."""
        journal.say_about(self.session.connection(), self.action_id, about)

    def tell(self, happened: Event) -> None:
        """Let other features follow `happened` before the transaction ends."""
        self.told.append(happened)


class Store:
    """A store that this program has open, and nobody else."""

    def __init__(self, paths: StorePaths, *, clock: Clock, reactions: Sequence[Reaction]) -> None:
        self.paths = paths
        self.clock = clock
        self._reactions = tuple(reactions)
        self._watchers: list[Callable[[Changed], None]] = []
        self._writing = threading.Lock()
        self._lock = StoreLock(paths.lock)
        self._writer = _engine(paths, begin="BEGIN IMMEDIATE", size=1)
        self._reader = _engine(paths, begin="BEGIN", size=READERS, query_only=True)
        try:
            remove_scratch(paths.home)
            version = migrate.stored_version(paths.store)
            if 0 < version < migrate.present_version():
                copy_before_upgrade(paths, version)
            with storage_trouble():
                migrate.upgrade(self._writer, version)
                # A store that is at its version has not been touched yet: what is wrong with it shows here.
                self._writer.connect().close()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection and let others open the store."""
        self._reader.dispose()
        self._writer.dispose()
        self._lock.release()

    def watch(self, watcher: Callable[[Changed], None]) -> None:
        """Call `watcher` after every commit, in the thread that committed."""
        self._watchers.append(watcher)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store throughout."""
        with storage_trouble(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(
        self, name: str, *, about: Mapping[str, str] | None = None, actor: str = "leader", undoable: bool = True
    ) -> Iterator[Writing]:
        """Give one transaction; after the block it is on the disk, one step of the journal, and told to the watchers.

        `name` is a message of the catalogue with `about` as its fields ("Check off {who}"). An error undoes all of it.
        """
        with self._transaction(name, about=about or {}, actor=actor, undoable=undoable, undoes=None) as writing:
            yield writing

    def undo(self, action_id: int) -> int:
        """Bring back what stood before the action and return the id of the action that did so.

        UserError, with nothing changed, if it is undone already or something later stands on it.
        """
        with self.read() as connection:
            undone = _standing(connection, action_id)
        try:
            with self._transaction(
                undone.name, about=undone.about, actor="leader", undoable=True, undoes=action_id
            ) as writing:
                connection = writing.session.connection()
                # Asked once more: two hands may have wanted to undo the same step.
                undone = _standing(connection, action_id)
                journal.apply_backwards(connection, undone, by_action=writing.action_id, at_ms=writing.at_ms)
                writing.tell(Undone(action_id))
        except IntegrityError as error:
            raise UserError(_("Something later stands on this step. Undo that first.")) from error
        return writing.action_id

    @contextmanager
    def _transaction(
        self, name: str, *, about: Mapping[str, str], actor: str, undoable: bool, undoes: int | None
    ) -> Iterator[Writing]:
        with (
            self._writing,
            storage_trouble(),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            connection, at_ms = session.connection(), self.clock.now_ms()
            action_id = journal.begin(
                connection, at_ms=at_ms, actor=actor, name=name, about=about, undoable=undoable, undoes=undoes
            )
            writing = Writing(session, action_id=action_id, at_ms=at_ms)
            yield writing
            session.flush()
            self._react(writing)
            tables = journal.finish(connection, action_id)
        if tables:
            for watcher in tuple(self._watchers):
                watcher(Changed(tables, action_id))

    def _react(self, writing: Writing) -> None:
        while writing.told:
            happened = writing.told.popleft()
            for reaction in self._reactions:
                if isinstance(happened, reaction.event):
                    reaction.act(writing, happened)
            writing.session.flush()


def open_store(paths: StorePaths, *, clock: Clock | None = None, reactions: Sequence[Reaction] = ()) -> Store:
    """Return the open store of `paths`, made if there is none and brought to the present version if it is older.

    StoreInUse if another program has it open, NewerStore if a newer program wrote it, StorageTrouble for disk and file.
    """
    return Store(paths, clock=clock or SystemClock(), reactions=reactions)


def _standing(connection: Connection, action_id: int) -> journal.Action:
    found = journal.action(connection, action_id)
    if found is not None and not found.undoable:
        raise UserError(_("This step cannot be undone."))
    if found is None or found.undone_by is not None:
        raise UserError(_("This step has been undone already."))
    return found


def _engine(paths: StorePaths, *, begin: str, size: int, query_only: bool = False) -> Engine:
    engine = create_engine(
        f"sqlite+pysqlite:///{paths.store}",
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        # What is in a statement is what the leader typed: names and phones stay out of every report.
        hide_parameters=True,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        if not query_only:
            connection.execute("PRAGMA journal_mode = WAL")
        for pragma in (*_PRAGMAS, *(("query_only = ON",) if query_only else ())):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        # Past SQLAlchemy, which would take longer over this word than SQLite does.
        cursor = connection.connection.cursor()
        cursor.execute(begin)
        cursor.close()

    return engine
