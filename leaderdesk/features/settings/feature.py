"""Settings as the program sees them: the verb `store`."""

from __future__ import annotations

import argparse
from pathlib import Path

from leaderdesk.core.clock import SystemClock, iso
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.report import Json, Report
from leaderdesk.features.settings.actions import back_up, restore, verify
from leaderdesk.features.settings.queries import counts
from leaderdesk.storage.backup import backup_files
from leaderdesk.storage.backup_file import Backup
from leaderdesk.storage.database import Store
from leaderdesk.storage.home import default_paths
from leaderdesk.storage.migrate import present_version


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `store verify|backup FILE|restore FILE|info`."""
    store = verbs.add_parser("store", help=_("check, copy and restore the data")).add_subparsers(
        metavar="WHAT", required=True
    )
    store.add_parser("verify", help=_("check every page, every reference and the books")).set_defaults(run=_verify)
    store.add_parser("info", help=_("what is in the data, and where it lies")).set_defaults(run=_info)
    copy = store.add_parser("backup", help=_("make a backup that was read back"))
    copy.add_argument("out", type=Path, metavar="FILE")
    copy.set_defaults(run=_back_up)
    back = store.add_parser("restore", help=_("put a backup in the place of the data"))
    back.add_argument("file", type=Path, metavar="FILE")
    back.set_defaults(run=_restore, needs_store=False)


def _verify(store: Store, _arguments: argparse.Namespace) -> Report:
    found = verify(store)
    if not found.is_sound:
        raise UserError(
            _(
                "The data is not sound ({pages} places, {references} references, {orders} sums). Restore a backup."
            ).format(pages=len(found.page_troubles), references=found.broken_references, orders=found.breaches)
        )
    return Report(lines=(_("The data is sound, and the books close."),), data={"sound": True})


def _info(store: Store, _arguments: argparse.Namespace) -> Report:
    with store.read() as connection:
        found = counts(connection)
    files = backup_files(store.paths.backups)
    data: dict[str, Json] = {
        "path": str(store.paths.store),
        "version": present_version(),
        "bytes": store.paths.store.stat().st_size,
        "neighbours": found.neighbours,
        "products": found.products,
        "rounds": found.rounds,
        "orders": found.orders,
        "lines": found.lines,
        "backups": len(files),
    }
    return Report(lines=tuple(f"{name}: {value}" for name, value in data.items()), data=data)


def _back_up(store: Store, arguments: argparse.Namespace) -> Report:
    backup = back_up(store, target=arguments.out)
    line = _("{path}: {neighbours} neighbours, {rounds} rounds, read back").format(
        path=backup.path, neighbours=backup.neighbours, rounds=backup.rounds
    )
    return Report(lines=(line,), data=_backup_data(backup))


def _restore(arguments: argparse.Namespace) -> Report:
    restored = restore(default_paths(arguments.store), arguments.file, now_ms=SystemClock().now_ms())
    before = restored.before
    lines = [_("{path} is in force now.").format(path=restored.source)]
    if before is not None:
        lines.append(_("What stood there before is kept in {path}.").format(path=before.path))
    return Report(
        lines=tuple(lines), data={"restored": str(restored.source), "before": _backup_data(before) if before else None}
    )


def _backup_data(backup: Backup) -> dict[str, Json]:
    return {
        "path": str(backup.path),
        "made": iso(backup.made_ms),
        "neighbours": backup.neighbours,
        "rounds": backup.rounds,
        "orders": backup.orders,
    }


FEATURE = Feature(name="settings", add_verbs=add_verbs)
