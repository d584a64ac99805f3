"""One program per store, and a dead one is no obstacle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import open_store
from leaderdesk.storage.lock import StoreInUse, StoreLock

ROOT = Path(__file__).parents[2]
OPENER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.database import open_store
from leaderdesk.storage.lock import StoreInUse
sys.stdin.readline()
try:
    store = open_store(StorePaths(Path({home!r})))
except StoreInUse:
    sys.stdout.write("refused\\n")
    sys.exit(0)
sys.stdout.write("open\\n")
sys.stdout.flush()
sys.stdin.readline()
"""


def opener(paths: StorePaths) -> subprocess.Popen[str]:
    code = OPENER.format(root=str(ROOT), home=str(paths.home))
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_of_five_at_once_one_wins(paths: StorePaths) -> None:
    processes = [opener(paths) for _each in range(5)]
    try:
        for process in processes:
            go(process)
        assert sorted(said(process) for process in processes) == ["open", *["refused"] * 4]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def test_a_killed_program_is_no_obstacle(paths: StorePaths) -> None:
    process = opener(paths)
    go(process)
    assert said(process) == "open"
    with pytest.raises(StoreInUse):
        open_store(paths)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert paths.lock.exists()
    open_store(paths).close()


def test_within_one_program_too_the_store_opens_once(paths: StorePaths) -> None:
    store = open_store(paths)
    with pytest.raises(StoreInUse):
        open_store(paths)
    store.close()
    store.close()
    open_store(paths).close()


def test_a_lock_is_let_go_of_when_the_store_does_not_open(paths: StorePaths) -> None:
    paths.home.mkdir()
    paths.store.write_bytes(b"x" * 5000)
    for _time in range(2):
        with pytest.raises(StorageTrouble) as caught:
            open_store(paths)
        assert not isinstance(caught.value, StoreInUse)
    StoreLock(paths.lock).release()
