"""A gate is green only when something was checked and nothing failed."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from installer import check
from installer.check import Gate, Outcome

ROOT = Path(__file__).parents[2]


def pytest_gate(test: Path) -> Gate:
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(test.parent / "none.ini"))
    return Gate("tests", (*command, str(test)), tests=True)


@pytest.mark.parametrize(
    ("text", "good", "counts"),
    [
        ("def test_one():\n    pass\n\n\ndef test_two():\n    pass\n", True, (2, 0, 0)),
        ("def test_one():\n    pass\n\n\ndef test_two():\n    assert False\n", False, (1, 1, 0)),
        ("import pytest\n\n\n@pytest.mark.skip\ndef test_one():\n    pass\n", False, (0, 0, 1)),
        ("def not_a_test():\n    pass\n", False, (0, 0, 0)),
        ("import nothing_of_this_name\n", False, (0, 1, 0)),
    ],
)
def test_a_run_of_tests_is_counted(tmp_path: Path, text: str, good: bool, counts: tuple[int, int, int]) -> None:
    (tmp_path / "none.ini").write_text("[pytest]\n")
    test = tmp_path / "test_it.py"
    test.write_text(text)
    outcome = check._run(pytest_gate(test), tmp_path)
    assert (outcome.passed, outcome.failed, outcome.skipped) == counts
    assert outcome.good == good


@pytest.mark.parametrize(("program", "good"), [("", True), ("import sys; sys.exit(1)", False)])
def test_a_command_is_judged_by_its_exit_code(tmp_path: Path, program: str, good: bool) -> None:
    assert check._run(Gate("style", (sys.executable, "-c", program)), tmp_path).good == good


def test_a_command_that_is_not_there_is_red(tmp_path: Path) -> None:
    assert not check._run(Gate("style", (str(tmp_path / "no-such-program"),)), tmp_path).good


def test_one_red_gate_makes_the_run_red(capsys: pytest.CaptureFixture[str]) -> None:
    green = Outcome(Gate("style", ()), True, 1.0)
    tests = Outcome(Gate("tests", (), tests=True), True, 1.0, passed=7, skipped=1)
    red = Outcome(Gate("screen", (), tests=True), False, 1.0, passed=1, failed=2)
    assert check._report([green, tests]) == 0
    assert "7 passed, 0 failed, 1 skipped\nAll green.\n" in capsys.readouterr().out
    assert check._report([green, tests, red]) == 1
    assert "8 passed, 2 failed, 1 skipped\nRed: screen\n" in capsys.readouterr().out
    assert check._report([]) == 1


def test_a_wish_that_is_not_understood_sets_nothing_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--fast"]) == 2
    assert "--benchmarks" in capsys.readouterr().out


@pytest.mark.parametrize("script", ["start.py", "check.py"])
def test_an_older_python_gets_as_far_as_the_sentence_that_asks_for_a_newer_one(script: str) -> None:
    ast.parse((ROOT / script).read_text(encoding="utf-8"), feature_version=(3, 5))
