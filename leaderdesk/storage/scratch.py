"""Folders in which backups are made and read: what a program that was killed left of them is taken away."""

from __future__ import annotations

import shutil
from pathlib import Path

SCRATCH = ".scratch-"
"""How the name of such a folder begins."""


def remove_scratch(home: Path) -> None:
    """Take away what a program that was killed while making or reading a backup left in `home`."""
    for left in home.glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
