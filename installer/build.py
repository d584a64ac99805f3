"""Builds the one-folder program for the system this runs on and puts it to its self-test.

python3 -m installer.build          dist/leaderdesk: the folder, with `leaderdesk` and `leaderdesk-window` in it
python3 -m installer.build --deb    the same, and dist/leaderdesk_VERSION_ARCH.deb (Debian, Ubuntu)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installer.debian import make_deb
from installer.environment import DEV_LOCK, ROOT, prepare
from installer.licences import gpl_only_files
from installer.system import QT

DIST = ROOT / "dist"
PROGRAM = DIST / "leaderdesk"


def main(arguments: Sequence[str]) -> int:
    """Build what is asked for; the result is the exit code, and nothing is called built that fails its self-test."""
    if list(arguments) not in ([], ["--deb"]):
        print("usage: python3 -m installer.build [--deb]")
        return 2
    python = prepare(DEV_LOCK, needs=(QT,))
    _freeze(python)
    forbidden = gpl_only_files(PROGRAM)
    if forbidden:
        print("Under the GPL alone, and so not to be handed on:", *forbidden, sep="\n  ")
        return 1
    code = _self_test()
    if code != 0:
        print("The self-test of the build failed.")
        return code
    megabytes = sum(file.stat().st_size for file in PROGRAM.rglob("*") if not file.is_symlink()) // 1_000_000
    print(f"{PROGRAM}: {megabytes} MB, self-test passed")
    if arguments:
        print(make_deb(PROGRAM, DIST))
    return 0


def _freeze(python: Path) -> None:
    shutil.rmtree(PROGRAM, ignore_errors=True)
    folders = ["--distpath", str(DIST), "--workpath", str(ROOT / "build")]
    spec = str(ROOT / "installer" / "leaderdesk.spec")
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, spec]
    subprocess.run(command, cwd=ROOT, check=True)


def _self_test() -> int:
    """Run the self-test in another folder, with nothing of this checkout or its environment in reach."""
    name = "leaderdesk.exe" if os.name == "nt" else "leaderdesk"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "QT_"))}
    with tempfile.TemporaryDirectory() as elsewhere:
        home = {"LEADERDESK_HOME": str(Path(elsewhere) / "home")}
        return subprocess.call([str(PROGRAM / name), "self-test"], cwd=elsewhere, env=kept | home)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
