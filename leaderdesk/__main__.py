"""Starts LeaderDesk: one job when a verb is given, the window when none is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leaderdesk.cli.main import main as run

if TYPE_CHECKING:
    from pathlib import Path

    from leaderdesk.core.feature import Feature


def main() -> int:
    """Do what the command line asks for; the result is the exit code."""
    return run(sys.argv[1:], features=_features, open_window=_open_window)


def window() -> int:
    """Do the same for the entry that has no console; without a verb it opens the window."""
    return main()


def _features() -> tuple[Feature, ...]:
    # Imported late: the window shows its frame before it needs them.
    from leaderdesk.app import features

    return features()


def _open_window(*, store: Path | None, language: str | None) -> int:
    # Imported late: a job without a window must not pay for Qt.
    from leaderdesk.app import open_window

    return open_window(store=store, language=language)


if __name__ == "__main__":
    sys.exit(main())
