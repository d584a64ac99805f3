"""Backups of the open store, restoring one, and the checks that the store is sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.moved import Moved, unseen
from leaderdesk.core.paths import StorePaths
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import one_line
from leaderdesk.features.settings.queries import Soundness, soundness
from leaderdesk.features.settings.rules import BUSINESS_TITLES, MOST_SIGNS
from leaderdesk.storage.backup import make_backup, restore_backup, thin_backups
from leaderdesk.storage.backup_file import Backup
from leaderdesk.storage.business import read_business, write_business
from leaderdesk.storage.database import Store
from leaderdesk.storage.lock import StoreLock
from leaderdesk.storage.migrate import present_version, refuse_newer


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup now in force, and the one made of what stood there before, if anything."""

    source: Path
    before: Backup | None


def back_up(store: Store, *, target: Path | None = None, moved: Moved = unseen) -> Backup:
    """Make a backup that was read back, at `target` or in the backup folder, which is then thinned."""
    backup = make_backup(store.paths, now_ms=store.clock.now_ms(), target=target, moved=moved)
    if target is None:
        thin_backups(store.paths)
    return backup


def restore(paths: StorePaths, source: Path, *, now_ms: int, moved: Moved = unseen) -> Restored:
    """Put the backup in the place of the store, which nobody may have open; today's data stay as one more.

    If `moved` raises, the store stays as it was.
    """
    lock = StoreLock(paths.lock)
    try:
        refuse_newer(paths.store)
        before = restore_backup(paths, source, now_ms=now_ms, most_version=present_version(), moved=moved)
    finally:
        lock.release()
    return Restored(source=source, before=before)


def set_business(store: Store, name: str, typed: str) -> int | None:
    """Make `typed` the setting of that name and return the id of the action; None if it said so already.

    UserError for a phone number that cannot be one.
    """
    value = parse_phone(typed) if name == "leader_phone" else one_line(typed)[:MOST_SIGNS]
    with store.read() as connection:
        if getattr(read_business(connection), name) == value:
            return None
    with store.write(N_("Change {what}"), about={"what": _(BUSINESS_TITLES[name])}) as writing:
        write_business(writing.session, name, value)
    return writing.action_id


def verify(store: Store) -> Soundness:
    """Check every page of the store, every reference, and that the books close."""
    with store.read() as connection:
        return soundness(connection)
