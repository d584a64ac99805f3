"""Renews the two lock files: every package with its version and the hashes of its files for every system.

python3 -m installer.lock               follows a change of pyproject.toml, keeps all other pins
python3 -m installer.lock --upgrade     takes the newest versions that pyproject.toml allows
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from installer.environment import DEV_LOCK, ROOT, RUN_LOCK, create, install

RENEWED_BY = "python3 -m installer.lock"


def main(arguments: list[str]) -> int:
    """Write both locks anew; the development lock holds the other one with the same pins."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = create(Path(scratch) / "uv")
        install(environment.python, "uv")
        uv = environment.python.with_name("uv")
        _compile(uv, RUN_LOCK, "--group", "source", *arguments)
        _compile(uv, DEV_LOCK, "--group", "dev", "--constraints", RUN_LOCK.name, *arguments)
    return 0


def _compile(uv: Path, lock: Path, *options: str) -> None:
    command = [str(uv), "--quiet", "--no-config", "pip", "compile", "pyproject.toml"]
    every_system = ["--universal", "--python-version", "3.11", "--generate-hashes"]
    written = ["--no-annotate", "--custom-compile-command", RENEWED_BY, "--output-file", lock.name]
    subprocess.run([*command, *every_system, *written, *options], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
