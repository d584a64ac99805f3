"""Whether the system asks for less motion."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSettings

_CLIENT_AREA_ANIMATION = 0x1042


def wants_stillness() -> bool:
    """Return whether the person has told the system not to move things; where the system has no such wish, False."""
    if sys.platform == "win32":
        return _windows_is_still()
    elif sys.platform == "darwin":  # noqa: RET505 - the type checker of each system looks at its own branch
        path = Path.home() / "Library/Preferences/com.apple.universalaccess.plist"
        return str(QSettings(str(path), QSettings.Format.NativeFormat).value("reduceMotion", "0")) in ("1", "true")
    else:
        return _desktop_is_still(Path.home() / ".config")


def _windows_is_still() -> bool:
    # The attribute exists on Windows only, which the type checker of another system cannot know.
    import ctypes

    moves = ctypes.c_int(1)
    user32 = getattr(ctypes, "windll").user32  # noqa: B009
    user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0)
    return moves.value == 0


def _desktop_is_still(config: Path) -> bool:
    gtk = _setting(config / "gtk-3.0" / "settings.ini", "Settings", "gtk-enable-animations")
    kde = _setting(config / "kdeglobals", "KDE", "AnimationDurationFactor")
    return gtk.lower() in ("0", "false") or kde in ("0", "0.0")


def _setting(path: Path, section: str, name: str) -> str:
    if not path.is_file():
        return ""
    # Imported when there is something to read: the start of the window is measured.
    import configparser

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, OSError):
        return ""
    return parser.get(section, name, fallback="")
