"""The wheel is whole: installed into an empty environment it works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.wheel, pytest.mark.slow]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout, with the pinned build tool."""
    folder = tmp_path_factory.mktemp("dist")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, with the pinned packages, where nothing else is; the result is the folder of its commands."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(commands / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    lock = str(ROOT / "requirements.txt")
    subprocess.run([*pip, "install", "--require-hashes", "--only-binary=:all:", "--requirement", lock], check=True)
    subprocess.run([*pip, "install", "--no-deps", str(wheel)], check=True)
    subprocess.run([*pip, "check"], check=True)
    return commands


def files_in(folder: str) -> set[str]:
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_every_file_travels_in_the_wheel(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    program = files_in("leaderdesk")
    resources = {f"leaderdesk/{name}" for name in files_in("resources")}
    assert program
    assert resources
    assert (program | resources) - carried == set()
    assert {name.split("/")[0] for name in carried if ".dist-info/" not in name} == {"leaderdesk"}


def test_the_installed_program_passes_its_self_test_from_another_folder(installed: Path, tmp_path: Path) -> None:
    elsewhere = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    home = {"LEADERDESK_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [str(installed / "leaderdesk"), "self-test"],
        cwd=tmp_path,
        env=elsewhere | home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
