"""What was acknowledged is there after a kill at any moment, and nothing else is half there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from leaderdesk.core.paths import StorePaths
from leaderdesk.features.settings.actions import verify
from leaderdesk.storage.database import open_store
from tests.faults.programs import WRITER, command, run
from tests.storage.dumps import dump


def check(paths: StorePaths, acknowledged: int) -> int:
    """See that everything up to `acknowledged` is there, at most one more, each whole; return the last number."""
    store = open_store(paths)
    try:
        assert verify(store).is_sound
    finally:
        store.close()
    held = dump(paths)
    numbers = [row[0] for row in held["tag"]]
    last = len(numbers)
    assert numbers == list(range(1, last + 1))
    assert acknowledged <= last <= acknowledged + 1
    assert [row[0] for row in held["neighbour"]] == numbers
    assert len(held["journal_action"]) == last
    assert len(held["journal_change"]) == 2 * last
    assert under_way(paths) == 0
    return last


def under_way(paths: StorePaths) -> int:
    """Return how many steps of the journal were left open."""
    with closing(sqlite3.connect(f"{paths.store.as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM journal_action WHERE under_way <> 0").fetchone()[0])


def killed_once(paths: StorePaths, *, after: float) -> int:
    """Let the writer write, kill it, and return the last number it acknowledged; 0 if none."""
    process = subprocess.Popen(command(WRITER, paths.home, 1_000_000), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    said = [line for line in process.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]
    return int(said[-1]) if said else 0


def kill_again_and_again(paths: StorePaths, times: int) -> None:
    chance, last = random.Random(1), 0
    for _time in range(times):
        acknowledged = killed_once(paths, after=chance.uniform(0, 0.15))
        last = check(paths, max(acknowledged, last))


def test_a_kill_loses_nothing_that_was_acknowledged(paths: StorePaths) -> None:
    kill_again_and_again(paths, 4)


@pytest.mark.sweep
def test_a_hundred_kills_lose_nothing_that_was_acknowledged(paths: StorePaths) -> None:
    kill_again_and_again(paths, 100)


SYSCALLS = ("pwrite64", "fdatasync", "ftruncate")


def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not here")
    probe = subprocess.run([found, "-e", "trace=none", "true"], check=False, capture_output=True)
    if probe.returncode:
        pytest.skip("strace may not watch a program here")
    return found


def injected(paths: StorePaths, call: str, fault: str, when: int) -> subprocess.CompletedProcess[str]:
    """Run a writer of three steps in which the `when`th call of that name meets a fault."""
    under = [strace(), "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={when}"]
    return run(WRITER, paths.home, 3, under=under)


def acknowledged_in(done: subprocess.CompletedProcess[str]) -> int:
    said = [line for line in done.stdout.splitlines() if line.isdecimal()]
    return int(said[-1]) if said else 0


@pytest.mark.parametrize("call", SYSCALLS[:2])
@pytest.mark.parametrize("when", [2, 7])
def test_a_kill_inside_a_write_loses_nothing(paths: StorePaths, call: str, when: int) -> None:
    open_store(paths).close()
    check(paths, acknowledged_in(injected(paths, call, "signal=KILL", when)))


def sweep(home: Path, call: str, fault: str) -> int:
    """Meet the fault at every call of that name in turn, in a store of its own; return how many calls there are."""
    for when in range(1, 400):
        paths = StorePaths(home / f"{call}-{when}")
        open_store(paths).close()
        done = injected(paths, call, fault, when)
        check(paths, acknowledged_in(done))
        shutil.rmtree(paths.home)
        if done.returncode == 0 and acknowledged_in(done) == 3 and "signal" in fault:
            return when - 1
        if when > 60:
            return when
    return 400


@pytest.mark.sweep
@pytest.mark.parametrize("call", SYSCALLS[:2])
def test_a_kill_at_every_write_loses_nothing(tmp_path: Path, call: str) -> None:
    assert sweep(tmp_path, call, "signal=KILL") >= 5


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("call", "fault"), [("pwrite64", "error=ENOSPC"), ("pwrite64", "error=EIO"), ("fdatasync", "error=EIO")]
)
def test_a_disk_that_fails_at_every_write_leaves_whole_steps(tmp_path: Path, call: str, fault: str) -> None:
    assert sweep(tmp_path, call, fault) >= 5
