"""The way from a source checkout to the open desk."""

from __future__ import annotations

import subprocess

from installer.environment import ROOT, RUN_LOCK, prepare
from installer.system import QT, SCREEN, has_screen


def main() -> int:
    """Set up what is missing, then show the practice neighbourhood; the result is the exit code."""
    python = prepare(RUN_LOCK, needs=(QT, SCREEN) if has_screen() else (QT,))
    return subprocess.call([python, "-m", "installer.practice"], cwd=ROOT)
