"""Makes the Debian package of the one-folder build."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDS = (
    "libgl1, libegl1, libfontconfig1, libxkbcommon0, libdbus-1-3, libpulse0, libxkbcommon-x11-0, libxcb-cursor0, "
    "libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0, libxcb-render-util0, libxcb-shape0, libxcb-xkb1"
)
CONTROL = """\
Package: leaderdesk
Version: {version}
Architecture: {architecture}
Maintainer: The LeaderDesk authors <leaderdesk@localhost>
Installed-Size: {kilobytes}
Depends: libc6 (>= 2.36), {needs}
Section: misc
Priority: optional
Description: desk of a community group-buy leader (团长工作台)
 From the pasted 接龙 to the bag handed out at the door: orders, suppliers,
 labels and pickup, offline on one laptop.
"""
ENTRY = """\
[Desktop Entry]
Type=Application
Name=LeaderDesk
Name[zh_CN]=团长工作台
Comment=The desk of a community group-buy leader
Comment[zh_CN]=接龙、采购、贴标、自提，都在这张工作台上
Exec=leaderdesk-window
Terminal=false
Categories=Office;
"""


def make_deb(program: Path, folder: Path) -> Path:
    """Pack the one-folder build at `program`; the result is the package, written into `folder`."""
    version = _version()
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    package = folder / f"leaderdesk_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        _lay_out(program, tree)
        kilobytes = sum(file.lstat().st_size for file in tree.rglob("*")) // 1024
        control = CONTROL.format(version=version, architecture=architecture, kilobytes=kilobytes, needs=NEEDS)
        _write(tree / "DEBIAN" / "control", control)
        tree.chmod(0o755)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, package], check=True)
    return package


def _lay_out(program: Path, tree: Path) -> None:
    shutil.copytree(program, tree / "usr/lib/leaderdesk", symlinks=True)
    commands = tree / "usr/bin"
    commands.mkdir()
    for name in ("leaderdesk", "leaderdesk-window"):
        (commands / name).symlink_to(f"../lib/leaderdesk/{name}")
    _write(tree / "usr/share/applications/leaderdesk.desktop", ENTRY)
    papers = tree / "usr/share/doc/leaderdesk"
    papers.mkdir(parents=True)
    licences = [(ROOT / name).read_text(encoding="utf-8") for name in ("LICENSE", "THIRD-PARTY-LICENSES.md")]
    _write(papers / "copyright", "\n".join(licences))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _version() -> str:
    text = (ROOT / "leaderdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    assert found is not None
    return found[1]
