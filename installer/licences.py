"""Which parts of Qt may not travel in the one-folder build: those that are offered under the GPL alone."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

GPL_ONLY = (
    "Charts", "DataVisualization", "Graphs", "HttpServer", "Lottie", "Mqtt", "NetworkAuth", "Quick3D", "QuickTimeline",
    "ShaderTools", "VirtualKeyboard", "WaylandCompositor",
)  # fmt: skip
"""As Qt's modules are called, without the letters before them; what belongs to one begins with its name."""

_FILE = re.compile(rf"(lib)?qt6?({'|'.join(GPL_ONLY)})", re.IGNORECASE)


def gpl_only_modules() -> list[str]:
    """Return the Python modules of these parts, which the build leaves out whoever asks for them."""
    return [f"PySide6.Qt{name}" for name in (*GPL_ONLY, "GraphsWidgets")]


def is_gpl_only(file: str) -> bool:
    """Return whether a file of the build, by its path, belongs to one of these parts: library, plug-in or binding."""
    return _FILE.match(PurePosixPath(file.replace("\\", "/")).name) is not None


def gpl_only_files(folder: Path) -> list[str]:
    """Return what of these parts lies in a folder that was built; there must be nothing."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if is_gpl_only(path.name))
