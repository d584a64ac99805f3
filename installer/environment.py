"""Makes the project's own environment: a `.venv` with exactly the packages of a lock file, and this checkout in it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from installer.system import Need, require

ROOT = Path(__file__).resolve().parents[1]
RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"


@dataclass(frozen=True)
class Environment:
    """One virtual environment; it is complete when its stamp says which locks it holds."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """Written last, so that a set-up that was interrupted is begun anew."""
        return self.folder / "leaderdesk-setup.json"

    def holds(self) -> dict[str, str]:
        """Return the fingerprint of each lock installed here; nothing when it does not run."""
        try:
            held = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return dict(held) if self.runs() else {}

    def runs(self) -> bool:
        """Whether its interpreter starts and finds this project."""
        try:
            tried = subprocess.run([self.python, "-I", "-c", "import leaderdesk"], capture_output=True, check=False)
        except OSError:
            return False
        return tried.returncode == 0


def prepare(lock: Path, *, needs: tuple[Need, ...] = ()) -> Path:
    """Return the Python of a `.venv` that holds what `lock` pins, made or renewed when it has to be.

    The development lock holds the other one with the same pins: it is added to an environment, never takes its place.
    Ends the program with a sentence when the system lacks something that only its owner can install.
    """
    require(needs)
    environment = Environment(ROOT / ".venv")
    wanted = {lock.name: _fingerprint(lock), RUN_LOCK.name: _fingerprint(RUN_LOCK)}
    held = environment.holds()
    if wanted.items() <= held.items():
        return environment.python
    print("Setting up LeaderDesk in .venv; this is done once and takes a few minutes.", flush=True)
    grows = lock == DEV_LOCK and held == {RUN_LOCK.name: wanted[RUN_LOCK.name]}
    if not grows:
        _create(environment)
    environment.stamp.unlink(missing_ok=True)
    install(environment.python, "--require-hashes", "--only-binary=:all:", "--requirement", str(lock))
    install(environment.python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    environment.stamp.write_text(json.dumps(wanted), encoding="utf-8")
    return environment.python


def create(folder: Path) -> Environment:
    """Make an empty environment in `folder`; whatever was there is gone."""
    environment = Environment(folder)
    _create(environment)
    return environment


def install(python: Path, *what: str) -> None:
    """Install `what` with pip, as pip is configured on this machine; the program ends with a sentence if it cannot."""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    done = subprocess.run([python, "-m", "pip", "install", *quiet, *what], cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit("The packages could not be installed. Look at the lines above, check the connection, and start again.")


def _create(environment: Environment) -> None:
    try:
        if environment.folder.exists():
            shutil.rmtree(environment.folder)
    except OSError as trouble:
        sys.exit(f"The old .venv cannot be replaced ({trouble}). Close LeaderDesk and start again.")
    # Not the interpreter of a .venv that is about to be replaced, should this be running in it.
    python = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run([python, "-m", "venv", environment.folder], check=False)
    if done.returncode != 0:
        sys.exit(f"Python could not make an environment in {environment.folder}. Look at the lines above.")


def _fingerprint(lock: Path) -> str:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    here = json.dumps([str(ROOT), sys.version, project], sort_keys=True)
    return hashlib.sha256(here.encode() + lock.read_bytes()).hexdigest()
