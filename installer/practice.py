"""Makes the practice neighbourhood once and opens the desk on it; without a screen, shows what the main job makes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from platformdirs import user_data_path

from installer.system import has_screen

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Open the desk with the practice neighbourhood, or run its main job; the result is the exit code."""
    return _open_desk() if has_screen() else _run_main_job()


def _open_desk() -> int:
    practice = user_data_path("LeaderDesk", appauthor=False) / "practice"
    if not practice.exists():
        code = _make(practice)
        if code != 0:
            return code
    return _leaderdesk("--store", str(practice))


def _make(practice: Path) -> int:
    """Make the neighbourhood under another name first: one that was interrupted is never taken for a whole one."""
    begun = practice.with_name("practice-begun")
    if begun.exists():
        shutil.rmtree(begun)
    begun.parent.mkdir(parents=True, exist_ok=True)
    code = _leaderdesk("demo", str(begun))
    if code == 0:
        begun.rename(practice)
    return code


def _run_main_job() -> int:
    results = ROOT / "out" / f"practice-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    results.parent.mkdir(exist_ok=True)
    code = _leaderdesk("demo", str(results))
    if code == 0:
        print(f"\nThere is no screen here, so the main job was run instead. The results lie in {results}")
    return code


def _leaderdesk(*arguments: str) -> int:
    return subprocess.call([sys.executable, "-m", "leaderdesk", *arguments])


if __name__ == "__main__":
    sys.exit(main())
