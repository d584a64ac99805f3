"""Nothing listens and nothing connects, whatever the command line does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL
from tests.faults.programs import HEAD, ROOT

# Every way of Python to a socket ends in one of these events.
WATCHED = (
    HEAD
    + """
def forbid(event, _words):
    if event.startswith("socket.") and event != "socket.gethostname":
        import os
        os.write(2, f"!! {event}\\n".encode())
        os._exit(66)

sys.addaudithook(forbid)
from leaderdesk.__main__ import main
sys.argv[0] = "leaderdesk"
sys.exit(main())
"""
)


@pytest.mark.parametrize(
    "words",
    [
        ["self-test"],
        ["demo", "{tmp}/shop", *SMALL],
        ["--store", "{tmp}/new", "store", "info"],
        ["--store", "{tmp}/new", "rounds", "list"],
    ],
    ids=["self-test", "demo", "info", "rounds"],
)
def test_no_verb_opens_a_socket(tmp_path: Path, words: list[str]) -> None:
    command = [sys.executable, "-c", WATCHED, *(word.format(tmp=tmp_path) for word in words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_watch_sees_a_socket() -> None:
    program = WATCHED.replace("from leaderdesk.__main__ import main", "import socket\nsocket.socket()")
    done = subprocess.run([sys.executable, "-c", program, "store"], capture_output=True, check=False, timeout=60)
    assert done.returncode == 66


def test_the_system_is_asked_for_no_socket(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not here")
    if subprocess.run([strace, "-e", "trace=none", "true"], check=False, capture_output=True).returncode:
        pytest.skip("strace may not watch a program here")
    seen = tmp_path / "seen"
    watch = [strace, "-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", str(seen)]
    command = [*watch, sys.executable, "-m", "leaderdesk", "--store", str(tmp_path / "new"), "store", "info"]
    assert subprocess.run(command, cwd=ROOT, env=os.environ, check=False, capture_output=True).returncode == 0
    assert [line for line in seen.read_text().splitlines() if "exited" not in line] == []
