"""What LeaderDesk needs of the system itself, and how a Debian or Ubuntu gets it."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """Libraries or programs of the system, each with the Debian package that brings it."""

    libraries: tuple[tuple[str, str], ...] = ()
    programs: tuple[tuple[str, str], ...] = ()

    def missing(self) -> list[str]:
        """Return the packages of what is not here."""
        libraries = [package for name, package in self.libraries if not _loads(name)]
        programs = [package for name, package in self.programs if shutil.which(name) is None]
        return libraries + programs


QT = Need(
    libraries=(
        ("libGL.so.1", "libgl1"),
        ("libEGL.so.1", "libegl1"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        # The part for cameras is linked with it.
        ("libpulse.so.0", "libpulse0"),
    )
)
# What the part of Qt that talks to a screen is linked with, beyond what it brings.
SCREEN = Need(
    libraries=(
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-image.so.0", "libxcb-image0"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-randr.so.0", "libxcb-randr0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxcb-shape.so.0", "libxcb-shape0"),
        ("libxcb-xkb.so.1", "libxcb-xkb1"),
    )
)
SCREEN_OF_ITS_OWN = Need(programs=(("Xvfb", "xvfb"), ("xauth", "xauth"), ("xdotool", "xdotool")))


def has_screen() -> bool:
    """Whether a window can be shown here."""
    return not on_linux() or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def on_linux() -> bool:
    """Whether this is a system whose libraries are looked after here."""
    return sys.platform.startswith("linux")


def require(needs: tuple[Need, ...]) -> None:
    """Make sure that `needs`, and what makes an environment, are here; else the program ends with a sentence.

    On Debian and Ubuntu the packages are installed when this runs as root, otherwise the command is shown.
    """
    missing = _missing(needs)
    if not missing:
        return
    if not _has_apt():
        sys.exit(f"LeaderDesk needs these of the system; their names on Debian are: {' '.join(missing)}")
    if sys.platform != "win32" and os.geteuid() != 0:
        command = f"sudo apt-get install -y {' '.join(missing)}"
        sys.exit(f"LeaderDesk needs a few libraries of the system. Run this, then start again:\n\n    {command}\n")
    _install(missing)
    still = _missing(needs)
    if still:
        sys.exit(f"These packages could not be installed: {' '.join(still)}. Look at the lines above.")


def _missing(needs: tuple[Need, ...]) -> list[str]:
    if not on_linux():
        return []
    missing = [package for need in needs for package in need.missing()]
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return missing


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    print(f"Installing from the system: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
