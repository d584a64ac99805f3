"""The program as a person starts it: a window on a real screen, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

LEADERDESK = [sys.executable, "-m", "leaderdesk"]
PATIENCE_SECONDS = 60

pytestmark = [pytest.mark.xvfb, pytest.mark.slow]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Make the practice neighbourhood, a small one."""
    folder = tmp_path / "practice"
    subprocess.run([*LEADERDESK, "demo", str(folder), "--neighbours", "40", "--rounds", "2"], check=True, timeout=300)
    return folder


@pytest.fixture
def program(store: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the program without a verb; it is gone when the test ends."""
    with subprocess.Popen([*LEADERDESK, "--store", str(store)]) as started:
        yield started
        started.kill()


def window_of(program: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Wait for the largest window that the program shows; the result is its width and height in pixels."""
    until = time.monotonic() + PATIENCE_SECONDS
    sizes: list[tuple[int, int]] = []
    while not sizes and time.monotonic() < until:
        assert program.poll() is None, "the program ended before it showed a window"
        time.sleep(0.1)
        sizes = [size for size in map(_size, _windows(program.pid)) if min(size) > 100]
    assert sizes, "no window was shown"
    return max(sizes)


def _windows(process: int) -> list[str]:
    command = ["xdotool", "search", "--onlyvisible", "--pid", str(process)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()


def _size(window: str) -> tuple[int, int]:
    command = ["xdotool", "getwindowgeometry", "--shell", window]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    numbers = dict(line.split("=") for line in said.splitlines())
    return int(numbers.get("WIDTH", "0")), int(numbers.get("HEIGHT", "0"))


def test_the_window_fits_a_small_laptop_and_talks_to_nobody(program: subprocess.Popen[bytes]) -> None:
    width, height = window_of(program)
    assert 800 <= width <= 1366
    assert 500 <= height <= 768
    process = psutil.Process(program.pid)
    assert [talk for one in (process, *process.children(recursive=True)) for talk in one.net_connections("inet")] == []


def test_a_second_start_ends_and_leaves_the_first_in_front(program: subprocess.Popen[bytes], store: Path) -> None:
    window_of(program)
    until = time.monotonic() + PATIENCE_SECONDS
    while not (store / "leaderdesk.sqlite-wal").exists() and time.monotonic() < until:
        time.sleep(0.1)
    second = subprocess.run([*LEADERDESK, "--store", str(store)], timeout=PATIENCE_SECONDS, check=False)
    assert second.returncode == 0
    while (store / "leaderdesk.summons").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not (store / "leaderdesk.summons").exists()
    assert program.poll() is None
