"""Every gate of the project in one run: style, types, borders, tests, the wheel."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from installer.environment import DEV_LOCK, ROOT, prepare
from installer.system import QT, SCREEN, SCREEN_OF_ITS_OWN, on_linux

GATE_SECONDS = 1800


@dataclass(frozen=True)
class Gate:
    """One command that has to end well; `tests` when it is a run of pytest whose tests are counted."""

    name: str
    command: tuple[str, ...]
    tests: bool = False
    on_screen: bool = False


@dataclass(frozen=True)
class Outcome:
    """How one gate ended, and how many of its tests passed, failed and were skipped."""

    gate: Gate
    good: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def main(arguments: Sequence[str]) -> int:
    """Run the gates that are asked for; the exit code is 0 when all are green, 2 when the wish is not understood."""
    runs = {(): _every_day, ("--benchmarks",): _benchmarks, ("--faults",): _faults}
    chosen = runs.get(tuple(arguments))
    if chosen is None:
        print("usage: check.py [--benchmarks | --faults]")
        return 2
    python = prepare(DEV_LOCK, needs=(QT, SCREEN, SCREEN_OF_ITS_OWN))
    with tempfile.TemporaryDirectory() as scratch:
        outcomes = [_run(gate, Path(scratch)) for gate in chosen(str(python))]
    return _report(outcomes)


def _every_day(python: str) -> list[Gate]:
    tool = (python, "-m")
    gates = [
        Gate("format", (*tool, "ruff", "format", "--check", ".")),
        Gate("style", (*tool, "ruff", "check", ".")),
        Gate("types", (*tool, "mypy")),
        *(_types_elsewhere(tool, system) for system in ("win32", "darwin")),
        Gate("borders", (python, "-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
        _pytest(python, "tests", "not sweep and not benchmarks and not wheel and not xvfb", "-n", "auto"),
        _pytest(python, "wheel", "wheel"),
    ]
    if on_linux():
        screen = _pytest(python, "screen", "xvfb")
        own_screen = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24", *screen.command)
        gates.append(Gate("screen", own_screen, tests=True, on_screen=True))
    return gates


def _types_elsewhere(tool: tuple[str, ...], system: str) -> Gate:
    """Return the gate that looks at the branches of a system that this machine is not."""
    cache = f"--cache-dir=.mypy_cache/{system}"
    return Gate(f"types on {system}", (*tool, "mypy", f"--platform={system}", cache, "leaderdesk", "installer"))


def _benchmarks(python: str) -> list[Gate]:
    return [_pytest(python, "benchmarks", "benchmarks", "--benchmark-columns=median,iqr,rounds")]


def _faults(python: str) -> list[Gate]:
    return [_pytest(python, "faults", "sweep", "-n", "auto")]


def _pytest(python: str, name: str, which: str, *options: str) -> Gate:
    # Without a test to run pytest ends with 5, and the gate is red: a gate that checks nothing is no gate.
    return Gate(name, (python, "-m", "pytest", "-q", "-m", which, *options), tests=True)


def _run(gate: Gate, scratch: Path) -> Outcome:
    print(f"\n=== {gate.name} ===", flush=True)
    results = scratch / f"{gate.name}.xml"
    command = [*gate.command, f"--junitxml={results}"] if gate.tests else list(gate.command)
    platform = {"QT_QPA_PLATFORM": "xcb" if gate.on_screen else "offscreen"}
    began = time.monotonic()
    try:
        code = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **platform}, timeout=GATE_SECONDS, check=False
        ).returncode
    except (subprocess.TimeoutExpired, OSError) as trouble:
        print(f"{gate.name}: {trouble}")
        code = -1
    seconds = time.monotonic() - began
    passed, failed, skipped = _count(results) if gate.tests else (0, 0, 0)
    good = code == 0 and failed == 0 and (passed > 0 or not gate.tests)
    print(f"{gate.name}: {'green' if good else 'RED'}, {seconds:.1f} s", flush=True)
    return Outcome(gate, good, seconds, passed, failed, skipped)


def _count(results: Path) -> tuple[int, int, int]:
    try:
        suites = list(ET.parse(results).getroot().iter("testsuite"))
    except (OSError, ET.ParseError):
        return (0, 0, 0)
    total, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return (total - failed - skipped, failed, skipped)


def _report(outcomes: Sequence[Outcome]) -> int:
    print("\n=== every gate ===")
    for outcome in outcomes:
        print(f"{outcome.gate.name:<16}{'green' if outcome.good else 'RED':<8}{outcome.seconds:>8.1f} s")
    print(f"{'':<24}{sum(outcome.seconds for outcome in outcomes):>8.1f} s")
    passed, failed, skipped = (
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("passed", "failed", "skipped")
    )
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    red = [outcome.gate.name for outcome in outcomes if not outcome.good]
    print(f"Red: {', '.join(red)}" if red else "All green.", flush=True)
    return 1 if red or not outcomes else 0
