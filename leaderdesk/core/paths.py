"""Where the files of one store lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _

HOME_VARIABLE = "LEADERDESK_HOME"
STORE_NAME = "leaderdesk.sqlite"


@dataclass(frozen=True, slots=True)
class StorePaths:
    """The folder of one store and what lies in it."""

    home: Path

    @property
    def store(self) -> Path:
        """The SQLite file."""
        return self.home / STORE_NAME

    @property
    def lock(self) -> Path:
        """Held by the one program that has the store open."""
        return self.home / "leaderdesk.lock"

    @property
    def summons(self) -> Path:
        """Touched by a second program to ask the first one to come forward."""
        return self.home / "leaderdesk.summons"

    @property
    def backups(self) -> Path:
        """Backups that were read back."""
        return self.home / "backups"

    @property
    def exports(self) -> Path:
        """Workbooks and PDF files, unless the leader chooses another place."""
        return self.home / "exports"

    @property
    def logs(self) -> Path:
        """The program's log, free of personal data."""
        return self.home / "logs"

    @property
    def settings(self) -> Path:
        """Settings of this machine (window, printer, language)."""
        return self.home / "machine.toml"

    def holds(self, path: Path) -> bool:
        """Return whether `path` is one of the files the store lives in, which nothing else may be written to."""
        target = expanded(path)
        store = self.store.name
        own = (self.store, self.lock, self.settings, *(self.home / f"{store}{ending}" for ending in ("-wal", "-shm")))
        return any(target == file or _same_file(target, file) for file in own)


def named_home() -> Path | None:
    """Return the folder that LEADERDESK_HOME names, or None."""
    named = os.environ.get(HOME_VARIABLE, "").strip()
    return expanded(Path(named)) if named else None


def expanded(path: Path) -> Path:
    """Return `path` in full, with ~ and links followed; UserError if it leads nowhere."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as trouble:
        raise UserError(_("{name} leads nowhere. Name another folder.").format(name=path)) from trouble


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
