"""The open store: durable transactions for one writer, snapshots for many readers."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from leaderdesk.core.clock import Clock, SystemClock
from leaderdesk.core.errors import UserError
from leaderdesk.core.events import Changed, Event, Undone
from leaderdesk.core.feature import Reaction
from leaderdesk.core.i18n import _
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage import migrate
from leaderdesk.storage.ground import lay_ground
from leaderdesk.storage.lock import StoreLock
from leaderdesk.storage.reading import PlainReaders, Reading
from leaderdesk.storage.scratch import remove_scratch
from leaderdesk.storage.trouble import storage_trouble

if TYPE_CHECKING:
    # What Today shows is read before these are there: importing SQLAlchemy takes longer than all the rest of a start.
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

    from leaderdesk.storage import journal


class Writing:
    """One transaction of the store, which is also one step of the journal."""

    def __init__(self, connection: Connection, *, action_id: int, at_ms: int) -> None:
        self.connection = connection
        self.action_id = action_id
        self.at_ms = at_ms
        self.told: deque[Event] = deque()
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The rows of this transaction as objects; made when it is first asked for, as many a step needs none."""
        if self._session is None:
            from sqlalchemy.orm import Session

            self._session = Session(self.connection, expire_on_commit=False)
        return self._session

    def say_about(self, about: Mapping[str, str]) -> None:
        """Make `about` the fields of the step's name, where they are known only once the transaction is under way."""
        from leaderdesk.storage import journal

        journal.say_about(self.connection, self.action_id, about)

    def tell(self, happened: Event) -> None:
        """Let other features follow `happened` before the transaction ends."""
        self.told.append(happened)

    def flush(self) -> None:
        """Bring to the store what was changed in objects only."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """Let go of the objects; they stay as they are, and nothing more is written through them."""
        if self._session is not None:
            self._session.close()


class Store:
    """A store that this program has open, and nobody else."""

    def __init__(self, paths: StorePaths, *, clock: Clock, reactions: Sequence[Reaction]) -> None:
        self.paths = paths
        self.clock = clock
        self._reactions = tuple(reactions)
        self._watchers: list[Callable[[Changed], None]] = []
        self._farewells: list[Callable[[], None]] = []
        self._writing = threading.Lock()
        self._lock = StoreLock(paths.lock)
        self._plain = PlainReaders(paths.store)
        # Made by the first who writes, or reads through SQLAlchemy.
        self._made = threading.Lock()
        self._writer: Engine | None = None
        self._reader: Engine | None = None
        # Kept from the first write on: fetching a connection for each would cost as much as the disk does.
        self._kept: Connection | None = None
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection and let others open the store."""
        while self._farewells:
            self._farewells.pop()()
        if self._kept is not None:
            self._kept.close()
        for engine in (self._reader, self._writer):
            if engine is not None:
                engine.dispose()
        self._plain.close()
        self._lock.release()

    def before_close(self, farewell: Callable[[], None]) -> None:
        """Call `farewell` once before the store is closed: what works on it from threads of its own ends there."""
        self._farewells.append(farewell)

    def watch(self, watcher: Callable[[Changed], None]) -> None:
        """Call `watcher` after every commit, in the thread that committed."""
        self._watchers.append(watcher)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store throughout."""
        with storage_trouble(), self._reading_engine().connect() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Reading]:
        """Give a connection for plain SQL that sees one state of the store throughout; it needs no SQLAlchemy."""
        with storage_trouble(), self._plain.reading() as reading:
            yield reading

    def write(
        self, name: str, *, about: Mapping[str, str] | None = None, actor: str = "leader", undoable: bool = True
    ) -> AbstractContextManager[Writing]:
        """Give one transaction; after the block it is on the disk, one step of the journal, and told to the watchers.

        `name` is a message of the catalogue with `about` as its fields ("Check off {who}"). An error undoes all of it.
        """
        return self._transaction(name, about=about or {}, actor=actor, undoable=undoable, undoes=None)

    def undo(self, action_id: int) -> int:
        """Bring back what stood before the action and return the id of the action that did so.

        UserError, with nothing changed, if it is undone already or something later stands on it.
        """
        lay_ground()
        from sqlalchemy.exc import IntegrityError

        from leaderdesk.storage import journal

        with self.read() as connection:
            undone = _standing(connection, action_id)
        try:
            with self._transaction(
                undone.name, about=undone.about, actor="leader", undoable=True, undoes=action_id
            ) as writing:
                # Asked once more: two hands may have wanted to undo the same step.
                undone = _standing(writing.connection, action_id)
                journal.apply_backwards(writing.connection, undone, by_action=writing.action_id, at_ms=writing.at_ms)
                writing.tell(Undone(action_id))
        except IntegrityError as error:
            raise UserError(_("Something later stands on this step. Undo that first.")) from error
        return writing.action_id

    @contextmanager
    def _transaction(
        self, name: str, *, about: Mapping[str, str], actor: str, undoable: bool, undoes: int | None
    ) -> Iterator[Writing]:
        lay_ground()
        from leaderdesk.storage import journal

        with self._writing, storage_trouble(), self._begun() as connection:
            at_ms = self.clock.now_ms()
            action_id = journal.begin(
                connection, at_ms=at_ms, actor=actor, name=name, about=about, undoable=undoable, undoes=undoes
            )
            writing = Writing(connection, action_id=action_id, at_ms=at_ms)
            try:
                yield writing
                writing.flush()
                self._react(writing)
                tables = journal.finish(connection, action_id)
            finally:
                writing.close()
        if tables:
            for watcher in tuple(self._watchers):
                watcher(Changed(tables, action_id))

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        """Give the writer's connection in a transaction that is on the disk after the block, or has left no trace."""
        from leaderdesk.storage import journal

        if self._kept is None:
            self._kept = self._writing_engine().connect()
        driver = journal.driver_of(self._kept)
        try:
            with self._kept.begin():
                yield self._kept
        finally:
            # A commit that the disk or a reference refuses leaves its transaction open on a connection that is kept.
            if driver.in_transaction:
                driver.rollback()

    def _writing_engine(self) -> Engine:
        lay_ground()
        from leaderdesk.storage.engines import writing_engine

        with self._made:
            if self._writer is None:
                self._writer = writing_engine(self.paths)
            return self._writer

    def _reading_engine(self) -> Engine:
        lay_ground()
        from leaderdesk.storage.engines import reading_engine

        with self._made:
            if self._reader is None:
                self._reader = reading_engine(self.paths)
            return self._reader

    def _prepare(self) -> None:
        """Bring the store to the present version, and find out here what is wrong with one that is there already."""
        remove_scratch(self.paths.home)
        version = migrate.stored_version(self.paths.store)
        if version < migrate.present_version():
            if version:
                from leaderdesk.storage.backup import copy_before_upgrade

                copy_before_upgrade(self.paths, version)
            migrate.upgrade(self._writing_engine(), version)
        with self.glance() as reading:
            reading.exec_driver_sql("SELECT count(*) FROM sqlite_schema")

    def _react(self, writing: Writing) -> None:
        while writing.told:
            happened = writing.told.popleft()
            for reaction in self._reactions:
                if isinstance(happened, reaction.event):
                    reaction.act(writing, happened)
            writing.flush()


def open_store(paths: StorePaths, *, clock: Clock | None = None, reactions: Sequence[Reaction] = ()) -> Store:
    """Return the open store of `paths`, made if there is none and brought to the present version if it is older.

    StoreInUse if another program has it open, NewerStore if a newer program wrote it, StorageTrouble for disk and file.
    """
    return Store(paths, clock=clock or SystemClock(), reactions=reactions)


def _standing(connection: Connection, action_id: int) -> journal.Action:
    from leaderdesk.storage import journal

    found = journal.action(connection, action_id)
    if found is not None and not found.undoable:
        raise UserError(_("This step cannot be undone."))
    if found is None or found.undone_by is not None:
        raise UserError(_("This step has been undone already."))
    return found
