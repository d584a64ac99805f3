"""What the project hands on: pinned packages with hashes, licences that fit, files that name no machine."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.shape import PLACES_OF_ONE_MACHINE

ROOT = Path(__file__).parents[2]
RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ ;\\]+)", re.MULTILINE)
# Copyleft that reaches the program, or terms that do not let it be handed on.
NOT_FOR_US = {"pymupdf", "pyside6-fluent-widgets", "lunardate", "nuitka", "pyqt5", "pyqt6"}
TEXTS = {".py", ".md", ".toml", ".txt", ".json", ".spec", ".nsi", ".po", ".svg", ".qss", ".cfg", ".ini", ""}


def pins(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text(encoding="utf-8")))


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return found[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=lambda lock: lock.name)
def test_every_pin_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?:|--(?:extra-)?index|--find-links|--trusted", text)
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(PIN.findall(text)) > 10
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_development_lock_holds_the_other_with_the_same_pins() -> None:
    assert pins(RUN_LOCK).items() <= pins(DEV_LOCK).items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    run = {name_of(requirement) for requirement in project()["project"]["dependencies"]}
    groups = project()["dependency-groups"]
    dev = {name_of(entry) for entry in (*groups["dev"], *groups["source"]) if isinstance(entry, str)}
    assert run <= pins(RUN_LOCK).keys()
    assert dev <= pins(DEV_LOCK).keys()


def test_no_package_has_terms_that_do_not_fit() -> None:
    assert not NOT_FOR_US & pins(DEV_LOCK).keys()


def test_of_the_add_ons_of_qt_only_the_camera_is_used() -> None:
    """The wheel holds parts under the GPL too (charts, graphs); the program uses none of them."""
    files = importlib.metadata.files("PySide6-Addons") or ()
    add_ons = {
        file.name.split(".")[0] for file in files if file.name.startswith("Qt") and file.suffix in (".so", ".pyd")
    }
    assert {"QtMultimedia", "QtCharts", "QtGraphs"} <= add_ons
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "leaderdesk").rglob("*.py"))
    used = set(re.findall(r"PySide6(?:\.| import )(Qt\w+)", written))
    assert used & add_ons == {"QtMultimedia"}


def test_every_package_of_the_program_is_named_with_its_licence() -> None:
    text = (ROOT / "THIRD-PARTY-LICENSES.md").read_text(encoding="utf-8").lower()
    words = set(re.findall(r"[a-z0-9.-]+", text))
    assert [name for name in pins(RUN_LOCK) if name not in words] == []


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text.split("\ndependencies = [\n")[1].split("\n]")[0].splitlines()
    assert len(listed) == 2 * len(project()["project"]["dependencies"])
    assert all(reason.strip().startswith("# ") for reason in listed[::2])


def test_no_file_names_a_place_of_one_machine() -> None:
    folders = ("leaderdesk", "resources", "tests", "installer", ".ci")
    files = [*ROOT.glob("*.*"), *(file for folder in folders for file in (ROOT / folder).rglob("*"))]
    read = [file for file in files if file.is_file() and file.suffix in TEXTS and "__pycache__" not in file.parts]
    assert len(read) > 20
    # Python files are read by the rule of the same name, which says the line as well.
    found = [file for file in read if file.suffix != ".py" and _names_a_machine(file)]
    assert found == []


def _names_a_machine(file: Path) -> bool:
    return PLACES_OF_ONE_MACHINE.search(file.read_text(encoding="utf-8")) is not None


def test_the_test_command_of_the_readme_is_what_the_gate_runs() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 check.py" in gate
    assert "python3 check.py" in readme
    assert "python3 start.py" in readme
