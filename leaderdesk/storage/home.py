"""Where the store lies when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

from leaderdesk.core.paths import StorePaths, expanded, named_home


def default_paths(chosen: Path | None) -> StorePaths:
    """Return where the store lies: the folder chosen, else LEADERDESK_HOME, else this system's place for data."""
    folder = chosen or named_home()
    if folder is None:
        from platformdirs import user_data_path

        folder = user_data_path("LeaderDesk", appauthor=False)
    return StorePaths(expanded(folder))
